import { within } from '../adapters/system.js';

/** A tablet is told so soon that the store does not answer; it keeps what it asked, and asks again. */
const ANSWER_WITHIN_MS = 4_000;

/** These stand in line when all come back at once: the tablet knows how long it waits. */
const waits = new Set(['board:open', 'doc:open']);

/** The messages that wait for their answer: each answered in time, all of them before the door is shut. */
export function createUnderWay() {
  const open = new Set<Promise<unknown>>();
  let ending = false;
  return {
    /**
     * @param refuse says that there is no answer now: the store takes too long, or the server is about to stop. What
     *   was begun goes on; asked again under its id, it is answered with what became of it.
     */
    run<T>(name: string, work: () => Promise<T>, refuse: () => T): Promise<T> {
      if (ending) return Promise.resolve(refuse());
      const one = waits.has(name) ? work() : within(ANSWER_WITHIN_MS, work(), refuse);
      open.add(one);
      const over = () => void open.delete(one);
      one.then(over, over);
      return one;
    },
    /** Refuses what comes from now on, and waits for the rest. */
    async end(): Promise<void> {
      ending = true;
      await within(ANSWER_WITHIN_MS, Promise.allSettled(open), () => []);
    },
  };
}
export type UnderWay = ReturnType<typeof createUnderWay>;
