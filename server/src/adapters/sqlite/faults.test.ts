import { copyFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Corrupt, Full, StoreFault } from '../../storage/faults.js';
import type { Store } from '../../storage/ports.js';
import { openDatabase } from './engine.js';
import { killSqlite } from './kill.fixture.js';
import { openSqliteStore, openSqliteStoreReadOnly, StoreInUse, StoreNewer } from './open.js';

const now = (): string => '2026-11-20T00:30:00.000Z';
const all = Number.MAX_SAFE_INTEGER;
const _textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

let folder: string;
let opened: { close(): Promise<void> }[];
const keep = <Closable extends { close(): Promise<void> }>(one: Closable): Closable => {
  opened.push(one);
  return one;
};
const open = async (more: { limitBytes?: number } = {}): Promise<Store> =>
  keep(await openSqliteStore({ folder, now, ...more }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabinet-'));
  opened = [];
});
afterEach(async () => {
  for (const one of opened) await one.close();
  await rm(folder, { recursive: true });
});

test('a second server on the same folder is refused, until the first one is closed', async () => {
  const first = await open();
  await expect(openSqliteStore({ folder, now })).rejects.toThrow(StoreInUse);
  await first.close();
  await (await open()).streams.append('meeting/a', 0, Buffer.from('x'));
});

test('verify and backup read beside a running server, each time what is stored by then', async () => {
  const store = await open();
  await store.streams.append('meeting/a', 0, Buffer.from('one'));
  const { sha256 } = await store.blobs.put(Buffer.from('blob'));
  const reader = keep(await openSqliteStoreReadOnly({ folder, now }));
  expect(reader.incarnation).toBe(store.incarnation);
  expect(await reader.streams.read('meeting/a', 0, 9)).toHaveLength(1);
  expect(await reader.blobs.size(sha256)).toBe(4);
  await store.streams.append('meeting/a', 1, Buffer.from('two'));
  expect(await reader.streams.head('meeting/a')).toBe(2);
});

test('a store is read without a server too, and is not changed by it', async () => {
  const store = await open();
  await store.vault.put('k', 1, 'absent');
  await store.close();
  const before = await readFile(join(folder, 'cabinet.sqlite'));
  const reader = keep(await openSqliteStoreReadOnly({ folder, now }));
  expect((await reader.vault.get('k'))?.value).toBe(1);
  await reader.close();
  expect(Buffer.compare(before, await readFile(join(folder, 'cabinet.sqlite')))).toBe(0);
});

test('there is nothing to read where there is no store, and none is made', async () => {
  await expect(openSqliteStoreReadOnly({ folder, now })).rejects.toThrow(StoreFault);
  expect(await readdir(folder)).toEqual([]);
});

test('a store of a newer version is refused, and the folder is free again', async () => {
  await (await open()).close();
  const db = openDatabase(join(folder, 'cabinet.sqlite'));
  db.exec('UPDATE format SET version = version + 1');
  db.close();
  await expect(openSqliteStore({ folder, now })).rejects.toThrow(StoreNewer);
  await expect(openSqliteStoreReadOnly({ folder, now })).rejects.toThrow(StoreNewer);
  await expect(openSqliteStore({ folder, now })).rejects.toThrow(StoreNewer);
});

test('with no room left nothing is half-written, what is there is read, and writing resumes with room', async () => {
  const store = await open({ limitBytes: 400 * 1024 });
  const entry = Buffer.alloc(16 * 1024, 'a');
  const fill = async (seq: number): Promise<number> =>
    store.streams.append('doc/a', seq, entry).then(
      () => fill(seq + 1),
      (fault: unknown) => {
        expect(fault).toBeInstanceOf(Full);
        return seq;
      },
    );
  const stored = await fill(0);
  expect(stored).toBeGreaterThan(0);
  const batch = Array.from({ length: 40 }, (_, n) => store.streams.append(`meeting/${n}`, 0, entry));
  for (const one of await Promise.allSettled(batch)) {
    expect(one.status === 'rejected' && one.reason).toBeInstanceOf(Full);
  }
  expect(await store.streams.head('doc/a')).toBe(stored);
  expect(await store.streams.read('doc/a', 0, all)).toHaveLength(stored);
  expect(await store.streams.head('meeting/7')).toBe(0);
  await store.close();

  const roomy = await open();
  expect(await roomy.streams.append('doc/a', stored, entry)).toBe('stored');
  expect(await roomy.streams.append('meeting/7', 0, entry)).toBe('stored');
});

test('half-written uploads are swept at the next start', async () => {
  await (await open()).close();
  const incoming = join(folder, 'blobs', 'incoming');
  await writeFile(join(incoming, 'left-over'), 'half a paper');
  await open();
  expect(await readdir(incoming)).toEqual([]);
});

test('an entry with one byte changed is never served; the others are', async () => {
  const store = await open();
  const marked = 'an entry whose bytes are found in the file';
  await store.streams.append('meeting/a', 0, Buffer.from(marked));
  await store.streams.append('meeting/b', 0, Buffer.from('sound'));
  await store.close();
  const file = join(folder, 'cabinet.sqlite');
  const bytes = await readFile(file);
  const at = bytes.indexOf(marked);
  expect(at).toBeGreaterThan(0);
  bytes.write('A', at);
  await writeFile(file, bytes);
  const damaged = await open();
  await expect(damaged.streams.read('meeting/a', 0, 9)).rejects.toThrow(Corrupt);
  expect(await damaged.streams.read('meeting/b', 0, 9)).toHaveLength(1);
});

test('an entry that is missing is not passed over', async () => {
  const store = await open();
  for (let seq = 0; seq < 4; seq += 1) await store.streams.append('meeting/a', seq, Buffer.from('x'));
  await store.close();
  const db = openDatabase(join(folder, 'cabinet.sqlite'));
  db.exec('DELETE FROM entries WHERE seq = 2');
  db.close();
  const damaged = await open();
  await expect(damaged.streams.read('meeting/a', 0, 9)).rejects.toThrow(Corrupt);
  expect(await damaged.streams.read('meeting/a', 2, 9)).toHaveLength(2);
});

test('a file that is no store, or was cut, is named corrupt and left as it is', async () => {
  const store = await open();
  const entry = Buffer.alloc(8_000, 'a');
  for (let seq = 0; seq < 20; seq += 1) await store.streams.append('meeting/a', seq, entry);
  await store.close();
  const file = join(folder, 'cabinet.sqlite');
  await copyFile(file, `${file}.whole`);

  await truncate(file, 3 * 4096);
  await expect(
    openSqliteStore({ folder, now }).then((cut) => keep(cut).streams.read('meeting/a', 0, 99)),
  ).rejects.toThrow(Corrupt);
  await Promise.all(opened.map((one) => one.close()));

  const bytes = await readFile(`${file}.whole`);
  bytes.fill(0x55, 0, 100);
  await writeFile(file, bytes);
  await expect(openSqliteStore({ folder, now })).rejects.toThrow(Corrupt);
  expect(Buffer.compare(await readFile(file), bytes)).toBe(0);
});

test('killed in the middle of writing, it has lost nothing that was acknowledged', { timeout: 60_000 }, async () => {
  const { acknowledged } = await killSqlite(2);
  for (const count of Object.values(acknowledged)) expect(count).toBeGreaterThan(0);
});
