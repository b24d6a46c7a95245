import { z } from 'zod';
import type { Instant, Vault } from '../storage/ports.js';

/** Who writes under a client id. Kept for ever: it is the proof of who wrote what. */
export interface Owner {
  readonly personId: string;
  readonly deviceId: string;
}
export interface LeaseParts {
  readonly vault: Vault;
  readonly now: () => Instant;
  /** So many random bytes. */
  readonly random: (count: number) => Uint8Array;
}
/**
 * In one hour, of one person, whatever the docs and devices. A tablet takes three for each doc that is written in and one
 * more with each page loaded: some hundreds on the busiest day.
 */
const MOST_IN_AN_HOUR = 2_000;
const owner = z.object({ personId: z.string(), deviceId: z.string() });

/**
 * Ids under which a device writes into one doc. Drawn at random and stored before they are used, never counted up: a
 * counter restored from a backup gave an id again, and two people's words were spliced into one sentence.
 */
export class Leases {
  readonly #known = new Map<string, Map<number, Owner>>();
  #hour = '';
  /** By person, in this hour. */
  readonly #given = new Map<string, number>();
  constructor(private readonly parts: LeaseParts) {}

  /**
   * @param name the doc's.
   * @returns `count` ids that were never given before; none to whom so many were given in this hour that it is no work of
   *   an honest tablet: each is kept for ever.
   * @throws StoreFault; an id whose outcome is unknown is given to no one.
   */
  async lease(name: string, { personId, deviceId }: Owner, count: number): Promise<number[]> {
    const ids: number[] = [];
    if (!this.#mayTake(personId, count)) return ids;
    while (ids.length < count) {
      const id = this.#draw();
      const value = { personId, deviceId, at: this.parts.now() };
      if ((await this.parts.vault.put(keyOf(name, id), value, 'absent')) === 'moved') continue;
      this.#remember(name, id, { personId, deviceId });
      ids.push(id);
    }
    return ids;
  }

  #mayTake(personId: string, count: number): boolean {
    const hour = this.parts.now().slice(0, 'yyyy-mm-ddThh'.length);
    if (hour !== this.#hour) this.#given.clear();
    this.#hour = hour;
    const given = (this.#given.get(personId) ?? 0) + count;
    if (given > MOST_IN_AN_HOUR) return false;
    this.#given.set(personId, given);
    return true;
  }

  /** @returns null if that id was never leased for this doc. */
  async ownerOf(name: string, id: number): Promise<Owner | null> {
    const known = this.known(name, id);
    if (known) return known;
    const stored = await this.parts.vault.get(keyOf(name, id));
    if (!stored) return null;
    const { personId, deviceId } = owner.parse(stored.value);
    return this.#remember(name, id, { personId, deviceId });
  }

  /** What this server knows without asking the store. */
  known(name: string, id: number): Owner | null {
    return this.#known.get(name)?.get(id) ?? null;
  }

  /** Lets go of what is remembered of a doc that is no longer open; nothing stored is lost. */
  forget(name: string): void {
    this.#known.delete(name);
  }

  #remember(name: string, id: number, one: Owner): Owner {
    const ids = this.#known.get(name) ?? new Map<number, Owner>();
    this.#known.set(name, ids.set(id, one));
    return one;
  }

  /** 48 bits; the lower 32 are left to Yjs, whose own ids must never pass for leased ones. */
  #draw(): number {
    for (let tries = 0; tries < 100; tries += 1) {
      const id = this.parts.random(6).reduce((sum, byte) => sum * 256 + byte, 0);
      if (id >= 2 ** 32) return id;
    }
    throw new Error('the source of chance gives small numbers only');
  }
}

const keyOf = (name: string, id: number) => `lease/${name}/${id}`;
