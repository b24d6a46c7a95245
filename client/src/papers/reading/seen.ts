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

/** How many pages of each version have been read, from the keys `{versionId}-{pageIndex}` of the reading doc. */
export function countRead(keys: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const versionId = key.slice(0, key.lastIndexOf('-'));
    counts.set(versionId, (counts.get(versionId) ?? 0) + 1);
  }
  return counts;
}

export type ReadState = 'unread' | 'part' | 'read';
/** @param pages null: not known, behind a password; then one page read is a paper begun. */
export const readState = (read: number, pages: number | null): ReadState =>
  read === 0 ? 'unread' : pages !== null && read >= pages ? 'read' : 'part';
