import { parentPort } from 'node:worker_threads';
import { type Database, openDatabase } from './engine.js';
import { type FaultCode, faultCode } from './fault-codes.js';
import { readsOn } from './reads.js';
import { described, type Prepared, prepare } from './schema.js';
import { writesOn } from './writes.js';

// The entry of both worker threads: an engine that waits for the disk waits here, not in the event loop.

export interface OpenData {
  readonly role: 'writer' | 'reader';
  readonly file: string;
  readonly incarnation: string;
  /** Bytes the file may grow to; null for as many as the disk has. */
  readonly limitBytes: number | null;
}
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

function open({ role, file, incarnation, limitBytes }: OpenData): { db: Database; prepared: Prepared; run: Run } {
  const db = openDatabase(file, { readOnly: role === 'reader' });
  try {
    if (role === 'reader') return { db, prepared: described(db), run: reader(db) };
    const prepared = prepare(db, incarnation, (version) => file.replace(/(\.sqlite)?$/, `.v${version}.sqlite`));
    if (limitBytes !== null) {
      const { page_size: pageBytes } = db.prepare('PRAGMA page_size').get() ?? {};
      db.exec(`PRAGMA max_page_count = ${Math.floor(limitBytes / Number(pageBytes))}`);
    }
    return { db, prepared, run: writer(db) };
  } catch (error) {
    db.close();
    throw error;
  }
}

const port = parentPort;
if (!port) throw new Error('thread.ts is the entry of a worker thread');
const say = (said: Said): void => port.postMessage(said);
let opened: ReturnType<typeof open> | null = null;
port.on('message', (asked: Asked) => {
  if (asked === 'close') {
    opened?.db.close();
    port.close();
  } else if ('open' in asked) {
    try {
      opened = open(asked.open);
      say(opened.prepared);
    } catch (error) {
      say({ fault: faultCode(error) });
    }
  } else if (opened) say({ id: asked.id, answers: opened.run(asked.calls) });
});
