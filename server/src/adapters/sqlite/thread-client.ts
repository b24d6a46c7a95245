import { Unreachable } from '../../storage/faults.js';
import { startWorker } from '../worker.js';
import { faultFrom } from './fault-codes.js';
import type { Prepared } from './schema.js';
import type { Answer, Asked, Call, OpenData, Said } from './thread.js';

export interface Thread {
  /** Before anything else, once. @throws what the store could not be opened for. */
  open(data: OpenData): Promise<Prepared>;
  /** Answers in the order of the calls. @throws Unreachable if the thread is gone. */
  run(calls: readonly Call[]): Promise<readonly Answer[]>;
  /** Closes the database after what was asked before. */
  close(): Promise<void>;
}

interface Waiting<Result> {
  resolve(result: Result): void;
  reject(fault: Error): void;
}

export function startThread(): Thread {
  const worker = startWorker(import.meta.url, './thread.js');
  const waiting = new Map<number, Waiting<readonly Answer[]>>();
  let opening: Waiting<Prepared> | null = null;
  let gone: Unreachable | null = null;
  let last = 0;

  const end = (why: string): void => {
    gone ??= new Unreachable(why);
    opening?.reject(gone);
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };
  worker.on('message', (said: Said) => {
    if ('fault' in said) opening?.reject(faultFrom(said.fault));
    else if ('incarnation' in said) opening?.resolve(said);
    else {
      waiting.get(said.id)?.resolve(said.answers);
      waiting.delete(said.id);
    }
  });
  worker.once('error', (error) => end(error instanceof Error ? error.message : String(error)));
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      end('the store is closed');
      resolve();
    });
  });
  const ask = (asked: Asked): void => worker.postMessage(asked);

  return {
    open: (data) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(gone);
        opening = { resolve, reject };
        ask({ open: data });
      }),
    run: (calls) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(gone);
        last += 1;
        waiting.set(last, { resolve, reject });
        ask({ id: last, calls });
      }),
    close: async () => {
      ask('close');
      await ended;
    },
  };
}

/** The value of an answer. @throws the fault in it. */
export function valueIn(answer: Answer | undefined): unknown {
  if (!answer) throw new Unreachable('the thread did not answer');
  if ('fault' in answer) throw faultFrom(answer.fault);
  return answer.value;
}
