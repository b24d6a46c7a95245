import type { Holder } from '@ecab/shared/contract/identity';
import { z } from 'zod';
import type { Instant, Vault } from '../storage/ports.js';
import { isToken, newToken, type Random, sha256 } from './tokens.js';

const stored = z.strictObject({
  who: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), personId: z.string() }),
    z.strictObject({ kind: z.literal('display'), roomId: z.string() }),
  ]),
  setsPassword: z.boolean(),
});
export interface LinkFacts {
  readonly who: Holder;
  /** An invitation or a reset: whoever comes by it may set a password without knowing the old one. */
  readonly setsPassword: boolean;
}

/** Single use: of two that come with the same link, the one whose removal succeeds gets in. */
export class Links {
  constructor(
    private readonly vault: Vault,
    private readonly random: Random,
  ) {}

  /** @returns the token, which is nowhere else: only its hash is stored. */
  async make(facts: LinkFacts, expiresAt: Instant): Promise<string> {
    const token = newToken(this.random);
    await this.vault.put(key(token), facts, 'absent', expiresAt);
    return token;
  }

  /** @returns null for a link that was used, has expired or never was: which of them is nobody's business. */
  async use(token: string): Promise<LinkFacts | null> {
    if (!isToken(token)) return null;
    const found = await this.vault.get(key(token));
    if (found === null) return null;
    return (await this.vault.remove(found.key, found.version)) === 'removed' ? stored.parse(found.value) : null;
  }
}

const key = (token: string) => `link/${sha256(token)}`;
