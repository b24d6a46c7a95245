import type { PaceParts } from '../sync/pace.js';

/**
 * Tells at once, then no sooner than `everyMs` after: what comes meanwhile is told as one. During a vote every few ballots
 * made the lists stale, and telling 500 tablets so was a fifth of what the server wrote.
 */
export function nowAndThen<One>(
  tell: (all: readonly One[]) => void,
  everyMs: number,
  { elapsed, later }: PaceParts,
): (some: readonly One[]) => void {
  const waiting = new Set<One>();
  let next = Number.NEGATIVE_INFINITY;
  const flush = () => {
    next = elapsed() + everyMs;
    const all = [...waiting];
    waiting.clear();
    tell(all);
  };
  return (some) => {
    const isWaiting = waiting.size > 0;
    for (const one of some) waiting.add(one);
    if (isWaiting || waiting.size === 0) return;
    const waitMs = next - elapsed();
    if (waitMs > 0) later(flush, waitMs);
    else flush();
  };
}
