import { expect, test } from 'vitest';
import { look, readBy } from './seen.js';

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
