import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { ActionIcon, Button } from '@mantine/core';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import css from './chair.module.css';
import type { Orders, useRights } from './use-order.js';

interface Props {
  readonly board: MeetingBoard;
  readonly orders: Orders;
  readonly rights: ReturnType<typeof useRights>;
}
export const SPEECH_MS = 300_000;

/** Who waits for the floor, in the order of being called; moved by buttons, each move in the record. */
export function FloorQueue({ board, orders, rights }: Props) {
  const say = useWords('chair');
  const people = usePeople();
  const waiting = board.floor?.waiting ?? [];
  const move = (personId: string, place: number) =>
    void orders.give('floor:move', { personId, place }, say('chair.queue', { n: waiting.length }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by the keyboard.
    <section tabIndex={0} className={css.queue} aria-label={say('chair.queue', { n: waiting.length })}>
      <h3>{say('chair.queue', { n: waiting.length })}</h3>
      {waiting.length === 0 && <p className={css.soft}>{say('chair.queueEmpty')}</p>}
      <ol>
        {waiting.map(({ personId, kind }, place) => {
          const name = people.name(personId);
          return (
            <li key={personId}>
              <span className={css.rank}>{place + 1}</span>
              <div className={css.asker}>
                <b>{name}</b>
                <small>
                  {say(`chair.kind.${kind}`)}
                  {people.person(personId) && ` · ${people.person(personId)?.agency}`}
                </small>
                {rights.may('floor:give') && !board.floor?.speaking && (
                  <Button
                    size="compact-md"
                    variant="subtle"
                    disabled={orders.busy}
                    onClick={() =>
                      void orders.give('floor:give', { personId, limitMs: SPEECH_MS }, say('chair.give', { name }))
                    }
                  >
                    {say('chair.give', { name })}
                  </Button>
                )}
              </div>
              {rights.may('floor:move') && (
                <div className={css.moves}>
                  <ActionIcon
                    variant="subtle"
                    size={44}
                    aria-label={say('chair.up', { name })}
                    disabled={place === 0 || orders.busy}
                    onClick={() => move(personId, place - 1)}
                  >
                    <ChevronUp aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    size={44}
                    aria-label={say('chair.down', { name })}
                    disabled={place === waiting.length - 1 || orders.busy}
                    onClick={() => move(personId, place + 1)}
                  >
                    <ChevronDown aria-hidden />
                  </ActionIcon>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <p className={css.soft}>{say('chair.queueNote')}</p>
    </section>
  );
}
