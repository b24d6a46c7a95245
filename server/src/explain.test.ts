import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteStore } from './adapters/sqlite/open.js';
import { ConfigFault } from './config.js';
import { writable } from './explain.js';

test.skipIf(process.platform === 'win32')(
  'the folder made for a store is its owner’s alone, however many others the machine has',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ecab-explain-'));
    try {
      const mode = async (name: string) => ((await stat(join(folder, name))).mode & 0o777).toString(8);
      writable(join(folder, 'data'));
      expect(await mode('data')).toBe('700');
      const store = await openSqliteStore({ folder: join(folder, 'other'), now: () => '2026-11-26T01:00:00.000Z' });
      await store.close();
      expect(await mode('other')).toBe('700');
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test('a file in the place of the folder, or a place where there can be none, is told as a DATA_DIR that cannot be written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ecab-explain-'));
  const file = join(folder, 'file');
  await writeFile(file, '');
  const impossible = process.platform === 'linux' ? ['/proc/none', '/proc/none/data'] : [];
  for (const path of [file, join(file, 'data'), ...impossible]) expect(() => writable(path), path).toThrow(ConfigFault);
  await rm(folder, { recursive: true });
});
