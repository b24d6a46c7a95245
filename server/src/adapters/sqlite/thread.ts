import { parentPort } from 'node:worker_threads';
import { Corrupt } from '../../storage/faults.js';
import { type Database, openDatabase } from './engine.js';
import { beginLog, checkFrames, checkLog, endLog, examine, isThere } from './examine.js';
import { type FaultCode, faultCode } from './fault-codes.js';
import { readsOn } from './reads.js';
import { described, isMade, make, type Prepared, prepare } from './schema.js';
import { writesOn } from './writes.js';

// The entry of both worker threads: an engine that waits for the disk waits here, not in the event loop.

export interface OpenData {
  readonly role: 'writer' | 'reader';
  readonly file: string;
  readonly incarnation: string;
  /** Bytes the file may grow to; null for as many as the disk has. */
  readonly limitBytes: number | null;
  /** Added to each commit's fsync; see `SqliteOptions`. */
  readonly syncDelayMs: number;
}
/** Another process that holds the file (a tool of the administrator's) keeps a batch waiting no longer than this. */
const WRITER_BUSY_MS = 1_500;

export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
}
export type Answer = { readonly value: unknown } | { readonly fault: FaultCode };
export type Asked = { readonly open: OpenData } | { readonly id: number; readonly calls: readonly Call[] } | 'close';
export type Said =
  | { readonly id: number; readonly answers: readonly Answer[] }
  | Prepared
  | { readonly fault: FaultCode };

type Run = (calls: readonly Call[]) => Answer[];
type Methods = Record<string, (...args: readonly unknown[]) => unknown>;

/** All of them in one transaction and one fsync, or none. */
function writer(db: Database): Run {
  const methods = writesOn(db) as unknown as Methods;
  return (calls) => {
    try {
      db.exec('BEGIN IMMEDIATE');
      const answers = calls.map(({ name, args }) => ({ value: methods[name]?.(...args) }));
      db.exec('COMMIT');
      return answers;
    } catch (error) {
      try {
        db.exec('ROLLBACK');
      } catch {
        // Nothing to roll back: it never began, or the engine has done it already (a full disk).
      }
      const fault = faultCode(error);
      return calls.map(() => ({ fault }));
    }
  };
}

function reader(db: Database): Run {
  const methods = readsOn(db) as unknown as Methods;
  return (calls) =>
    calls.map(({ name, args }) => {
      try {
        return { value: methods[name]?.(...args) };
      } catch (error) {
        return { fault: faultCode(error) };
      }
    });
}

interface Open {
  readonly db: Database;
  readonly prepared: Prepared;
  readonly run: Run;
  /** Before the database is closed. */
  readonly end: () => void;
}
function openReader(file: string): Open {
  checkFrames(file);
  return opened(openDatabase(file, { readOnly: true }), (db) => {
    if (!isMade(db)) throw new Corrupt(`${file} is not a store of the cabinet`);
    checkLog(db, file);
    return { db, prepared: described(db), run: reader(db), end: () => undefined };
  });
}
function openWriter({ file, incarnation, limitBytes, syncDelayMs }: OpenData): Open {
  if (isThere(file)) examine(file);
  else make(file, incarnation);
  return opened(openDatabase(file, { busyMs: WRITER_BUSY_MS }), (db) => {
    const prepared = prepare(db, incarnation, (version) => file.replace(/(\.sqlite)?$/, `.v${version}.sqlite`));
    if (limitBytes !== null) {
      const { page_size: pageBytes } = db.prepare('PRAGMA page_size').get() ?? {};
      db.exec(`PRAGMA max_page_count = ${Math.floor(limitBytes / Number(pageBytes))}`);
    }
    beginLog(db);
    const run = writer(db);
    return { db, prepared, run: syncDelayMs > 0 ? slowed(run, syncDelayMs) : run, end: () => endLog(db) };
  });
}
function opened(db: Database, open: (db: Database) => Open): Open {
  try {
    return open(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** As on a disk whose fsync takes so much longer: the thread is held as the engine would hold it. */
function slowed(run: Run, ms: number): Run {
  const never = new Int32Array(new SharedArrayBuffer(4));
  return (calls) => {
    const answers = run(calls);
    Atomics.wait(never, 0, 0, ms);
    return answers;
  };
}

const port = parentPort;
if (!port) throw new Error('thread.ts is the entry of a worker thread');
const say = (said: Said): void => port.postMessage(said);
let store: Open | null = null;
port.on('message', (asked: Asked) => {
  if (asked === 'close') {
    store?.end();
    store?.db.close();
    port.close();
  } else if ('open' in asked) {
    try {
      store = asked.open.role === 'writer' ? openWriter(asked.open) : openReader(asked.open.file);
      say(store.prepared);
    } catch (error) {
      say({ fault: faultCode(error) });
    }
  } else if (store) say({ id: asked.id, answers: store.run(asked.calls) });
});
