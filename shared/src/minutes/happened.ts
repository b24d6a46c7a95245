import type { Entry } from '../ledger/entry.js';
import { type MeetingEvents, machines } from '../ledger/machines.js';
import type { EventOf } from '../ledger/slice.js';

export type MeetingEvent = EventOf<MeetingEvents>;
export type EventType = MeetingEvent['type'];
/** One event of a meeting, where it stands in the stream, and in which part of the meeting it fell. */
export interface Happened<Event extends MeetingEvent = MeetingEvent> {
  readonly stream: string;
  readonly seq: number;
  /** Among all events of the entry, through all its commands, from 0. */
  readonly index: number;
  readonly commandId: string;
  readonly at: string;
  /** Before the session was opened, while it sat, after it was closed. */
  readonly phase: 'before' | 'session' | 'after';
  /** The item of the agenda that it belongs to, the block for items of one; null: none was on the table. */
  readonly itemId: string | null;
  readonly event: Event;
}
export type Of<Type extends EventType> = Happened<Extract<MeetingEvent, { type: Type }>>;

export const isOf =
  <Type extends EventType>(...types: readonly Type[]) =>
  (one: Happened): one is Of<Type> =>
    (types as readonly EventType[]).includes(one.event.type);

/**
 * The events of a meeting's stream in their order.
 *
 * @param entries from the first on, gapless.
 * @throws NewerThanThis if one is of a newer release: minutes that leave it out would be wrong.
 */
export function happened(entries: readonly Entry[]): Happened[] {
  const all: Happened[] = [];
  const parents = new Map<string, string | null>();
  const speeches = new Map<string, string | null>();
  let current: string | null = null;
  let phase: Happened['phase'] = 'before';
  const top = (itemId: string | null) => (itemId === null ? null : (parents.get(itemId) ?? itemId));

  for (const { stream, seq, commands } of entries) {
    let index = 0;
    for (const { commandId, at, events } of commands) {
      for (const stored of events) {
        // The machine's table of forms has just parsed it, so its type names its fields.
        const event = machines.meeting.upcast(stored) as MeetingEvent;
        if (event.type === 'agenda:published')
          for (const { itemId, parent } of event.items) parents.set(itemId, parent);
        if (event.type === 'item:added') parents.set(event.itemId, event.parent);
        if (event.type === 'item:called') current = event.itemId;
        if (event.type === 'floor:given') speeches.set(commandId, event.itemId);
        if (event.type === 'session:opened') phase = 'session';
        if (event.type === 'session:closed') current = null;
        let itemId = current;
        if (event.type === 'speech:summarised') itemId = speeches.get(event.speechId) ?? current;
        else if ('itemId' in event) itemId = event.itemId;
        all.push({ stream, seq, index, commandId, at: at ?? '', phase, itemId: top(itemId), event });
        if (event.type === 'session:closed') phase = 'after';
        index += 1;
      }
    }
  }
  return all;
}

/**
 * Without what a later event says better: a speech given once it has ended, a summary or count record entered anew, a
 * presentation begun once it is over, a close once the result is announced.
 */
export function lasting(all: readonly Happened[]): Happened[] {
  const gone = new Set<Happened>();
  const latest = new Map<string, Happened>();
  const replace = (key: string, one: Happened | null) => {
    const before = latest.get(key);
    if (before) gone.add(before);
    if (one) latest.set(key, one);
    else latest.delete(key);
  };
  for (const one of all) {
    const { event } = one;
    if (event.type === 'floor:given') replace(`speech ${one.commandId}`, one);
    else if (event.type === 'floor:ended') replace(`speech ${event.speechId}`, one);
    else if (event.type === 'speech:summarised') replace(`summary ${event.speechId}`, one);
    else if (event.type === 'poll:recorded') replace(`record ${event.pollId}`, one);
    else if (event.type === 'poll:closed') replace(`close ${event.pollId}`, one);
    else if (event.type === 'poll:announced') replace(`close ${event.pollId}`, null);
    else if (event.type === 'conclusion:revised') replace(`revision ${event.itemId}`, one);
    else if (event.type === 'presenter:taken') latest.set(`presenting ${event.personId}`, one);
    else if (event.type === 'presenter:released') replace(`presenting ${event.personId}`, null);
  }
  return all.filter((one) => !gone.has(one));
}
