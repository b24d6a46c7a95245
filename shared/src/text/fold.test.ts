import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exact, fold, words } from './fold.js';

const seeded = { seed: 20261126 };

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'đĐuơ ờỜòàaáoủyỷıİẞΣς한ﬁ-/"\0\u0301\u0323\u0302\ud800n') }),
);

test.each([
  ['NGHỊ QUYẾT', 'nghi quyet'],
  ['Đường Vành đai', 'duong vanh dai'],
  ['Hòa/Hoà Bình', 'hoa hoa binh'],
  ['Ủy/Uỷ ban', 'uy uy ban'],
  ['  mua bán,\n giao-nhận…', 'mua ban giao nhan'],
  ['İstanbul', 'istanbul'],
  ['\u0301', ''],
])('%j is folded to %j', (given, folded) => {
  expect(fold(given)).toBe(folded);
  expect(fold(given.normalize('NFD'))).toBe(folded);
});

test.each([
  ['hoà', 'hòa', true],
  ['Thuý', 'thúy', true],
  ['uỷ', 'ủy', true],
  ['khoẻ', 'khỏe', true],
  ['quý', 'qúy', true],
  ['đường'.normalize('NFD'), 'Đường', true],
  ['hoà', 'hóa', false],
  ['dinh', 'đinh', false],
  ['bàn', 'ban', false],
])('%s and %s exactly alike: %s', (one, other, alike) => {
  expect(exact(one) === exact(other)).toBe(alike);
});

test('a folded text folds to itself, and so does an exact one', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(fold(fold(given))).toBe(fold(given));
      expect(exact(exact(given))).toBe(exact(given));
    }),
    seeded,
  );
});

test('NFC and NFD are one text, in whatever case', () => {
  fc.assert(
    fc.property(text, (given) => {
      for (const form of [fold, exact]) expect(form(given.normalize('NFD'))).toBe(form(given.normalize('NFC')));
    }),
    seeded,
  );
  expect(fold('CHUYỂN ĐỔI SỐ')).toBe(fold('chuyển đổi số'));
});

test('a word stands where it says in the text as it was given', () => {
  fc.assert(
    fc.property(text, (given) => {
      let last = 0;
      for (const word of words(given)) {
        expect(word.start).toBeGreaterThanOrEqual(last);
        expect(fold(given.slice(word.start, word.end))).toBe(word.folded);
        expect(exact(given.slice(word.start, word.end))).toBe(word.exact);
        last = word.end;
      }
    }),
    seeded,
  );
});

test('a word without end is known by its beginning, in bounded space', () => {
  const long = 'ắ'.repeat(500_000);
  expect(fold(long)).toBe('a'.repeat(64));
  expect(exact(`${long}x`)).toBe(exact(`${long}y`));
});
