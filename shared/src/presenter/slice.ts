import { z } from 'zod';
import { type Agenda, type Events as AgendaEvents, itemIn } from '../agenda/slice.js';
import { type Attendance, type Events as AttendanceEvents, isPresent } from '../attendance/slice.js';
import { id, instant } from '../kit/forms.js';
import type { Decide, Decided, Evolve, Fields, PersonId } from '../ledger/slice.js';
import { isSitting, type Meeting, type Events as MeetingEvents } from '../meeting/slice.js';
import { type People, type Events as PeopleEvents, seatOf } from '../people/slice.js';
import { type Audience, seesItem } from '../sync/audience.js';
import type { vi } from './words.js';

export * as words from './words.js';

/** Who holds the one presenter's token; the tablets follow this person's page (RULES.md c4, follow mode). */
export interface Presenter {
  readonly holder: PersonId | null;
  readonly itemId: string | null;
  readonly since: string | null;
}
export const initial: Presenter = { holder: null, itemId: null, since: null };
export interface Reads {
  readonly meeting: Meeting;
  readonly people: People;
  readonly attendance: Attendance;
  readonly agenda: Agenda;
  readonly presenter: Presenter;
}

export const requests = {
  'presenter:take': z.strictObject({}),
  'presenter:hand': z.strictObject({ personId: id }),
  'presenter:release': z.strictObject({}),
  /** The holder's tablets have been away for the seconds of grace (RULES.md c4). */
  'presenter:lapse': z.strictObject({ personId: id, since: instant }),
};
export interface Requests extends Fields<typeof requests> {}
export const events = {
  'presenter:taken': z.strictObject({ personId: id, itemId: id.nullable() }),
  'presenter:released': z.strictObject({ personId: id, seconds: z.int().nonnegative() }),
};
export interface Events extends Fields<typeof events> {}
type Refusal = keyof typeof vi.refusals | 'not-present' | 'not-allowed' | 'wrong-state';
type Decision = Decided<Events, Refusal>;

const staff = ({ people }: Reads, person: PersonId) => {
  const role = seatOf(people, person)?.role;
  return role === 'chair' || role === 'secretary';
};
/** A person may take the free token for the item that he presents; chair and secretaries take it at any time. */
function mayTake(room: Reads, person: PersonId): Refusal | null {
  const { meeting, agenda, presenter, attendance } = room;
  if (!isSitting(meeting)) return 'wrong-state';
  if (presenter.holder === person) return 'already-presenting';
  if (staff(room, person)) return null;
  if (!isPresent(attendance, person)) return 'not-present';
  if (itemIn(agenda, agenda.current ?? '')?.presenterId !== person) return 'not-allowed';
  return presenter.holder === null ? null : 'token-held';
}
const release = ({ holder, since }: Presenter, at: string) => ({
  type: 'presenter:released' as const,
  personId: holder ?? '',
  seconds: Math.max(0, Math.round((Date.parse(at) - Date.parse(since ?? at)) / 1000)),
});
/** Handing over ends the holder's turn first, so that the minutes have how long each presented. */
const pass = ({ presenter, agenda }: Reads, personId: PersonId, at: string): Decision => {
  const taken = { type: 'presenter:taken' as const, personId, itemId: agenda.current };
  return presenter.holder === null ? [taken] : [release(presenter, at), taken];
};

export const decide: Decide<Reads, Requests, Decision> = {
  'presenter:take': (room, _, { actor, at }): Decision => mayTake(room, actor) ?? pass(room, actor, at),
  'presenter:hand': (room, { personId }, { at }): Decision => {
    if (!isSitting(room.meeting)) return 'wrong-state';
    if (room.presenter.holder === personId) return 'already-presenting';
    const may = isPresent(room.attendance, personId) || staff(room, personId);
    return may ? pass(room, personId, at) : 'not-present';
  },
  'presenter:release': (room, _, { actor, at }): Decision => {
    const { presenter } = room;
    if (presenter.holder === null) return 'token-free';
    return presenter.holder === actor || staff(room, actor) ? [release(presenter, at)] : 'not-allowed';
  },
  'presenter:lapse': (room, { personId, since }, { at }): Decision => {
    const { holder, since: held } = room.presenter;
    if (holder !== personId || held !== since) return 'token-free';
    const secretary = Object.keys(room.people.seats)
      .sort()
      .find((one) => one !== personId && seatOf(room.people, one)?.role === 'secretary');
    return secretary === undefined ? [release(room.presenter, at)] : pass(room, secretary, at);
  },
};

const freed = (presenter: Presenter, personId: PersonId) => (presenter.holder === personId ? initial : presenter);
export const evolve: Evolve<
  Presenter,
  Events &
    Pick<AttendanceEvents, 'attendance:left' | 'attendance:dismissed'> &
    Pick<PeopleEvents, 'person:released'> &
    Pick<AgendaEvents, 'item:called'> &
    Pick<MeetingEvents, 'session:closed'>
> = {
  'presenter:taken': (_, { personId, itemId }, { at }) => ({ holder: personId, itemId, since: at }),
  'presenter:released': () => initial,
  'attendance:left': (presenter, { personId }) => freed(presenter, personId),
  'attendance:dismissed': (presenter, { personId }) => freed(presenter, personId),
  'person:released': (presenter, { personId }) => freed(presenter, personId),
  // The next item has a presenter of its own.
  'item:called': () => initial,
  'session:closed': () => initial,
};

/** `presenter`, free to those who may not see the item presented. */
export const project = ({ presenter }: Pick<Reads, 'presenter'>, audience: Audience): { presenter: Presenter } => ({
  presenter: presenter.itemId === null || seesItem(audience, presenter.itemId) ? presenter : initial,
});
/** What the tablet asks before it offers "Trình bày". */
export const you = (room: Reads, person: PersonId): { mayPresent: boolean } => ({
  mayPresent: mayTake(room, person) === null,
});
