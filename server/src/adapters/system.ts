import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';

export interface Clock {
  readonly now: () => string;
  /** Stands at this instant until told otherwise; null: goes on with the real time (or from where it was started). */
  readonly standAt: (instant: string | null) => void;
}

/** The real time; or, for tests and the demonstration, one that starts at `start` and runs on. */
export function createClock(start: string | null): Clock {
  const offsetMs = start === null ? 0 : Date.parse(start) - Date.now();
  let standing: string | null = null;
  return {
    now: () => standing ?? new Date(Date.now() + offsetMs).toISOString(),
    standAt(instant) {
      standing = instant === null ? null : new Date(instant).toISOString();
    },
  };
}
export const random = (size: number): Uint8Array => new Uint8Array(randomBytes(size));
export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
/** Milliseconds on a clock that never steps back. */
export const elapsed = (): number => performance.now();

/** What `work` comes to, or what `late` says if that takes longer than `ms`; the work itself goes on. */
export function within<T>(ms: number, work: Promise<T>, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late()), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
