import type { ItemState } from '@ecab/shared/agenda/slice';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Button, Drawer } from '@mantine/core';
import { Check, List, Minus, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/say.js';
import css from './agenda-rail.module.css';
import { childrenOf, itemNumber, type ShownItem, topItems } from './item-number.js';
import { itemState, standing } from './item-words.js';

interface Props {
  readonly board: MeetingBoard;
  /** The item whose papers are shown: that on the table, or one that this person looks up. */
  readonly shown: string | null;
  readonly onShow: (itemId: string) => void;
  /** Called for some items only: another may be on the table. */
  readonly guest: boolean;
  /** Below the list: the ways out of the room. */
  readonly foot: ReactNode;
}

/** The agenda beside the paper; on a narrow screen the item on the table, and the whole behind a button. */
export function AgendaRail(props: Props) {
  const say = useWords('room');
  const ui = useWords('ui');
  const [opened, setOpened] = useState(false);
  const { board, shown } = props;
  const items = topItems(board);
  const current = board.agenda?.current ?? null;
  const folded = items.find(([itemId]) => itemId === (current ?? shown));
  return (
    <nav className={css.rail} aria-label={say('room.agenda')}>
      <div className={css.whole}>
        <Items {...props} />
        <div className={css.foot}>{props.foot}</div>
      </div>
      <div className={css.folded}>
        {folded ? (
          <ItemLine board={board} item={folded} />
        ) : (
          <span className={css.none}>{say(props.guest ? 'room.guest' : 'room.pick')}</span>
        )}
        <Button size="sm" leftSection={<List size={20} aria-hidden />} onClick={() => setOpened(true)}>
          {say('room.items', { n: items.length })}
        </Button>
      </div>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        title={say('room.agenda')}
        size={420}
        closeButtonProps={{ 'aria-label': ui('close') }}
      >
        <Items
          {...props}
          onShow={(itemId) => {
            setOpened(false);
            props.onShow(itemId);
          }}
        />
        <div className={css.foot}>{props.foot}</div>
      </Drawer>
    </nav>
  );
}

function Items({ board, shown, onShow }: Pick<Props, 'board' | 'shown' | 'onShow'>) {
  const current = board.agenda?.current ?? null;
  const list = useRef<HTMLOListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the item on the table is what must have changed.
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <ol ref={list} className={css.items}>
      {topItems(board).map((item) => (
        <li key={item[0]} aria-current={item[0] === current ? 'step' : undefined}>
          <button type="button" className={css.choose} aria-pressed={item[0] === shown} onClick={() => onShow(item[0])}>
            <ItemLine board={board} item={item} />
          </button>
        </li>
      ))}
    </ol>
  );
}

function ItemLine({ board, item: [itemId, item] }: { readonly board: MeetingBoard; readonly item: ShownItem }) {
  const say = useWords('room');
  const stands = standing(item, board.agenda?.current === itemId);
  const number = itemNumber(board, itemId);
  const presented = board.presenter?.holder != null;
  const words = itemState(item, { presented, children: childrenOf(board, itemId).length }, say);
  return (
    <span className={`${css.item} ${css[stands] ?? ''}`}>
      <span className={css.number} data-state={item.state} aria-hidden>
        {stands === 'done' ? <Ended state={item.state} /> : (number ?? '·')}
      </span>
      <span className={css.words}>
        <b>
          {number && <span className={stands === 'done' ? undefined : 'unseen'}>{number}. </span>}
          {item.title}
        </b>
        <small>{words}</small>
      </span>
    </span>
  );
}

function Ended({ state }: { readonly state: ItemState }) {
  if (state === 'rejected') return <X size={18} />;
  return state === 'deferred' || state === 'withdrawn' ? <Minus size={18} /> : <Check size={18} />;
}
