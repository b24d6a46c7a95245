import { z } from 'zod';

/** An id as it stands in streams, names of docs and addresses. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
/** A line of text that a person wrote: kept byte for byte, never blank. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => text.trim() !== '');
/** Text that may be empty. */
export const prose = (max: number) => z.string().max(max);
/** ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });
/** `YYYY-MM-DD` in the body's time zone. */
export const day = z.iso.date();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/**
 * Personal free text as streams hold it: SHA-256 of salt‖value, the value itself being a blob that can be erased without
 * breaking the chain (DESIGN.md, Streams). The door makes it of `{ unsealed: text }` before anything is decided.
 */
export const sealed = z.strictObject({ sealed: sha256 });
export type Sealed = z.infer<typeof sealed>;
