import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { type Seat, votes } from '@ecab/shared/people/slice';

/** Those who are called to a meeting, as its board shows them. */
export const seatsIn = (board: MeetingBoard): readonly (readonly [personId: string, seat: Seat])[] =>
  Object.entries(board).flatMap(([key, seat]) =>
    key.startsWith('seat:') && seat ? [[key.slice('seat:'.length), seat as Seat] as const] : [],
  );
/** How many vote, the chair among them, and how many are guests, substitutes and observers. */
export function seatCounts(board: MeetingBoard) {
  const seats = seatsIn(board).map(([, seat]) => seat);
  return { members: seats.filter(votes).length, guests: seats.filter(({ role }) => role === 'guest').length };
}
