import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** A command that waits for its answer. `tab`: who sends it. */
export interface KeptCommand {
  readonly commandId: string;
  readonly tab: string;
  readonly stream: string;
  readonly name: string;
  readonly request: unknown;
  readonly key: string | null;
}
export interface KeptBoard {
  readonly name: string;
  readonly seq: number;
  readonly state: Uint8Array;
  readonly you: unknown;
}
export interface KeptDoc {
  /** What the server has acknowledged, as one update; what came later is in `tail`. */
  readonly snapshot: Uint8Array;
  /** Might this person write, when the server last said. */
  readonly write: boolean;
  readonly final: boolean;
  /** The store that it comes from. Null before the server was first heard. */
  readonly incarnation: string | null;
  /** One more after each refusal: what was made on the copy before it must not be sent. */
  readonly epoch: number;
  /** When the server last acknowledged something of this person, server time. */
  readonly savedAt: string | null;
}
/** One Yjs update of this person that the server has not acknowledged. `n` is the order of making. */
export interface Unsent {
  readonly n: number;
  readonly doc: string;
  readonly update: Uint8Array;
}
/** A client id that the server has given for one doc. Used ones are never taken up again. */
export interface Lease {
  readonly doc: string;
  readonly client: number;
  readonly state: 'free' | 'reserved' | 'used';
  /** Whose it is while reserved or used. */
  readonly tab: string | null;
}
/** What the server did not accept: kept until the person has put it back or thrown it away. */
export interface Draft {
  readonly id: string;
  readonly doc: string;
  readonly refusal: string;
  /** Server time. */
  readonly at: string;
  /** The updates that were not accepted, in order of making. */
  readonly updates: readonly Uint8Array[];
  /**
   * The whole doc as the person had it; null until it is opened again where it may no longer be kept, or was begun anew in
   * another tab: then the doc as it opened, with these updates.
   */
  readonly state: Uint8Array | null;
}

export interface Schema extends DBSchema {
  meta: { key: string; value: string };
  commands: { key: number; value: KeptCommand };
  boards: { key: string; value: KeptBoard };
  docs: { key: string; value: KeptDoc };
  tail: { key: number; value: { readonly doc: string; readonly update: Uint8Array }; indexes: { doc: string } };
  outbox: { key: number; value: Omit<Unsent, 'n'>; indexes: { doc: string } };
  leases: { key: [string, number]; value: Lease; indexes: { doc: string } };
  drafts: { key: string; value: Draft };
}
export type Database = IDBPDatabase<Schema>;

export const databaseName = (personId: string) => `ecab-sync-${personId}`;

/**
 * All that one person's tablet keeps for sync, under his name, so that it can be wiped whole. Where the browser ends the
 * connection by itself (iOS does, of a page that was suspended), it is opened anew: until then every call throws.
 */
export async function openDatabase(personId: string): Promise<Database> {
  let isClosed = false;
  let now = await connect(personId, reopen);
  function reopen() {
    if (isClosed) return;
    connect(personId, reopen).then(
      (db) => {
        if (isClosed) db.close();
        else now = db;
      },
      () => setTimeout(reopen, REOPEN_MS),
    );
  }
  return new Proxy(now, {
    get(_, name) {
      if (name === 'close') isClosed = true;
      const value: unknown = Reflect.get(now, name);
      return typeof value === 'function' ? value.bind(now) : value;
    },
  });
}
const REOPEN_MS = 1_000;

function connect(personId: string, terminated: () => void): Promise<Database> {
  return openDB<Schema>(databaseName(personId), 1, {
    terminated,
    upgrade(db) {
      db.createObjectStore('meta');
      db.createObjectStore('commands', { autoIncrement: true });
      db.createObjectStore('boards');
      db.createObjectStore('docs');
      db.createObjectStore('tail', { autoIncrement: true }).createIndex('doc', 'doc');
      db.createObjectStore('outbox', { autoIncrement: true }).createIndex('doc', 'doc');
      db.createObjectStore('leases', { keyPath: ['doc', 'client'] }).createIndex('doc', 'doc');
      db.createObjectStore('drafts', { keyPath: 'id' });
    },
    // Another tab signs out, or brings a newer version: let it.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
