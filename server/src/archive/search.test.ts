import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { noMongo, openMongo } from '../adapters/mongo/mongo.fixture.js';
import { openSqliteStore } from '../adapters/sqlite/open.js';
import { memoryStore } from '../storage/memory.js';
import { demoUnits, searchCases } from './archive.fixture.js';
import { describeSearch, everything, fill, secretary } from './search-suite.fixture.js';

const now = () => '2026-11-26T00:00:00.000Z';
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

describeSearch('memory', async () => memoryStore({ now }));
describeSearch('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ecab-archive-'));
  folders.push(folder);
  return openSqliteStore({ folder, now });
});

// The whole of it runs on MongoDB with the long tests: FerretDB looks at every row for every question.
const open = openMongo;
if (open === null) test.skip(`a part of the archive on mongo: skipped, ${noMongo}`, () => {});
else
  test('a part of the archive gives the same hits, counts and order on mongo', { timeout: 300_000 }, async () => {
    const [model, store] = [memoryStore({ now }), await open(now)];
    try {
      const units = demoUnits(() => []).filter((_, n) => n % 12 === 0);
      for (const one of [model, store]) await fill(one.index, units);
      for (const { query } of searchCases) {
        const asked = { query, rights: secretary };
        expect(await everything(store.index, asked, 50)).toEqual(await everything(model.index, asked, 50));
      }
    } finally {
      await store.close();
    }
  });
