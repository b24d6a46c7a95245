import { z } from 'zod';
import { id } from '../kit/forms.js';
import type { Decide, Decided, Evolve, Fields, PersonId } from '../ledger/slice.js';
import type { Meeting, Events as MeetingEvents } from '../meeting/slice.js';
import type { Audience } from '../sync/audience.js';
import { keyed } from '../sync/keyed.js';
import type { vi } from './words.js';

export * as words from './words.js';

export const roles = ['chair', 'secretary', 'clerk', 'member', 'guest'] as const;
export type Role = (typeof roles)[number];
/**
 * One person's place in this meeting. Chair and members vote. A guest is called for some items, or for `open`: all those
 * that are not closed (observers and substitutes); `standsFor` names the member whom a substitute stands for.
 */
const seat = z.strictObject({
  role: z.enum(roles),
  items: z.union([z.literal('open'), z.array(id).max(100)]),
  standsFor: id.nullable(),
});
export type Seat = z.infer<typeof seat>;
const called = z.strictObject({ personId: id, ...seat.shape });

export interface People {
  readonly seats: Readonly<Record<PersonId, Seat>>;
}
export const initial: People = { seats: {} };

export const requests = {
  'person:call': z.strictObject({ people: z.array(called).min(1).max(600) }),
  'person:release': z.strictObject({ personId: id }),
};
export interface Requests extends Fields<typeof requests> {}
export const events = {
  'person:called': z.strictObject({ people: z.array(called) }),
  'person:released': z.strictObject({ personId: id }),
};
export interface Events extends Fields<typeof events> {}
type Refusal = keyof typeof vi.refusals | 'wrong-state';
type Decision = Decided<Events, Refusal>;
export interface Reads {
  readonly meeting: Meeting;
  readonly people: People;
}

export const seatOf = ({ seats }: People, person: PersonId): Seat | null =>
  Object.hasOwn(seats, person) ? (seats[person] ?? null) : null;
export const votes = (seat: Seat | null): boolean => seat?.role === 'chair' || seat?.role === 'member';
/** Members in office, as called to this meeting: who may cast, and the base of most shares (RULES.md c2). */
export const members = ({ seats }: People): readonly PersonId[] =>
  Object.keys(seats)
    .filter((person) => votes(seatOf({ seats }, person)))
    .sort();

/** Who votes is settled before the session; guests may be called at any time. */
const settled = ({ state }: Meeting) => state !== 'draft' && state !== 'convened';
const over = ({ state }: Meeting) =>
  state === 'none' || state === 'closed' || state === 'archived' || state === 'cancelled';

export const decide: Decide<Reads, Requests, Decision> = {
  'person:call': ({ meeting, people }, { people: wanted }): Decision => {
    if (over(meeting)) return 'wrong-state';
    const votersChange = wanted.some(
      (one) => votes(seatOf(people, one.personId)) || one.role === 'chair' || one.role === 'member',
    );
    if (settled(meeting) && votersChange) return 'roll-settled';
    if (wanted.some(({ personId, role }) => (personId === meeting.chairId) !== (role === 'chair'))) return 'one-chair';
    // Who stands for a member speaks for him; nobody votes for another (RULES.md c1).
    if (wanted.some((one) => one.standsFor !== null && votes(one))) return 'substitute-does-not-vote';
    if (new Set(wanted.map(({ personId }) => personId)).size < wanted.length) return 'called-twice';
    return [{ type: 'person:called', people: wanted }];
  },
  'person:release': ({ meeting, people }, { personId }): Decision => {
    const seat = seatOf(people, personId);
    if (!seat) return 'not-called';
    if (over(meeting)) return 'wrong-state';
    if (seat.role === 'chair') return 'one-chair';
    return settled(meeting) && votes(seat) ? 'roll-settled' : [{ type: 'person:released', personId }];
  },
};

export const evolve: Evolve<People, Events & Pick<MeetingEvents, 'meeting:created'>> = {
  'meeting:created': (_, { chairId, secretaryId }) => ({
    seats: {
      [chairId]: { role: 'chair', items: [], standsFor: null },
      ...(secretaryId !== chairId && { [secretaryId]: { role: 'secretary', items: [], standsFor: null } }),
    },
  }),
  'person:called': ({ seats }, { people }) => ({
    seats: { ...seats, ...Object.fromEntries(people.map(({ personId, ...seat }) => [personId, seat])) },
  }),
  'person:released': ({ seats }, { personId }) => ({
    seats: Object.fromEntries(Object.entries(seats).filter(([person]) => person !== personId)),
  }),
};

export type Board = Record<`seat:${string}`, Seat>;
/** Guests of an item learn of the others only what the room shows anyway: who chairs, who is a member. */
export const project = ({ people }: Pick<Reads, 'people'>, audience: Audience): Board =>
  keyed('seat', people.seats, (one) => (typeof audience === 'object' && one.role === 'guest' ? null : one));
export const you = ({ people }: Pick<Reads, 'people'>, person: PersonId): { seat: Seat | null } => ({
  seat: seatOf(people, person),
});
