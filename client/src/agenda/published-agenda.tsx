import { type Item, inOrder } from '@ecab/shared/agenda/slice';
import { isSitting } from '@ecab/shared/meeting/slice';
import { Button } from '@mantine/core';
import { FileStack, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTimeZone } from '../app/body.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { papersIn } from '../meeting/papers-in.js';
import type { ShownBoard } from '../sync/hooks.js';
import { EmptyState } from '../ui/empty-state.js';
import { Page } from '../ui/page.js';
import { StateTag } from '../ui/state-tag.js';
import { AfterPublication } from './after-publication.js';
import css from './agenda.module.css';
import { ItemPapers } from './item-papers.js';
import { listed, placeOf } from './levels.js';
import { newItemId } from './new-item-id.js';
import { PublishedItem } from './published-item.js';
import { wayOf } from './way.js';

interface Props {
  readonly meetingId: string;
  readonly board: ShownBoard['entities'];
  readonly office: boolean;
}
const blank: Omit<Item, 'order' | 'state' | 'calledAt'> = {
  title: '',
  kind: 'anyOtherBusiness',
  presenterId: null,
  unit: '',
  minutes: 15,
  parent: null,
  vote: 'none',
  audience: 'everyone',
  note: '',
};

/** Once it is published an agenda changes by commands only: an item is amended while it waits, another is added. */
export function PublishedAgenda({ meetingId, board, office }: Props) {
  const say = useWords('agenda');
  const format = useFormat(useTimeZone());
  const [chosen, setChosen] = useState<string | null>(null);
  /** The id that the item to be added will have. */
  const [adding, setAdding] = useState<string | null>(null);
  const { meeting } = board;
  if (!meeting) return null;
  const byId = Object.fromEntries(
    Object.entries(board).flatMap(([key, item]) =>
      key.startsWith('item:') && item ? [[key.slice('item:'.length), item as Item] as const] : [],
    ),
  );
  const items = inOrder({ items: byId }).flatMap((id) => {
    const item = byId[id];
    return item ? [{ ...item, id }] : [];
  });
  const rows = listed(items);
  const places = rows
    .filter(({ kind }) => kind !== 'consentBlock')
    .map(({ id, title }) => ({ id, label: `${placeOf(items, id)}. ${title}` }));
  const item = items.find(({ id }) => id === chosen);
  const underWay = meeting.state === 'convened' || meeting.state === 'checkin' || isSitting(meeting as never);
  return (
    <Page
      title={meeting.title}
      documentTitle={say('agenda.title', { title: meeting.title })}
      subtitle={
        meeting.convenedAt
          ? say('agenda.publishedAt', { time: format.dateTime(meeting.convenedAt) })
          : say('agenda.published')
      }
      back={{ to: `/meetings/${meetingId}` }}
      padded={false}
      actions={office && <AfterPublication meetingId={meetingId} board={board} />}
    >
      <div className={css.editor}>
        <div className={css.left}>
          <div className={css.tools}>
            <p className={css.soft}>{say('agenda.byCommands')}</p>
            {office && underWay && (
              <span className={css.adds}>
                <Button
                  leftSection={<Plus aria-hidden size={20} />}
                  onClick={() => {
                    setChosen(null);
                    setAdding(newItemId());
                  }}
                >
                  {say('agenda.addLate')}
                </Button>
              </span>
            )}
          </div>
          <ol className={css.rows} aria-label={say('agenda.items')}>
            {rows.map((one) => (
              <li
                key={one.id}
                className={css.row}
                data-chosen={one.id === chosen}
                data-inside={one.parent !== null}
                data-published
              >
                <b className={css.place}>{placeOf(items, one.id)}</b>
                <button
                  type="button"
                  className={css.title}
                  aria-pressed={one.id === chosen}
                  onClick={() => {
                    setChosen(one.id);
                    setAdding(null);
                  }}
                >
                  <b>{one.title}</b>
                  <small>
                    {[one.unit, say(one.kind === 'consentBlock' ? 'agenda.way.block' : `agenda.way.${wayOf(one)}`)]
                      .filter(Boolean)
                      .join(' · ')}
                    {one.kind !== 'consentBlock' &&
                      ` · ${say('agenda.papersOf', { n: papersIn(board, one.id).length })}`}
                  </small>
                </button>
                <StateTag tone={one.state === 'ready' ? 'outline' : 'info'}>
                  {say(`agenda.state.${one.state}`)}
                </StateTag>
              </li>
            ))}
          </ol>
        </div>
        <aside
          className={css.right}
          data-open={item !== undefined || adding !== null}
          aria-label={item ? say('agenda.item', { n: placeOf(items, item.id) }) : say('agenda.addLate')}
        >
          {adding !== null ? (
            <PublishedItem
              key={adding}
              meetingId={meetingId}
              itemId={adding}
              item={blank}
              isNew
              editable
              heading={say('agenda.addLate')}
              onDone={() => {
                setChosen(adding);
                setAdding(null);
              }}
            />
          ) : item ? (
            <PublishedItem
              key={item.id}
              meetingId={meetingId}
              itemId={item.id}
              item={item}
              isNew={false}
              editable={office && underWay && item.state === 'ready'}
              heading={say('agenda.item', { n: placeOf(items, item.id) })}
              onDone={() => {}}
            >
              {item.kind !== 'consentBlock' && (
                <ItemPapers meetingId={meetingId} itemId={item.id} board={board} office={office} places={places} />
              )}
            </PublishedItem>
          ) : (
            <EmptyState icon={FileStack} level={2} title={say('agenda.pick')} />
          )}
        </aside>
      </div>
    </Page>
  );
}
