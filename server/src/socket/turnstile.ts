/** So many tablets are given what they lack at a time: each has it sooner than if all were served at once. */
const AT_ONCE = 50;
/** Of them so many of one person: who opens dozens of tabs and reads in none of them bars nobody else. */
const OF_ONE = 8;
/** So long one holds its place at most: one that fell asleep on the way in keeps nobody out. */
const HELD_AT_MOST_MS = 2_000;
/** With so many before the gate the next would give up waiting: they are told when to come. */
const QUEUE = 400;
/** How far apart those who are told to come again do so. */
const APART_MS = 10;
const SOONEST_MS = 500;

export interface TurnstileParts {
  readonly elapsed: () => number;
  readonly later: (work: () => void, ms: number) => void;
}

/**
 * The gate through which tablets get their boards and docs when they come, or all come back at once after the network
 * was gone: in the order in which they asked, {@link AT_ONCE} at a time, {@link OF_ONE} of one person.
 */
export function createTurnstile({ elapsed, later }: TurnstileParts) {
  const queue: { readonly holder: string; readonly enter: () => void }[] = [];
  const insideOf = new Map<string, number>();
  /** When a tablet that was told to come again may, by device. */
  const booked = new Map<string, number>();
  let inside = 0;
  let last = 0;

  function next() {
    while (inside < AT_ONCE) {
      const place = queue.findIndex(({ holder }) => (insideOf.get(holder) ?? 0) < OF_ONE);
      if (place === -1) return;
      const [{ holder, enter }] = queue.splice(place, 1) as [(typeof queue)[number]];
      count(holder, 1);
      enter();
    }
  }
  /** Those who would be before one who came now. */
  const before = () => queue.filter(({ holder }) => (insideOf.get(holder) ?? 0) < OF_ONE).length;
  function count(holder: string, more: number) {
    inside += more;
    const here = (insideOf.get(holder) ?? 0) + more;
    if (here > 0) insideOf.set(holder, here);
    else insideOf.delete(holder);
  }
  return {
    /**
     * Waits for its turn.
     * @param holder the person, or the room of a display.
     * @returns to be called once the tablet has what it asked for; forgotten, the place is free after two seconds.
     */
    enter: (holder: string): Promise<() => void> =>
      new Promise((resolve) => {
        const enter = () => {
          let held = true;
          const leave = () => {
            if (!held) return;
            held = false;
            count(holder, -1);
            next();
          };
          later(leave, HELD_AT_MOST_MS);
          resolve(leave);
        };
        queue.push({ holder, enter });
        next();
      }),
    /** May this device begin? @returns 0, or in how many milliseconds it may: in the order in which they first asked. */
    knock(deviceId: string): number {
      const now = elapsed();
      const at = booked.get(deviceId);
      if (before() < QUEUE || (at !== undefined && at <= now)) {
        booked.delete(deviceId);
        return 0;
      }
      if (at !== undefined) return at - now;
      // Who never came back holds no place in the line.
      for (const [other, time] of booked) if (time < now - 10_000) booked.delete(other);
      last = Math.max(last + APART_MS, now + SOONEST_MS);
      booked.set(deviceId, last);
      return last - now;
    },
    waiting: () => queue.length,
    inside: () => inside,
  };
}
export type Turnstile = ReturnType<typeof createTurnstile>;
