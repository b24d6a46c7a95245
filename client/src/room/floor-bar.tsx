import type { kinds } from '@ecab/shared/floor/slice';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { ChevronUp, Hand, Mic } from 'lucide-react';
import { useConnection } from '../app/connection.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { SpeakerTimer } from '../ui/speaker-timer.js';
import css from './floor-bar.module.css';
import { type MyFloor, phaseOf } from './room-state.js';
import type { Orders } from './use-order.js';

export type Kind = (typeof kinds)[number];
/** From the usual to the most urgent. */
const offered = ['speech', 'debate', 'reply', 'procedure'] as const satisfies readonly Kind[];

interface Props {
  readonly board: MeetingBoard;
  readonly mine: MyFloor;
  readonly orders: Orders;
  readonly onAsk: (kind: Kind) => void;
  /** False for who is not in the room: he sees who speaks, and asks nothing. */
  readonly present: boolean;
}

/** Who speaks and how long yet; and my own place in it. */
export function FloorBar({ board, mine, orders, onAsk, present }: Props) {
  const say = useWords('room');
  return (
    <section className={css.bar} aria-label={say('floor.bar')}>
      <Speaker board={board} mine={mine.state === 'speaking'} />
      {present && (
        <div className={css.mine}>
          {mine.state === 'speaking' && (
            <Button
              size="lg"
              variant="filled"
              loading={orders.busy === 'floor:end'}
              onClick={() => void orders.give('floor:end', {}, say('floor.end'))}
            >
              {say('floor.end')}
            </Button>
          )}
          {mine.state === 'waiting' && (
            <>
              <p className={css.place} role="status">
                <b>{say('floor.place', { n: mine.place })}</b>
              </p>
              <Button
                size="lg"
                loading={orders.busy === 'floor:withdraw'}
                onClick={() => void orders.give('floor:withdraw', {}, say('floor.withdraw'))}
              >
                {say('floor.withdraw')}
              </Button>
            </>
          )}
          {mine.state === 'free' && phaseOf(board) === 'session' && (
            <Ask
              refusal={mine.whyNot}
              queue={board.floor?.waiting.length ?? 0}
              busy={orders.busy === 'floor:ask'}
              onAsk={onAsk}
            />
          )}
        </div>
      )}
    </section>
  );
}

interface AskProps {
  readonly refusal: string | null;
  readonly queue: number;
  readonly busy: boolean;
  readonly onAsk: (kind: Kind) => void;
}
function Ask({ refusal, queue, busy, onAsk }: AskProps) {
  const say = useWords('room');
  const off = refusal !== null;
  return (
    <div className={css.ask}>
      <Button
        size="lg"
        variant="filled"
        className={css.button ?? ''}
        loading={busy}
        leftSection={<Hand size={24} aria-hidden />}
        {...(off ? { 'data-disabled': true, 'aria-disabled': true } : {})}
        aria-describedby="floor-queue"
        aria-label={say('floor.ask')}
        onClick={() => !off && onAsk('speech')}
      >
        <span>
          <span className={css.line}>{say('floor.ask')}</span>
          <small id="floor-queue" className={css.line}>
            {off ? whyNot(refusal) : queue > 0 ? say('floor.queue', { n: queue }) : say('floor.noQueue')}
          </small>
        </span>
      </Button>
      {!off && (
        <Menu position="top-end">
          <Menu.Target>
            <ActionIcon className={css.kinds ?? ''} variant="filled" aria-label={say('floor.kind')}>
              <ChevronUp size={24} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map((kind) => (
              <Menu.Item key={kind} onClick={() => onAsk(kind)}>
                {say(`floor.${kind}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

function Speaker({ board, mine }: { readonly board: MeetingBoard; readonly mine: boolean }) {
  const say = useWords('room');
  const people = usePeople();
  const offsetMs = useConnection(({ offsetMs }) => offsetMs);
  const speaking = board.floor?.speaking ?? null;
  const presenter = board.presenter;
  const item = board[`item:${board.agenda?.current ?? ''}`];
  const personId = speaking?.personId ?? presenter?.holder ?? null;
  const since = speaking?.since ?? presenter?.since ?? null;
  const limitMs = speaking?.limitMs ?? (item?.minutes ?? 0) * 60_000;
  if (personId === null)
    return (
      <div className={css.who}>
        <span className={css.avatar} aria-hidden>
          <Mic size={24} />
        </span>
        <p className={css.soft}>{say('floor.nobody')}</p>
      </div>
    );
  const position = people.person(personId)?.position ?? '';
  const what = say(speaking ? 'floor.speaking' : 'floor.presenting');
  return (
    <>
      <div className={css.who}>
        <span className={css.avatar} aria-hidden>
          <Mic size={24} />
        </span>
        <div className={css.name}>
          <b>{mine ? say('floor.turn') : people.name(personId)}</b>
          <span>{mine ? what : [position, what].filter(Boolean).join(' · ')}</span>
        </div>
      </div>
      {since && limitMs > 0 && (
        <SpeakerTimer
          endsAt={new Date(Date.parse(since) + limitMs).toISOString()}
          limitMs={limitMs}
          offsetMs={offsetMs}
        />
      )}
    </>
  );
}
