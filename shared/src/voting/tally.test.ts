import { expect, test } from 'vitest';
import { needed, percent } from '../rules/share.js';
import { baseOf, count, outcomeOf } from './tally.js';

const moreThanHalf = { num: 1, den: 2, compare: '>' } as const;
test.each([
  [5, 4, 3, 2],
  [7, 5, 4, 3],
  [9, 6, 5, 3],
  [10, 7, 6, 4],
  [19, 13, 10, 7],
  [25, 17, 13, 9],
  [26, 18, 14, 9],
  [27, 18, 14, 9],
  [95, 64, 48, 32],
  [477, 318, 239, 159],
])('RULES c2, of %i members: quorum %i, more than half %i, a third %i', (n, q, h, t) => {
  expect([
    needed({ num: 2, den: 3, compare: '>=' }, n),
    needed(moreThanHalf, n),
    needed({ num: 1, den: 3, compare: '>=' }, n),
  ]).toEqual([q, h, t]);
});

test.each([
  [25, 0, 0, null, 'passed'],
  [14, 13, 0, null, 'passed'],
  [13, 14, 0, null, 'failed'],
  [13, 13, 0, 'approve', 'passed_by_tie'],
  [13, 13, 0, 'reject', 'failed_by_tie'],
  [13, 13, 0, null, 'tied_unresolved'],
  [13, 0, 0, null, 'failed'],
  [14, 4, 0, null, 'passed'],
  [0, 0, 27, null, 'failed'],
] as const)('RULES c2, 27 members, %i/%i/%i, head %s: %s', (a, r, n, head, expected) => {
  const counts = count([...Array(a).fill('approve'), ...Array(r).fill('reject'), ...Array(n).fill('not_voting')], 27);
  const base = baseOf('members', counts, 27, 18);
  expect(outcomeOf({ counts, base, decision: moreThanHalf, tie: 'head_side', head })).toBe(expected);
});

test('where the rules know no tie, equal votes are lost', () => {
  const counts = count([...Array(13).fill('approve'), ...Array(13).fill('reject')], 26);
  expect(outcomeOf({ counts, base: 26, decision: moreThanHalf, tie: 'none', head: 'approve' })).toBe('failed');
});

test('more ballots than people is a damaged poll, not a result', () => {
  expect(() => count(['approve', 'approve'], 1)).toThrow(RangeError);
});

test.each([
  ['members', 27],
  ['present', 18],
  ['cast', 6],
  ['valid', 5],
  ['approve_plus_reject', 4],
] as const)('the base %s of 3 for, 1 against, 1 not voting, 1 invalid is %i', (base, expected) => {
  expect(baseOf(base, { approve: 3, reject: 1, not_voting: 1, no_response: 21, invalid: 1 }, 27, 18)).toBe(expected);
});

test.each([
  [21, 27, '77,78'],
  [14, 27, '51,85'],
  [15, 27, '55,56'],
  [18, 27, '66,67'],
  [19, 27, '70,37'],
  [1, 8, '12,50'],
  [27, 27, '100,00'],
  [0, 27, '0,00'],
])('%i of %i is %s per cent, the third digit rounding up from five', (x, base, text) => {
  expect(percent(x, base)).toBe(text);
});
