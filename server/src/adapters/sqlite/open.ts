import { randomUUID } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NoStore } from '../../storage/faults.js';
import type { Instant, Store, StoreReader } from '../../storage/ports.js';
import { askOf } from './ask.js';
import { fileBlobs, sweepIncoming, syncFolder } from './blobs.js';
import { groupCommit } from './group-commit.js';
import { indexReads, sqliteIndex } from './index-port.js';
import { lockFolder } from './lock.js';
import { sqliteStreams, streamReads } from './streams.js';
import { startThread } from './thread-client.js';
import { sqliteVault, vaultReads } from './vault.js';

export { StoreInUse, StoreNewer } from './fault-codes.js';

export interface SqliteOptions {
  /** Made if it is not there, for its owner alone. Holds `cabinet.sqlite`, `cabinet.lock` and `blobs/`. */
  readonly folder: string;
  readonly now: () => Instant;
  /** The id of a store that is new. */
  readonly ids?: { incarnation(): string };
  /** Bytes the database file may grow to, for a disk shared with others; past it appends are {@link Full}. */
  readonly limitBytes?: number;
  /**
   * For benches: so many ms are added to each fsync, of the log in the writer's thread and of a blob's file, as on a
   * slower disk.
   */
  readonly syncDelayMs?: number;
}

/**
 * Opens the embedded store, making it if there is none, raising it to this version after a copy if it is older.
 *
 * @throws StoreInUse if a server has the folder, StoreNewer if a newer program wrote it, Corrupt if it is no store.
 */
export async function openSqliteStore({
  folder,
  now,
  ids,
  limitBytes,
  syncDelayMs = 0,
}: SqliteOptions): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  const file = join(folder, 'cabinet.sqlite');
  const [writer, reader] = [startThread(), startThread()];
  try {
    const data = { file, incarnation: ids?.incarnation() ?? randomUUID(), limitBytes: limitBytes ?? null, syncDelayMs };
    const { incarnation, latest } = await writer.open({ ...data, role: 'writer' });
    await reader.open({ ...data, role: 'reader' });
    await sweepIncoming(join(folder, 'blobs'));
    await syncFolder(folder);

    const [writes, ask] = [groupCommit(writer), askOf(reader)];
    return {
      streams: sqliteStreams(writes, ask, now, latest),
      blobs: fileBlobs(join(folder, 'blobs'), { syncDelayMs }),
      vault: sqliteVault(writes, ask, now),
      index: sqliteIndex(writes, ask),
      incarnation,
      close: once(async () => {
        // The writer last: who closes last folds the log into the file.
        await reader.close();
        await writes.close();
        unlock();
      }),
    };
  } catch (error) {
    await Promise.all([reader.close(), writer.close()]);
    unlock();
    throw error;
  }
}

/**
 * Opens the store of a folder to read only, beside a server or without one. Changes nothing.
 *
 * @throws StoreFault if there is none or it is of an older version, StoreNewer, Corrupt.
 */
export async function openSqliteStoreReadOnly({
  folder,
  now,
}: Pick<SqliteOptions, 'folder' | 'now'>): Promise<StoreReader> {
  const file = join(folder, 'cabinet.sqlite');
  if (!(await stat(file).catch(() => null))) throw new NoStore(`no store in ${folder}`);
  const reader = startThread();
  const opened = reader.open({ file, incarnation: '', limitBytes: null, syncDelayMs: 0, role: 'reader' });
  const { incarnation } = await opened.catch(async (error: unknown) => {
    await reader.close();
    throw error;
  });
  const ask = askOf(reader);
  const { get, size } = fileBlobs(join(folder, 'blobs'));
  return {
    streams: streamReads(ask),
    blobs: { get, size },
    vault: vaultReads(ask, now),
    index: indexReads(ask),
    incarnation,
    close: once(() => reader.close()),
  };
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => (closing ??= close());
}
