import { pageKey } from '@ecab/shared/sync/policies/reading';
import { expect, test } from 'vitest';
import { countRead, look, readBy, readState } from './seen.js';

test('a page is read after a second in view, not by being passed', () => {
  let since = look(new Map(), [0, 1], 0);
  expect(readBy(since, 999)).toEqual([]);
  since = look(since, [1], 600);
  expect(readBy(since, 1_000)).toEqual([1]);
});

test('a page that went out of view begins anew', () => {
  let since = look(new Map(), [0], 0);
  since = look(since, [], 900);
  since = look(since, [0], 950);
  expect(readBy(since, 1_500)).toEqual([]);
  expect(readBy(since, 1_950)).toEqual([0]);
});

test('pages are counted by version, whatever dashes its name has', () => {
  const [first, second] = ['2026-11~p-04~1', '2026-11~p-04~2'];
  const counts = countRead([pageKey(first, 0), pageKey(first, 12), pageKey(second, 0)]);
  expect([...counts]).toEqual([
    [first, 2],
    [second, 1],
  ]);
});

test.each([
  [0, 24, 'unread'],
  [18, 24, 'part'],
  [24, 24, 'read'],
  [0, null, 'unread'],
  [3, null, 'part'],
] as const)('%s of %s pages are %s', (read, pages, state) => {
  expect(readState(read, pages)).toBe(state);
});
