import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Mic, Presentation } from 'lucide-react';
import { useConnection } from '../app/connection.js';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { SpeakerTimer } from '../ui/speaker-timer.js';
import { StateTag } from '../ui/state-tag.js';
import css from './chair.module.css';
import { childrenOf, itemsOf, pollsOf } from './next-step.js';
import { PollPanel } from './poll-panel.js';
import { Speeches } from './speeches.js';
import type { Orders, useRights } from './use-order.js';

interface Props {
  readonly board: MeetingBoard;
  readonly orders: Orders;
  readonly rights: ReturnType<typeof useRights>;
}

/** What is on the table: the item, who presents or speaks, its polls, its conclusions. */
export function ItemPanel({ board, orders, rights }: Props) {
  const say = useWords('chair');
  const people = usePeople();
  const offsetMs = useConnection((connection) => connection.offsetMs);
  const items = itemsOf(board);
  const current = board.agenda?.current ?? null;
  const item = current === null ? undefined : items[current];
  if (current === null || !item)
    return (
      <section className={css.item}>
        <EmptyState icon={Presentation} level={2} title={say('chair.nothing')} />
      </section>
    );
  const { speaking } = board.floor ?? { speaking: null };
  const holder = board.presenter?.holder ?? null;
  const inside = childrenOf(items, current);
  const polls = Object.entries(pollsOf(board))
    .filter(([, poll]) => poll.itemId === current)
    .reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by the keyboard.
    <section tabIndex={0} className={css.item} aria-label={item.title}>
      <h2>{item.title}</h2>
      {inside.length > 0 && (
        <ul className={css.children}>
          {inside.map((one) => (
            <li key={one}>
              {items[one]?.title} <StateTag>{say(`chair.state.${items[one]?.state ?? 'ready'}`)}</StateTag>
            </li>
          ))}
        </ul>
      )}
      {speaking && (
        <Card>
          <div className={css.speaker}>
            <Mic aria-hidden size={28} />
            <div>
              <small>{say('chair.speaking')}</small>
              <b>{people.name(speaking.personId)}</b>
            </div>
            <SpeakerTimer
              endsAt={new Date(Date.parse(speaking.since) + speaking.limitMs).toISOString()}
              limitMs={speaking.limitMs}
              offsetMs={offsetMs}
            />
          </div>
        </Card>
      )}
      {!speaking && holder && (
        <Card>
          <div className={css.speaker}>
            <Presentation aria-hidden size={28} />
            <div>
              <small>{say('chair.presenting')}</small>
              <b>{people.name(holder)}</b>
            </div>
          </div>
        </Card>
      )}
      {polls.map(([pollId, poll]) => (
        <PollPanel key={pollId} poll={poll} board={board} />
      ))}
      {rights.may('speech:summarise') && <Speeches board={board} orders={orders} itemId={current} />}
    </section>
  );
}
