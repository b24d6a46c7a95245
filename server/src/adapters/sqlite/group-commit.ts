import { Unreachable } from '../../storage/faults.js';
import type { Answer, Call } from './thread.js';
import { type Thread, valueIn } from './thread-client.js';
import type { Writes } from './writes.js';

/** Calls in one transaction; more wait for the next, so that the first to come are not held up without end. */
const MOST_CALLS = 1_000;
const MOST_BYTES = 16 * 1024 * 1024;

interface Waiting extends Call {
  readonly bytes: number;
  settle(answer: Answer | undefined): void;
}

export interface GroupCommit {
  /**
   * Answered when it is on the disk. What comes in while a transaction is under way goes together into the next one.
   * @param bytes roughly what it carries.
   */
  soon<Name extends keyof Writes>(
    name: Name,
    args: Parameters<Writes[Name]>,
    bytes?: number,
  ): Promise<ReturnType<Writes[Name]>>;
  /** As `soon`, for work that may take long: one of them at a time, each between two transactions of the others. */
  between<Name extends keyof Writes>(name: Name, args: Parameters<Writes[Name]>): Promise<ReturnType<Writes[Name]>>;
  /** Waits for what is under way; refuses what comes after. */
  close(): Promise<void>;
}

export function groupCommit(thread: Thread): GroupCommit {
  const urgent: Waiting[] = [];
  const patient: Waiting[] = [];
  let working: Promise<void> | null = null;
  let closed = false;

  const enqueue = <Result>(queue: Waiting[], name: string, args: readonly unknown[], bytes = 0): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new Unreachable('the store is closed'));
      const settle = (answer: Answer | undefined): void => {
        try {
          resolve(valueIn(answer) as Result);
        } catch (fault) {
          reject(fault);
        }
      };
      queue.push({ name, args, bytes, settle });
      working ??= work();
    });

  async function work(): Promise<void> {
    // A microtask later, so that what is called in the same turn is in the same transaction.
    await null;
    while (urgent.length > 0 || patient.length > 0) {
      await commit(takeBatch(urgent));
      await commit(patient.splice(0, 1));
    }
    working = null;
  }

  async function commit(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 0) return;
    const calls = batch.map(({ name, args }) => ({ name, args }));
    let answers: readonly Answer[];
    try {
      answers = await thread.run(calls);
    } catch (error) {
      // The thread is gone, and with it the knowledge whether this was stored.
      const message = error instanceof Error ? error.message : String(error);
      answers = calls.map(() => ({ fault: { kind: 'unreachable', message } }));
    }
    for (const [index, { settle }] of batch.entries()) settle(answers[index]);
  }

  return {
    soon: (name, args, bytes) => enqueue(urgent, name, args, bytes),
    between: (name, args) => enqueue(patient, name, args),
    close: async () => {
      closed = true;
      await working;
      await thread.close();
    },
  };
}

function takeBatch(queue: Waiting[]): Waiting[] {
  let [taken, bytes] = [0, 0];
  for (const { bytes: more } of queue) {
    if (taken > 0 && (taken >= MOST_CALLS || bytes + more > MOST_BYTES)) break;
    taken += 1;
    bytes += more;
  }
  return queue.splice(0, taken);
}
