import { isPresent } from '@ecab/shared/attendance/slice';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Button, Modal } from '@mantine/core';
import { usePeople } from '../app/people.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import css from './chair.module.css';
import { itemsOf } from './next-step.js';
import type { Orders } from './use-order.js';

interface Props {
  readonly board: MeetingBoard;
  readonly orders: Orders;
  readonly onClose: () => void;
}

/** One holder of the presenter's token: given to somebody in the room, or taken back. */
export function HandoverDialog({ board, orders, onClose }: Props) {
  const say = useWords('chair');
  const ui = useWords('ui');
  const people = usePeople();
  const me = personOf(useMe())?.id ?? '';
  const holder = board.presenter?.holder ?? null;
  const current = board.agenda?.current ?? null;
  const presenter = current === null ? null : (itemsOf(board)[current]?.presenterId ?? null);
  const present = Object.fromEntries(
    Object.entries(board).flatMap(([key, since]) =>
      key.startsWith('present:') ? [[key.slice(8), String(since)]] : [],
    ),
  );
  const here = people.list.filter(({ personId }) =>
    isPresent({ present, excused: {}, admitted: {}, stays: [] }, personId),
  );
  // Who presents this item stands first.
  const listed = [...here].sort((a, b) => Number(b.personId === presenter) - Number(a.personId === presenter));
  const hand = async (personId: string) => {
    const done =
      personId === me
        ? await orders.give('presenter:take', {}, say('chair.handover'))
        : await orders.give('presenter:hand', { personId }, say('chair.handover'));
    if (done) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('chair.handover')}
      size={640}
      centered
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {holder !== null && (
        <Button
          fullWidth
          size="lg"
          variant="default"
          loading={orders.busy}
          onClick={() => void orders.give('presenter:release', {}, say('chair.take')).then((done) => done && onClose())}
        >
          {say('chair.take')} ({people.name(holder)})
        </Button>
      )}
      <ul className={css.people}>
        {listed.map(({ personId, agency }) => (
          <li key={personId}>
            <Button
              fullWidth
              variant="subtle"
              justify="flex-start"
              disabled={orders.busy || personId === holder}
              onClick={() => void hand(personId)}
            >
              {people.name(personId)} · {agency}
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
