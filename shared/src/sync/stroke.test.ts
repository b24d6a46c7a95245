import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeStroke, encodeStroke, isStroke, maxPoints } from './stroke.js';

const point = fc.record({
  x: fc.double({ min: -100, max: 15_000, noNaN: true }),
  y: fc.double({ min: -100, max: 15_000, noNaN: true }),
  pressure: fc.double({ min: 0, max: 1, noNaN: true }),
});

test('a stroke is read as it was drawn, to a twentieth of a point, however long it is', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 200 }), (drawn) => {
      const read = decodeStroke(encodeStroke(drawn))!;
      // Points put in between for a leap are extra; those drawn come in their order.
      let at = 0;
      for (const { x, y, pressure } of drawn) {
        const near = (one: (typeof read)[number]) =>
          Math.abs(one.x - x) < 0.0501 && Math.abs(one.y - y) < 0.0501 && Math.abs(one.pressure - pressure) < 0.002;
        while (at < read.length && !near(read[at]!)) at += 1;
        expect(at).toBeLessThan(read.length);
        at += 1;
      }
    }),
    { seed: 20_261_105 },
  );
});

test('120 points take 604 bytes', () => {
  const points = Array.from({ length: 120 }, (_, n) => ({ x: n, y: 2 * n, pressure: 0.5 }));
  expect(encodeStroke(points)).toHaveLength(604);
});

test('whatever is drawn is encoded, and whatever is read is a stroke or nothing', () => {
  const any = fc.record({ x: fc.double(), y: fc.double(), pressure: fc.double() });
  fc.assert(
    fc.property(fc.array(any), (points) => {
      const bytes = encodeStroke(points);
      const finite = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
      expect(isStroke(bytes)).toBe(finite.length > 0);
      for (const { x, y, pressure } of decodeStroke(bytes) ?? []) {
        expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(20_000);
        expect(pressure).toBeGreaterThanOrEqual(0);
        expect(pressure).toBeLessThanOrEqual(1);
      }
    }),
    { seed: 20_261_105 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(decodeStroke(bytes) === null).toBe(!isStroke(bytes));
    }),
    { seed: 20_261_105 },
  );
});

test('a pen that never lifts is cut off where one update could not carry it', () => {
  const endless = Array.from({ length: maxPoints + 50 }, (_, n) => ({ x: n % 500, y: 1, pressure: 1 }));
  const bytes = encodeStroke(endless);
  expect(decodeStroke(bytes)).toHaveLength(maxPoints);
  expect(bytes.length).toBeLessThan(65_536 - 4_096);
  expect(isStroke(Uint8Array.from([...bytes, 0, 0, 0, 0, 0]))).toBe(false);
});
