import { expect, test } from 'vitest';
import { type Box, fittedWidth, pagesInView, pointKept, positionIn, scrollFor } from './position.js';

const tablet = { left: 0, top: 2_300, width: 956, height: 700 };
const phone = { left: 0, top: 0, width: 390, height: 600 };
/** A page of A4 shape, fitted at that zoom, whose upper edge is at `top`. */
const page = (view: Box, zoom: number, top: number): Box => {
  const width = zoom * fittedWidth(view.width);
  return { left: Math.max(0, (view.width - width) / 2), top, width, height: width * Math.SQRT2 };
};

test('a position taken on a tablet shows the same line at the upper edge of a phone', () => {
  const position = positionIn(1, page(tablet, 1, 2_000), tablet);
  expect(position.zoom).toBeCloseTo(1);
  const small = page(phone, position.zoom, 700);
  const { top } = scrollFor(position, small, phone);
  expect((top - small.top) / small.height).toBeCloseTo(position.top);
});

test.each([0.5, 1, 2.5])('going to a position that was read changes nothing, at zoom %s', (zoom) => {
  const box = page(tablet, zoom, 2_000);
  const view = { ...tablet, left: zoom > 1 ? 120 : 0 };
  const position = positionIn(4, box, view);
  const spot = scrollFor(position, box, view);
  expect(spot.top).toBeCloseTo(view.top);
  expect(spot.left).toBeCloseTo(view.left);
});

test('a page that is narrower than the view stands in the middle, wherever it stood for the presenter', () => {
  const box = { left: 300, top: 0, width: 400, height: 560 };
  expect(scrollFor({ pageIndex: 0, zoom: 0.4, left: 0.9, top: 0 }, box, { ...tablet, top: 0 }).left).toBe(22);
});

test('a page counts as in view when half of it is, or when it fills half of the view', () => {
  const view = { left: 0, top: 1_000, width: 900, height: 700 };
  const at = (pageIndex: number, top: number, height: number) => ({
    pageIndex,
    box: { left: 0, top, width: 900, height },
  });
  expect(pagesInView([at(0, 0, 1_100), at(1, 1_120, 400), at(2, 1_540, 2_000)], view)).toEqual([1]);
  expect(pagesInView([at(0, 0, 5_000)], view)).toEqual([0]);
  expect(pagesInView([at(3, 1_690, 5_000)], view)).toEqual([]);
});

test('what is under the fingers stays under them while the page grows', () => {
  expect(pointKept(20, 900, 470, 0, 1_800)).toBe(900);
  expect(pointKept(1_000, 500, 1_000, 2_000, 1_000)).toBe(2_000);
});
