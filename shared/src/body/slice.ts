import { z } from 'zod';
import { day, id, line, prose } from '../kit/forms.js';
import type { Decide, Decided, Evolve, Fields, PersonId } from '../ledger/slice.js';
import type { vi } from './words.js';

export * as words from './words.js';

/**
 * What a person may do for the body, whatever the meeting: `secretary` prepares meetings (văn phòng), `clerk` numbers and
 * issues (văn thư), `admin` manages people and devices and sees no content. Members and guests have none of these.
 */
export const bodyRoles = ['secretary', 'clerk', 'admin'] as const;
export type BodyRole = (typeof bodyRoles)[number];

const person = z.strictObject({
  personId: id,
  fullName: line(200),
  /** Tells two people of one name apart; null: the full name does. */
  displayName: line(300).nullable(),
  /** Given name first: Vietnamese lists sort by it. */
  sortKey: line(200),
  position: line(500),
  agency: line(300),
  signIn: line(100),
  roles: z.array(z.enum(bodyRoles)),
  /** Holds a seat with a vote; `seat` is the order of precedence. */
  votes: z.boolean(),
  seat: z.int().positive().nullable(),
  standsFor: id.nullable(),
});
export type Person = z.infer<typeof person>;
const room = z.strictObject({ roomId: id, name: line(300) });
export type RoomPlace = z.infer<typeof room>;
const founded = z.strictObject({
  bodyId: id,
  name: line(300),
  shortName: line(100),
  /** The part of a document's symbol after the type: `UBND`. */
  symbolSuffix: z.string().regex(/^[A-ZĐ0-9]+(-[A-ZĐ0-9]+)*$/),
  locality: line(100),
  timeZone: z.string().max(60),
  offsetMinutes: z.int().min(-720).max(840),
  headId: id.nullable(),
  profileId: z.string().max(100),
});
const calendar = z.strictObject({ holidays: z.array(day).max(2000), swapDays: z.array(day).max(500) });

/** A stream `body/{bodyId}`: who belongs to it, where it meets, by which rules. */
export interface Body {
  readonly about: z.infer<typeof founded> | null;
  readonly people: Readonly<Record<PersonId, Person>>;
  readonly rooms: Readonly<Record<string, RoomPlace>>;
  readonly calendar: z.infer<typeof calendar>;
}
export const initial: Body = { about: null, people: {}, rooms: {}, calendar: { holidays: [], swapDays: [] } };

export const requests = {
  'body:found': founded,
  'body:head': z.strictObject({ headId: id.nullable() }),
  'calendar:set': calendar,
  'roster:add': z.strictObject({ person }),
  'roster:amend': z.strictObject({ person }),
  'roster:remove': z.strictObject({ personId: id, reason: prose(500) }),
  'room:add': room,
};
export interface Requests extends Fields<typeof requests> {}
export const events = {
  'body:founded': founded,
  'body:headed': z.strictObject({ headId: id.nullable() }),
  'calendar:set-to': calendar,
  'roster:added': z.strictObject({ person }),
  'roster:amended': z.strictObject({ person }),
  'roster:removed': z.strictObject({ personId: id, reason: z.string() }),
  'room:added': room,
};
export interface Events extends Fields<typeof events> {}
type Refusal = keyof typeof vi.refusals;
type Decision = Decided<Events, Refusal>;
export interface Reads {
  readonly body: Body;
}

export const personIn = ({ people }: Pick<Body, 'people'>, personId: PersonId): Person | null =>
  Object.hasOwn(people, personId) ? (people[personId] ?? null) : null;
export const nameOf = ({ displayName, fullName }: Person) => displayName ?? fullName;
const nameTaken = ({ people }: Body, { personId, signIn }: Person) =>
  Object.values(people).some((one) => one.personId !== personId && one.signIn.toLowerCase() === signIn.toLowerCase());
const rightsIn = ({ roles, votes }: Person) => [...new Set(roles)].sort().join() + votes;

export const decide: Decide<Reads, Requests, Decision> = {
  'body:found': ({ body }, about): Decision => (body.about ? 'body-exists' : [{ type: 'body:founded', ...about }]),
  'body:head': ({ body }, { headId }): Decision =>
    headId === null || personIn(body, headId) ? [{ type: 'body:headed', headId }] : 'unknown-person',
  'calendar:set': (_, days): Decision => [{ type: 'calendar:set-to', ...days }],
  'roster:add': ({ body }, { person }): Decision => {
    if (personIn(body, person.personId)) return 'person-exists';
    return nameTaken(body, person) ? 'sign-in-taken' : [{ type: 'roster:added', person }];
  },
  'roster:amend': ({ body }, { person }, { actor }): Decision => {
    const before = personIn(body, person.personId);
    if (!before) return 'unknown-person';
    // Else who manages the roster, and is to see no content, gives himself all of it.
    if (person.personId === actor && rightsIn(person) !== rightsIn(before)) return 'own-rights';
    return nameTaken(body, person) ? 'sign-in-taken' : [{ type: 'roster:amended', person }];
  },
  'roster:remove': ({ body }, request): Decision =>
    personIn(body, request.personId) ? [{ type: 'roster:removed', ...request }] : 'unknown-person',
  'room:add': ({ body }, one): Decision =>
    Object.hasOwn(body.rooms, one.roomId) ? 'room-exists' : [{ type: 'room:added', ...one }],
};
const seat = (body: Body, { person }: { person: Person }): Body => ({
  ...body,
  people: { ...body.people, [person.personId]: person },
});
export const evolve: Evolve<Body, Events> = {
  'body:founded': (body, about) => ({ ...body, about }),
  'body:headed': (body, { headId }) => ({ ...body, about: body.about && { ...body.about, headId } }),
  'calendar:set-to': (body, days) => ({ ...body, calendar: days }),
  'roster:added': seat,
  'roster:amended': seat,
  'roster:removed': (body, { personId }) => ({
    ...body,
    people: Object.fromEntries(Object.entries(body.people).filter(([one]) => one !== personId)),
  }),
  'room:added': (body, one) => ({ ...body, rooms: { ...body.rooms, [one.roomId]: one } }),
};
