import fc from 'fast-check';
import { expect, test } from 'vitest';
import { between } from './order.js';

test('a key made between two others sorts between them, wherever things are moved', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), (places) => {
      const keys: string[] = [];
      for (const place of places) {
        const at = place % (keys.length + 1);
        keys.splice(at, 0, between(keys[at - 1] ?? null, keys[at] ?? null));
      }
      expect([...keys].sort()).toEqual(keys);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(key).toMatch(/^[a-z0-9]*[a-z1-9]$/);
    }),
    { seed: 7, numRuns: 300 },
  );
});

test('a key is short when items are only added at the end', () => {
  let last: string | null = null;
  for (let i = 0; i < 60; i += 1) last = between(last, null);
  expect(last?.length).toBeLessThan(20);
});

test('there is nothing between a key and itself', () => {
  expect(() => between('m', 'm')).toThrow(RangeError);
});
