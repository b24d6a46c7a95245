import { itemKinds } from '@ecab/shared/agenda/slice';
import { expect, test } from 'vitest';
import { settledBy, wayOf, ways } from './way.js';

test('whatever kind an item was, it is settled in the way that was chosen', () => {
  for (const kind of itemKinds) for (const way of ways) expect(wayOf(settledBy(way, { kind, vote: 'none' }))).toBe(way);
});

test('a kind that fits the way is left as it is', () => {
  expect(settledBy('open', { kind: 'draftResolution', vote: 'none' }).kind).toBe('draftResolution');
  expect(settledBy('paper', { kind: 'personnel', vote: 'open' })).toEqual({ kind: 'personnel', vote: 'paper' });
  expect(settledBy('open', { kind: 'information', vote: 'none' })).toEqual({ kind: 'decision', vote: 'open' });
});
