import { z } from 'zod';
import { Turns } from '../kit/turns.js';
import type { Instant, Vault } from '../storage/ports.js';
import { later } from './parts.js';
import { sha256 } from './tokens.js';

const stored = z.strictObject({ count: z.int().nonnegative(), until: z.string() });

export interface Taken {
  /** Is this try one of those allowed? */
  readonly allowed: boolean;
  /** Tries left after this one. */
  readonly left: number;
  /** When the window ends. */
  readonly until: Instant;
}

/**
 * Counts tries in fixed windows, in the Vault: a restart forgives nothing, and several servers count together.
 * A window is never prolonged by tries inside it, so a lock-out cannot be kept up for ever by one more guess.
 */
export class Tries {
  // One server's own tries of one key go in turn, or a burst would spend its time losing races against itself.
  readonly #turns = new Turns();

  constructor(
    private readonly vault: Vault,
    private readonly now: () => Instant,
    private readonly windowMs: number,
  ) {}

  /** Takes a try before it is made: a thousand guesses at once are counted like a thousand in a row. */
  take(subject: string, limit: number): Promise<Taken> {
    return this.#inTurn(subject, async (key) => {
      for (;;) {
        const { version, count, until } = await this.#read(key);
        if (count >= limit) return { allowed: false, left: 0, until };
        const next = count + 1;
        if ((await this.vault.put(key, { count: next, until }, version, until)) === 'stored')
          return { allowed: true, left: limit - next, until };
      }
    });
  }

  /** Gives one try back: it was the right password. */
  giveBack(subject: string): Promise<void> {
    return this.#inTurn(subject, async (key) => {
      for (;;) {
        const { version, count, until } = await this.#read(key);
        if (version === 'absent' || count === 0) return;
        if ((await this.vault.put(key, { count: count - 1, until }, version, until)) === 'stored') return;
      }
    });
  }

  /** Forgets the tries of a subject. */
  clear(subject: string): Promise<void> {
    return this.#inTurn(subject, async (key) => {
      for (;;) {
        const { version } = await this.#read(key);
        if (version === 'absent' || (await this.vault.remove(key, version)) === 'removed') return;
      }
    });
  }

  async #read(key: string): Promise<{ version: number | 'absent'; count: number; until: Instant }> {
    const found = await this.vault.get(key);
    const now = this.now();
    if (found === null) return { version: 'absent', count: 0, until: later(now, this.windowMs) };
    const { count, until } = stored.parse(found.value);
    return until > now
      ? { version: found.version, count, until }
      : { version: found.version, count: 0, until: later(now, this.windowMs) };
  }

  #inTurn<T>(subject: string, work: (key: string) => Promise<T>): Promise<T> {
    // Hashed: the subject holds what was typed as a name, which may well be a password.
    const key = `tries/${sha256(subject)}`;
    return this.#turns.take(key, () => work(key));
  }
}
