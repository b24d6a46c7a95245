import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { syncFolder } from './sqlite/blobs.js';

/** There is something already where a backup should be written. */
export class FolderExists extends Error {}

/** A file as it was written. */
export interface Written {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}
/** A folder that is written under a name of its own, and appears under the asked one when it is whole and on the disk. */
export interface FolderWriter {
  /** @param name with `/`, below the folder. A source that fails leaves no file, and its error is thrown. */
  write(name: string, source: AsyncIterable<Uint8Array> | Uint8Array): Promise<Written>;
  /** @throws FolderExists if somebody made the folder meanwhile. */
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/** @throws FolderExists */
export async function createFolder(path: string): Promise<FolderWriter> {
  const whole = resolve(path);
  const refuse = async () => {
    if (await stat(whole).catch(() => null)) throw new FolderExists(whole);
  };
  await refuse();
  await mkdir(dirname(whole), { recursive: true });
  const part = await mkdtemp(join(dirname(whole), `${basename(whole)}.unfinished-`));
  const folders = new Set([part]);

  return {
    async write(name, source) {
      const file = join(part, name);
      for (let folder = dirname(file); !folders.has(folder); folder = dirname(folder)) {
        await mkdir(folder, { recursive: true });
        folders.add(folder);
      }
      const hash = createHash('sha256');
      let size = 0;
      const handle = await open(file, 'wx', 0o600);
      try {
        for await (const chunk of source instanceof Uint8Array ? [source] : source) {
          hash.update(chunk);
          size += chunk.length;
          await handle.writeFile(chunk);
        }
        await handle.sync();
      } catch (fault) {
        await handle.close();
        await rm(file, { force: true });
        throw fault;
      }
      await handle.close();
      return { name, sha256: hash.digest('hex'), size };
    },
    async finish() {
      for (const folder of folders) await syncFolder(folder);
      await refuse();
      await rename(part, whole);
      await syncFolder(dirname(whole));
    },
    discard: () => rm(part, { recursive: true, force: true }),
  };
}

/** The files of a folder that is only read. */
export interface FolderReader {
  /** @returns null if there is none. */
  size(name: string): Promise<number | null>;
  whole(name: string): Promise<Uint8Array>;
  chunks(name: string): AsyncGenerator<Uint8Array>;
}
const CHUNK = 1024 * 1024;

export function readFolder(path: string): FolderReader {
  return {
    size: async (name) => (await stat(join(path, name)).catch(() => null))?.size ?? null,
    whole: (name) => readFile(join(path, name)),
    async *chunks(name) {
      const handle = await open(join(path, name), 'r');
      try {
        for (;;) {
          const { bytesRead, buffer } = await handle.read(Buffer.alloc(CHUNK), 0, CHUNK);
          if (bytesRead === 0) return;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await handle.close();
      }
    },
  };
}
