import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pastPrefix } from './reads.js';
import { expression, token } from './tokens.js';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });

test('a token holds nothing that the tokenizer would change or cut at', () => {
  fc.assert(
    fc.property(text, (term) => {
      expect(token('meetings', term)).toMatch(/^[a-z0-9_\u0080-\u{10ffff}]+$/u);
    }),
  );
});

test('a term starts with another exactly if its token starts with the other token', () => {
  const alphabet = fc.string({ unit: fc.constantFrom('a', 'A', '_', '4', '1', ':', 'đ', '😀'), maxLength: 5 });
  fc.assert(
    fc.property(alphabet, alphabet, (term, prefix) => {
      expect(token('v', term).startsWith(token('v', prefix))).toBe(term.startsWith(prefix));
    }),
  );
});

test('a view is no prefix of another', () => {
  expect(token('papers', 'x').startsWith(token('paper', ''))).toBe(false);
});

test('a query that asks for nothing is no expression', () => {
  expect(expression('v', { allTerms: [] })).toBeNull();
  expect(expression('v', { allTerms: ['a"'], anyTerms: ['b', 'c'], prefix: 'd' })).toBe(
    '"v_20a_22" AND ("v_20b" OR "v_20c") AND "v_20d" *',
  );
});

test('what comes past a prefix comes after all that starts with it, and before all that does not', () => {
  const sign = fc.constantFrom('a', 'b', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}');
  const word = fc.string({ unit: sign, minLength: 1, maxLength: 4 });
  const bytes = (of: string): Buffer => Buffer.from(of);
  fc.assert(
    fc.property(word, word, (key, prefix) => {
      const within =
        Buffer.compare(bytes(key), bytes(prefix)) >= 0 && Buffer.compare(bytes(key), bytes(pastPrefix(prefix))) < 0;
      expect(within).toBe(key.startsWith(prefix));
    }),
    { numRuns: 1_000, seed: 5 },
  );
});
