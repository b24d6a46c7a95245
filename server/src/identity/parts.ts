import type { IdentityRefusal, IdentityRefused } from '@ecab/shared/contract/identity';
import type { Instant, Vault } from '../storage/ports.js';
import type { PasswordHasher } from './hasher.js';
import type { Random } from './tokens.js';

/** What an audit line of the identity doors says. Never a token, a password, or a name that was typed and is nobody's. */
export interface IdentityFact {
  readonly at: Instant;
  readonly personId: string | null;
  readonly what:
    | 'signed-in'
    | 'sign-in-refused'
    | 'locked-out'
    | 'signed-out'
    | 'session-revoked'
    | 'password-changed'
    | 'link-made'
    | 'qr-confirmed'
    | 'qr-denied';
  readonly detail: Readonly<Record<string, string>>;
}

export interface IdentityParts {
  readonly vault: Vault;
  readonly now: () => Instant;
  readonly random: Random;
  readonly hasher: PasswordHasher;
  /** null: nobody (any more) of this body; such a person cannot sign in. */
  readonly personOf: (personId: string) => Promise<{ readonly name: string } | null> | { readonly name: string } | null;
  /** Whose name, as `normalName` makes it, that is by the roster; null: nobody's. */
  readonly ofSignInName: (name: string) => string | null;
  /** Durable before it answers; if it fails, what it tells of is not answered as done. */
  readonly audit: (fact: IdentityFact) => Promise<void>;
  /** Where people reach this server, with scheme, without a path's end: `https://hop.example.gov.vn`. */
  readonly publicUrl: string;
  readonly limits?: Partial<Limits>;
}

export interface Limits {
  /** Wrong tries for one name from devices that are not known to belong to it, in one window. */
  readonly perName: number;
  /** Wrong tries of one known device for its own name, in one window. */
  readonly perDevice: number;
  /** Wrong tries from one address, whatever the name. A whole hall of tablets may stand behind one. */
  readonly perAddress: number;
  readonly windowMs: number;
}
export const defaultLimits: Limits = { perName: 5, perDevice: 5, perAddress: 50, windowMs: 15 * 60_000 };

/** Where a request comes from, as the connection tells. */
export interface From {
  readonly address: string;
  readonly userAgent: string | undefined;
  readonly cookie: string | undefined;
}

export const refuse = (
  refusal: IdentityRefusal,
  more: Omit<IdentityRefused, 'ok' | 'refusal'> = {},
): IdentityRefused => ({
  ok: false,
  refusal,
  ...more,
});

export const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();

/** The token stands behind `#`: a browser sends that part to nobody, so no server, proxy or log sees it. */
export const addressOf = (publicUrl: string, path: string, token: string): string =>
  `${publicUrl.replace(/\/+$/, '')}${path}#${token}`;
