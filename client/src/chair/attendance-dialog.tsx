import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import type { Seat } from '@ecab/shared/people/slice';
import { Button, Modal } from '@mantine/core';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { StateTag } from '../ui/state-tag.js';
import css from './chair.module.css';
import type { Orders, useRights } from './use-order.js';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly board: MeetingBoard;
  readonly orders: Orders;
  readonly rights: ReturnType<typeof useRights>;
}

/** Who is here; the secretary records those without a tablet, and lets guests of an item in and out. */
export function AttendanceDialog({ opened, onClose, board, orders, rights }: Props) {
  const say = useWords('chair');
  const ui = useWords('ui');
  const people = usePeople();
  const seats = Object.entries(board).flatMap(([key, value]) =>
    key.startsWith('seat:') ? [[key.slice('seat:'.length), value as Seat] as const] : [],
  );
  const order = new Map(people.list.map(({ personId }, place) => [personId, place]));
  const listed = seats.sort(([a], [b]) => (order.get(a) ?? 999) - (order.get(b) ?? 999));
  const current = board.agenda?.current ?? null;
  const button = (name: 'record' | 'depart' | 'admit' | 'dismiss', act: () => void, person: string) => (
    <Button
      variant="default"
      disabled={orders.busy}
      aria-label={`${say(`chair.attendance.${name}`)}: ${person}`}
      onClick={act}
    >
      {say(`chair.attendance.${name}`)}
    </Button>
  );
  function actionFor(personId: string, seat: Seat) {
    const name = people.name(personId);
    const here = board[`present:${personId}`] !== undefined;
    const give = orders.give;
    if (seat.role === 'guest' && seat.items !== 'open') {
      if (here)
        return button(
          'dismiss',
          () => void give('attendance:dismiss', { personId }, say('chair.attendance.dismiss')),
          name,
        );
      const itemId = current !== null && seat.items.includes(current) ? current : seat.items[0];
      if (itemId === undefined) return null;
      return button(
        'admit',
        () => void give('attendance:admit', { personId, itemId }, say('chair.attendance.admit')),
        name,
      );
    }
    return here
      ? button('depart', () => void give('attendance:depart', { personId }, say('chair.attendance.depart')), name)
      : button('record', () => void give('attendance:record', { personId }, say('chair.attendance.record')), name);
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={say('chair.attendance')}
      size={820}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <ul className={css.people}>
        {listed.map(([personId, seat]) => {
          const here = board[`present:${personId}`] !== undefined;
          const excused = board[`excused:${personId}`] !== undefined;
          return (
            <li key={personId} className={css.person}>
              <div>
                <b>{people.name(personId)}</b>
                <small>{people.person(personId)?.position}</small>
              </div>
              <StateTag tone={here ? 'ok' : 'neutral'}>
                {say(here ? 'chair.attendance.here' : excused ? 'chair.attendance.excused' : 'chair.attendance.away')}
              </StateTag>
              {rights.may('attendance:record') && actionFor(personId, seat)}
            </li>
          );
        })}
      </ul>
    </Modal>
  );
}
