import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Button } from '@mantine/core';
import { Presentation } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { BigButton } from '../ui/big-button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import type { Asking } from './asking.js';
import css from './chair.module.css';
import { ConcludeDialog } from './conclude-dialog.js';
import { CountDialog } from './count-dialog.js';
import { SPEECH_MS } from './floor-queue.js';
import { HandoverDialog } from './handover-dialog.js';
import { itemsOf, leftOver, type NextStep, nextStep, topItems } from './next-step.js';
import { OtherSteps } from './other-steps.js';
import { RecordDialog } from './record-dialog.js';
import type { Orders, useRights } from './use-order.js';
import { VoteDialog } from './vote-dialog.js';

interface Props {
  readonly meetingId: string;
  readonly board: MeetingBoard;
  readonly orders: Orders;
  readonly rights: ReturnType<typeof useRights>;
}

interface Plan {
  readonly label: string;
  /** Why it cannot be pressed. */
  readonly whyNot: string | null;
  /** Whose turn it is, where this person can only do something beside it. */
  readonly waits?: string;
  readonly act: () => void;
}

/** The one big button, the other steps, and who presents. */
export function NextBar({ meetingId, board, orders, rights }: Props) {
  const say = useWords('chair');
  const people = usePeople();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Asking | null>(null);
  const items = itemsOf(board);
  const next = nextStep(board);
  const close = () => setAsking(null);
  const titleOf = (itemId: string) => items[itemId]?.title ?? '';

  const { label, whyNot, waits = null, act } = plan(next);
  function plan(step: NextStep | null): Plan {
    const order = (name: Parameters<Orders['give']>[0], request: object, told: string) => ({
      label: told,
      whyNot: rights.may(name) ? null : say('chair.waits.chair'),
      act: () => void orders.give(name, request as never, told),
    });
    switch (step?.step) {
      case undefined:
        return { label: say('chair.next.checkin'), whyNot: say('chair.waits.publish'), act: () => {} };
      case 'checkin':
        return order('attendance:open', {}, say('chair.next.checkin'));
      case 'session': {
        const { present = 0, base = 0, needed = 0 } = board.quorum ?? {};
        const session = order('session:open', { withoutVoting: false }, say('chair.next.session'));
        const short = step.quorate ? null : say('chair.waits.quorum', { present, base, needed });
        return { ...session, whyNot: session.whyNot ?? short };
      }
      case 'resume':
        return order('session:resume', {}, say('chair.next.resume'));
      case 'call': {
        const n = topItems(items).indexOf(step.itemId) + 1;
        return order('item:call', { itemId: step.itemId }, say('chair.next.call', { n, title: titleOf(step.itemId) }));
      }
      case 'invite': {
        const told = say('chair.next.invite', { name: people.name(step.personId) });
        return order('floor:give', { personId: step.personId, limitMs: SPEECH_MS }, told);
      }
      case 'endSpeech':
        return order('floor:end', {}, say('chair.next.endSpeech', { name: people.name(step.personId) }));
      case 'poll':
        return {
          ...order('poll:open', {}, say('chair.next.poll')),
          act: () => setAsking({ ask: 'vote', itemId: step.itemId, settles: true }),
        };
      case 'close': {
        const { pollId, missing } = step;
        const told = missing.length > 0 ? say('chair.next.close', { n: missing.length }) : say('chair.next.closeAll');
        const now = order('poll:close', { pollId }, told);
        return missing.length > 0 ? { ...now, act: () => setAsking({ ask: 'close', pollId, missing }) } : now;
      }
      case 'record':
        return {
          label: say('chair.next.record'),
          whyNot: rights.may('poll:record') ? null : say('chair.waits.record'),
          act: () => setAsking({ ask: 'record', pollId: step.pollId }),
        };
      case 'confirm':
        // Who entered the count does not confirm it; until another does he can put it right.
        if (step.enteredBy === rights.me)
          return {
            label: say('chair.other.record'),
            whyNot: null,
            waits: say('chair.waits.confirm', { name: people.name(board.meeting?.chairId ?? '') }),
            act: () => setAsking({ ask: 'record', pollId: step.counted.pollId }),
          };
        return {
          ...order('poll:confirm', {}, say('chair.next.confirm')),
          act: () => setAsking({ ask: 'confirm', counted: step.counted }),
        };
      case 'announce':
        return order('poll:announce', { pollId: step.pollId }, say('chair.next.announce'));
      case 'conclude':
        return {
          ...order('item:conclude', {}, say('chair.next.conclude', { title: titleOf(step.itemId) })),
          act: () => setAsking({ ask: 'conclude', itemId: step.itemId }),
        };
      case 'drop':
        return {
          ...order('item:conclude', {}, say('chair.next.drop', { title: titleOf(step.itemId) })),
          act: () => setAsking({ ask: 'conclude', itemId: step.itemId, drop: true }),
        };
      case 'end':
        return { ...order('session:close', {}, say('chair.next.end')), act: () => setAsking({ ask: 'end' }) };
      case 'minutes':
        return {
          label: say('chair.next.minutes'),
          whyNot: null,
          act: () => void navigate(`/meetings/${meetingId}/minutes`),
        };
    }
  }

  const left = leftOver(board).length;
  const holder = board.presenter?.holder ?? null;
  return (
    <div className={css.next}>
      <OtherSteps board={board} orders={orders} rights={rights} next={next} onAsk={setAsking} />
      <BigButton onClick={act} whyNot={whyNot} hint={waits} primary={waits === null} loading={orders.busy}>
        {label}
      </BigButton>
      <Button
        size="lg"
        variant="default"
        className={css.presenter}
        leftSection={<Presentation aria-hidden size={22} />}
        onClick={() => setAsking({ ask: 'handover' })}
      >
        <span>
          <small>{say('chair.presenter')}</small>
          <b>{holder === null ? say('chair.nobody') : people.name(holder)}</b>
        </span>
      </Button>
      {asking?.ask === 'vote' && <VoteDialog {...asking} board={board} orders={orders} onClose={close} />}
      {asking?.ask === 'conclude' && <ConcludeDialog {...asking} board={board} orders={orders} onClose={close} />}
      {asking?.ask === 'record' && <RecordDialog {...asking} board={board} orders={orders} onClose={close} />}
      {asking?.ask === 'confirm' && <CountDialog {...asking} orders={orders} onClose={close} />}
      {asking?.ask === 'handover' && <HandoverDialog board={board} orders={orders} onClose={close} />}
      <ConfirmDialog
        opened={asking?.ask === 'close'}
        title={say('chair.ask.close')}
        body={say('chair.ask.closeBody', {
          names: asking?.ask === 'close' ? asking.missing.map(people.name).join(', ') : '',
        })}
        confirm={say('chair.ask.closeDo')}
        loading={orders.busy}
        onClose={close}
        onConfirm={() => {
          if (asking?.ask !== 'close') return;
          const { pollId } = asking;
          void orders.give('poll:close', { pollId }, say('chair.ask.close')).then(close);
        }}
      />
      <ConfirmDialog
        opened={asking?.ask === 'end'}
        title={say('chair.ask.end')}
        body={left > 0 ? say('chair.ask.endBody', { n: left }) : say('chair.ask.endBodyDone')}
        confirm={say('chair.next.end')}
        loading={orders.busy}
        onClose={close}
        onConfirm={() => void orders.give('session:close', {}, say('chair.next.end')).then(close)}
      />
    </div>
  );
}
