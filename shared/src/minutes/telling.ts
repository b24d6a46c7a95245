import { inOrder, itemIn } from '../agenda/slice.js';
import { tell } from '../i18n/tell.js';
import type { Entry } from '../ledger/entry.js';
import { machines, type Room } from '../ledger/machines.js';
import type { PersonId } from '../ledger/slice.js';
import type { Seat } from '../people/slice.js';
import type { Source } from './blocks.js';
import { type Happened, happened, lasting, type MeetingEvent } from './happened.js';
import type { NameOf } from './wording.js';

/** What minutes are drafted from. */
export interface DraftFrom {
  /** The meeting's stream from the first entry on. */
  readonly entries: readonly Entry[];
  /** The same stream folded. */
  readonly room: Room;
  readonly body: { readonly name: string };
  /** Of everybody whom the stream names, as of the day of the meeting. */
  readonly nameOf: NameOf;
  /** Minutes east of UTC of the body's clock. */
  readonly offsetMinutes: number;
  readonly language: 'vi';
}
/** The same, looked through once: what the parts of the draft read. */
export interface Telling extends Omit<DraftFrom, 'entries'> {
  /** Without what a later event says better. */
  readonly all: readonly Happened[];
  /** Everybody with a place in the meeting, in the order of being called to it, and the event that gave the place. */
  readonly callings: ReadonlyMap<PersonId, Calling>;
  /** What the slices' words say of an event; empty where they say nothing. */
  readonly tell: (event: MeetingEvent) => string;
  /** `4`, and `4a` for the first item of a block. */
  readonly itemNumber: (itemId: string) => string;
}

export interface Calling {
  readonly by: Source;
  readonly seat: Seat;
}

export function tellingOf({ entries, ...from }: DraftFrom): Telling {
  const { agenda } = from.room;
  const order = inOrder(agenda);
  const tops = order.filter((itemId) => itemIn(agenda, itemId)?.parent === null);
  const all = lasting(happened(entries));
  const called = callings(all);
  const nameOf = toldApart(from.nameOf, [...called.keys()]);
  return {
    ...from,
    all,
    nameOf,
    callings: called,
    tell: (event) => tell(machines.meeting.words, 'vi', event, (person) => nameOf(person).name) ?? '',
    itemNumber(itemId) {
      const parent = itemIn(agenda, itemId)?.parent ?? null;
      if (parent === null) return String(tops.indexOf(itemId) + 1);
      const children = order.filter((one) => itemIn(agenda, one)?.parent === parent);
      return `${tops.indexOf(parent) + 1}${letter(children.indexOf(itemId))}`;
    },
  };
}
// Not by the state's keys: a snapshot sorts them, and the draft must not depend on whether there was one.
function callings(all: readonly Happened[]): ReadonlyMap<PersonId, Calling> {
  const called = new Map<PersonId, Calling>();
  const staff = (role: Seat['role']): Seat => ({ role, items: [], standsFor: null });
  for (const one of all) {
    const { event } = one;
    if (event.type === 'meeting:created') {
      called.set(event.secretaryId, { by: one, seat: staff('secretary') });
      called.set(event.chairId, { by: one, seat: staff('chair') });
    } else if (event.type === 'person:called') {
      for (const { personId, ...seat } of event.people) called.set(personId, { by: one, seat });
    } else if (event.type === 'person:released' && one.phase === 'before') called.delete(event.personId);
  }
  return called;
}
/** Of two people of one name who are called, each with the agency, for a vote by name must say whose it is. */
function toldApart(nameOf: NameOf, people: readonly PersonId[]): NameOf {
  const bearers = new Map<string, number>();
  for (const person of people) bearers.set(nameOf(person).name, (bearers.get(nameOf(person).name) ?? 0) + 1);
  return (person) => {
    const named = nameOf(person);
    const shared = (bearers.get(named.name) ?? 0) > 1 && named.agency !== '';
    return shared ? { ...named, name: `${named.name} (${named.agency})` } : named;
  };
}
/** `a` to `z`, then `aa`. */
const letter = (n: number): string =>
  (n >= 26 ? letter(Math.floor(n / 26) - 1) : '') + String.fromCharCode(97 + (n % 26));
