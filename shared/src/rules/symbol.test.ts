import { expect, test } from 'vitest';
import { documentTypes, isSymbol, numberIn, seriesOf, symbolOf } from './symbol.js';

test.each([
  '05/NQ-UBND',
  '12/QyĐ-UBND',
  '618/GM-UBND',
  '07/TTr-STC',
  '31/CTr-UBND',
  '09/BB-UBND',
  '44/TB-VP',
  '25/UBND-KGVX',
  '10/QĐ-UBND',
  '39/2022/NĐ-CP',
  '51/2024/QĐ-UBND',
])('%s is a number and symbol', (text) => {
  expect(isSymbol(text)).toBe(true);
});

test.each([
  ['5/NQ-UBND', 'no zero below ten'],
  ['00/NQ-UBND', 'there is no number 0'],
  ['005/NQ-UBND', 'a zero too many'],
  ['05/nq-ubnd', 'lower case'],
  ['05/NQ - UBND', 'spaces'],
  ['05/NQ', 'no body'],
  ['05-NQ-UBND', 'no stroke'],
  ['05/NQ-UBND ', 'a space at the end'],
  ['05/NQ-UBND\n', 'a line end'],
  ['', 'nothing'],
])('%j is none: %s', (text) => {
  expect(isSymbol(text)).toBe(false);
});

test('what is made here is what is accepted here, of every type', () => {
  for (const type of Object.keys(documentTypes) as (keyof typeof documentTypes)[])
    for (const number of [1, 9, 10, 618]) {
      const symbol = symbolOf(number, type, 'UBND');
      expect([symbol, isSymbol(symbol), numberIn(symbol)]).toEqual([symbol, true, number]);
    }
  expect(symbolOf(5, 'NQ', 'UBND')).toBe('05/NQ-UBND');
});

test('every type has a series of its own, normative texts apart, and a series can stand in a stream name', () => {
  const types = Object.keys(documentTypes) as (keyof typeof documentTypes)[];
  const series = types.flatMap((type) => [seriesOf(type, false), seriesOf(type, true)]);
  expect(new Set(series).size).toBe(series.length);
  for (const one of series) expect(one).toMatch(/^[A-Za-z0-9._~@-]+$/);
});
