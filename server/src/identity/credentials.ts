import { type IdentityRefusal, PASSWORD_LENGTH } from '@ecab/shared/contract/identity';
import { z } from 'zod';
import type { Instant, Vault } from '../storage/ports.js';
import type { PasswordHasher } from './hasher.js';
import { later } from './parts.js';
import { sha256 } from './tokens.js';

const credential = z.strictObject({ signIn: z.string(), hash: z.string(), changedAt: z.string() });
const claimed = z.strictObject({ personId: z.string(), at: z.string() });
/** How long a claimed name may wait for its credential before it counts as left behind by a crash. */
const CLAIM_MS = 60_000;

export interface Credential {
  readonly personId: string;
  readonly signIn: string;
  readonly hash: string;
  /** Of the stored record: another number means that the password was changed meanwhile. */
  readonly version: number;
}

/** Sign-in names are the same whether typed in capitals, with a space behind, or with marks composed or not. */
export const normalName = (typed: string): string => typed.normalize('NFC').trim().toLowerCase();

/**
 * A password as it is hashed: NFC, because two keyboards send "ệ" in different bytes.
 * A lone surrogate is refused: as UTF-8 every one of them becomes the same U+FFFD.
 */
export function normalPassword(typed: string): { readonly password: string } | { readonly refusal: IdentityRefusal } {
  // NFC shrinks a text to a quarter at most, and a character has two units at most: what is longer is refused unread.
  if (typed.length > PASSWORD_LENGTH.max * 8) return { refusal: 'password-too-long' };
  if (!typed.isWellFormed()) return { refusal: 'password-malformed' };
  const password = typed.normalize('NFC');
  const characters = [...password].length;
  if (characters < PASSWORD_LENGTH.min) return { refusal: 'password-too-short' };
  if (characters > PASSWORD_LENGTH.max) return { refusal: 'password-too-long' };
  return { password };
}

/** `credential/{personId}` is the truth; `sign-in/{hash of name}` only finds it, and counts for nothing where they differ. */
export class Credentials {
  constructor(
    private readonly vault: Vault,
    private readonly now: () => Instant,
    private readonly hasher: PasswordHasher,
  ) {}

  async ofName(typed: string): Promise<Credential | null> {
    const name = normalName(typed);
    const found = await this.vault.get(nameKey(name));
    if (found === null) return null;
    const credential = await this.ofPerson(claimed.parse(found.value).personId);
    return credential !== null && credential.signIn === name ? credential : null;
  }

  async ofPerson(personId: string): Promise<Credential | null> {
    const found = await this.vault.get(personKey(personId));
    if (found === null) return null;
    const { signIn, hash } = credential.parse(found.value);
    return { personId, signIn, hash, version: found.version };
  }

  /** Sets or replaces. The caller ends the sessions that must not outlive the old password. */
  async set(personId: string, signIn: string, typed: string): Promise<IdentityRefusal | null> {
    const name = normalName(signIn);
    if (name === '' || !name.isWellFormed()) return 'name-missing';
    const prepared = normalPassword(typed);
    if ('refusal' in prepared) return prepared.refusal;
    const hash = await this.hasher.hash(prepared.password);
    if (!(await this.#claim(name, personId))) return 'name-taken';
    for (;;) {
      const former = await this.vault.get(personKey(personId));
      const value = { signIn: name, hash, changedAt: this.now() };
      if ((await this.vault.put(personKey(personId), value, former?.version ?? 'absent')) === 'moved') continue;
      const formerName = former === null ? name : credential.parse(former.value).signIn;
      if (formerName !== name) await this.#release(formerName, personId);
      return null;
    }
  }

  /** The name first, the credential after it: a crash in between leaves a name that finds nobody and is free in a minute. */
  async #claim(name: string, personId: string): Promise<boolean> {
    for (;;) {
      const found = await this.vault.get(nameKey(name));
      if (found !== null) {
        const { personId: holder, at } = claimed.parse(found.value);
        const recent = later(at, CLAIM_MS) > this.now();
        if (holder !== personId && (recent || (await this.ofPerson(holder))?.signIn === name)) return false;
      }
      const mine = { personId, at: this.now() };
      if ((await this.vault.put(nameKey(name), mine, found?.version ?? 'absent')) === 'stored') return true;
    }
  }

  async #release(name: string, personId: string): Promise<void> {
    const found = await this.vault.get(nameKey(name));
    if (found !== null && claimed.parse(found.value).personId === personId)
      await this.vault.remove(nameKey(name), found.version);
  }
}

const nameKey = (name: string) => `sign-in/${sha256(name)}`;
const personKey = (personId: string) => `credential/${personId}`;
