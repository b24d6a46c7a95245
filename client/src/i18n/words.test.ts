import { expect, test } from 'vitest';
import { words } from './all.js';

const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, blank]) => blank).toSorted();
const base = (key: string) => key.replace(/_one$/, '');

test.each(Object.entries(words))('%s says the same things in both languages, with the same blanks', (_name, texts) => {
  const vi: Record<string, string> = texts.vi;
  const en: Record<string, string | undefined> = texts.en;
  expect([...new Set(Object.keys(en).map(base))].toSorted()).toEqual(Object.keys(vi).toSorted());
  for (const [key, text] of Object.entries(en)) {
    const other = vi[base(key)] ?? '';
    expect({ key, blanks: [...new Set(blanks(text ?? ''))] }).toEqual({ key, blanks: [...new Set(blanks(other))] });
    expect(text?.trim(), key).not.toBe('');
  }
});

test.each(Object.entries(words))(
  '%s is in composed letters, as a keyboard gives and search expects',
  (_name, texts) => {
    for (const text of Object.values<string>(texts.vi)) expect(text).toBe(text.normalize('NFC'));
  },
);

test('nothing is left in a language by a typing slip: no double blank, no unclosed brace', () => {
  for (const { vi, en } of Object.values(words)) {
    for (const text of [...Object.values<string>(vi), ...Object.values<string>(en)]) {
      expect(text.replace(/\{\w+\}/g, 'x'), text).not.toMatch(/[{}]| {2}/);
    }
  }
});
