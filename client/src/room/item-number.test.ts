import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { after, machine, none, opening } from '@ecab/shared/testing/meeting';
import { expect, test } from 'vitest';
import { childrenOf, itemNumber, topItems } from './item-number.js';

const { state } = after(none, ...opening(5));
const all = machine.board(state, 'all') as MeetingBoard;

test('items count as the agenda counts them: those of a block by letters within its number', () => {
  expect(['i1', 'i2', 'b3', 'b3a', 'b3c', 'i4', 'i5'].map((one) => itemNumber(all, one))).toEqual([
    '1',
    '2',
    '3',
    '3a',
    '3c',
    '4',
    '5',
  ]);
  expect(topItems(all).map(([itemId]) => itemId)).toEqual(['i1', 'i2', 'b3', 'i4', 'i5']);
  expect(childrenOf(all, 'b3').map(([itemId]) => itemId)).toEqual(['b3a', 'b3b', 'b3c']);
});

test('who does not see the items before one is told no number rather than a wrong one', () => {
  const guest = machine.board(state, { items: new Set(['i5']) }) as MeetingBoard;
  expect(itemNumber(guest, 'i5')).toBeNull();
  const display = machine.board(state, { items: new Set(['i1', 'i2', 'b3', 'b3a', 'b3b', 'b3c', 'i5']) });
  expect(itemNumber(display as MeetingBoard, 'b3b')).toBe('3b');
  expect(itemNumber(display as MeetingBoard, 'i5')).toBeNull();
});
