import { z } from 'zod';
import { mapOf, type Policy, value } from '../policy.js';
import { isStroke } from '../stroke.js';

export const inkColours = ['blue', 'red', 'black'] as const;
/** One finished stroke: pen, colour, width in PDF points, and its points as `encodeStroke` writes them. */
export const stroke = z.strictObject({
  t: z.literal('pen'),
  c: z.enum(inkColours),
  w: z.number().min(0.5).max(20),
  p: z.instanceof(Uint8Array).refine(isStroke),
});
export interface Stroke extends z.output<typeof stroke> {}

/** Where a person's ink lies in a doc. */
export const inkRoot = (personId: string) => `ink-${personId}`;
export const strokeKey = (pageIndex: number, strokeId: string) => `${pageIndex}-${strokeId}`;
/** @returns null if the key is no stroke's. */
export function parseStrokeKey(key: string): { readonly pageIndex: number; readonly strokeId: string } | null {
  const parts = keys.exec(key);
  return parts && { pageIndex: Number(parts[1]), strokeId: parts[2]! };
}

const keys = /^(0|[1-9][0-9]{0,5})-([A-Za-z0-9_-]{1,48})$/;
const roots = /^ink-[A-Za-z0-9._~-]{1,120}$/;
const strokes = mapOf(keys, value(stroke));

/** Everyone draws and erases under the own root; private ink has the one root of the person whose doc it is. */
export const ink = (owner: string | null): Policy => ({
  depth: 6,
  root: (name) => ((owner === null ? roots.test(name) : name === inkRoot(owner)) ? strokes : null),
  mayWrite: (root, personId) => root === inkRoot(personId),
});
