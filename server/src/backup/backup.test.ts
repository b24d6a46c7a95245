import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FolderExists } from '../adapters/backup-folder.js';
import { openSqliteStore } from '../adapters/sqlite/open.js';
import { memoryStore } from '../storage/memory.js';
import type { Store } from '../storage/ports.js';
import { checkBackup } from '../store-check/backup.js';
import { runVerifyFolder } from '../store-check/run.js';
import { Wrong } from '../verify/wrong.js';
import { contents, now, openVaultRoom, silent } from './backup.fixture.js';
import { draw, fillStore, novemberId, pastId, SEALED_WORDS, WRITER } from './body.fixture.js';
import { readDoc } from './doc-reading.js';
import { manifestName, seamName } from './format.js';
import { isEmpty, restoreBackup } from './restore.js';
import { runBackup, runRestore } from './run.js';

const store = memoryStore({ now });
let room: Awaited<ReturnType<typeof openVaultRoom>>;
let filled: Awaited<ReturnType<typeof fillStore>>;
let made: Awaited<ReturnType<(typeof room)['backUp']>>;
let keyFile: string;

beforeAll(async () => {
  room = await openVaultRoom();
  filled = await fillStore(store);
  made = await room.backUp(store);
  keyFile = join(room.folder, 'key.txt');
  await writeFile(keyFile, room.keyFile);
}, 60_000);
afterAll(() => room.close());

const check = async (path: string) => checkBackup(await room.open(path), room.opener, null, silent);
/** @returns the first thing wrong. */
const wrongIn = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (fault: unknown) => {
      if (fault instanceof Wrong) return `${fault.place}: ${fault.en}`;
      throw fault;
    },
  );
const contentsOf = async (of: Store) =>
  contents(
    of,
    (await room.open(made.path)).blobs().map(({ sha256 }) => sha256),
  );
async function allFiles(path: string): Promise<string[]> {
  const found = await readdir(path, { recursive: true, withFileTypes: true });
  return found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(path.length + 1));
}
let copies = 0;
function copyOf(path: string) {
  copies += 1;
  const copy = join(room.folder, `copy-${copies}`);
  cpSync(path, copy, { recursive: true });
  return copy;
}

describe('a backup', () => {
  test('holds, and gives back byte for byte what was in the store, less what belongs to the store alone', async () => {
    await check(made.path);
    const { counts, missing, incarnation } = made.manifest;
    expect(missing).toEqual([]);
    expect(incarnation).toBe(store.incarnation);
    expect(counts.docs).toBe(2);
    const other = memoryStore({ now, incarnation: 'another' });
    await restoreBackup(await room.open(made.path), room.opener, other, silent);
    const before = await contentsOf(store);
    const after = await contentsOf(other);
    const left = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
    expect(left).toEqual(['vault cursor/projections', 'vault session/abc']);
    for (const key of left) delete before[key];
    expect(after).toEqual(before);
    expect(Object.keys(after).filter((key) => key.startsWith('vault lease/'))).toHaveLength(2);
    expect(after).toHaveProperty(['vault key/ledger']);
  });

  test('lets the docs of a restored body be written on', async () => {
    const other = memoryStore({ now });
    await restoreBackup(await room.open(made.path), room.opener, other, silent);
    const before = await other.streams.head(`doc/${filled.shared}`);
    expect(before).toBeLessThan(await store.streams.head(`doc/${filled.shared}`));
    const { snapshot } = await readDoc(other.streams, `doc/${filled.shared}`);
    expect(snapshot?.upTo).toBe(1);
    expect(await draw(other, filled.shared, 6)).toBe(12);
    const again = await room.backUp(other);
    await check(again.path);
  });

  test('is encrypted all over; read openly it still hides private ink, sealed words and the vault', async () => {
    for (const name of await allFiles(made.path))
      if (name !== manifestName && name !== seamName) expect(name).toMatch(/\.age$/);
    const open = await room.backUp(store, { readable: true });
    await check(open.path);
    const files = await allFiles(open.path);
    const sealed = files.filter((name) => name.endsWith('.age'));
    expect(sealed.filter((name) => !name.startsWith('blobs/')).sort()).toEqual([
      'private/000001.ndjson.age',
      'vault/000001.ndjson.age',
    ]);
    const readable = files
      .filter((name) => !name.endsWith('.age'))
      .map((name) => readFileSync(join(open.path, name), 'latin1'));
    expect(readable.join()).toContain(`"doc/${filled.shared}"`);
    expect(readable.join()).toContain('%PDF-1.7 minutes');
    for (const hidden of [
      filled.own,
      Buffer.from(SEALED_WORDS).toString('latin1'),
      'argon2id of a secret',
      'lease/',
      '"d":"',
    ])
      for (const text of readable) expect(text.includes(hidden)).toBe(false);
  });

  test('is made in its place only when it is whole, and never over another', async () => {
    await expect(
      room.backUp({ ...store, vault: { get: store.vault.get, list: () => Promise.reject(new Error('gone')) } }),
    ).rejects.toThrow('gone');
    expect((await readdir(room.folder)).filter((name) => name.includes('unfinished'))).toEqual([]);
    const { createFolder } = await import('../adapters/backup-folder.js');
    await expect(createFolder(made.path)).rejects.toThrow(FolderExists);
  });

  test('tells of a blob that the store has lost or damaged, and is whole without it', async () => {
    const { sha256 } = (await room.open(made.path)).blobs()[0]!;
    const without: Store = {
      ...store,
      blobs: {
        ...store.blobs,
        get: (hash, range) => (hash === sha256 ? Promise.resolve(null) : store.blobs.get(hash, range)),
      },
    };
    const lacking = await room.backUp(without);
    expect(lacking.manifest.missing).toEqual([sha256]);
    await check(lacking.path);
  });
});

describe('one changed byte', () => {
  test('in any file is found, and the file is named', async () => {
    const open = (await room.backUp(store, { readable: true })).path;
    const kinds = new Map<string, string>();
    for (const path of [made.path, open])
      for (const name of await allFiles(path))
        if (name !== seamName) kinds.set(`${name.split('/')[0]} ${name.endsWith('.age')}`, join(path, name));
    expect([...kinds.keys()].sort()).toEqual([
      'blobs false',
      'blobs true',
      'manifest.json false',
      'private true',
      'streams false',
      'streams true',
      'vault true',
    ]);
    for (const file of kinds.values()) {
      const root = file.startsWith(made.path) ? made.path : open;
      const name = file.slice(root.length + 1);
      const bytes = readFileSync(file);
      for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
        writeFileSync(
          file,
          bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)),
        );
        expect(await wrongIn(room.open(root)), `${name} at ${at}`).toMatch(new RegExp(`^${name}: `));
      }
      writeFileSync(file, bytes.subarray(0, -1));
      expect(await wrongIn(room.open(root))).toMatch(new RegExp(`^${name}: `));
      renameSync(file, `${file}-away`);
      expect(await wrongIn(room.open(root))).toMatch(new RegExp(`^${name}: .*missing`));
      renameSync(`${file}-away`, file);
      writeFileSync(file, bytes);
    }
    const seam = readFileSync(join(open, seamName));
    writeFileSync(
      join(open, seamName),
      seam.map((byte, i) => (i === 70 ? byte ^ 1 : byte)),
    );
    expect(await wrongIn(room.open(open))).toMatch(/^manifest\.json: was changed/);
    await check(made.path);
  });

  test('that somebody has covered up in the manifest is found in the chain', async () => {
    const { path } = await room.backUp(store, { readable: true });
    const file = join(path, 'streams/000001.ndjson');
    const text = readFileSync(file, 'utf8');
    const line = text.split('\n').find((one) => one.includes(`"meeting/${novemberId}"`))!;
    const { entry, ...rest } = JSON.parse(line) as { entry: string };
    const forged = Buffer.from(entry, 'base64').toString().replace('Phiên họp', 'Phiên hụp');
    await cover(
      path,
      'streams/000001.ndjson',
      Buffer.from(text.replace(line, JSON.stringify({ ...rest, entry: Buffer.from(forged).toString('base64') }))),
    );
    expect(await wrongIn(check(path))).toMatch(
      new RegExp(`^meeting/${novemberId}, mục/entry 2: does not follow entry 1`),
    );
  });

  test('a line left out is found: the number without its register, the task without its decision', async () => {
    const { path } = await room.backUp(store, { readable: true });
    const file = 'streams/000001.ndjson';
    const lines = readFileSync(join(path, file), 'utf8').split('\n');
    const kept = (drop: RegExp) => Buffer.from(lines.filter((one) => !drop.test(one)).join('\n'));
    await cover(path, file, kept(/"stream":"register\//));
    expect(await wrongIn(check(path))).toMatch(/^meeting\/.*: what it follows from is missing \(number of /);
    await cover(path, file, kept(new RegExp(`"stream":"meeting/${pastId}"`)));
    expect(await wrongIn(check(path))).toMatch(/what it follows from is missing \(meeting\//);
  });

  test('of a newer release nothing is read', async () => {
    const path = copyOf(made.path);
    const manifest = JSON.parse(readFileSync(join(path, manifestName), 'utf8')) as object;
    await cover(path, manifestName, Buffer.from(JSON.stringify({ ...manifest, version: 2, more: 'later' })));
    expect(await wrongIn(room.open(path))).toBe(
      'manifest.json: version 2 is of a newer release; this one reads up to 1',
    );
  });
});

/** Changes a file and all that vouches for it. */
async function cover(path: string, name: string, bytes: Uint8Array) {
  const { createHash } = await import('node:crypto');
  const hash = (of: Uint8Array) => createHash('sha256').update(of).digest('hex');
  await writeFile(join(path, name), bytes);
  if (name !== manifestName) {
    const manifest = JSON.parse(await readFile(join(path, manifestName), 'utf8')) as { files: { name: string }[] };
    manifest.files = manifest.files.map((one) =>
      one.name === name ? { name, sha256: hash(bytes), size: bytes.length } : one,
    );
    await writeFile(join(path, manifestName), JSON.stringify(manifest));
  }
  await writeFile(join(path, seamName), `${hash(await readFile(join(path, manifestName)))}  ${manifestName}\n`);
}

describe('on the command line', () => {
  let lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  let count = 0;
  const env = (more: object = {}) => {
    count += 1;
    lines = [];
    return { DATA_DIR: join(room.folder, `data-${count}`), ...more };
  };
  const said = () => lines.join('\n');

  test('without a key nothing is written, and it says how to make one', async () => {
    const path = join(room.folder, 'no-key');
    expect(await runBackup([path], env(), print)).toBe(1);
    expect(said()).toMatch(/^No key to encrypt to.*\n.*--new-key/);
    expect(await runBackup([path, '--to', 'age1nonsense'], env(), print)).toBe(1);
    expect(said()).toBe('age1nonsense is no public key (age1…)');
    const file = join(room.folder, 'new-key.txt');
    expect(await runBackup(['--new-key', file], env(), print)).toBe(0);
    expect(said()).toMatch(/BACKUP_RECIPIENTS=age1[a-z0-9]+$/);
    expect(await runBackup(['--new-key', file], env(), print), 'a key is never overwritten').toBe(1);
    expect(await runBackup([path, '--to', readFileSync(file, 'utf8').split('\n')[2]!], env(), print)).toBe(1);
    expect(said()).toMatch(/^That is the secret key/);
    for (const args of [[], ['a', 'b'], ['--what'], ['--new-key', 'f', 'a']])
      expect(await runBackup(args, env(), print)).toBe(2);
    expect(await readdir(room.folder)).not.toContain('no-key');
  });

  test('a body moves: backed up beside its running server, restored elsewhere, verified there', async () => {
    const from = env({ BACKUP_RECIPIENTS: room.recipient, BACKUP_KEY_FILE: keyFile });
    const first = await openSqliteStore({ folder: from.DATA_DIR, now });
    await restoreBackup(await room.open(made.path), room.opener, first, silent);
    const path = join(room.folder, 'moved');
    expect(await runBackup([path], from, print)).toBe(0);
    expect(said()).toContain(`Backup in ${path}: `);
    expect(await runBackup([path], { ...from }, print)).toBe(1);
    expect(said()).toMatch(/is there already\. A backup is never written over another\.$/);
    await first.close();

    lines = [];
    expect(await runVerifyFolder([path], { BACKUP_KEY_FILE: keyFile }, print)).toBe(0);
    expect(lines.at(-1)).toBe('Bản sao lưu nguyên vẹn · The backup is intact');
    expect(lines.slice(0, -1).every((line) => /^✓ .+ · .+$/.test(line))).toBe(true);
    lines = [];
    expect(await runVerifyFolder([path], {}, print)).toBe(0);
    expect(lines.at(-1)).toContain('that needs --key-file');

    const to = env();
    expect(await runRestore([path], to, print)).toBe(1);
    expect(said()).toMatch(/^A backup is opened with the key/);
    expect(await runRestore([path, '--key-file', keyFile], to, print)).toBe(0);
    expect(lines.at(-1)).toMatch(/^Restored into DATA_DIR .*, as incarnation [-0-9a-f]{36}\. /);
    const restored = await openSqliteStore({ folder: to.DATA_DIR, now });
    expect(restored.incarnation).not.toBe(first.incarnation);
    expect(await restored.index.get('meetings', novemberId)).not.toBeNull();
    const [a, b] = [await contentsOf(restored), await contentsOf(store)];
    for (const key of ['vault cursor/projections', 'vault session/abc']) delete b[key];
    expect(a).toEqual(b);
    await restored.close();

    lines = [];
    expect(await runRestore([path, '--key-file', keyFile], to, print), 'a store that is not empty').toBe(1);
    expect(said()).toBe(`DATA_DIR ${to.DATA_DIR} is not empty. Nothing was changed; restore into an empty store.`);
  }, 60_000);

  test('a changed byte, another key, a folder that is none: one line each, and nothing is made', async () => {
    const path = copyOf(made.path);
    const blob = (await allFiles(path)).find((name) => name.startsWith('blobs/'))!;
    const bytes = readFileSync(join(path, blob));
    writeFileSync(
      join(path, blob),
      bytes.map((byte, i) => (i === 300 ? byte ^ 1 : byte)),
    );
    const to = env();
    expect(await runRestore([path, '--key-file', keyFile], to, print)).toBe(1);
    expect(lines).toEqual([`WRONG: ${blob}: the file differs from the manifest. Nothing was changed.`]);
    lines = [];
    expect(await runVerifyFolder([path, '--key-file', keyFile], {}, print)).toBe(1);
    expect(lines).toEqual([
      `✗ SAI · WRONG: ${blob}: nội dung tệp khác với danh mục · the file differs from the manifest`,
    ]);

    const other = join(room.folder, 'other-key.txt');
    await runBackup(['--new-key', other], env(), print);
    lines = [];
    expect(await runRestore([made.path, '--key-file', other], to, print)).toBe(1);
    expect(lines).toEqual([`${other} is not the key of this backup, which was made for ${room.recipient}`]);
    lines = [];
    expect(await runRestore([made.path, '--key-file', join(made.path, manifestName)], to, print)).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/manifest\.json holds no key \(AGE-SECRET-KEY-1…\)$/)]);
    const empty = join(room.folder, 'empty');
    await mkdir(empty);
    lines = [];
    expect(await runRestore([empty, '--key-file', keyFile], to, print)).toBe(1);
    expect(lines).toEqual(['WRONG: manifest.json: missing: this is no whole backup. Nothing was changed.']);
    expect(await runRestore([], to, print)).toBe(2);
    expect(await readdir(room.folder)).not.toContain(to.DATA_DIR.slice(room.folder.length + 1));
  });

  test('a store that was restored by half is no store: no server, no backup, and restore says so', async () => {
    const to = env({ BACKUP_RECIPIENTS: room.recipient });
    const half = await openSqliteStore({ folder: to.DATA_DIR, now });
    let puts = 0;
    const failing: Store = {
      ...half,
      streams: {
        ...half.streams,
        append: async (...args) => {
          puts += 1;
          if (puts > 20) throw new Error('power');
          return half.streams.append(...args);
        },
      },
    };
    await expect(restoreBackup(await room.open(made.path), room.opener, failing, silent)).rejects.toThrow('power');
    expect(await isEmpty(half)).toBe(false);
    await half.close();
    expect(await runBackup([join(room.folder, 'of-half')], to, print)).toBe(1);
    expect(lines).toEqual([`DATA_DIR ${to.DATA_DIR} was not restored to the end. Empty it, and restore again.`]);
    lines = [];
    expect(await runVerifyFolder([to.DATA_DIR], {}, print)).toBe(1);
    expect(lines).toEqual([expect.stringContaining('was not restored to the end')]);
    await rm(to.DATA_DIR, { recursive: true });
    lines = [];
    expect(await runBackup([join(room.folder, 'of-none')], to, print)).toBe(1);
    expect(lines).toEqual([`DATA_DIR ${to.DATA_DIR} holds no body yet: npm run found, or npm run restore.`]);
  });
});

test('nobody but its writer is named in the private part', async () => {
  for await (const { stream } of (await room.open(made.path)).streams(room.opener))
    if (stream.includes('/private/')) expect(stream).toContain(WRITER);
});
