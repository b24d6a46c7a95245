import { expect, test } from 'vitest';
import { describeMongo, dropDatabase, newDatabase } from '../adapters/mongo/mongo.fixture.js';
import { openMongoStore, openMongoStoreReadOnly } from '../adapters/mongo/open.js';
import { now } from './backup.fixture.js';
import { backUpAtWork, type Engine, memory, sqlite } from './backup-at-work.fixture.js';

const seeds = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

test.each(seeds(10, 12))(
  'backed up at work (%i), sqlite to memory and back, it lacks nothing and holds',
  async (seed) => {
    const [from, to] = seed % 2 === 0 ? [sqlite, memory] : [memory, sqlite];
    expect(await backUpAtWork({ seed, from, to, backups: 2 })).toBe(2);
  },
);

describeMongo('a cabinet on MongoDB', (server) => {
  const mongo: Engine = async () => {
    const database = newDatabase();
    const options = { uri: server.uri, database, now, allowStandalone: true, patienceMs: 60_000 };
    const store = await openMongoStore(options);
    const remove = async () => {
      await store.close();
      await dropDatabase(server, database);
    };
    return { store, beside: () => openMongoStoreReadOnly(options), remove };
  };
  test.each(seeds(50, 2))(
    'backed up at work (%i), to the embedded store and back, lacks nothing and holds',
    async (seed) => {
      const [from, to] = seed % 2 === 0 ? [mongo, sqlite] : [sqlite, mongo];
      expect(await backUpAtWork({ seed, from, to, backups: 2 })).toBe(2);
    },
  );
});
