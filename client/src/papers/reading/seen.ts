/** A page counts as read when it was in view for so long without a break. */
export const READ_AFTER_MS = 1_000;

/** Since when each page has been in view. */
export type Since = ReadonlyMap<number, number>;

/** @param since as it was. @param inView the pages in view now. @param now in ms. */
export function look(since: Since, inView: readonly number[], now: number): Since {
  return new Map(inView.map((pageIndex) => [pageIndex, since.get(pageIndex) ?? now]));
}
export const readBy = (since: Since, now: number): number[] =>
  [...since].filter(([, from]) => now - from >= READ_AFTER_MS).map(([pageIndex]) => pageIndex);
