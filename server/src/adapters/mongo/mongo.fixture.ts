import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { afterAll, describe } from 'vitest';
import { type MongoServer, mongoServer } from '../../../../e2e/support/mongo.js';
import type { Engine } from '../../storage/contract/opened.js';
import type { Store } from '../../storage/ports.js';
import { openMongoStore } from './open.js';

/** The server of the file of tests that imports this, or why there is none. */
const found = await mongoServer();
afterAll(async () => {
  if (!('reason' in found)) await found.stop();
});

/** Opens a store in a database of its own, for tests that run on every engine; null without a server. */
export const openMongo: ((now: () => string) => Promise<Store>) | null =
  'reason' in found
    ? null
    : async (now) => {
        const database = newDatabase();
        const store = await openMongoStore({
          uri: found.uri,
          database,
          now,
          allowStandalone: true,
          patienceMs: 60_000,
        });
        return {
          ...store,
          close: async () => {
            await store.close();
            await dropDatabase(found, database);
          },
        };
      };
export const noMongo: string = 'reason' in found ? found.reason : '';

/** Tests that need a server; without one they are skipped, and say why. */
export function describeMongo(name: string, tests: (server: MongoServer) => void): void {
  if ('reason' in found) describe.skip(`${name}: skipped, ${found.reason}`, () => tests(noServer));
  else describe(name, () => tests(found));
}
const noServer = {} as MongoServer;

export const newDatabase = (): string => `ecab-test-${randomUUID().slice(0, 8)}`;

export async function dropDatabase({ uri }: Pick<MongoServer, 'uri'>, database: string): Promise<void> {
  const connection = await mongoose.createConnection(uri, { dbName: database }).asPromise();
  await connection.dropDatabase();
  await connection.destroy();
}

/** An engine for the contract, each test in a database of its own. */
export const mongoEngine = (server: MongoServer): Engine => ({
  name: `mongo (${server.name})`,
  keeps: true,
  open: async (now) => {
    const database = newDatabase();
    // The contract is about what is answered, on a machine however slow.
    const options = { uri: server.uri, database, now, allowStandalone: true, patienceMs: 60_000 };
    const store = await openMongoStore(options);
    let last = store;
    return {
      store,
      reopen: async () => {
        await last.close();
        last = await openMongoStore(options);
        return last;
      },
      damage: async (sha256) => {
        const connection = await mongoose.createConnection(server.uri, { dbName: database }).asPromise();
        const { file } = (await connection.collection('blobs').findOne({ _id: sha256 as never })) as unknown as {
          file: string;
        };
        const chunks = connection.collection('fs.chunks');
        const chunk = await chunks.findOne({ _id: `${file}/0` as never }, { promoteBuffers: true });
        const data = Buffer.from(chunk?.data as Buffer);
        data.writeUInt8((data.readUInt8(10) + 1) % 256, 10);
        await chunks.updateOne({ _id: `${file}/0` as never }, { $set: { data } });
        await connection.destroy();
      },
      close: async () => {
        await last.close();
        await dropDatabase(server, database);
      },
    };
  },
});
