import { expect, test } from 'vitest';
import { memoryStore } from '../storage/memory.js';
import { Tries } from './tries.js';

const MINUTE = 60_000;
function counted() {
  let clock = Date.parse('2026-11-26T00:00:00.000Z');
  const now = () => new Date(clock).toISOString();
  const { vault } = memoryStore({ now });
  return {
    vault,
    build: () => new Tries(vault, now, 15 * MINUTE),
    pass: (ms: number) => {
      clock += ms;
    },
  };
}

test('a hundred tries at once are allowed no more often than a hundred in a row', async () => {
  const tries = counted().build();
  const taken = await Promise.all(Array.from({ length: 100 }, () => tries.take('name:oanh', 5)));
  expect(taken.filter(({ allowed }) => allowed).map(({ left }) => left)).toEqual([4, 3, 2, 1, 0]);
});

test('two servers on one store count together', async () => {
  const { build } = counted();
  const [one, other] = [build(), build()];
  const taken = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? one : other).take('name:oanh', 5)));
  expect(taken.filter(({ allowed }) => allowed)).toHaveLength(5);
});

test('tries after the limit do not prolong the window', async () => {
  const { build, pass } = counted();
  const tries = build();
  const { until } = await tries.take('name:oanh', 1);
  pass(14 * MINUTE);
  expect(await tries.take('name:oanh', 1)).toMatchObject({ allowed: false, until });
  pass(MINUTE);
  expect(await tries.take('name:oanh', 1)).toMatchObject({ allowed: true });
});

test('a try given back may be made again, and one given back too often is no extra try', async () => {
  const tries = counted().build();
  await tries.take('address:10.0.0.9', 2);
  for (let n = 0; n < 3; n += 1) await tries.giveBack('address:10.0.0.9');
  const taken = [1, 2, 3].map(() => tries.take('address:10.0.0.9', 2));
  expect((await Promise.all(taken)).map(({ allowed }) => allowed)).toEqual([true, true, false]);
});

test('what was typed as a name is not readable in the store', async () => {
  const { build, vault } = counted();
  await build().take('name:mật khẩu gõ nhầm ô', 5);
  expect(JSON.stringify(await vault.list('tries/', null, 10))).not.toContain('nhầm');
});
