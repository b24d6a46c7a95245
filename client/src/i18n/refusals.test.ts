import { expect, test } from 'vitest';
import { refusalTable, refusalText } from './refusals.js';

const table = refusalTable([
  { vi: { refusals: { 'no-quorum': 'Chưa đủ' } }, en: { refusals: { 'no-quorum': 'No quorum' } } },
  { vi: { refusals: { 'not-present': 'Chưa điểm danh' } }, en: { refusals: { 'not-present': 'Not checked in' } } },
]);

test('a refusal is said in the language of the screen', () => {
  expect(refusalText(table, 'no-quorum', 'vi')).toBe('Chưa đủ');
  expect(refusalText(table, 'not-present', 'en')).toBe('Not checked in');
});

test('a refusal of a newer server is shown with its code, never hidden', () => {
  expect(refusalText(table, 'moon-not-full', 'vi')).toContain('moon-not-full');
  expect(refusalText(table, 'constructor', 'en')).toContain('constructor');
});
