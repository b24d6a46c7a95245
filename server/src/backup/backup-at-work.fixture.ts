import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { expect } from 'vitest';
import { openSqliteStore, openSqliteStoreReadOnly } from '../adapters/sqlite/open.js';
import { createLoneProjector } from '../jobs/lone-projector.js';
import { memoryStore } from '../storage/memory.js';
import type { Store, StoreReader } from '../storage/ports.js';
import { checkBackup } from '../store-check/backup.js';
import { checkStore } from '../store-check/store.js';
import { createDocs } from '../sync/docs.js';
import { Leases } from '../sync/leases.js';
import { drawsOf } from '../testing/draws.fixture.js';
import { openAtWork, type Stroke, turn } from './at-work.fixture.js';
import { contents, now, openVaultRoom, silent } from './backup.fixture.js';
import { isDoc, streamNames } from './cut.js';
import { restoreBackup } from './restore.js';

/** An engine to be backed up, or restored into. */
export type Engine = () => Promise<{
  readonly store: Store;
  /** As `backup` opens it, beside its server. */
  readonly beside: () => Promise<StoreReader>;
  /** With all that it holds. */
  readonly remove: () => Promise<void>;
}>;

export const sqlite: Engine = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ecab-at-work-'));
  const store = await openSqliteStore({ folder, now });
  const remove = async () => {
    await store.close();
    await rm(folder, { recursive: true });
  };
  return { store, beside: () => openSqliteStoreReadOnly({ folder, now }), remove };
};
export const memory: Engine = async () => {
  const store = memoryStore({ now });
  return { store, beside: async () => ({ ...store, close: async () => {} }), remove: () => store.close() };
};

/**
 * Backs a cabinet at work up, again and again. Each backup is restored into an empty store of another engine: there
 * everything must hold, each stream be a prefix of the source's, and nothing lack that was acknowledged before it began.
 */
export async function backUpAtWork(options: { seed: number; from: Engine; to: Engine; backups: number }) {
  const draw = drawsOf(options.seed);
  const source = await options.from();
  const room = await openVaultRoom();
  const { strokes, next, stop } = await openAtWork(source.store, draw);
  const made: { path: string; heads: ReadonlyMap<string, number>; strokes: readonly Stroke[] }[] = [];
  for (let n = 0; n < options.backups; n += 1) {
    await next('meeting');
    for (let orders = draw(12); orders > 0; orders -= 1) await next('order');
    const before = { heads: await headsOf(source.store), strokes: [...strokes] };
    const reader = await source.beside();
    const { path, manifest } = await room.backUp(atLeisure(reader, draw, () => next('meeting')));
    expect(manifest.missing).toEqual([]);
    await reader.close();
    made.push({ path, ...before });
  }
  await stop();
  const whole = await contents(source.store, []);

  for (const { path, heads, strokes } of made) {
    const backup = await room.open(path);
    await checkBackup(backup, room.opener, null, silent);
    const { store, remove } = await options.to();
    const { bodyId } = await restoreBackup(backup, room.opener, store, silent);
    await createLoneProjector(store, bodyId).rebuild();
    await checkStore({ store, keys: null, say: silent, pause: turn });

    const part = await contents(store, []);
    for (const [name, entries] of Object.entries(part))
      if (/^[a-z]+\//.test(name) && !isDoc(name))
        expect(entries, name).toEqual((whole[name] as string[]).slice(0, (entries as string[]).length));
    for (const [name, head] of heads)
      if (!isDoc(name)) expect((part[name] as string[] | undefined)?.length, name).toBeGreaterThanOrEqual(head);
    expect(await lackingIn(store, strokes)).toEqual([]);
    await remove();
  }
  await source.remove();
  await room.close();
  return made.length;
}

async function headsOf({ streams }: Store): Promise<ReadonlyMap<string, number>> {
  const heads = new Map<string, number>();
  for await (const name of streamNames(streams)) heads.set(name, await streams.head(name));
  return heads;
}

/**
 * The cabinet goes on between any two reads; sometimes for a whole meeting, between streams of two kinds, where the order
 * of reading counts.
 */
function atLeisure(reader: StoreReader, draw: (below: number) => number, meeting: () => Promise<void>): StoreReader {
  const { read } = reader.streams;
  let [last, waits] = ['', MEETINGS_MEANWHILE];
  const streams: StoreReader['streams'] = {
    ...reader.streams,
    async read(stream, after, limit) {
      const kind = stream.slice(0, stream.indexOf('/'));
      const isLong = kind !== last && last !== '' && waits > 0 && draw(3) > 0;
      last = kind;
      if (isLong) waits -= 1;
      await (isLong ? meeting() : turn());
      return read(stream, after, limit);
    },
  };
  return { ...reader, streams };
}
const MEETINGS_MEANWHILE = 3;

async function lackingIn(store: Store, strokes: readonly Stroke[]) {
  const leases = new Leases({ vault: store.vault, now, random: () => new Uint8Array() });
  const onFault = (fault: unknown) => {
    throw fault;
  };
  const docs = createDocs({ streams: store.streams, leases, now, onFault });
  const lacking: string[] = [];
  for (const { doc, writer, key } of strokes)
    if (!(await docs.read(doc, (one) => one.getMap(inkRoot(writer)).has(key)))) lacking.push(key);
  return lacking;
}
