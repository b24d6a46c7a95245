import type { ItemState } from '@ecab/shared/agenda/slice';
import { isCallable } from '@ecab/shared/agenda/slice';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Button } from '@mantine/core';
import { Check } from 'lucide-react';
import { useWords } from '../i18n/say.js';
import css from './chair.module.css';
import { childrenOf, itemsOf, pollUnderWay, topItems } from './next-step.js';
import type { Orders, useRights } from './use-order.js';

interface Props {
  readonly board: MeetingBoard;
  readonly orders: Orders;
  readonly rights: ReturnType<typeof useRights>;
}
const settled = (state: ItemState) =>
  state !== 'ready' && state !== 'discussing' && state !== 'voting' && state !== 'counting';

/** The agenda with where each item stands; another item than the next can be called from here. */
export function AgendaList({ board, orders, rights }: Props) {
  const say = useWords('chair');
  const items = itemsOf(board);
  const current = board.agenda?.current ?? null;
  // A poll is ended and announced first.
  const callable = board.meeting?.state === 'in_session' && pollUnderWay(board) === null && rights.may('item:call');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by the keyboard.
    <nav tabIndex={0} className={css.agenda} aria-label={say('chair.agenda')}>
      <ol>
        {topItems(items).map((itemId, place) => {
          const item = items[itemId];
          if (!item) return null;
          const inside = childrenOf(items, itemId);
          const done =
            settled(item.state) || (inside.length > 0 && inside.every((one) => settled(items[one]?.state ?? 'ready')));
          const [first, ...others] = new Set(inside.map((one) => items[one]?.state ?? 'ready'));
          const together = first && (others.length === 0 ? first : 'concluded');
          return (
            <li key={itemId} aria-current={itemId === current ? 'step' : undefined} className={css.agendaItem}>
              <span className={css.place} data-done={done}>
                {done ? <Check size={20} aria-hidden /> : place + 1}
              </span>
              <div>
                <b>
                  <span className="unseen">{place + 1}. </span>
                  {item.title}
                </b>
                <small>{say(`chair.state.${done && together ? together : item.state}`)}</small>
                {callable && itemId !== current && isCallable(item) && (
                  <Button
                    size="compact-md"
                    variant="subtle"
                    className={css.call}
                    aria-label={`${say('chair.call')}: ${item.title}`}
                    disabled={orders.busy}
                    onClick={() => void orders.give('item:call', { itemId }, say('chair.call'))}
                  >
                    {say('chair.call')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
