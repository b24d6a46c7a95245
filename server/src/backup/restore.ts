import { z } from 'zod';
import { RESTORING } from '../open-store.js';
import { Corrupt } from '../storage/faults.js';
import type { Store, StoreReader } from '../storage/ports.js';
import { encodeEntry } from '../sync/doc-entry.js';
import { streamNames } from './cut.js';
import type { CarriedStream } from './doc-reading.js';
import type { Backup } from './open.js';
import type { Opener } from './sealing.js';
import { fateOf } from './vault-rows.js';

const INSTALLATION = 'installation';
const installation = z.looseObject({ bodyId: z.string() });
const AT_ONCE = 32;
const TELL_EVERY = 1000;

/** Nothing was ever written to it. */
export async function isEmpty({ streams, vault }: Pick<StoreReader, 'streams' | 'vault'>): Promise<boolean> {
  for await (const _ of streamNames(streams)) return false;
  return (await vault.list('', null, 1)).length === 0;
}

/**
 * Writes a checked backup into an empty store. The index stays empty: it is made anew afterwards, by whoever
 * restores or by the server at its first start, since no cursor says that anything was projected. What says that the store holds a body is written last.
 *
 * @throws StoreFault; what was begun must then be emptied by hand. Corrupt if a blob was changed since it was checked.
 */
export async function restoreBackup(
  backup: Backup,
  opener: Opener,
  store: Store,
  tell: (line: string) => void,
): Promise<{ readonly bodyId: string }> {
  const { streams, blobs, vault } = store;
  await vault.put(RESTORING, { from: backup.manifest.incarnation, at: backup.manifest.endedAt }, 'absent');
  const files = backup.blobs();
  for (const [i, { sha256, file }] of files.entries()) {
    const stored = await blobs.put(await backup.blob(file, opener));
    if (stored.sha256 !== sha256) throw new Corrupt(`${file} was changed meanwhile`);
    if ((i + 1) % TELL_EVERY === 0) tell(`Restored: ${i + 1} of ${files.length} blobs`);
  }
  tell(`Restored: ${files.length} blobs`);

  let [done, written] = [0, 0];
  const under = new Set<Promise<void>>();
  const failed: unknown[] = [];
  // Many streams at once, each in its order: the engine stores together what arrives together.
  for await (const carried of backup.streams(opener)) {
    const one: Promise<void> = write(carried)
      .catch((fault: unknown) => void failed.push(fault))
      .finally(() => under.delete(one));
    under.add(one);
    if (under.size >= AT_ONCE) await Promise.race(under);
    if (failed.length > 0) break;
    done += 1;
    if (done % TELL_EVERY === 0) tell(`Restored: ${done} streams`);
  }
  await Promise.all(under);
  if (failed.length > 0) throw failed[0];
  tell(`Restored: ${done} streams with ${written} entries`);

  let body: { readonly bodyId: string } | null = null;
  let rows = 0;
  for await (const row of backup.rows(opener)) {
    if (fateOf(row.key) === 'left') continue;
    rows += 1;
    if (row.key === INSTALLATION) body = installation.parse(row.value);
    else await vault.put(row.key, row.value, 'absent');
  }
  // The check before this has seen it.
  if (!body) throw new Corrupt('the backup says of no body');
  await vault.put(INSTALLATION, body, 'absent');
  const mark = await vault.get(RESTORING);
  if (mark) await vault.remove(RESTORING, mark.version);
  tell(`Restored: ${rows} rows of the vault`);
  return body;

  async function write({ stream, snapshot, entries }: CarriedStream): Promise<void> {
    let head = 0;
    if (snapshot) {
      // A port takes a snapshot of entries that are there: one that says nothing stands for all those that are gone.
      await append(stream, 0, encodeEntry({ kind: 'written', written: [] }));
      await streams.keep(stream, snapshot.form, 1, snapshot.bytes);
      await streams.trim(stream, 1);
      head = 1;
    }
    for (const { entry } of entries) {
      await append(stream, head, entry);
      head += 1;
      written += 1;
    }
  }
  async function append(stream: string, after: number, entry: Uint8Array): Promise<void> {
    if ((await streams.append(stream, after, entry)) === 'moved')
      throw new Corrupt(`${stream}: somebody else writes to this store`);
  }
}
