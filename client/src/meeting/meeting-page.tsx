import type { Item } from '@ecab/shared/agenda/slice';
import { inOrder } from '@ecab/shared/agenda/slice';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import type { PaperEntity } from '@ecab/shared/papers/slice';
import { Button } from '@mantine/core';
import { Download, UserRoundX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useTimeZone } from '../app/body.js';
import { usePeople } from '../app/people.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { useBoard, useSync } from '../sync/hooks.js';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { StateTag } from '../ui/state-tag.js';
import css from './meeting.module.css';
import { MeetingTag } from './meeting-row.js';
import { PaperLine } from './paper-line.js';
import { useIsOffice } from './use-meetings.js';
import { useReadPages } from './use-read-pages.js';

const keyed = <One,>(board: MeetingBoard, prefix: string): Record<string, One> =>
  Object.fromEntries(
    Object.entries(board).flatMap(([key, one]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), one]] : [])),
  ) as Record<string, One>;

/** One meeting before it begins: its items with their papers, and what of them is read. */
export function Component() {
  const { meetingId = '' } = useParams();
  const say = useWords('meeting');
  const format = useFormat(useTimeZone());
  const people = usePeople();
  const me = personOf(useMe())?.id ?? '';
  const office = useIsOffice();
  const { state, entities: board } = useBoard(`meeting/${meetingId}`);
  const read = useReadPages();
  const { meeting } = board;
  if (state === 'loading') return <LoadingSkeleton />;
  if (state === 'refused' || !meeting)
    return (
      <Page title={say('meeting.title')} back={{ to: '/meetings' }}>
        <EmptyState icon={UserRoundX} level={2} title={say('meeting.notAllowed')} />
      </Page>
    );
  const items = keyed<Item>(board, 'item:');
  const papers = keyed<PaperEntity>(board, 'paper:');
  const order = inOrder({ items });
  const tops = order.filter((itemId) => !items[itemId]?.parent || !items[items[itemId]?.parent ?? '']);
  const role = board[`seat:${me}`]?.role;
  const staff = role === 'chair' || role === 'secretary' || office;
  const open = ['checkin', 'in_session', 'paused'].includes(meeting.state);
  const link = (to: string, label: string, filled = false) => (
    <Button variant={filled ? 'filled' : 'default'} component={Link} to={`/meetings/${meetingId}/${to}`}>
      {label}
    </Button>
  );
  return (
    <Page
      title={meeting.title}
      subtitle={`${format.dateTime(meeting.startsAt)} · ${meeting.place}`}
      back={{ to: '/meetings' }}
      actions={<MeetingTag state={meeting.state} />}
    >
      <div className={css.meeting}>
        <div className={css.tools}>
          {(open || meeting.state === 'convened') && link('room', say('meeting.enter'), true)}
          {staff && meeting.state !== 'draft' && link('chair', say('meeting.run'))}
          {staff && link('agenda', say('meeting.agenda'))}
          {staff && link('people', say('meeting.people'))}
          {(staff || board.minutes) && meeting.openedAt !== null && link('minutes', say('meeting.minutes'))}
        </div>
        <p className={css.soft}>{say('meeting.chair', { name: people.name(meeting.chairId) })}</p>
        <OnDevice versionIds={Object.values(papers).flatMap(({ versions }) => versions.at(-1)?.versionId ?? [])} />
        {!staff && meeting.papersSentAt === null && <p className={css.soft}>{say('meeting.papersLater')}</p>}
        <ol className={css.items}>
          {tops.map((itemId, place) => {
            const item = items[itemId];
            if (!item) return null;
            const inside = order.filter((one) => items[one]?.parent === itemId);
            return (
              <li key={itemId}>
                <Card
                  title={`${place + 1}. ${item.title}`}
                  actions={item.audience === 'members' && <StateTag tone="warn">{say('meeting.closedItem')}</StateTag>}
                >
                  <ItemFacts item={item} />
                  <PapersOf itemId={itemId} papers={papers} read={read} />
                  {inside.map((one) => (
                    <section key={one} className={css.inside}>
                      <h3>{items[one]?.title}</h3>
                      <PapersOf itemId={one} papers={papers} read={read} />
                    </section>
                  ))}
                </Card>
              </li>
            );
          })}
        </ol>
      </div>
    </Page>
  );
}

function ItemFacts({ item }: { readonly item: Item }) {
  const say = useWords('meeting');
  const people = usePeople();
  const facts = [
    item.presenterId && say('meeting.presenter', { name: people.name(item.presenterId) }),
    item.unit,
    item.minutes > 0 && say('meeting.minutesPlanned', { n: item.minutes }),
  ].filter(Boolean);
  return <p className={css.soft}>{facts.join(' · ')}</p>;
}

function PapersOf(props: {
  readonly itemId: string;
  readonly papers: Readonly<Record<string, PaperEntity>>;
  readonly read: ReadonlyMap<string, number>;
}) {
  const { itemId, papers, read } = props;
  const say = useWords('meeting');
  const own = Object.entries(papers)
    .filter(([, paper]) => paper.itemId === itemId)
    .sort(([, a], [, b]) => a.order - b.order);
  if (own.length === 0) return null;
  return (
    <ul className={css.lines} aria-label={say('meeting.papers')}>
      {own.map(([paperId, paper]) => (
        <PaperLine key={paperId} paper={paper} read={read.get(paper.versions.at(-1)?.versionId ?? '') ?? 0} />
      ))}
    </ul>
  );
}

/** How many of the papers are here without the network, and the button that fetches the rest. */
function OnDevice({ versionIds }: { readonly versionIds: readonly string[] }) {
  const say = useWords('meeting');
  const { papers } = useSync();
  const [ready, setReady] = useState(0);
  const [busy, setBusy] = useState(false);
  const ids = versionIds.join(' ');
  useEffect(() => {
    let gone = false;
    const all = ids === '' ? [] : ids.split(' ');
    void Promise.all(all.map((one) => papers.isCached(one))).then((here) => {
      if (!gone) setReady(here.filter(Boolean).length);
    });
    return () => {
      gone = true;
    };
  }, [ids, papers]);
  if (versionIds.length === 0) return null;
  async function fetchAll() {
    setBusy(true);
    const here = await papers.prefetch(versionIds);
    setReady(here.length);
    setBusy(false);
  }
  return (
    <div className={css.device}>
      <StateTag tone={ready === versionIds.length ? 'ok' : 'neutral'}>
        {say('meeting.onDevice', { n: ready, m: versionIds.length })}
      </StateTag>
      {ready < versionIds.length && (
        <Button
          variant="default"
          loading={busy}
          leftSection={<Download aria-hidden size={20} />}
          onClick={() => void fetchAll()}
        >
          {say('meeting.fetch')}
        </Button>
      )}
    </div>
  );
}
