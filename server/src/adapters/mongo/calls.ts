import { mongo } from 'mongoose';
import { Corrupt, Full, StoreFault, Unreachable } from '../../storage/faults.js';

/** A command must be answered within 5 s: an append that is not answered and the reading back after it fit into that. */
export const PATIENCE_MS = 3_000;
const LITTLE_PATIENCE_MS = 1_000;
/** For what no person waits for, and may be long. */
const MUCH_PATIENCE_MS = 30_000;

const DUPLICATE_KEY = 11_000;
const OUT_OF_DISK_SPACE = 14_031;
const DATA_CORRUPTION = [205, 322];
/** Of the request itself, so that it would fail again: wrong type, unknown operator, too large. */
const OUR_MISTAKE = [2, 9, 14, 66, 10_334, 17_280, 17_419, 17_420];

/** Runs one operation of the driver: its faults become ours, and it is answered in time. */
export type Call = <T>(work: () => PromiseLike<T>) => Promise<T>;
export interface Calls {
  /** Somebody waits for the answer. */
  readonly call: Call;
  /** Snapshots, rows, emptying: much to write, in the background. */
  readonly patiently: Call;
}

/**
 * The driver waits for a server as long as it is told to, for every operation anew. Here the first one that waits in vain
 * makes those after it impatient, until one is answered. What was given up may still be done: that is `Unreachable`.
 */
export function createCalls(patienceMs = PATIENCE_MS): Calls {
  let answering = true;
  const within = async <T>(mostMs: number, work: () => PromiseLike<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Unreachable('the database does not answer')), mostMs);
    });
    // A query of mongoose is asked when it is awaited, and may be once only.
    const running = Promise.resolve(work());
    running.then(
      () => {
        answering = true;
      },
      () => {},
    );
    try {
      return await Promise.race([running, late]);
    } catch (error) {
      const fault = faultOf(error);
      if (fault instanceof Unreachable) answering = false;
      throw fault;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    call: (work) => within(answering ? patienceMs : Math.min(patienceMs, LITTLE_PATIENCE_MS), work),
    patiently: (work) => within(MUCH_PATIENCE_MS, work),
  };
}

interface Into {
  readonly collection: { insertOne(doc: object): Promise<unknown> };
}
/** The one primitive. @returns false if the key is there already. */
export async function insertIfAbsent<Doc extends { readonly _id: string }>(
  call: Call,
  model: Into,
  doc: Doc,
): Promise<boolean> {
  return call(() =>
    model.collection.insertOne(doc).then(
      () => true,
      (error: unknown) => {
        if (codeOf(error) === DUPLICATE_KEY) return false;
        throw error;
      },
    ),
  );
}

/** Waits until what another wrote can be read: it is refused to us at once, and readable once a majority has it. */
export async function untilSeen(seen: () => Promise<boolean>): Promise<void> {
  for (let waitMs = 1; waitMs < PATIENCE_MS; waitMs *= 2) {
    if (await seen()) return;
    await new Promise((done) => setTimeout(done, waitMs));
  }
  throw new Unreachable('what another server wrote is not yet safe');
}

export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === DUPLICATE_KEY;
}

export function codeOf(error: unknown): number | null {
  return error instanceof mongo.MongoServerError && typeof error.code === 'number' ? error.code : null;
}

export function faultOf(error: unknown): unknown {
  if (error instanceof StoreFault) return error;
  // The driver passes on what a socket says that is ended while it writes.
  if (isSystemError(error)) return new Unreachable(error.message);
  if (!(error instanceof mongo.MongoError)) return error;
  const code = codeOf(error);
  if (code === OUT_OF_DISK_SPACE) return new Full(error.message);
  if (code !== null && DATA_CORRUPTION.includes(code)) return new Corrupt(error.message);
  if (code !== null && OUR_MISTAKE.includes(code)) return new StoreFault(error.message);
  // An election, a lost connection, a write that no majority confirmed in time: it may have been done.
  return new Unreachable(error.message);
}

function isSystemError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(E[A-Z]+|ERR_(STREAM|SOCKET)_[A-Z_]+)$/.test(error.code)
  );
}
