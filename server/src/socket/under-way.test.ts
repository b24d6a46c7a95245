import { expect, test } from 'vitest';
import { createUnderWay } from './under-way.js';

const refuse = () => 'unavailable';

test('at the end it waits for what was begun, and refuses what comes then', async () => {
  const underWay = createUnderWay();
  let answer = (_: string) => {};
  const begun = underWay.run('command', () => new Promise<string>((resolve) => (answer = resolve)), refuse);
  let ended = false;
  const end = underWay.end().then(() => (ended = true));
  expect(await underWay.run('command', async () => 'done', refuse)).toBe('unavailable');
  expect(ended).toBe(false);
  answer('done');
  expect(await begun).toBe('done');
  await end;
});

test('a fault is the fault of who asked, and is not waited for', async () => {
  const underWay = createUnderWay();
  const failed = underWay.run('command', () => Promise.reject(new Error('broken')), refuse);
  await expect(failed).rejects.toThrow('broken');
  await underWay.end();
});
