import type { Holder } from '@ecab/shared/contract/identity';
import { z } from 'zod';
import type { Instant, Vault } from '../storage/ports.js';
import { later } from './parts.js';
import { isToken, newToken, type Random, sha256 } from './tokens.js';

const stored = z.strictObject({
  who: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), personId: z.string() }),
    z.strictObject({ kind: z.literal('display'), roomId: z.string() }),
  ]),
  setsPassword: z.boolean(),
  // A link of before this was noted is one for who had no password yet: any that is there came after it.
  credential: z.int().positive().nullable().default(null),
  /** The SHA-256 of the claim of whoever came first. */
  usedBy: z.string().optional(),
});
export interface LinkFacts {
  readonly who: Holder;
  /** An invitation or a reset: whoever comes by it may set a password without knowing the old one. */
  readonly setsPassword: boolean;
  /** The version of the credential when the link was made, null if there was none: with another, a password was set since. */
  readonly credential: number | null;
}

const CLAIMED_MS = 2 * 60_000;

/** Single use: of two that come with the same link, the one who takes it first gets in. */
export class Links {
  constructor(
    private readonly vault: Vault,
    private readonly now: () => Instant,
    private readonly random: Random,
  ) {}

  /** @returns the token, which is nowhere else: only its hash is stored. */
  async make(facts: LinkFacts, expiresAt: Instant): Promise<string> {
    const token = newToken(this.random);
    await this.vault.put(key(token), facts, 'absent', expiresAt);
    return token;
  }

  /**
   * Whoever has used it gets in once more with the same claim, since the answer may have been lost on the way.
   *
   * @returns null for a link that was used, has expired or never was: which of them is nobody's business.
   */
  async use(token: string, claim: string | undefined): Promise<LinkFacts | null> {
    if (!isToken(token)) return null;
    const found = await this.vault.get(key(token));
    if (found === null) return null;
    const link = stored.parse(found.value);
    const usedBy = claim === undefined ? undefined : sha256(claim);
    if (link.usedBy !== undefined) return link.usedBy === usedBy ? link : null;
    const taken =
      usedBy === undefined
        ? await this.vault.remove(found.key, found.version)
        : await this.vault.put(found.key, { ...link, usedBy }, found.version, later(this.now(), CLAIMED_MS));
    return taken === 'moved' ? null : link;
  }
}

const key = (token: string) => `link/${sha256(token)}`;
