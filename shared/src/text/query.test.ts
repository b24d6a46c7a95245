import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysIn, spokenDay, symbolKey, symbolsIn } from './names.js';
import { parseQuery } from './query.js';

const seeded = { seed: 20261126 };

test.each([
  ['38/NQ-UBND', '38nqubnd', null],
  ['38/nq-ubnd', '38nqubnd', null],
  ['038/NQ-UBND', '38nqubnd', null],
  ['5/NQ-UBND', '5nqubnd', null],
  ['38/NQ-UBND năm 2025', '38nqubnd', '2025'],
  ['38/NQ-UBND nam 2025', '38nqubnd', '2025'],
  ['38/NQ-UBND 2025'.normalize('NFD'), '38nqubnd', '2025'],
  ['06/2025/QĐ-UBND', '62025qdubnd', null],
  ['25/UBND-KGVX', '25ubndkgvx', null],
])('%s names a number', (text, key, year) => {
  expect(parseQuery(text)).toEqual({ kind: 'symbol', key, year });
});

test.each([
  ['38nqubnd', '38nqubnd', null],
  ['12 nq ubnd', '12nqubnd', null],
  ['12/nqubnd', '12nqubnd', null],
  ['38nqubnd năm 2025', '38nqubnd', '2025'],
  ['06 2025 qđ ubnd', '62025qdubnd', null],
])('%s may be a number, and is words where no document has it', (text, key, year) => {
  expect(parseQuery(text)).toMatchObject({ kind: 'words', perhaps: { kind: 'symbol', key, year } });
});

test.each([
  ['28/12/2023', '2023-12-28'],
  ['12/6/2025', '2025-06-12'],
  ['ngày 26/9/2025'.normalize('NFD'), '2025-09-26'],
])('%s names a day', (text, iso) => {
  expect(parseQuery(text)).toEqual({ kind: 'date', iso });
});

test('quotation marks, straight or curly, make a phrase; repeated words of a phrase are kept', () => {
  expect(parseQuery('"ha ha"')).toMatchObject({ kind: 'phrase', words: [{ folded: 'ha' }, { folded: 'ha' }] });
  expect(parseQuery('“bàn giao”')).toMatchObject({ kind: 'phrase', marked: true });
  expect(parseQuery('ha ha')).toMatchObject({ kind: 'words', words: [{ folded: 'ha' }], marked: false });
});

test.each(['', '   ', '…!?', '""', '"', '(.*)+$', '\0', '\ud800', '\u0301\u0301', '/-/', '“”'])(
  '%j asks for nothing',
  (text) => {
    expect(parseQuery(text)).toEqual({ kind: 'none' });
  },
);

test.each([
  ['a pattern', '(a+)+$', ['a']],
  ['NUL between words', 'a\0b', ['a', 'b']],
  ['a class of characters', '[\\d]{1,9}', ['d', '1', '9']],
  ['10 kB of one letter', 'x'.repeat(10_240), ['x'.repeat(64)]],
  ['10 kB of one digit', '1'.repeat(10_240), ['1'.repeat(64)]],
])('R12: %s is words like others', (_, text, folded) => {
  expect(parseQuery(text)).toMatchObject({ kind: 'words', words: folded.map((word) => ({ folded: word })) });
});

test('every text of any length is a query, of at most 64 words', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('38/', 'NQ', '-', 'đất ', ' năm ', '2025', '"', ' ', '/', 'ngày '),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.nat(40), (pieces, repeat) => {
      const query = parseQuery(pieces.join('').repeat(repeat));
      if ('words' in query) {
        expect(query.words.length).toBeGreaterThan(0);
        expect(query.words.length).toBeLessThanOrEqual(64);
      }
    }),
    seeded,
  );
});

test('symbols stand in a text at their offsets, whole: 138 is not 38', () => {
  const text = 'Căn cứ Nghị quyết số 138/NQ-UBND, 05/NQ-UBND và Quyết định 06/2025/QĐ-UBND; tỷ lệ 3/4.'.normalize(
    'NFD',
  );
  expect(symbolsIn(text).map(({ key }) => key)).toEqual(['138nqubnd', '5nqubnd', '62025qdubnd']);
  for (const { key, start, end } of symbolsIn(text)) expect(symbolKey(text.slice(start, end))).toBe(key);
});

test('days stand in a text as numbers or spoken, in NFC and NFD', () => {
  const text = 'Từ ngày 08/01/2024 đến ngày 12 tháng 6 năm 2025; 112/6/20251';
  for (const form of ['NFC', 'NFD']) {
    expect(daysIn(text.normalize(form)).map(({ key }) => key)).toEqual(['2024-01-08', '2025-06-12']);
  }
  expect(spokenDay('2025-02-06')).toBe('06/02/2025 ngày 06 tháng 02 năm 2025');
  expect(daysIn(spokenDay('2025-06-12')).map(({ key }) => key)).toEqual(['2025-06-12', '2025-06-12']);
});
