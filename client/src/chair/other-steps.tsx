import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Button, Menu, Textarea } from '@mantine/core';
import { ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import type { Asking } from './asking.js';
import { itemsOf, type NextStep, pollUnderWay, unconcluded } from './next-step.js';
import type { Orders, useRights } from './use-order.js';

interface Props {
  readonly board: MeetingBoard;
  readonly orders: Orders;
  readonly rights: ReturnType<typeof useRights>;
  readonly next: NextStep | null;
  readonly onAsk: (asking: Asking) => void;
}
interface Step {
  readonly key: string;
  readonly label: string;
  readonly act: () => void;
}

/** What else the rules allow now; what they do not allow is not offered. */
export function OtherSteps({ board, orders, rights, next, onAsk }: Props) {
  const say = useWords('chair');
  const people = usePeople();
  const [aborting, setAborting] = useState<string | null>(null);
  const [without, setWithout] = useState(false);
  const [reason, setReason] = useState('');
  const { meeting, agenda } = board;
  const poll = pollUnderWay(board);
  const current = agenda?.current ?? null;
  const item = current === null ? undefined : itemsOf(board)[current];
  const sitting = meeting?.state === 'in_session';
  const give = orders.give;

  const steps: (Step | false)[] = [
    next?.step === 'session' &&
      !next.quorate &&
      rights.may('session:open') && {
        key: 'without',
        label: say('chair.other.withoutVoting'),
        act: () => setWithout(true),
      },
    sitting &&
      !poll &&
      current !== null &&
      item?.state === 'discussing' &&
      next?.step !== 'poll' &&
      rights.may('poll:open') && {
        key: 'poll',
        label: say('chair.other.poll'),
        act: () => onAsk({ ask: 'vote', itemId: current, settles: true }),
      },
    sitting &&
      !poll &&
      current !== null &&
      rights.may('poll:open') && {
        key: 'procedure',
        label: say('chair.other.procedure'),
        act: () => onAsk({ ask: 'vote', itemId: current, settles: false }),
      },
    next?.step === 'confirm' &&
      next.enteredBy !== rights.me &&
      rights.may('poll:record') && {
        key: 'record',
        label: say('chair.other.record'),
        act: () => onAsk({ ask: 'record', pollId: next.counted.pollId }),
      },
    poll?.[1].state === 'open' &&
      rights.may('poll:abort') && {
        key: 'abort',
        label: say('chair.other.abort'),
        act: () => setAborting(poll[0]),
      },
    sitting &&
      !poll &&
      current !== null &&
      unconcluded(board, current).length > 0 &&
      rights.may('item:conclude') && {
        key: 'defer',
        label: say('chair.other.defer'),
        act: () => onAsk({ ask: 'conclude', itemId: unconcluded(board, current)[0] ?? current, drop: true }),
      },
    current !== null &&
      agenda?.doorsClosedFor === null &&
      rights.may('item:close-doors') && {
        key: 'doors',
        label: say('chair.other.closeDoors'),
        act: () => void give('item:close-doors', { itemId: current }, say('chair.other.closeDoors')),
      },
    typeof agenda?.doorsClosedFor === 'string' &&
      rights.may('item:open-doors') && {
        key: 'undoors',
        label: say('chair.other.openDoors'),
        act: () => void give('item:open-doors', {}, say('chair.other.openDoors')),
      },
    sitting &&
      !poll &&
      rights.may('session:pause') && {
        key: 'pause',
        label: say('chair.other.pause'),
        act: () => void give('session:pause', {}, say('chair.other.pause')),
      },
    sitting &&
      !poll &&
      next?.step !== 'end' &&
      rights.may('session:close') && {
        key: 'end',
        label: say('chair.next.end'),
        act: () => onAsk({ ask: 'end' }),
      },
    ...(rights.seat === 'chair' ? secretaries(board) : []).map((personId): Step => {
      const given = meeting?.delegates?.includes(personId) ?? false;
      const label = say(given ? 'chair.other.undelegate' : 'chair.other.delegate', { name: people.name(personId) });
      return {
        key: personId,
        label,
        act: () => void give(given ? 'meeting:undelegate' : 'meeting:delegate', { personId }, label),
      };
    }),
  ];
  const offered = steps.filter((one): one is Step => one !== false);
  return (
    <>
      <Menu position="top-start" width={340}>
        <Menu.Target>
          <Button size="lg" variant="default" rightSection={<ChevronUp aria-hidden size={20} />}>
            {say('chair.other')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.length === 0 && <Menu.Label>{say('chair.other.none')}</Menu.Label>}
          {offered.map(({ key, label, act }) => (
            <Menu.Item key={key} onClick={act}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={aborting !== null}
        title={say('chair.ask.abort')}
        body={say('chair.ask.abortBody')}
        confirm={say('chair.other.abort')}
        danger
        loading={orders.busy}
        whyNot={reason.trim() === '' ? say('chair.needReason') : null}
        onClose={() => setAborting(null)}
        onConfirm={() => {
          if (aborting === null) return;
          void give('poll:abort', { pollId: aborting, reason }, say('chair.other.abort')).then(() => {
            setAborting(null);
            setReason('');
          });
        }}
      >
        <Textarea
          label={say('chair.reason')}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </ConfirmDialog>
      <ConfirmDialog
        opened={without}
        title={say('chair.ask.withoutVoting')}
        body={say('chair.ask.withoutVotingBody')}
        confirm={say('chair.other.withoutVoting')}
        danger
        loading={orders.busy}
        onClose={() => setWithout(false)}
        onConfirm={() =>
          void give('session:open', { withoutVoting: true }, say('chair.other.withoutVoting')).then(() =>
            setWithout(false),
          )
        }
      />
    </>
  );
}
const secretaries = (board: MeetingBoard): readonly string[] =>
  Object.entries(board).flatMap(([key, value]) =>
    key.startsWith('seat:') && (value as { role?: string }).role === 'secretary' ? [key.slice('seat:'.length)] : [],
  );
