import { z } from 'zod';
import { openTo } from '../agenda/guests.js';
import type { Agenda, Events as AgendaEvents } from '../agenda/slice.js';
import { type Attendance, type Events as AttendanceEvents, isPresent } from '../attendance/slice.js';
import { id, prose } from '../kit/forms.js';
import type { Decide, Decided, Earlier, Evolve, Fields, PersonId } from '../ledger/slice.js';
import { hasEnded, isSitting, type Meeting, type Events as MeetingEvents } from '../meeting/slice.js';
import { type People, type Events as PeopleEvents, seatOf } from '../people/slice.js';
import { type Audience, seesItem } from '../sync/audience.js';
import type { vi } from './words.js';

export * as words from './words.js';

/** Most urgent first (RULES.md c4): về thủ tục, trả lời, ý kiến tranh luận, đăng ký phát biểu. */
export const kinds = ['procedure', 'reply', 'debate', 'speech'] as const;
const kind = z.enum(kinds);
const limitMs = z.int().positive().max(7_200_000);
export const requests = {
  'floor:ask': z.strictObject({ kind }),
  'floor:withdraw': z.strictObject({}),
  'floor:give': z.strictObject({ personId: id, limitMs }),
  'floor:end': z.strictObject({}),
  'floor:move': z.strictObject({ personId: id, place: z.int().min(0).max(600) }),
  'speech:summarise': z.strictObject({ speechId: z.string().max(64), summary: prose(4000) }),
};
export interface Requests extends Fields<typeof requests> {}
export const events = {
  'floor:asked': z.strictObject({ personId: id, kind }),
  'floor:withdrawn': z.strictObject({ personId: id }),
  'floor:given': z.strictObject({ personId: id, itemId: id.nullable(), limitMs: z.int() }),
  'floor:ended': z.strictObject({ personId: id, speechId: z.string(), seconds: z.int() }),
  'floor:moved': z.strictObject({ personId: id, place: z.int() }),
  'speech:summarised': z.strictObject({ speechId: z.string(), personId: id, summary: z.string() }),
};
export interface Events extends Fields<typeof events> {}
// Version 1 had no limit: the rules of the time gave everyone ten minutes.
export const earlier: Earlier<Events> = { 'floor:given': [(v1) => ({ ...v1, limitMs: 600_000 })] };

export interface Speech {
  /** The id of the command that gave the floor. */
  readonly speechId: string;
  readonly personId: PersonId;
  readonly itemId: string | null;
  readonly since: string;
  readonly until: string | null;
  readonly summary: string;
}
/** Who has the floor, who waits for it in the order of being called, and who spoke. */
export interface Floor {
  readonly speaking: {
    readonly speechId: string;
    readonly personId: PersonId;
    readonly limitMs: number;
    readonly since: string;
  } | null;
  readonly waiting: readonly Events['floor:asked'][];
  readonly speeches: readonly Speech[];
}
export const initial: Floor = { speaking: null, waiting: [], speeches: [] };
const waits = ({ waiting }: Pick<Floor, 'waiting'>, person: PersonId) =>
  waiting.some(({ personId }) => personId === person);
const others = ({ waiting }: Floor, person: PersonId) => waiting.filter(({ personId }) => personId !== person);
const rank = (asked: Events['floor:asked']) => kinds.indexOf(asked.kind);
type Refusal = keyof typeof vi.refusals | 'not-present' | 'item-not-open' | 'wrong-state' | 'not-allowed';
type Decision = Decided<Events, Refusal>;
export interface Reads {
  readonly meeting: Meeting;
  readonly people: People;
  readonly floor: Floor;
  readonly attendance: Attendance;
  readonly agenda: Agenda;
}

/** The tablet asks this of its board before it offers the button, the server of its state before it decides. */
export function mayAsk(
  floor: Pick<Floor, 'waiting' | 'speaking'>,
  me: PersonId,
  present: boolean,
  item: string | null,
): Refusal | null {
  if (!present) return 'not-present';
  if (item === null) return 'item-not-open';
  if (floor.speaking?.personId === me) return 'already-speaking';
  return waits(floor, me) ? 'already-waiting' : null;
}
/** The item on the table, if this person sees it: a guest speaks on what he was called for, as his own board has it. */
function onTableFor(people: People, agenda: Agenda, person: PersonId): string | null {
  const seat = seatOf(people, person);
  const { current } = agenda;
  if (current === null || seat?.role !== 'guest') return current;
  return openTo(agenda, seat.items).has(current) ? current : null;
}
const ended = ({ speaking }: Floor, at: string): Decision =>
  speaking
    ? [
        {
          type: 'floor:ended',
          personId: speaking.personId,
          speechId: speaking.speechId,
          seconds: Math.max(0, Math.round((Date.parse(at) - Date.parse(speaking.since)) / 1000)),
        },
      ]
    : 'floor-free';
export const decide: Decide<Reads, Requests, Decision> = {
  'floor:ask': ({ meeting, people, floor, attendance, agenda }, { kind }, { actor }): Decision => {
    if (!isSitting(meeting)) return 'wrong-state';
    const refusal = mayAsk(floor, actor, isPresent(attendance, actor), onTableFor(people, agenda, actor));
    return refusal ?? [{ type: 'floor:asked', personId: actor, kind }];
  },
  'floor:withdraw': ({ floor }, _, { actor }): Decision =>
    waits(floor, actor) ? [{ type: 'floor:withdrawn', personId: actor }] : 'not-waiting',
  'floor:give': ({ floor, agenda }, { personId, limitMs }): Decision => {
    if (floor.speaking) return 'floor-taken';
    if (!waits(floor, personId)) return 'not-waiting';
    return [{ type: 'floor:given', personId, itemId: agenda.current, limitMs }];
  },
  'floor:end': ({ floor, people }, _, { actor, at }): Decision => {
    const role = seatOf(people, actor)?.role;
    const may = role === 'chair' || role === 'secretary' || floor.speaking?.personId === actor;
    return floor.speaking && !may ? 'not-allowed' : ended(floor, at);
  },
  'floor:move': ({ floor }, { personId, place }): Decision =>
    waits(floor, personId) ? [{ type: 'floor:moved', personId, place }] : 'not-waiting',
  'speech:summarise': ({ meeting, floor }, { speechId, summary }): Decision => {
    if (hasEnded(meeting)) return 'wrong-state';
    const speech = floor.speeches.find((one) => one.speechId === speechId);
    return speech ? [{ type: 'speech:summarised', speechId, personId: speech.personId, summary }] : 'unknown-speech';
  },
};

const finish = (floor: Floor, at: string): Floor => ({
  ...floor,
  speaking: null,
  speeches: floor.speeches.map((one) => (one.speechId === floor.speaking?.speechId ? { ...one, until: at } : one)),
});
const gone = (floor: Floor, personId: PersonId, at: string): Floor => ({
  ...(floor.speaking?.personId === personId ? finish(floor, at) : floor),
  waiting: others(floor, personId),
});
export const evolve: Evolve<
  Floor,
  Events &
    Pick<AttendanceEvents, 'attendance:left' | 'attendance:dismissed'> &
    Pick<PeopleEvents, 'person:released'> &
    Pick<AgendaEvents, 'item:called'> &
    Pick<MeetingEvents, 'session:closed'>
> = {
  // A stable sort: within a class, who asked first is called first.
  'floor:asked': (floor, one) => ({ ...floor, waiting: [...floor.waiting, one].sort((a, b) => rank(a) - rank(b)) }),
  'floor:withdrawn': (floor, { personId }) => ({ ...floor, waiting: others(floor, personId) }),
  'floor:given': (floor, { personId, itemId, limitMs }, { at, commandId: speechId }) => ({
    waiting: others(floor, personId),
    speaking: { speechId, personId, limitMs, since: at },
    speeches: [...floor.speeches, { speechId, personId, itemId, since: at, until: null, summary: '' }],
  }),
  'floor:ended': (floor, _, { at }) => finish(floor, at),
  'floor:moved': (floor, { personId, place }) => {
    const one = floor.waiting.find((asked) => asked.personId === personId);
    return one ? { ...floor, waiting: others(floor, personId).toSpliced(place, 0, one) } : floor;
  },
  'speech:summarised': (floor, { speechId, summary }) => ({
    ...floor,
    speeches: floor.speeches.map((one) => (one.speechId === speechId ? { ...one, summary } : one)),
  }),
  // Who leaves the room leaves the queue.
  'attendance:left': (floor, { personId }, { at }) => gone(floor, personId, at),
  'attendance:dismissed': (floor, { personId }, { at }) => gone(floor, personId, at),
  'person:released': (floor, { personId }, { at }) => gone(floor, personId, at),
  // A new item begins with an empty queue.
  'item:called': (floor, _, { at }) => ({ ...finish(floor, at), waiting: [] }),
  'session:closed': (floor, _, { at }) => ({ ...finish(floor, at), waiting: [] }),
};

/** `floor`: who speaks and who waits, for those who may see the item; speeches for chair and secretaries. */
export interface Board {
  floor: Pick<Floor, 'speaking' | 'waiting'> & { readonly speeches?: Floor['speeches'] };
}
export const project = ({ floor, agenda }: Pick<Reads, 'floor' | 'agenda'>, audience: Audience): Board => {
  const { speaking, waiting, speeches } = floor;
  if (agenda.current !== null && !seesItem(audience, agenda.current)) return { floor: { speaking: null, waiting: [] } };
  return { floor: audience === 'chair' ? { speaking, waiting, speeches } : { speaking, waiting } };
};
