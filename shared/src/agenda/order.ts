const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const middle = (low: number, high: number) => low + Math.floor((high - low) / 2);

/**
 * A key that sorts between two others (fractional index): moving an item writes one value, so two people who move
 * different items do not undo each other.
 *
 * @param before the key that it follows, null at the beginning; `after` the one that it precedes, null at the end.
 * @returns `[a-z0-9]`, never ending in `0`, so that there is always room before it.
 * @throws RangeError unless `before` < `after`.
 */
export function between(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) throw new RangeError(`${before} is not before ${after}`);
  let key = '';
  let bounded = after !== null;
  for (let at = 0; ; at += 1) {
    const low = before === null ? 0 : Math.max(0, DIGITS.indexOf(before[at] ?? '0'));
    const high = bounded ? Math.max(0, DIGITS.indexOf(after?.[at] ?? '0')) : DIGITS.length;
    if (low === high) {
      key += DIGITS[low];
      continue;
    }
    const digit = middle(low, high);
    if (digit > low) return key + DIGITS[digit];
    key += DIGITS[low];
    // From here on whatever follows is below `after`.
    bounded = false;
  }
}
