import { createHash } from 'node:crypto';

/** Chance, as the parts get it: that many random bytes. */
export type Random = (size: number) => Uint8Array;

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** 32 random bytes as base64url, 43 characters. Only their SHA-256 is ever stored: a stolen store opens no session. */
export const newToken = (random: Random): string => Buffer.from(random(32)).toString('base64url');

export const isToken = (text: unknown): text is string => typeof text === 'string' && /^[A-Za-z0-9_-]{43}$/.test(text);
