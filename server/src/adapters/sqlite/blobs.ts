import { createHash, randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import { checkSha256, cutRange } from '../../storage/checks.js';
import { Corrupt } from '../../storage/faults.js';
import type { Blobs, ByteRange } from '../../storage/ports.js';
import { pause } from '../system.js';
import { fileFault } from './fault-codes.js';

/** Blobs as files `ab/cdef…` under `folder`; `incoming/` beside them holds what is not whole yet. */
export function fileBlobs(folder: string, { syncDelayMs = 0 } = {}): Blobs {
  const sound = soundBlobs();
  const incoming = join(folder, 'incoming');
  const pathOf = (sha256: string): string => {
    checkSha256(sha256);
    return join(folder, sha256.slice(0, 2), sha256.slice(2));
  };
  const statOf = async (path: string): Promise<Stats | null> => {
    try {
      return await stat(path);
    } catch (error) {
      if (isAbsent(error)) return null;
      throw fileFault(error);
    }
  };

  return {
    async put(source, look) {
      const part = join(incoming, randomUUID());
      const hash = createHash('sha256');
      let size = 0;
      const file = await orFault(open(part, 'wx'));
      try {
        try {
          // A fault of the source passes through as it is; only ours become faults of the store.
          for await (const chunk of source instanceof Uint8Array ? [source] : source) {
            hash.update(chunk);
            size += chunk.byteLength;
            await orFault(file.writeFile(chunk));
          }
          await orFault(file.sync());
          if (syncDelayMs > 0) await pause(syncDelayMs);
        } finally {
          await file.close();
        }
        const sha256 = hash.digest('hex');
        await look?.(() => whole(part, sha256));
        const path = pathOf(sha256);
        await orFault(mkdir(dirname(path), { recursive: true }));
        // Also over a blob that is there already: should that one be damaged, it is whole again.
        await orFault(rename(part, path));
        await orFault(syncFolder(dirname(path)));
        await orFault(syncFolder(folder));
        return { sha256, size };
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },

    async get(sha256, range) {
      const path = pathOf(sha256);
      const stats = await statOf(path);
      if (stats === null) return null;
      if (!range) return Readable.from(whole(path, sha256), { objectMode: false });
      const cut = cutRange(range, stats.size);
      await sound(path, sha256, stats);
      return Readable.from(chunks(path, cut), { objectMode: false });
    },

    size: async (sha256) => (await statOf(pathOf(sha256)))?.size ?? null,

    async remove(sha256) {
      const path = pathOf(sha256);
      if ((await statOf(path)) === null) return;
      await orFault(rm(path, { force: true }));
      await orFault(syncFolder(dirname(path)));
    },
  };
}

/** Makes the folders, and clears away what a crash left half-written. */
export async function sweepIncoming(folder: string): Promise<void> {
  const incoming = join(folder, 'incoming');
  await mkdir(incoming, { recursive: true });
  for (const name of await readdir(incoming)) await rm(join(incoming, name), { force: true });
}

/** A folder's entries are on the disk only when the folder is synced. Windows cannot, and keeps a journal of them. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* whole(path: string, sha256: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  // The last chunk is held back until the hash is known: nobody ever receives a whole blob that is not the right one.
  let held: Buffer | null = null;
  for await (const chunk of chunks(path)) {
    hash.update(chunk);
    if (held) yield held;
    held = chunk;
  }
  if (hash.digest('hex') !== sha256) throw new Corrupt(`blob ${sha256} does not match its name`);
  if (held) yield held;
}

/** So many blobs are remembered as sound; the one asked for longest ago is looked at anew. */
const REMEMBERED = 10_000;

/**
 * A range says nothing about its blob: so the whole is compared with its name before the first range of it is served,
 * and again when the file has changed since.
 */
function soundBlobs() {
  const known = new LRUCache<string, { readonly as: string; readonly looked: Promise<void> }>({ max: REMEMBERED });
  return async (path: string, sha256: string, { ino, size, mtimeMs, ctimeMs }: Stats): Promise<void> => {
    const as = `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
    const before = known.get(sha256);
    const one = before?.as === as ? before : { as, looked: readThrough(path, sha256) };
    known.set(sha256, one);
    try {
      await one.looked;
    } catch (fault) {
      // A fault may pass; what is damaged is found so again.
      if (known.get(sha256) === one) known.delete(sha256);
      throw fault;
    }
  };
}
async function readThrough(path: string, sha256: string): Promise<void> {
  for await (const _ of whole(path, sha256));
}

/** Opened at the first read, so that a stream nobody reads leaves no file open. */
async function* chunks(path: string, range?: ByteRange): AsyncGenerator<Buffer> {
  const file: FileHandle = await orFault(open(path, 'r'));
  const stream = file.createReadStream({ ...range, highWaterMark: 256 * 1024 });
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw fileFault(error);
  } finally {
    stream.destroy();
    await file.close();
  }
}

async function orFault<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw fileFault(error);
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
