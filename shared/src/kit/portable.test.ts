import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertPortable } from './portable.js';
import { isStreamName } from './stream-name.js';

test.each([
  null,
  true,
  'Đặng Thị Thưởng',
  'Đặng'.normalize('NFD'),
  '😀𠀀',
  -1.5e300,
  [],
  {},
  [{ list: [{ deep: ['x'] }] }],
  Object.assign(Object.create(null) as object, { a: 1 }),
])('what every engine gives back as it was is portable: %j', (value) => {
  expect(() => assertPortable(value)).not.toThrow();
});

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

test.each<[string, unknown, string]>([
  ['not a number', { a: [1, Number.NaN] }, '$.a[1]'],
  ['infinity', Number.NEGATIVE_INFINITY, '$:'],
  ['an array in an array', { a: [1, [2]] }, '$.a[1]'],
  ['a dot in a key', { b: { 'a.b': 1 } }, '$.b.a.b'],
  ['a dollar in a key', { a$: 1 }, '$.a$'],
  ['the prototype key', JSON.parse('{"x":{"__proto__":1}}'), '$.x.__proto__'],
  ['NUL in text', ['a\0b'], '$[0]'],
  ['NUL in a key', { 'a\0': 1 }, '$.a'],
  ['a lone surrogate in text', { t: '\ud83d' }, '$.t'],
  ['a lone surrogate in a key', { '\udc00': 1 }, '$.'],
  ['a date', { at: new Date(0) }, '$.at'],
  ['bytes', { b: new Uint8Array(1) }, '$.b'],
  ['a map', new Map(), '$:'],
  ['an undefined field', { a: undefined }, '$.a'],
  ['a hole in an array', new Array(1), '$[0]'],
  ['a big integer', { n: 1n }, '$.n'],
  ['a function', { f: () => 1 }, '$.f'],
  ['a symbol as key', { [Symbol('s')]: 1 }, '$:'],
  ['a cycle', cyclic, '$.self'],
])('%s is not portable, and the path is named', (_, value, path) => {
  expect(() => assertPortable(value)).toThrow(TypeError);
  expect(() => assertPortable(value)).toThrow(path);
});

test('the size counts bytes of JSON in UTF-8, quotes and escapes included', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      const bytes = Buffer.byteLength(JSON.stringify(value));
      let portable = true;
      try {
        assertPortable(value);
      } catch {
        portable = false;
      }
      fc.pre(portable);
      assertPortable(value, bytes);
      expect(() => assertPortable(value, bytes - 1)).toThrow(TypeError);
    }),
    { seed: 3 },
  );
});

test.each([
  ['meeting/2026-11', true],
  ['register/hdnd/NQ/2026', true],
  ['doc/paper~v1@2', true],
  [`doc/${'a'.repeat(128)}`, true],
  [`doc/${'a'.repeat(129)}`, false],
  [`doc${'/abcdefghi'.repeat(40)}`, false],
  ['meeting', false],
  ['meeting/', false],
  ['meeting//a', false],
  ['Meeting/a', false],
  ['meeting/đ', false],
  ['meeting/a\n', false],
  ['meeting/a b', false],
  [null, false],
])('%j as the name of a stream: %s', (name, is) => {
  expect(isStreamName(name)).toBe(is);
});
