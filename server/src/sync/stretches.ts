import type { PaceParts } from './pace.js';

/**
 * So long at a stretch. At once, checking 16 strokes would hold everything else up for 0.7 ms and telling 100 viewers of
 * them for 1.6, with 500 viewers and 128 strokes for 5 and 8; projecting the boards of 500 tablets and telling those, 20.
 */
const AT_A_STRETCH_MS = 0.5;

/** Work of many pieces, with room in between for whatever else arrives: `if (isOver) await rest()` after each piece. */
export class Stretches {
  #from: number;
  #before = 0;
  constructor(
    private readonly parts: PaceParts,
    private readonly longestMs = AT_A_STRETCH_MS,
  ) {
    this.#from = parts.elapsed();
  }

  get isOver(): boolean {
    return this.parts.elapsed() - this.#from >= this.longestMs;
  }
  /** Milliseconds of work so far, without the rests. */
  get spentMs(): number {
    return this.#before + this.parts.elapsed() - this.#from;
  }
  async rest(): Promise<void> {
    this.#before = this.spentMs;
    await new Promise<void>((done) => this.parts.later(done, 0));
    this.#from = this.parts.elapsed();
  }
}
