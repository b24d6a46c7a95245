import { expect, test } from 'vitest';
import { listed, placeOf } from './levels.js';

const one = (id: string, parent: string | null = null) => ({ id, parent });

test('items of a block stand behind it, whatever keys they were given, and are counted by letters', () => {
  const items = [one('a'), one('x', 'k'), one('b'), one('k'), one('y', 'k')];
  expect(listed(items).map(({ id }) => [id, placeOf(items, id)])).toEqual([
    ['a', '1'],
    ['b', '2'],
    ['k', '3'],
    ['x', '3a'],
    ['y', '3b'],
  ]);
  expect(placeOf(items, 'gone')).toBe('');
});
