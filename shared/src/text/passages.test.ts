import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exact, fold } from './fold.js';
import { symbolKey } from './names.js';
import { marksIn, passages } from './passages.js';
import { parseQuery } from './query.js';
import { foldedText, rank, verify } from './rank.js';
import { termsFor, termsOf } from './terms.js';

const seeded = { seed: 20261126 };

const marked = (pages: readonly string[], query: string, options = { max: 3, radius: 20 }) =>
  passages(pages, parseQuery(query), options).map(({ pageIndex, text, marks }) => ({
    pageIndex,
    marks: marks.map(({ start, end }) => text.slice(start, end)),
  }));

test('words are marked in the original, also where it is NFD', () => {
  const page = 'Dự án Đường Vành đai phía Đông';
  for (const form of ['NFC', 'NFD']) {
    expect(marked([page.normalize(form)], 'vanh dai')).toEqual([
      { pageIndex: 0, marks: ['Vành', 'đai'].map((word) => word.normalize(form)) },
    ]);
  }
});

test('a phrase is one mark, punctuation within it included, and one on each page where it goes over the page', () => {
  expect(marked(['về việc mua bán, giao nhận'], '"ban giao"')).toEqual([{ pageIndex: 0, marks: ['bán, giao'] }]);
  expect(marked(['cuối trang bàn', 'giao mặt bằng'], '"bàn giao mặt"')).toEqual([
    { pageIndex: 0, marks: ['bàn'] },
    { pageIndex: 1, marks: ['giao mặt'] },
  ]);
  expect(marked(['ha ha ha ha'], '"ha ha"')).toEqual([{ pageIndex: 0, marks: ['ha ha', 'ha ha'] }]);
});

test('the passage with more of the words comes first, and the page keeps its number', () => {
  const far = 'x '.repeat(200);
  const pages = ['', `mặt ${far} bằng`, `${far} bàn giao mặt bằng`];
  const [first] = passages(pages, parseQuery('bàn giao mặt bằng'), { max: 1, radius: 60 });
  expect(first?.pageIndex).toBe(2);
  expect(first?.marks).toHaveLength(4);
  expect(pages[2]!.slice(first!.start)).toBe(first!.text);
});

test('of an exact hit only the exact words are marked', () => {
  const page = 'cho phép nuôi chó, chợ';
  const at = page.indexOf('chó');
  expect(marksIn(page, parseQuery('chó'), 'exact')).toEqual([{ start: at, end: at + 3 }]);
  expect(marksIn(page, parseQuery('chó'), 'folded')).toHaveLength(3);
});

test('symbols and days are marked whole', () => {
  expect(marked(['số 138/NQ-UBND, số 38/NQ-UBND'], '38/nq-ubnd')).toEqual([{ pageIndex: 0, marks: ['38/NQ-UBND'] }]);
  expect(marked(['ngày 6 tháng 9 năm 2025'], '06/09/2025')).toEqual([
    { pageIndex: 0, marks: ['ngày 6 tháng 9 năm 2025'] },
  ]);
});

test('a cut parts no surrogate pair and no letter from its mark', () => {
  const page = `${'𝒜'.repeat(100)} đất ${'e\u0301'.repeat(100)}`;
  for (let radius = 0; radius < 60; radius += 1) {
    for (const { text } of passages([page], parseQuery('đất'), { max: 1, radius })) {
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toMatch(/^\p{M}/u);
      expect(text).not.toMatch(/e$/);
    }
  }
});

const syllable = fc.constantFrom('bàn', 'bán', 'ban', 'giao', 'Giáo', 'mặt', 'đất', 'dat', '38/NQ-UBND', 'hoà', 'hòa');
const page = fc
  .array(fc.tuple(syllable, fc.constantFrom(' ', ', ', '\n', ' – ')), { maxLength: 60 })
  .chain((parts) => fc.constantFrom('NFC', 'NFD').map((form) => parts.flat().join('').normalize(form)));
const typed = fc.array(syllable, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '));
const query = fc.oneof(
  typed,
  typed.map((text) => `"${text}"`),
);

test('marks always hit the words asked for, whole, in order, and only what verifies has any', () => {
  fc.assert(
    fc.property(fc.array(page, { maxLength: 4 }), query, fc.nat(80), fc.boolean(), (pages, text, radius, first) => {
      const asked = parseQuery(text);
      if (asked.kind === 'none') throw new Error('asks for something');
      const unit = { title: '', pages };
      const tiers = termsFor(asked);
      // A query without diacritics has no exact tier: all its hits are alike.
      const strict = first && tiers.exact !== null;
      const form = strict ? exact : fold;
      const all = passages(pages, asked, { max: 5, radius, exact: strict });
      const spans = new Set<string>();
      for (const one of all) {
        expect(pages[one.pageIndex]!.slice(one.start, one.start + one.text.length)).toBe(one.text);
        let last = 0;
        for (const { start, end } of one.marks) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(one.text.length);
          last = end;
          const hit = one.text.slice(start, end);
          if (asked.kind === 'symbol') expect(symbolKey(hit)).toBe(asked.key);
          else if (asked.kind === 'words') expect(form(text).split(' ')).toContain(form(hit));
          else expect(` ${form(text)} `).toContain(` ${form(hit)} `);
          const span = `${one.pageIndex} ${one.start + start}`;
          expect(spans).not.toContain(span);
          spans.add(span);
        }
      }
      const terms = new Set(termsOf(unit).terms);
      const held = (strict ? (tiers.exact ?? tiers.all) : tiers.all).every((term) => terms.has(term));
      const hit = held && verify(unit, foldedText(unit), asked, strict ? 'exact' : 'all');
      if (hit && asked.kind !== 'symbol') expect(all.length).toBeGreaterThan(0);
      if (asked.kind === 'phrase' && !hit) expect(all).toEqual([]);
    }),
    seeded,
  );
});

test('what verifies exactly verifies folded, too', () => {
  fc.assert(
    fc.property(fc.array(page, { maxLength: 3 }), query, (pages, text) => {
      const [unit, asked] = [{ title: 'Hoà giải', pages }, parseQuery(text)];
      const folded = foldedText(unit);
      if (verify(unit, folded, asked, 'exact')) expect(verify(unit, folded, asked, 'all')).toBe(true);
    }),
    seeded,
  );
});

test('a title that holds the words, then words side by side, then frequent words rank higher', () => {
  const score = (title: string, text: string, asked = 'bàn giao') => {
    const unit = { title, pages: [text] };
    return rank(unit, foldedText(unit), parseQuery(asked), 'exact');
  };
  expect(score('Bàn giao đất', '')).toBeGreaterThan(score('', 'bàn giao'));
  expect(score('', 'bàn giao')).toBeGreaterThan(score('', 'giao bàn'));
  expect(score('', 'bàn x giao x bàn')).toBeGreaterThan(score('', 'bàn x giao'));
  expect(score('', 'bàn x giao x '.repeat(5))).toBe(score('', 'bàn x giao x '.repeat(500)));
});

test('a text without end has bounded terms, its short words among them', () => {
  const noise = Array.from({ length: 60_000 }, (_, i) => `k${i.toString(36)}zzzzzzzz`).join(' ');
  const { terms, cut } = termsOf({ title: 'Bảng giá đất', pages: [noise, 'đường vành đai'] });
  expect(cut).toBe(true);
  expect(terms).toHaveLength(18_000);
  for (const word of ['bang', 'gia', 'dat', 'duong', 'vanh', 'dai']) expect(terms).toContain(`w:${word}`);
});
