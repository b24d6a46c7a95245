import { describe, expect, test } from 'vitest';
import * as access from '../access/words.js';
import { machines } from '../ledger/machines.js';
import { fill, tell } from './tell.js';

const all = [
  ...Object.values(machines).flatMap(({ words }) => words),
  { vi: { access: access.vi }, en: { access: access.en } },
];
const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
const said = (words: object) =>
  Object.entries(words).flatMap(([group, texts]) =>
    Object.entries(texts as Record<string, string>).map(([key, text]) => [`${group} ${key}`, blanks(text)] as const),
  );

test('both languages have the same words with the same blanks', () => {
  for (const { vi, en } of all) expect(Object.fromEntries(said(en))).toEqual(Object.fromEntries(said(vi)));
});
test('no word is empty, and none is the same in both languages', () => {
  for (const { vi, en } of all)
    for (const [group, texts] of Object.entries(vi))
      for (const [key, text] of Object.entries(texts as Record<string, string>)) {
        const other = (en as Record<string, Record<string, string>>)[group]?.[key];
        expect(text.trim()).toBe(text);
        expect(text).not.toBe('');
        // A sentence of blanks alone ("{person}: {summary}") needs no language.
        if (/\p{L}/u.test(text.replace(/\{\w+\}/g, ''))) expect(other).not.toBe(text);
      }
});
test('Vietnamese words are stored in NFC', () => {
  for (const { vi } of all) expect(JSON.stringify(vi)).toBe(JSON.stringify(vi).normalize('NFC'));
});

describe('a sentence', () => {
  const { words } = machines.meeting;
  const name = (personId: string) => ({ p1: 'Bà Hoa' })[personId] ?? personId;
  const given = { type: 'floor:given', personId: 'p1', itemId: 'i2', limitMs: 600_000 };
  test('is told in the language of the reader, with the name of the person', () => {
    expect(tell(words, 'vi', given, name)).toBe('Chủ tọa mời Bà Hoa phát biểu (10 phút).');
    expect(tell(words, 'en', given, name)).toBe('The chair gave Bà Hoa the floor (10 minutes).');
  });
  test('is not told of what nobody wrote one for', () => {
    expect(tell(words, 'vi', { type: 'head:signed' }, name)).toBeNull();
  });
  test('keeps what people wrote as they wrote it, though it looks like a blank or a key', () => {
    const summary = '{person} passed $& $1';
    expect(tell(words, 'vi', { type: 'speech:summarised', personId: 'p1', summary } as never, name)).toBe(
      `Bà Hoa: ${summary}`,
    );
    expect(fill('{a} {b}', { a: '{b}', b: 'x' })).toBe('{b} x');
  });
});
