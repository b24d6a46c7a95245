import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Corrupt } from '../storage/faults.js';
import { type DocEntry, decodeEntry, decodeSnapshot, encodeEntry, encodeSnapshot } from './doc-entry.js';

const bytes = fc.uint8Array({ maxLength: 40 }).map((one) => Buffer.from(one));
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((one) => Buffer.from(one).toString('hex'));
const written = fc.record({
  personId: fc.string({ maxLength: 20, unit: 'grapheme' }),
  client: fc.option(fc.integer({ min: 1, max: 2 ** 48 - 1 })),
  update: bytes,
});
const entry: fc.Arbitrary<DocEntry> = fc.oneof(
  fc.record({ kind: fc.constant('written' as const), written: fc.array(written, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('final' as const), digest }),
  fc.record({ kind: fc.constant('seed' as const), update: bytes }),
);

test('an entry is read as it was written', () => {
  fc.assert(
    fc.property(entry, (one) => {
      expect(decodeEntry(encodeEntry(one))).toEqual(one);
    }),
  );
  fc.assert(
    fc.property(fc.option(digest), bytes, (final, update) => {
      expect(decodeSnapshot(encodeSnapshot({ final, update }))).toEqual({ final, update });
    }),
  );
});

test('bytes that are no entry are told as damage', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 30 }), (any) => {
      try {
        decodeEntry(any);
      } catch (fault) {
        expect(fault).toBeInstanceOf(Corrupt);
      }
    }),
  );
  const whole = encodeEntry({ kind: 'written', written: [{ personId: 'an', client: 9, update: Buffer.from('abc') }] });
  for (let length = 0; length < whole.length; length += 1) {
    // A cut exactly between two people's updates would be another entry; here there is one only.
    if (length !== 2) expect(() => decodeEntry(whole.subarray(0, length))).toThrow(Corrupt);
  }
});
