import { sha256 } from '@ecab/shared/kit/forms';
import { z } from 'zod';

// A backup is a folder that needs no engine to be read: lines of JSON, blobs as files, and a manifest with the SHA-256 of
// each. `sha256sum -c manifest.sha256` and any tool for age go as far as they can.

export const manifestName = 'manifest.json';
/** One line as `sha256sum` writes it: the manifest is a file like the others, and is checked first. */
export const seamName = 'manifest.sha256';
/** Raised with every change of the layout; older ones are read for ever. */
export const VERSION = 1;
export const sections = ['streams', 'private', 'vault'] as const;
export type Section = (typeof sections)[number];
/** What is encrypted ends so. */
export const SEALED = '.age';

/** Read first: what a newer release wrote need not be of a form known here. */
export const anyManifest = z.object({ format: z.literal('e-cabinet-backup'), version: z.int().positive() });
export const manifestForm = z.strictObject({
  format: z.literal('e-cabinet-backup'),
  version: z.literal(1),
  release: z.string(),
  /** The store that it was made of. */
  incarnation: z.string(),
  begunAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  /** Public keys; each alone opens what is encrypted. */
  recipients: z.array(z.string()),
  counts: z.strictObject({ streams: z.int(), entries: z.int(), docs: z.int(), rows: z.int(), blobs: z.int() }),
  /** Blobs that entries name and that were missing, or damaged, when it was made. */
  missing: z.array(sha256),
  files: z.array(
    z.strictObject({ name: z.string().regex(/^[a-z]+\/[a-z0-9/]+(\.ndjson)?(\.age)?$/), sha256, size: z.int() }),
  ),
});
export type Manifest = z.infer<typeof manifestForm>;
export type BackupFile = Manifest['files'][number];

export const entryLine = z.strictObject({ stream: z.string(), seq: z.int().positive(), entry: z.base64() });
/** Stands before the entries of a doc whose first ones were folded into it. */
export const snapshotLine = z.strictObject({
  stream: z.string(),
  form: z.string(),
  upTo: z.int().positive(),
  snapshot: z.base64(),
});
export const streamLine = z.union([entryLine, snapshotLine]);
export const vaultLine = z.strictObject({ key: z.string(), value: z.unknown() });

export const sectionFile = (section: Section, number: number, sealed: boolean): string =>
  `${section}/${String(number).padStart(6, '0')}.ndjson${sealed ? SEALED : ''}`;
export const blobFile = (hash: string, sealed: boolean): string =>
  `blobs/${hash.slice(0, 2)}/${hash.slice(2)}${sealed ? SEALED : ''}`;
/** The blob that a file of a backup holds, null for another file. */
export function blobIn(name: string): string | null {
  const found = /^blobs\/([0-9a-f]{2})\/([0-9a-f]{62})(\.age)?$/.exec(name);
  return found ? `${found[1]}${found[2]}` : null;
}
export const sectionOf = (name: string): Section | null =>
  sections.find((section) => name.startsWith(`${section}/`)) ?? null;
