import { afterEach, expect, test } from 'vitest';
import { addKeeper, countUnsent, wipeAll } from './leaving.js';

const added: (() => void)[] = [];
const keep = (...args: Parameters<typeof addKeeper>) => added.push(addKeeper(...args));
afterEach(() => {
  for (const remove of added.splice(0)) remove();
});

test('what is unsent is counted over all that keep something', async () => {
  keep({ unsent: async () => 2, wipe: async () => {} });
  keep({ wipe: async () => {} });
  keep({ unsent: async (personId) => (personId === 'p-1' ? 3 : 0), wipe: async () => {} });
  expect(await countUnsent('p-1')).toBe(5);
  expect(await countUnsent('p-2')).toBe(2);
});

test('one store that cannot be wiped does not save the others, and is not passed over in silence', async () => {
  const wiped: string[] = [];
  keep({ wipe: () => Promise.reject(new Error('blocked')) });
  keep({ wipe: async (personId) => void wiped.push(personId) });
  await expect(wipeAll('p-1')).rejects.toThrow('blocked');
  expect(wiped).toEqual(['p-1']);
});
