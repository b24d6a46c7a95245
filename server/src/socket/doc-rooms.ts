import { standsAlike, type Who } from '@ecab/shared/access/can';
import type { Forms, ToTablet } from '@ecab/shared/contract/wire';
import type { Room } from '@ecab/shared/ledger/machines';
import { parseDocName } from '@ecab/shared/sync/doc-name';
import type { Hosts } from '../ledger/hosts.js';
import { type DocRights, docRights, meetingOf, rightsIn } from '../sync/doc-access.js';
import type { DocEvent, DocJoining, Docs } from '../sync/docs.js';
import { createLive } from './live.js';

/** A tablet that has docs open. What is told to many is one object, so that it is encoded once. */
export interface Reader {
  readonly key: string;
  readonly who: () => Who;
  /** @returns false if it is too slow just now: {@link DocRooms.catchUp} is called when it reads again. */
  doc(message: DocMessage): boolean;
  final(message: { readonly name: string }): void;
  aware(message: Aware): void;
  live(message: Parameters<ToTablet['doc:live']>[0]): void;
  revoked(names: readonly string[]): void;
}
type DocMessage = Parameters<ToTablet['doc']>[0];
type Aware = Parameters<ToTablet['doc:aware']>[0];
type PutOut = { readonly ok: false; readonly refusal: 'not-allowed' };
interface Place {
  /** The last entry that it was told of, before it missed some; null: it has missed none. */
  missedAfter: number | null;
}
interface DocRoom {
  readonly readers: Map<Reader, Place>;
  /** Per reader; sent to who comes later, dropped with the reader. */
  readonly states: Map<Reader, Aware>;
  /** The pens of each reader, to be taken away with it. */
  readonly pens: Map<Reader, Set<string>>;
  end: () => void;
  seq: number;
}

/**
 * Who has which co-edited doc open. Rights are asked at opening and again at every message, and when an entry of the
 * meeting or of the body changes them the doc is closed at once, also for what the tablet would receive.
 */
export function createDocRooms(
  docs: Docs,
  hosts: Hosts,
  nameOf: (personId: string) => string,
  later: (work: () => void, ms: number) => void,
) {
  const rooms = new Map<string, DocRoom>();
  const messages = new WeakMap<Uint8Array, DocMessage>();
  const live = createLive(later, (name, message) => {
    for (const one of rooms.get(name)?.readers.keys() ?? []) one.live(message);
  });

  hosts.onAppended((kind, { before, after }) => {
    if (rooms.size === 0) return;
    if (kind === 'meeting') {
      const state = after.state as Room;
      if (standsAlike(before.state as Room, state)) return;
      for (const [name, room] of rooms) {
        const doc = parseDocName(name);
        if (!doc || meetingOf(doc) !== state.meeting.meetingId) continue;
        for (const reader of room.readers.keys()) if (!rightsIn(state, reader.who(), doc).read) putOut(name, reader);
      }
    }
    // Roles in the body count in every meeting.
    if (kind === 'body')
      for (const [name, room] of rooms)
        for (const reader of room.readers.keys())
          docRights(hosts, reader.who(), name).then(
            ({ read }) => read || putOut(name, reader),
            // Whose rights cannot be told is told nothing more.
            () => putOut(name, reader),
          );
  });
  function putOut(name: string, reader: Reader) {
    if (!rooms.get(name)?.readers.has(reader)) return;
    leave(name, reader);
    reader.revoked([name]);
  }
  function leave(name: string, reader: Reader) {
    const room = rooms.get(name);
    if (!room?.readers.delete(reader)) return;
    if (room.states.delete(reader)) tellOthers(room, reader, awareOf(name, reader, null));
    const { personId } = reader.who();
    for (const pen of room.pens.get(reader) ?? []) live.say(name, reader.key, { pen, personId, live: null });
    room.pens.delete(reader);
    if (room.readers.size > 0) return;
    room.end();
    rooms.delete(name);
  }
  /** The server writes the name: nobody appears as somebody else. */
  function awareOf(name: string, { key, who }: Reader, state: unknown): Aware {
    const { personId } = who();
    return { name, from: key, person: { id: personId, name: nameOf(personId) }, state };
  }
  function tellOthers({ readers }: DocRoom, but: Reader, message: Aware) {
    for (const one of readers.keys()) if (one !== but) one.aware(message);
  }
  function messageOf(name: string, update: Uint8Array): DocMessage {
    const message = messages.get(update) ?? { name, update };
    messages.set(update, message);
    return message;
  }
  /** Tells one reader after the other. Who comes meanwhile waits in the doc's queue and is given all of it. */
  function* hear(name: string, room: DocRoom, event: DocEvent) {
    if (event.type === 'update') room.seq = event.seq;
    const tell = event.type === 'update' ? updateTo(name, event) : finalTo(name);
    for (const [one, place] of [...room.readers]) {
      // Gone meanwhile, or it may no longer read it.
      if (room.readers.get(one) === place) tell(one, place);
      yield;
    }
  }
  function updateTo(name: string, { seq, update }: DocEvent & { type: 'update' }) {
    const message = messageOf(name, update);
    return (one: Reader, place: Place) => {
      if (place.missedAfter === null && !one.doc(message)) place.missedAfter = seq - 1;
    };
  }
  function finalTo(name: string) {
    const message = { name };
    return (one: Reader) => one.final(message);
  }
  function enter(name: string, reader: Reader): DocRoom {
    let room = rooms.get(name);
    if (!room) {
      const made: DocRoom = { readers: new Map(), states: new Map(), pens: new Map(), end: () => {}, seq: 0 };
      made.end = docs.subscribe(name, (event) => hear(name, made, event));
      room = made;
      rooms.set(name, room);
    }
    // Until it has its answer it is told nothing: that tells it all.
    room.readers.set(reader, { missedAfter: 0 });
    return room;
  }
  async function tellMissed(name: string, reader: Reader): Promise<void> {
    for (;;) {
      const room = rooms.get(name);
      const place = room?.readers.get(reader);
      if (!room || !place || place.missedAfter === null) return;
      const { updates, seq } = await docs.since(name, place.missedAfter);
      if (room.readers.get(reader) !== place) return;
      for (const update of updates) if (!reader.doc(messageOf(name, update))) return;
      place.missedAfter = room.seq > seq ? seq : null;
    }
  }

  return {
    rights: (who: Who, name: string): Promise<DocRights> => docRights(hosts, who, name),
    /**
     * Subscribed before it is read, so that nothing falls between. Once the tablet has its answer, {@link catchUp} tells
     * what came after.
     */
    async join(name: string, reader: Reader, stateVector: Uint8Array): Promise<DocJoining | PutOut> {
      const room = enter(name, reader);
      const joined = await docs.join(name, stateVector);
      if (!joined.ok) {
        leave(name, reader);
        return joined;
      }
      const place = room.readers.get(reader);
      // The right was lost while the doc was read.
      if (!place) return { ok: false, refusal: 'not-allowed' };
      room.seq = Math.max(room.seq, joined.seq);
      place.missedAfter = joined.upTo < room.seq ? joined.upTo : null;
      for (const [other, message] of room.states) if (other !== reader) reader.aware(message);
      return joined;
    },
    leave,
    leaveAll(reader: Reader) {
      for (const [name, { readers }] of rooms) if (readers.has(reader)) leave(name, reader);
    },
    /** A tablet that was too slow reads again: of each doc it is told what it missed, in one update. @throws StoreFault */
    async catchUp(reader: Reader): Promise<void> {
      for (const name of [...rooms.keys()]) await tellMissed(name, reader);
    },
    has: (name: string, reader: Reader) => rooms.get(name)?.readers.has(reader) ?? false,
    /** Where it is written, so by who may write; a pointer, by who may read. */
    async live({ name, pen, live: now }: Forms['doc:live'], reader: Reader): Promise<void> {
      const { read, write } = await docRights(hosts, reader.who(), name);
      const room = rooms.get(name);
      if (!room?.readers.has(reader) || !(now?.kind === 'ink' ? write : read)) return;
      const pens = room.pens.get(reader) ?? new Set();
      room.pens.set(reader, pens);
      if (now === null) pens.delete(pen);
      // A tablet has two hands.
      else if (pens.has(pen) || pens.size < 2) pens.add(pen);
      else return;
      live.say(name, reader.key, { pen, personId: reader.who().personId, live: now });
    },
    aware(name: string, reader: Reader, state: unknown) {
      const room = rooms.get(name);
      if (!room?.readers.has(reader)) return;
      const message = awareOf(name, reader, state);
      room.states.set(reader, message);
      tellOthers(room, reader, message);
    },
  };
}
export type DocRooms = ReturnType<typeof createDocRooms>;
