import { expect, test } from 'vitest';
import { en, uploadRefusalText, vi } from './upload-refusals.js';

test('both languages say why for the same refusals', () => {
  expect(Object.keys(en)).toEqual(Object.keys(vi));
  expect(uploadRefusalText('too-large', 'en')).toBe('Larger than 100 MB. Split it or make it smaller.');
});

test('what is not about the file has its words elsewhere', () => {
  expect(uploadRefusalText('wrong-state', 'vi')).toBeNull();
  expect(uploadRefusalText('constructor', 'vi')).toBeNull();
});
