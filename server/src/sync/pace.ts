import { Stretches } from './stretches.js';

const SHORTEST_MS = 8;
const SHARE = 128;
/** Below the tenth of a second that passes for at once (Miller 1968); only whole strokes and words come this way. */
const AT_ONCE_MS = 80;

export interface PaceParts {
  /** Milliseconds on a clock that never steps back. */
  readonly elapsed: () => number;
  readonly later: (work: () => void, ms: number) => void;
}

/**
 * The turns of one doc or board. The first stroke after a silence begins a turn at once; what comes while the turn lasts
 * goes together with the next: checked, stored as one entry, relayed as one message.
 *
 * A turn lasts 8 ms, or 128 times as long as telling the viewers took last time: that takes a 128th of the processor,
 * with 20 of them or 500, as long as nobody notices (`longestMs`). With 100 viewers and 200 strokes a second half of
 * the work is in proportion to the turns: telling, and a commit each; turns of 80 ms instead of 40 spare a fifth of it
 * all. (README, Performance.)
 */
export class Pace {
  #turnMs = SHORTEST_MS;
  #nextAt = 0;
  constructor(
    private readonly parts: PaceParts,
    private readonly longestMs = AT_ONCE_MS,
  ) {}

  /** Calls `begin` when the next turn may begin: now, where none is under way. @returns whether it was called now. */
  next(begin: () => void): boolean {
    const waitMs = this.#nextAt - this.parts.elapsed();
    if (waitMs > 0) this.parts.later(begin, waitMs);
    else begin();
    return waitMs <= 0;
  }
  /** A turn has begun. */
  begun(): void {
    this.#nextAt = this.parts.elapsed() + this.#turnMs;
  }
  /** What a turn does, with room in between. */
  stretches(): Stretches {
    return new Stretches(this.parts);
  }
  /** So long it took to tell everybody. */
  took(ms: number): void {
    this.#turnMs = Math.min(this.longestMs, Math.max(SHORTEST_MS, ms * SHARE));
  }
}
