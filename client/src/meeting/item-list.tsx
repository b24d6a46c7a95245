import type { Item } from '@ecab/shared/agenda/slice';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Check, FileText, Lock } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../i18n/say.js';
import { childrenOf, itemNumber, itemsOf } from '../room/item-number.js';
import css from './meeting.module.css';
import { papersIn } from './papers-in.js';
import { readCount } from './read-counts.js';

interface Props {
  readonly meetingId: string;
  readonly board: MeetingBoard;
  readonly read: ReadonlyMap<string, number>;
  readonly current: string | null;
}

/** The items of a meeting as this person may see them, with how much of their papers is read. */
export function ItemList({ meetingId, board, read, current }: Props) {
  const say = useWords('meeting');
  const items = itemsOf(board);
  if (items.length === 0) return <p className={css.none}>{say('meeting.notPublished')}</p>;
  // Whoever is called for one item of a block does not see the block.
  const tops = items.filter(([, { parent }]) => parent === null || !items.some(([one]) => one === parent));
  const row = ([itemId, item]: readonly [string, Item], inside: boolean) => {
    const of = [itemId, ...childrenOf(board, itemId).map(([one]) => one)];
    const { n, m, isNew } = readCount(
      of.flatMap((one) => papersIn(board, one)),
      read,
    );
    const done = m > 0 && n === m;
    return (
      <li key={itemId}>
        <Link
          className={css.item}
          to={`/meetings/${meetingId}/items/${itemId}`}
          aria-current={itemId === current ? 'page' : undefined}
          data-inside={inside}
        >
          <span className={css.number}>{itemNumber(board, itemId)}</span>
          <span className={css.what}>
            <b>{item.title}</b>
            <small>
              {m === 0 ? say('meeting.noPapers') : say('meeting.readOf', { n, m })}
              {isNew && ` · ${say('meeting.hasNew')}`}
            </small>
          </span>
          {item.audience === 'members' && <Lock size={18} aria-label={say('meeting.closedItem')} />}
          {m > 0 && (
            <span className={css.mark} data-done={done} aria-hidden>
              {done ? <Check size={20} /> : <FileText size={18} />}
            </span>
          )}
        </Link>
      </li>
    );
  };
  return (
    <nav aria-label={say('meeting.itemsNav')}>
      <ol className={css.itemList}>
        {tops.flatMap((top) => [row(top, false), ...childrenOf(board, top[0]).map((one) => row(one, true))])}
      </ol>
    </nav>
  );
}
