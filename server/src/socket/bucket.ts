/** A token bucket: `rate` a second, `burst` at once. */
export interface Bucket {
  /** Takes so many; false if they are not there: too fast. */
  take(count: number): boolean;
}
export function createBucket(rate: number, burst: number, elapsed: () => number): Bucket {
  let left = burst;
  let at = elapsed();
  return {
    take(count) {
      const now = elapsed();
      left = Math.min(burst, left + ((now - at) / 1000) * rate);
      at = now;
      if (left < count) return false;
      left -= count;
      return true;
    },
  };
}
