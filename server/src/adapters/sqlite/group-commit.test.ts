import { expect, test } from 'vitest';
import { Full, Unreachable } from '../../storage/faults.js';
import { groupCommit } from './group-commit.js';
import type { Answer, Call } from './thread.js';
import type { Thread } from './thread-client.js';

/** A disk that is done with a transaction when the test says so. */
function slowThread() {
  const batches: (readonly Call[])[] = [];
  let done: (answers: readonly Answer[]) => void;
  let fail: (error: Error) => void;
  let began: () => void;
  let next = new Promise<void>((resolve) => {
    began = resolve;
  });
  const thread: Thread = {
    open: () => Promise.reject(new Error('not asked for here')),
    run: (calls) => {
      batches.push(calls);
      began();
      return new Promise((resolve, reject) => {
        done = resolve;
        fail = reject;
      });
    },
    close: async () => {},
  };
  const begun = async (): Promise<void> => {
    await next;
    next = new Promise((resolve) => {
      began = resolve;
    });
  };
  return {
    thread,
    batches,
    begun,
    commit: () => done(batches.at(-1)?.map((call) => ({ value: call.args[0] })) ?? []),
    refuse: (kind: 'full') => done(batches.at(-1)?.map(() => ({ fault: { kind, message: 'no room' } })) ?? []),
    die: () => fail(new Unreachable('the thread is gone')),
    sizes: () => batches.map((batch) => batch.length),
  };
}
const entry = new Uint8Array(1);
const append = (n: number, bytes: Uint8Array = entry): [string, number, string, Uint8Array] => [
  `meeting/${n}`,
  0,
  '',
  bytes,
];

test('what arrives while a transaction is under way is one transaction', async () => {
  const slow = slowThread();
  const writes = groupCommit(slow.thread);
  const first = [writes.soon('append', append(1)), writes.soon('append', append(2))];
  await slow.begun();
  const second = [3, 4, 5].map((n) => writes.soon('append', append(n)));
  slow.commit();
  expect(await Promise.all(first)).toEqual(['meeting/1', 'meeting/2']);
  await slow.begun();
  slow.commit();
  expect(await Promise.all(second)).toEqual(['meeting/3', 'meeting/4', 'meeting/5']);
  expect(slow.sizes()).toEqual([2, 3]);
});

test('long work goes one by one, between the transactions of the others', async () => {
  const slow = slowThread();
  const writes = groupCommit(slow.thread);
  const patient = [writes.between('indexRemove', ['a', '1']), writes.between('indexRemove', ['a', '2'])];
  await slow.begun();
  const urgent = writes.soon('append', append(1));
  slow.commit();
  await slow.begun();
  slow.commit();
  await urgent;
  await slow.begun();
  slow.commit();
  await Promise.all(patient);
  expect(slow.batches.map(([call]) => call?.name)).toEqual(['indexRemove', 'append', 'indexRemove']);
});

test('large entries do not all go into one transaction', async () => {
  const slow = slowThread();
  const writes = groupCommit(slow.thread);
  const megabytes = 4 * 1024 * 1024;
  const answers = [1, 2, 3, 4, 5, 6].map((n) => writes.soon('append', append(n), megabytes));
  await slow.begun();
  slow.commit();
  await slow.begun();
  slow.commit();
  await Promise.all(answers);
  expect(slow.sizes()).toEqual([4, 2]);
});

test('a transaction that fails fails everyone in it, and the next one is tried', async () => {
  const slow = slowThread();
  const writes = groupCommit(slow.thread);
  const refused = Promise.allSettled([writes.soon('append', append(1)), writes.soon('append', append(2))]);
  await slow.begun();
  slow.refuse('full');
  for (const one of await refused) expect(one.status === 'rejected' && one.reason).toBeInstanceOf(Full);
  const later = writes.soon('append', append(3));
  await slow.begun();
  slow.commit();
  expect(await later).toBe('meeting/3');
});

test('when the thread dies nobody knows what was stored', async () => {
  const slow = slowThread();
  const writes = groupCommit(slow.thread);
  const appended = writes.soon('append', append(1));
  await slow.begun();
  slow.die();
  await expect(appended).rejects.toThrow(Unreachable);
});
