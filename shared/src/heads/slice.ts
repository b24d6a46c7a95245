import { z } from 'zod';
import { sha256 } from '../kit/forms.js';
import type { Decide, Decided, Evolve, Fields } from '../ledger/slice.js';
import type { vi } from './words.js';

export * as words from './words.js';

/**
 * The signed head of the stream: Ed25519 over `{stream}\n{seq}\n{hash}` at each poll's opening and closing and at the
 * meeting's close (DESIGN.md, Streams). Tablets keep the last one they saw, the minutes print it.
 */
const head = z.strictObject({
  of: z.int().positive(),
  hash: sha256,
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type Head = z.infer<typeof head>;
export interface Heads {
  readonly heads: readonly Head[];
}
export const initial: Heads = { heads: [] };

export const requests = { 'head:sign': head };
export interface Requests extends Fields<typeof requests> {}
export const events = { 'head:signed': head };
export interface Events extends Fields<typeof events> {}
type Refusal = keyof typeof vi.refusals;
type Decision = Decided<Events, Refusal>;

/** What is signed. */
export const headText = (stream: string, { of, hash }: Pick<Head, 'of' | 'hash'>) => `${stream}\n${of}\n${hash}`;

export const decide: Decide<{ readonly heads: Heads }, Requests, Decision> = {
  'head:sign': ({ heads }, one): Decision =>
    heads.heads.some(({ of }) => of === one.of) ? 'head-signed' : [{ type: 'head:signed', ...one }],
};
export const evolve: Evolve<Heads, Events> = {
  'head:signed': ({ heads }, one) => ({ heads: [...heads, one] }),
};
/** `head`: the last one, its first 16 hex digits shown on the display. */
export const project = ({ heads }: { readonly heads: Heads }): { head?: { of: number; hash: string } } => {
  const last = heads.heads.at(-1);
  return last ? { head: { of: last.of, hash: last.hash } } : {};
};
