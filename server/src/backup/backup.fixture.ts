import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolder, readFolder } from '../adapters/backup-folder.js';
import { readWhole } from '../archive/read-whole.js';
import type { StoreReader } from '../storage/ports.js';
import { isDoc, streamNames } from './cut.js';
import { readDoc } from './doc-reading.js';
import { makeBackup } from './make.js';
import { openBackup } from './open.js';
import { keysIn, newKey, openerFor, sealerFor } from './sealing.js';
import { vaultRows } from './vault-rows.js';

export const now = () => '2026-11-26T02:00:00.000Z';
export const silent = () => {};

/** A folder for backups, and a key of its own. */
export async function openVaultRoom() {
  const folder = await mkdtemp(join(tmpdir(), 'ecab-backup-'));
  const { recipient, file } = await newKey(now());
  let made = 0;
  return {
    folder,
    recipient,
    keyFile: file,
    opener: openerFor(keysIn(file)),
    /** @returns where it lies. */
    async backUp(store: StoreReader, { readable = false, tell = silent as (line: string) => void } = {}) {
      made += 1;
      const path = join(folder, `backup-${made}`);
      const writer = await createFolder(path);
      try {
        const parts = { store, folder: writer, sealer: sealerFor([recipient]), readable, release: '1.0.0', now, tell };
        const manifest = await makeBackup(parts);
        return { path, manifest };
      } catch (fault) {
        await writer.discard();
        throw fault;
      }
    },
    open: (path: string) => openBackup(readFolder(path)),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Everything in a store that a backup carries: entries by stream, docs by what they hold from their snapshot on. */
export async function contents({ streams, vault, blobs }: StoreReader, names: readonly string[]) {
  const all: Record<string, unknown> = {};
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  for await (const stream of streamNames(streams)) {
    const doc = isDoc(stream) ? await readDoc(streams, stream) : null;
    const entries = doc?.entries ?? (await streams.read(stream, 0, 10_000));
    const bytes = entries.map(({ entry }) => base64(entry));
    all[stream] = doc?.snapshot ? [base64(doc.snapshot.bytes), ...bytes] : bytes;
  }
  for await (const { key, value } of vaultRows(vault)) all[`vault ${key}`] = value;
  for (const sha256 of names) {
    const bytes = await readWhole(blobs, sha256);
    all[`blob ${sha256}`] = bytes && base64(bytes);
  }
  return all;
}
