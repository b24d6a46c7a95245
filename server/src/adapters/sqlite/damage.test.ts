import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { explain } from '../../explain.js';
import { Corrupt } from '../../storage/faults.js';
import type { Store } from '../../storage/ports.js';
import { sourceArgs } from '../worker.js';
import { contents, fill, now, readBack } from './damage.fixture.js';
import { openDatabase, single } from './engine.js';
import { openSqliteStore, openSqliteStoreReadOnly } from './open.js';
import { prepare, steps } from './schema.js';

const PAGE = 4096;
let base: string;
let folder: string;
let file: string;
let blob: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'cabinet-'));
  blob = await fill(join(base, 'whole'));
});
afterAll(() => rm(base, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(base, 'one-'));
  await cp(join(base, 'whole'), folder, { recursive: true });
  file = join(folder, 'cabinet.sqlite');
});
afterEach(() => rm(folder, { recursive: true }));

const flip = (at: number, bits = 0xff): void => {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ bits;
  writeFileSync(file, bytes);
};
const pages = (): number => statSync(file).size / PAGE;
const marked = (): void => {
  const db = openDatabase(file);
  db.exec('UPDATE format SET running = 1');
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
};

describe('a store that is damaged is refused at the start in one line, and nothing of it is changed', () => {
  test.each<[string, () => void]>([
    ['the first byte', () => flip(0)],
    ['the size of pages', () => flip(16)],
    ['the kind of the first page', () => flip(100)],
    ['the list of tables', () => flip(110)],
    ['the kind of the second page', () => flip(PAGE)],
    ['the kind of a page in the middle', () => flip(PAGE * Math.floor(pages() / 2))],
    ['a cell of a page in the middle', () => flip(PAGE * Math.floor(pages() / 3) + 8)],
    ['the kind of the last page', () => flip(PAGE * (pages() - 1))],
    ['cut in the middle of a page', () => truncateSync(file, PAGE * 5 + 100)],
    ['cut at a page', () => truncateSync(file, PAGE * 5)],
    ['cut to nothing', () => truncateSync(file, 0)],
    ['a text', () => writeFileSync(file, 'Biên bản họp\n'.repeat(1000))],
    [
      'a database, but of something else',
      () => {
        rmSync(file);
        const db = openDatabase(file);
        db.exec('CREATE TABLE notes (text)');
        db.close();
      },
    ],
    ['the file gone, its papers there', () => rmSync(file)],
    ['the log gone that held what was saved last', marked],
  ])('%s', async (_, damage) => {
    damage();
    const before = contents(folder);
    const fault = await openSqliteStore({ folder, now }).then(
      (store) => store.close(),
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(Corrupt);
    expect(explain(fault, null)?.split('\n')).toHaveLength(1);
    expect(contents(folder)).toBe(before);
  });
});

test('the server says so and ends with 1', async () => {
  flip(PAGE * Math.floor(pages() / 2));
  const main = new URL('../../main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [...sourceArgs(), main], {
    env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(said).toMatch(/^DATA_DIR .+ is damaged: .+ Nothing was changed\. .+$/m);
  expect(code).toBe(1);
});

test('a byte changed anywhere is found at the start or when it is read, and never served', {
  timeout: 60_000,
}, async () => {
  const size = statSync(file).size;
  let found = 0;
  for (let round = 0; round < 10; round += 1) {
    await cp(join(base, 'whole', 'cabinet.sqlite'), file);
    const at = (round * 2_654_435_761) % size;
    flip(at, 1 << (round % 8));
    const store = await openSqliteStore({ folder, now }).catch((fault: unknown) => fault as Error);
    if ('streams' in store) {
      found += await readBack(store as Store, blob);
      await (store as Store).close();
    } else {
      expect(store).toBeInstanceOf(Corrupt);
      found += 1;
    }
  }
  expect(found).toBeGreaterThan(2);
});

test('the log that a crash leaves belongs to the store; a copy without it is refused, also to a reader', async () => {
  const running = await openSqliteStore({ folder, now });
  await running.streams.append('meeting/a', 0, Buffer.from('saved last'));
  const copies = [join(base, 'with'), join(base, 'without')] as const;
  for (const copy of copies) await cp(folder, copy, { recursive: true });
  await running.close();
  rmSync(join(copies[1], 'cabinet.sqlite-wal'));
  const whole = await openSqliteStore({ folder: copies[0], now });
  expect(await whole.streams.head('meeting/a')).toBe(1);
  await whole.close();
  await expect(openSqliteStoreReadOnly({ folder: copies[1], now })).rejects.toThrow('cabinet.sqlite-wal is missing');
  await expect(openSqliteStore({ folder: copies[1], now })).rejects.toThrow('cabinet.sqlite-wal is missing');
});

test('a log with bytes of no use after its last entry is read up to them', async () => {
  const running = await openSqliteStore({ folder, now });
  await running.streams.append('meeting/a', 0, Buffer.from('saved last'));
  const copy = join(base, 'torn');
  await cp(folder, copy, { recursive: true });
  await running.close();
  appendFileSync(join(copy, 'cabinet.sqlite-wal'), Buffer.alloc(5_000, 7));
  const store = await openSqliteStore({ folder: copy, now });
  expect(await readBack(store, blob)).toBe(0);
  expect(await store.streams.head('meeting/a')).toBe(1);
  await store.close();
});

describe('a byte of the log that has changed', () => {
  const appended = 12;
  /** As a crash leaves it, the log being all that holds the entries. */
  async function crashed(): Promise<string> {
    const running = await openSqliteStore({ folder, now });
    for (let n = 0; n < appended; n += 1) await running.streams.append('meeting/a', n, Buffer.alloc(3_000, n + 1));
    const copy = await mkdtemp(join(base, 'crashed-'));
    await cp(folder, copy, { recursive: true });
    await running.close();
    return copy;
  }
  const headAfter = async (copy: string): Promise<number | 'refused'> => {
    const store = await openSqliteStore({ folder: copy, now }).catch((fault: unknown) => {
      expect(fault).toBeInstanceOf(Corrupt);
      expect(explain(fault, null)).toMatch(/cabinet\.sqlite-wal has changed at frame \d+: /);
      return null;
    });
    if (!store) return 'refused';
    const head = await store.streams.head('meeting/a');
    await store.close();
    return head;
  };

  test('is found at the start and by a reader wherever something acknowledged would be lost, and nothing is changed', async () => {
    const whole = await crashed();
    const log = readFileSync(join(whole, 'cabinet.sqlite-wal'));
    const frames = (log.length - 32) / (24 + PAGE);
    expect(frames).toBeGreaterThan(appended);
    for (const at of [3, 20, 28, 32 + 5, 32 + 12, 32 + 18, 32 + 24 + 9, (log.length >> 1) + 1]) {
      const copy = await mkdtemp(join(base, 'log-'));
      await cp(whole, copy, { recursive: true });
      writeFileSync(
        join(copy, 'cabinet.sqlite-wal'),
        log.map((byte, n) => (n === at ? byte ^ 0x10 : byte)),
      );
      const before = contents(copy);
      await expect(openSqliteStoreReadOnly({ folder: copy, now }), `at ${at}`).rejects.toThrow(Corrupt);
      expect(await headAfter(copy), `at ${at}`).toBe('refused');
      expect(contents(copy), `at ${at}`).toBe(before);
    }
  });

  test('and one that is cut anywhere holds what was saved before: that is how a loss of power leaves it', async () => {
    const whole = await crashed();
    const { size } = statSync(join(whole, 'cabinet.sqlite-wal'));
    const heads: unknown[] = [];
    for (let part = 1; part <= 6; part += 1) {
      const copy = await mkdtemp(join(base, 'log-'));
      await cp(whole, copy, { recursive: true });
      truncateSync(join(copy, 'cabinet.sqlite-wal'), Math.floor((size * part) / 6));
      heads.push(await headAfter(copy));
    }
    expect(heads).toEqual([...heads].sort((a, b) => Number(a) - Number(b)));
    expect(heads.at(-1)).toBe(appended);
  });
});

test('a crash while a store was being made leaves nothing in the way', async () => {
  const empty = await mkdtemp(join(base, 'new-'));
  writeFileSync(join(empty, 'cabinet.sqlite.part'), 'half of one');
  const store = await openSqliteStore({ folder: empty, now });
  await store.close();
  expect((await readdir(empty)).filter((name) => name.includes('.part'))).toEqual([]);
});

test('a store of the first version is copied, raised and read', async () => {
  const old = await mkdtemp(join(base, 'old-'));
  const first = join(old, 'cabinet.sqlite');
  const db = openDatabase(first);
  prepare(db, 'of-old', () => '', steps.slice(0, 1));
  db.exec(`
    INSERT INTO streams VALUES (1, 'meeting/a', 1, 0, '2026-11-20T00:30:00.000Z');
    INSERT INTO entries VALUES (1, 1, ${0x3610a686}, CAST('hello' AS BLOB));
    INSERT INTO vault VALUES ('k', 3, '"v"', NULL)`);
  db.close();
  await expect(openSqliteStoreReadOnly({ folder: old, now })).rejects.toThrow('start the server once');
  const store = await openSqliteStore({ folder: old, now });
  expect(store.incarnation).toBe('of-old');
  expect(Buffer.from((await store.streams.read('meeting/a', 0, 9))[0]?.entry ?? []).toString()).toBe('hello');
  expect(await store.vault.get('k')).toEqual({ key: 'k', version: 3, value: 'v' });
  expect(await store.vault.put('k', 'w', 3)).toBe('stored');
  await store.close();
  const copy = openDatabase(join(old, 'cabinet.v1.sqlite'), { readOnly: true });
  expect(single(copy, 'SELECT version FROM format')).toBe(1);
  expect(single(copy, 'SELECT value FROM vault')).toBe('"v"');
  copy.close();
  expect(existsSync(`${first}.part`)).toBe(false);
});
