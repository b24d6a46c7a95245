import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolder, readFolder } from '../adapters/backup-folder.js';
import type { StoreReader } from '../storage/ports.js';
import { makeBackup } from './make.js';
import { openBackup } from './open.js';
import { keysIn, newKey, openerFor, sealerFor } from './sealing.js';

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
