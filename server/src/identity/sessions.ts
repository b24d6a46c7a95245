import type { Holder } from '@ecab/shared/contract/identity';
import { z } from 'zod';
import type { Instant, Vault } from '../storage/ports.js';
import { later } from './parts.js';
import { isToken, newToken, type Random, sha256 } from './tokens.js';

const holder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), personId: z.string() }),
  z.strictObject({ kind: z.literal('display'), roomId: z.string() }),
]);
const stored = z.strictObject({
  who: holder,
  deviceId: z.string(),
  device: z.string(),
  via: z.enum(['password', 'link', 'qr']),
  remembered: z.boolean(),
  /** May set a password without knowing the old one, once: it came by a link made for that. */
  maySetPassword: z.boolean(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
});
type Stored = z.output<typeof stored>;

export interface Session extends Readonly<Omit<Stored, 'who'>> {
  /** SHA-256 of the token in hex: names the session, opens nothing. */
  readonly id: string;
  readonly who: Holder;
  /** As things stand; using the session may put it off. */
  readonly expiresAt: Instant;
}
export type EndReason = 'signed-out' | 'revoked' | 'expired';
export type Ended = (sessionId: string, reason: EndReason) => void;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long a session lasts at most, and how long without use. */
export const lifetimes = {
  /** "Remember this device for 30 days". */
  remembered: { mostMs: 30 * DAY, idleMs: 30 * DAY },
  /** A machine that others use too: a working day, and never more than two weeks in all. */
  passing: { mostMs: 14 * DAY, idleMs: 8 * HOUR },
  /** Nobody is there to sign a wall in again in the middle of a meeting; it is ended by being revoked. */
  display: { mostMs: 365 * DAY, idleMs: 365 * DAY },
} as const;
/** `lastSeenAt` is as exact as this: a write for every request would be a write for every range of every paper. */
const SEEN_MS = 5 * 60_000;

/** Own opaque tokens: each may be listed, revoked and its sockets cut, which a token that proves itself cannot. */
export class Sessions {
  readonly #listeners = new Set<Ended>();

  constructor(
    private readonly vault: Vault,
    private readonly now: () => Instant,
    private readonly random: Random,
  ) {}

  /** Always a new token, whatever the browser sent: a token known before sign-in is worth nothing after it. */
  async open(
    facts: Pick<Session, 'who' | 'deviceId' | 'device' | 'via' | 'remembered' | 'maySetPassword'>,
  ): Promise<{ session: Session; token: string; maxAgeMs: number | null }> {
    const token = newToken(this.random);
    const id = sha256(token);
    const at = this.now();
    const value: Stored = { ...facts, createdAt: at, lastSeenAt: at };
    const { mostMs } = lifetime(value);
    // The list first: a crash in between leaves a line of the list without a session, never a session on no list.
    await this.vault.put(listKey(facts.who, id), {}, 'absent', later(at, mostMs));
    await this.vault.put(key(id), value, 'absent', later(at, mostMs));
    const lasting = facts.remembered || facts.who.kind === 'display';
    return { session: live(id, value), token, maxAgeMs: lasting ? mostMs : null };
  }

  /** The session of a token as it came, or null; marks it as seen. */
  async ofToken(token: string | null): Promise<Session | null> {
    return isToken(token) ? this.alive(sha256(token)) : null;
  }

  /** The session, if it has neither ended nor expired; marks it as seen. For sockets that live longer than a request. */
  async alive(id: string): Promise<Session | null> {
    const session = await this.#find(id);
    if (session === null) return null;
    const { value, version } = session;
    const now = this.now();
    if (live(id, value).expiresAt <= now) {
      await this.#end(id, value.who, 'expired');
      return null;
    }
    if (later(value.lastSeenAt, SEEN_MS) > now) return live(id, value);
    const seen = { ...value, lastSeenAt: now };
    // 'moved': another request marked it, or it was ended just now; the next request will know.
    await this.vault.put(key(id), seen, version, later(value.createdAt, lifetime(value).mostMs));
    return live(id, seen);
  }

  /** All live sessions of a person or display, newest first. */
  async list(who: Holder): Promise<readonly Session[]> {
    const sessions: Session[] = [];
    const now = this.now();
    for (const id of await this.#ids(who)) {
      const found = await this.#find(id);
      if (found === null) continue;
      const session = live(id, found.value);
      if (session.expiresAt > now) sessions.push(session);
    }
    return sessions.sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
  }

  /** @returns the session that was ended, or null if there was none. */
  async end(id: string, reason: EndReason): Promise<Session | null> {
    const found = await this.#find(id);
    if (found === null) return null;
    return (await this.#end(id, found.value.who, reason)) ? live(id, found.value) : null;
  }

  /** Ends all sessions of a person or display but one. @returns the ids of those it ended. */
  async endAll(who: Holder, reason: EndReason, except?: string): Promise<readonly string[]> {
    const ended: string[] = [];
    for (const id of await this.#ids(who)) if (id !== except && (await this.#end(id, who, reason))) ended.push(id);
    return ended;
  }

  /** The right to set a password without the old one is used up. */
  async passwordSet(id: string): Promise<void> {
    for (;;) {
      const found = await this.#find(id);
      if (found === null || !found.value.maySetPassword) return;
      const { value, version } = found;
      const until = later(value.createdAt, lifetime(value).mostMs);
      if ((await this.vault.put(key(id), { ...value, maySetPassword: false }, version, until)) === 'stored') return;
    }
  }

  /**
   * Called once for each session that this server ends, after it is gone from the store and before the order to end it
   * is answered, so that live sockets are cut at once. Of what another server ended, {@link alive} tells.
   * @returns stops listening.
   */
  onEnded(listener: Ended): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #find(id: string): Promise<{ value: Stored; version: number } | null> {
    const found = await this.vault.get(key(id));
    return found === null ? null : { value: stored.parse(found.value), version: found.version };
  }

  async #ids(who: Holder): Promise<string[]> {
    const prefix = listKey(who, '');
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const found = await this.vault.list(prefix, after, 100);
      ids.push(...found.map((line) => line.key.slice(prefix.length)));
      const last = found.at(-1);
      if (last === undefined) return ids;
      after = last.key;
    }
  }

  async #end(id: string, who: Holder, reason: EndReason): Promise<boolean> {
    for (;;) {
      const found = await this.vault.get(key(id));
      if (found !== null && (await this.vault.remove(key(id), found.version)) === 'moved') continue;
      const line = await this.vault.get(listKey(who, id));
      if (line !== null) await this.vault.remove(line.key, line.version);
      if (found === null) return false;
      for (const tell of this.#listeners) tell(id, reason);
      return true;
    }
  }
}

const key = (id: string) => `session/${id}`;
const listKey = (who: Holder, id: string) =>
  who.kind === 'person' ? `sessions-of/person/${who.personId}/${id}` : `sessions-of/display/${who.roomId}/${id}`;

const lifetime = ({ who, remembered }: Pick<Stored, 'who' | 'remembered'>) =>
  who.kind === 'display' ? lifetimes.display : remembered ? lifetimes.remembered : lifetimes.passing;

function live(id: string, value: Stored): Session {
  const { mostMs, idleMs } = lifetime(value);
  const ends = [later(value.createdAt, mostMs), later(value.lastSeenAt, idleMs)];
  return { ...value, id, expiresAt: ends.sort()[0] ?? value.createdAt };
}
