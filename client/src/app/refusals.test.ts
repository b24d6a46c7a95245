import type { DoorRefusal } from '@ecab/shared/ledger/machine';
import { expect, test } from 'vitest';
import { refusals } from './refusals.js';

const doors: { readonly [Refusal in DoorRefusal]: true } = {
  'invalid-request': true,
  'bad-text': true,
  'not-allowed': true,
  'changed-meanwhile': true,
  unavailable: true,
  internal: true,
};

test.each(Object.keys(doors))('the refusal of a door, %s, has its words in both languages', (refusal) => {
  expect(refusals.vi[refusal]).toBeTruthy();
  expect(refusals.en[refusal]).toBeTruthy();
});

test('the words of every slice are in the table', () => {
  expect(refusals.vi['already-cast']).toBeTruthy();
  expect(Object.keys(refusals.vi).toSorted()).toEqual(Object.keys(refusals.en).toSorted());
});
