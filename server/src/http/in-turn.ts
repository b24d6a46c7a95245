interface Place {
  readonly holder: string;
  readonly enter: () => void;
}
/** So many of one person wait; more nobody asks for who reads the answers. */
const WAITING_OF_ONE = 8;

/**
 * What keeps the processor busy for long is done for a few at a time, and once at a time for each person: whoever asks for
 * much waits for his own, and everybody else's commands come in between.
 */
export function createInTurn(atOnce: number) {
  const queue: Place[] = [];
  const inside = new Set<string>();

  function next() {
    while (inside.size < atOnce) {
      const place = queue.findIndex(({ holder }) => !inside.has(holder));
      const [one] = place === -1 ? [] : queue.splice(place, 1);
      if (!one) return;
      inside.add(one.holder);
      one.enter();
    }
  }
  return {
    /** @returns `too-fast` if too much of this person waits already. */
    async run<T>(holder: string, work: () => Promise<T>): Promise<T | 'too-fast'> {
      if (queue.filter((one) => one.holder === holder).length >= WAITING_OF_ONE) return 'too-fast';
      await new Promise<void>((enter) => {
        queue.push({ holder, enter });
        next();
      });
      try {
        return await work();
      } finally {
        inside.delete(holder);
        next();
      }
    },
  };
}
