import { expect, test } from 'vitest';
import { killRounds } from '../../testing/kill.fixture.js';
import { describeOutage } from '../../testing/outage.fixture.js';
import { openForKill } from './kill-opener.fixture.js';
import { describeMongo, dropDatabase, newDatabase } from './mongo.fixture.js';

const now = () => new Date().toISOString();

describeMongo('killed under 16 writers', (server) => {
  test.runIf(server.ours)(
    '30 times, every third time the database first: nothing acknowledged is lost or there twice, every chain holds',
    async () => {
      const options = { uri: server.uri, database: newDatabase() };
      const { acknowledged, unanswered } = await killRounds(
        {
          opener: new URL('./kill-opener.fixture.ts', import.meta.url).href,
          options,
          open: () => openForKill(options, now),
          // Without its index on names and numbers FerretDB reads all there is for each question.
          acksAtMost: server.name === 'FerretDB' ? 80 : 920,
          killDatabase: async () => {
            await server.kill();
            await server.restart();
          },
        },
        30,
      );
      for (const count of Object.values(acknowledged)) expect(count).toBeGreaterThan(30);
      console.log(`${server.name}, killed 30 times`, JSON.stringify({ acknowledged, unanswered }));
      await dropDatabase(server, options.database);
    },
  );
});

describeMongo('with a database that can be taken away', (server) => {
  if (!server.ours) return;
  describeOutage(
    {
      name: server.name,
      open: async (cabinetsNow) => {
        const database = newDatabase();
        const store = await openForKill({ uri: server.uri, database }, cabinetsNow);
        return {
          store,
          outages: {
            stopped: async () => {
              server.freeze();
              return { over: async () => server.thaw() };
            },
            killed: async () => {
              await server.kill();
              return { over: () => server.restart() };
            },
          },
          async close() {
            await store.close();
            await dropDatabase(server, database);
          },
        };
      },
    },
    ['stopped', 'killed'],
  );
});
