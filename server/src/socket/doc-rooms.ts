import type { Who } from '@ecab/shared/access/can';
import type { Room } from '@ecab/shared/ledger/machines';
import { parseDocName } from '@ecab/shared/sync/doc-name';
import type { Hosts } from '../ledger/hosts.js';
import { type DocRights, docRights, meetingOf, rightsIn } from '../sync/doc-access.js';
import type { DocEvent, Docs } from '../sync/docs.js';

/** A tablet that has docs open. */
export interface Reader {
  readonly key: string;
  readonly who: () => Who;
  event(name: string, event: DocEvent): void;
  aware(name: string, from: string, person: { id: string; name: string }, state: unknown): void;
  revoked(names: readonly string[]): void;
}
interface DocRoom {
  readonly readers: Set<Reader>;
  /** Per reader; sent to who comes later, dropped with the reader. */
  readonly states: Map<Reader, unknown>;
  end: () => void;
}

/**
 * Who has which co-edited doc open. Rights are asked at opening and again at every message, and when an entry of the
 * meeting changes them the doc is closed at once, also for what the tablet would receive.
 */
export function createDocRooms(docs: Docs, hosts: Hosts, nameOf: (personId: string) => string) {
  const rooms = new Map<string, DocRoom>();

  hosts.onAppended((kind, { after }) => {
    if (kind !== 'meeting' || rooms.size === 0) return;
    const state = after.state as Room;
    for (const [name, room] of rooms) {
      const doc = parseDocName(name);
      if (!doc || meetingOf(doc) !== state.meeting.meetingId) continue;
      for (const reader of room.readers)
        if (!rightsIn(state, reader.who(), doc).read) {
          leave(name, reader);
          reader.revoked([name]);
        }
    }
  });
  function leave(name: string, reader: Reader) {
    const room = rooms.get(name);
    if (!room?.readers.delete(reader)) return;
    if (room.states.delete(reader)) for (const one of room.readers) one.aware(name, reader.key, personOf(reader), null);
    if (room.readers.size > 0) return;
    room.end();
    rooms.delete(name);
  }
  const personOf = ({ who }: Reader) => ({ id: who().personId, name: nameOf(who().personId) });

  return {
    rights: (who: Who, name: string): Promise<DocRights> => docRights(hosts, who, name),
    /** Subscribed before it is read, so that nothing falls between. */
    join(name: string, reader: Reader) {
      let room = rooms.get(name);
      if (!room) {
        const readers = new Set<Reader>();
        const end = docs.subscribe(name, (event) => {
          for (const one of readers) one.event(name, event);
        });
        room = { readers, states: new Map(), end };
        rooms.set(name, room);
      }
      room.readers.add(reader);
      for (const [other, state] of room.states) reader.aware(name, other.key, personOf(other), state);
    },
    leave,
    leaveAll(reader: Reader) {
      for (const [name, { readers }] of rooms) if (readers.has(reader)) leave(name, reader);
    },
    has: (name: string, reader: Reader) => rooms.get(name)?.readers.has(reader) ?? false,
    /** The server writes the name: nobody appears as somebody else. */
    aware(name: string, reader: Reader, state: unknown) {
      const room = rooms.get(name);
      if (!room?.readers.has(reader)) return;
      room.states.set(reader, state);
      for (const one of room.readers) if (one !== reader) one.aware(name, reader.key, personOf(reader), state);
    },
  };
}
export type DocRooms = ReturnType<typeof createDocRooms>;
