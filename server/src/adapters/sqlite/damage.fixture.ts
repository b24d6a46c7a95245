import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Corrupt } from '../../storage/faults.js';
import type { Store } from '../../storage/ports.js';
import { openSqliteStore } from './open.js';

export const now = (): string => '2026-11-20T00:30:00.000Z';
const STREAMS = 6;
const ENTRIES = 40;
const textOf = (stream: string, seq: number): string => `${stream} ${seq} `.padEnd(40 + ((seq * 97) % 900), '·');

/** A store with something in every table, closed. @returns the id of its blob. */
export async function fill(folder: string): Promise<string> {
  const store = await openSqliteStore({ folder, now });
  for (let n = 0; n < STREAMS; n += 1)
    for (let seq = 1; seq <= ENTRIES; seq += 1)
      await store.streams.append(`doc/${n}`, seq - 1, Buffer.from(textOf(`doc/${n}`, seq)));
  for (let n = 0; n < STREAMS; n += 1) {
    await store.streams.keep(`doc/${n}`, 'form', 5, Buffer.from(`snapshot ${n}`));
    await store.vault.put(`key/${n}`, { secret: `value ${n}`.repeat(30) }, 'absent');
  }
  await store.index.put(
    Array.from({ length: 50 }, (_, n) => ({
      view: 'archive',
      id: `${n}`,
      from: 1,
      sort: `${100 + n}`,
      terms: ['w:mot', `w:${n}`],
      body: { n },
    })),
  );
  const { sha256 } = await store.blobs.put(Buffer.alloc(5_000, 'giấy'));
  await store.close();
  return sha256;
}

/**
 * Reads all of it.
 *
 * @returns how many things could not be read because they are damaged.
 * @throws if anything but what was stored is served: the one thing that must never be.
 */
export async function readBack({ streams, vault, blobs }: Store, sha256: string): Promise<number> {
  let damaged = 0;
  const orCorrupt = async (read: Promise<void>): Promise<void> =>
    read.catch((fault: unknown) => {
      if (!(fault instanceof Corrupt)) throw fault;
      damaged += 1;
    });
  const expect = (found: string | undefined, stored: string): void => {
    if (found !== stored) throw new Error(`served ${JSON.stringify(found)} for ${JSON.stringify(stored)}`);
  };
  for (let n = 0; n < STREAMS; n += 1) {
    await orCorrupt(
      streams.read(`doc/${n}`, 0, 1_000).then((entries) => {
        const texts = entries.map(({ entry }) => Buffer.from(entry).toString());
        expect(texts.join(), Array.from({ length: ENTRIES }, (_, at) => textOf(`doc/${n}`, at + 1)).join());
      }),
    );
    await orCorrupt(
      streams.snapshot(`doc/${n}`, 'form').then((kept) => {
        expect(Buffer.from(kept?.bytes ?? []).toString(), `snapshot ${n}`);
      }),
    );
    await orCorrupt(
      vault.get(`key/${n}`).then((found) => {
        expect(JSON.stringify(found?.value), JSON.stringify({ secret: `value ${n}`.repeat(30) }));
      }),
    );
  }
  await orCorrupt(blobs.get(sha256).then(async (blob) => void (await buffer(blob!))));
  return damaged;
}

/** What is in the files of a folder, to be compared; not those a reader makes for itself (`-shm`, an empty log). */
export function contents(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && !one.name.endsWith('-shm') && !one.name.startsWith('cabinet.lock'))
    .map((one) => join(one.parentPath, one.name))
    .sort()) {
    const bytes = existsSync(name) ? readFileSync(name) : Buffer.alloc(0);
    if (bytes.length > 0) hash.update(`${name} ${bytes.length} `).update(bytes);
  }
  return hash.digest('hex');
}
