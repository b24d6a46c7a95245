import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inverse, outlineOf, through, touches } from './geometry.js';

const line = (...spots: readonly (readonly [number, number])[]) => spots.map(([x, y]) => ({ x, y, pressure: 0.5 }));

test.each([
  ['crosses it', { x: 50, y: 0 }, { x: 50, y: 100 }, true],
  ['passes beside its end within reach', { x: 103, y: 0 }, { x: 103, y: 100 }, true],
  ['passes too far from its end', { x: 106, y: 0 }, { x: 106, y: 100 }, false],
  ['runs along it within reach', { x: 0, y: 53 }, { x: 100, y: 53 }, true],
  ['is a tap beside it', { x: 50, y: 56 }, { x: 50, y: 56 }, false],
  ['is a tap on it', { x: 50, y: 52 }, { x: 50, y: 52 }, true],
] as const)('an eraser that %s', (_what, from, to, hit) => {
  expect(touches(line([0, 50], [100, 50]), from, to, 4)).toBe(hit);
});

test('a dot can be erased', () => {
  expect(touches(line([10, 10]), { x: 8, y: 8 }, { x: 12, y: 12 }, 1)).toBe(true);
});

test('an eraser drawn quickly across a stroke leaves no gap between two of its points', () => {
  expect(touches(line([0, 0], [500, 500]), { x: 500, y: 0 }, { x: 0, y: 500 }, 0)).toBe(true);
});

test.each([
  ['upright', [1, 0, 0, -1, 0, 842]],
  ['turned by 90', [0, 1, 1, 0, 0, 0]],
  ['turned by 180, with a crop box', [-1, 0, 0, 1, 612, -30]],
  ['turned by 270', [0, -1, -1, 0, 842, 595]],
])('a point of a page that stands %s comes back as it was', (_how, matrix) => {
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 2_000 }), fc.integer({ min: -500, max: 2_000 }), (x, y) => {
      const back = through(inverse(matrix)!, through(matrix, { x, y }));
      expect(back.x).toBeCloseTo(x, 6);
      expect(back.y).toBeCloseTo(y, 6);
    }),
  );
});

test('even a single point has an outline to be seen', () => {
  expect(outlineOf(line([100, 100]), 2, true)).toMatch(/^M.*Z$/);
});
