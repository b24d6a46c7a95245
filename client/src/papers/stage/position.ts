/**
 * Where somebody is in a paper, the same on every size of screen. `zoom` 1: the page is as wide as the view. `left` and
 * `top`: the upper left corner of the view in fractions of the page; negative where it lies beside or above the page.
 */
export interface StagePosition {
  readonly pageIndex: number;
  readonly zoom: number;
  readonly left: number;
  readonly top: number;
}
/** In CSS pixels. A page's lies in what is scrolled; a view's `left` and `top` are how far that is scrolled. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Desk left free around a page that is fitted, in CSS pixels. */
export const gapOf = (viewWidth: number) => (viewWidth < 600 ? 6 : 20);
/** How wide a page is at zoom 1. */
export const fittedWidth = (viewWidth: number) => Math.max(80, viewWidth - 2 * gapOf(viewWidth));

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

export function positionIn(pageIndex: number, page: Box, view: Box): StagePosition {
  return {
    pageIndex,
    zoom: within(page.width / fittedWidth(view.width), 0.05, 20),
    left: within((view.left - page.left) / page.width, -2, 2),
    top: within((view.top - page.top) / page.height, -2, 2),
  };
}

/** How far to scroll for a position. A page that is not wider than the view stands in its middle whatever `left` says. */
export function scrollFor({ left, top }: StagePosition, page: Box, view: Box): { left: number; top: number } {
  const middle = page.left + (page.width - view.width) / 2;
  return {
    left: Math.max(0, page.width <= view.width ? middle : page.left + left * page.width),
    top: Math.max(0, page.top + top * page.height),
  };
}

/** Less than a pixel apart, as rounding makes them. */
export const isSame = (a: StagePosition, b: StagePosition) =>
  a.pageIndex === b.pageIndex &&
  Math.abs(a.zoom - b.zoom) < 0.004 &&
  Math.abs(a.left - b.left) < 0.003 &&
  Math.abs(a.top - b.top) < 0.003;

/** Where a point that stood at `at` stands, along one axis, after its page went from one place and size to another. */
export const pointKept = (from: number, size: number, at: number, to: number, newSize: number): number =>
  to + ((at - from) / size) * newSize;

/** The pages that fill half of the view, or half of which is in view. */
export function pagesInView(pages: readonly { readonly pageIndex: number; readonly box: Box }[], view: Box): number[] {
  return pages
    .filter(({ box }) => {
      const seen = Math.min(box.top + box.height, view.top + view.height) - Math.max(box.top, view.top);
      return seen > 0 && (seen >= box.height / 2 || seen >= view.height / 2);
    })
    .map(({ pageIndex }) => pageIndex);
}
