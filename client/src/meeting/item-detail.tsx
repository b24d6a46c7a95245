import type { Item } from '@ecab/shared/agenda/slice';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Button } from '@mantine/core';
import { ArrowLeft, ArrowRight, FileX2 } from 'lucide-react';
import { Link } from 'react-router';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { childrenOf, itemNumber, itemsOf } from '../room/item-number.js';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { PageTitle } from '../ui/page-title.js';
import { StateTag } from '../ui/state-tag.js';
import css from './meeting.module.css';
import { PaperLine } from './paper-line.js';
import { papersIn } from './papers-in.js';

interface Props {
  readonly meetingId: string;
  readonly board: MeetingBoard;
  readonly itemId: string;
  readonly read: ReadonlyMap<string, number>;
  readonly onDevice: ReadonlySet<string> | null;
  readonly staff: boolean;
}

/** One item as it is prepared: what it is about, its papers, and the way to the next. */
export function ItemDetail({ meetingId, board, itemId, read, onDevice, staff }: Props) {
  const say = useWords('meeting');
  const people = usePeople();
  const items = itemsOf(board);
  const at = items.findIndex(([one]) => one === itemId);
  const item: Item | undefined = items[at]?.[1];
  if (!item)
    return <EmptyState icon={FileX2} level={2} title={say('meeting.noItem')} body={say('meeting.noItemBody')} />;
  const number = itemNumber(board, itemId);
  const facts = [
    item.unit !== '' && say('meeting.by', { unit: item.unit }),
    item.presenterId && say('meeting.presenter', { name: people.name(item.presenterId) }),
    item.minutes > 0 && say('meeting.minutesPlanned', { n: item.minutes }),
    say(item.kind === 'consentBlock' ? 'meeting.way.block' : `meeting.way.${item.vote}`),
  ].filter(Boolean);
  const inside = childrenOf(board, itemId);
  const conclusion = board[`conclusion:${itemId}`];
  const papersOf = (one: string) => {
    const own = papersIn(board, one);
    if (own.length === 0)
      return inside.length > 0 && one === itemId ? null : <p className={css.none}>{say('meeting.noPapers')}</p>;
    return (
      <ul className={css.lines} aria-label={say('meeting.papers')}>
        {own.map(({ paperId, paper }) => (
          <PaperLine
            key={paperId}
            paper={paper}
            read={read}
            onDevice={onDevice?.has(paper.versions.at(-1)?.versionId ?? '')}
          />
        ))}
      </ul>
    );
  };
  const step = (to: number, label: 'meeting.itemBefore' | 'meeting.itemAfter') => {
    const other = items[to];
    const before = label === 'meeting.itemBefore';
    return (
      other && (
        <Button
          component={Link}
          to={`/meetings/${meetingId}/items/${other[0]}`}
          leftSection={before && <ArrowLeft aria-hidden size={20} />}
          rightSection={!before && <ArrowRight aria-hidden size={20} />}
        >
          {say(label)}
        </Button>
      )
    );
  };
  return (
    <>
      <PageTitle
        lead={facts.join(' · ')}
        actions={item.audience === 'members' && <StateTag tone="warn">{say('meeting.closedItem')}</StateTag>}
      >
        {number === null ? item.title : `${number}. ${item.title}`}
      </PageTitle>
      {item.note !== '' && <p className={css.soft}>{item.note}</p>}
      {!staff && board.meeting?.papersSentAt === null && <p className={css.soft}>{say('meeting.papersLater')}</p>}
      {papersIn(board, itemId).length > 0 || inside.length === 0 ? (
        <Card padded={false}>{papersOf(itemId)}</Card>
      ) : null}
      {inside.map(([one, child]) => (
        <Card key={one} level={2} title={`${itemNumber(board, one) ?? ''}. ${child.title}`} padded={false}>
          {papersOf(one)}
        </Card>
      ))}
      {conclusion && (
        <Card title={say('meeting.conclusion')}>
          <p>{conclusion.text}</p>
        </Card>
      )}
      <div className={css.steps}>
        {step(at - 1, 'meeting.itemBefore')}
        {step(at + 1, 'meeting.itemAfter')}
      </div>
    </>
  );
}
