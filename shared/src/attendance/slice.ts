import { z } from 'zod';
import { type Agenda, itemIn } from '../agenda/slice.js';
import { id, type Sealed, sealed } from '../kit/forms.js';
import type { Decide, Decided, Evolve, Fields, PersonId } from '../ledger/slice.js';
import type { Meeting } from '../meeting/slice.js';
import { members, type People, type Events as PeopleEvents, seatOf, votes } from '../people/slice.js';
import { meets, needed } from '../rules/share.js';
import type { Audience } from '../sync/audience.js';
import { keyed } from '../sync/keyed.js';
import type { vi } from './words.js';

export * as words from './words.js';

/** Who is recorded as in the room and since when; who is away with leave; when each came and went. */
export interface Attendance {
  readonly present: Readonly<Record<PersonId, string>>;
  readonly excused: Readonly<Record<PersonId, { readonly reason: Sealed | null }>>;
  /** The item that a guest was let in for. */
  readonly admitted: Readonly<Record<PersonId, string>>;
  readonly stays: readonly Stay[];
}
export interface Stay {
  readonly personId: PersonId;
  readonly from: string;
  readonly to: string | null;
}
export const initial: Attendance = { present: {}, excused: {}, admitted: {}, stays: [] };
export interface Reads {
  readonly meeting: Meeting;
  readonly people: People;
  readonly attendance: Attendance;
}
type WithAgenda = Reads & { readonly agenda: Agenda };

const how = z.enum(['self', 'secretary']);
export const requests = {
  'attendance:open': z.strictObject({}),
  'attendance:check-in': z.strictObject({}),
  'attendance:record': z.strictObject({ personId: id }),
  'attendance:excuse': z.strictObject({ personId: id, reason: sealed.nullable() }),
  'attendance:leave': z.strictObject({}),
  'attendance:depart': z.strictObject({ personId: id }),
  'attendance:admit': z.strictObject({ personId: id, itemId: id }),
  'attendance:dismiss': z.strictObject({ personId: id }),
};
export interface Requests extends Fields<typeof requests> {}
/** Members present against members in office, where it changed by this event; both 0 for who does not vote. */
const members_ = { present: z.int(), base: z.int() };
export const events = {
  'attendance:opened': z.strictObject({}),
  'attendance:checked-in': z.strictObject({ personId: id, how, ...members_ }),
  'attendance:excused': z.strictObject({ personId: id, reason: sealed.nullable() }),
  'attendance:left': z.strictObject({ personId: id, ...members_, quorate: z.boolean() }),
  'attendance:admitted': z.strictObject({ personId: id, itemId: id }),
  'attendance:dismissed': z.strictObject({ personId: id }),
};
export interface Events extends Fields<typeof events> {}
type Refusal = keyof typeof vi.refusals | 'wrong-state' | 'unknown-item';
type Decision = Decided<Events, Refusal>;

export const isPresent = ({ present }: Attendance, person: PersonId) => Object.hasOwn(present, person);
/** Members present and whether they are a quorum of all members in office (RULES.md c2). */
export function quorum({ meeting, people, attendance }: Reads) {
  const all = members(people);
  const present = all.filter((person) => isPresent(attendance, person)).length;
  const rule = meeting.profile?.quorum;
  return {
    present,
    base: all.length,
    needed: rule ? needed(rule, all.length) : all.length,
    met: rule !== undefined && meets(present, rule, all.length),
  };
}

const open = ({ state }: Meeting) => state === 'checkin' || state === 'in_session' || state === 'paused';
/** Counts after `change` more members are present; none for people who do not vote. */
function counted(room: Reads, personId: PersonId, change: 1 | -1) {
  const { present, base } = quorum(room);
  return votes(seatOf(room.people, personId)) ? { present: present + change, base } : { present: 0, base: 0 };
}
function checkIn(room: Reads, personId: PersonId, as: z.infer<typeof how>): Decision {
  const seat = seatOf(room.people, personId);
  if (!seat) return 'not-on-roll';
  if (!open(room.meeting)) return 'check-in-not-open';
  if (isPresent(room.attendance, personId)) return 'already-present';
  if (seat.role === 'guest' && seat.items !== 'open') return 'needs-admission';
  return [{ type: 'attendance:checked-in', personId, how: as, ...counted(room, personId, 1) }];
}
function leave(room: Reads, personId: PersonId): Decision {
  if (!isPresent(room.attendance, personId)) return 'not-present';
  // Who was there at the end stays recorded as there.
  if (!open(room.meeting)) return 'wrong-state';
  const count = counted(room, personId, -1);
  const rule = room.meeting.profile?.quorum;
  const quorate = count.base === 0 || (rule !== undefined && meets(count.present, rule, count.base));
  return [{ type: 'attendance:left', personId, ...count, quorate }];
}

export const decide: Decide<WithAgenda, Requests, Decision> = {
  'attendance:open': ({ meeting }): Decision =>
    meeting.state === 'convened' ? [{ type: 'attendance:opened' }] : 'wrong-state',
  'attendance:check-in': (room, _, { actor }): Decision => checkIn(room, actor, 'self'),
  'attendance:record': (room, { personId }): Decision => checkIn(room, personId, 'secretary'),
  'attendance:excuse': ({ meeting, people, attendance }, { personId, reason }): Decision => {
    if (!seatOf(people, personId)) return 'not-on-roll';
    if (meeting.state === 'archived' || meeting.state === 'cancelled') return 'wrong-state';
    return isPresent(attendance, personId) ? 'already-present' : [{ type: 'attendance:excused', personId, reason }];
  },
  'attendance:leave': (room, _, { actor }): Decision => leave(room, actor),
  'attendance:depart': (room, { personId }): Decision => leave(room, personId),
  'attendance:admit': ({ meeting, people, attendance, agenda }, { personId, itemId }): Decision => {
    const seat = seatOf(people, personId);
    if (!seat) return 'not-on-roll';
    if (!itemIn(agenda, itemId)) return 'unknown-item';
    if (seat.role !== 'guest' || seat.items === 'open' || !seat.items.includes(itemId)) return 'not-for-this-item';
    if (!open(meeting)) return 'check-in-not-open';
    return isPresent(attendance, personId) ? 'already-present' : [{ type: 'attendance:admitted', personId, itemId }];
  },
  'attendance:dismiss': ({ meeting, attendance }, { personId }): Decision => {
    if (!Object.hasOwn(attendance.admitted, personId)) return 'not-present';
    return open(meeting) ? [{ type: 'attendance:dismissed', personId }] : 'wrong-state';
  },
};

const without = <Value>(all: Readonly<Record<PersonId, Value>>, personId: PersonId) =>
  Object.fromEntries(Object.entries(all).filter(([person]) => person !== personId));
const came = (attendance: Attendance, personId: PersonId, at: string): Attendance => ({
  ...attendance,
  present: { ...attendance.present, [personId]: at },
  excused: without(attendance.excused, personId),
  stays: [...attendance.stays, { personId, from: at, to: null }],
});
const went = (attendance: Attendance, personId: PersonId, at: string): Attendance => ({
  ...attendance,
  present: without(attendance.present, personId),
  admitted: without(attendance.admitted, personId),
  stays: attendance.stays.map((one) => (one.personId === personId && one.to === null ? { ...one, to: at } : one)),
});

export const evolve: Evolve<Attendance, Events & Pick<PeopleEvents, 'person:released'>> = {
  'attendance:opened': (attendance) => attendance,
  'attendance:checked-in': (attendance, { personId }, { at }) => came(attendance, personId, at),
  'attendance:excused': (attendance, { personId, reason }) => ({
    ...attendance,
    excused: { ...attendance.excused, [personId]: { reason } },
  }),
  'attendance:left': (attendance, { personId }, { at }) => went(attendance, personId, at),
  'attendance:admitted': (attendance, { personId, itemId }, { at }) => {
    const here = came(attendance, personId, at);
    return { ...here, admitted: { ...here.admitted, [personId]: itemId } };
  },
  'attendance:dismissed': (attendance, { personId }, { at }) => went(attendance, personId, at),
  // Who is no longer called is no longer in the room.
  'person:released': (attendance, { personId }, { at }) => went(attendance, personId, at),
};

/** `quorum` in people; `present:{personId}` since when; `excused:{personId}` whether with a reason. */
export interface Board {
  quorum: ReturnType<typeof quorum>;
  [present: `present:${string}`]: string;
  [excused: `excused:${string}`]: { reason: Sealed | null };
}
export const project = (room: Reads, audience: Audience): Board => ({
  quorum: quorum(room),
  ...keyed('present', room.attendance.present, (since) => since),
  ...keyed('excused', room.attendance.excused, (one) => (audience === 'chair' ? one : { reason: null })),
});
