import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeMongo, dropDatabase, newDatabase } from '../adapters/mongo/mongo.fixture.js';
import { openMongoStoreReadOnly } from '../adapters/mongo/open.js';
import { memoryStore } from '../storage/memory.js';
import { runVerifyFolder } from '../store-check/run.js';
import { contents, now, openVaultRoom, silent } from './backup.fixture.js';
import { fillStore } from './body.fixture.js';
import { restoreBackup } from './restore.js';
import { runBackup, runRestore } from './run.js';

describeMongo('a body grows from the embedded store to MongoDB', (server) => {
  const database = newDatabase();
  let room: Awaited<ReturnType<typeof openVaultRoom>>;
  let lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const store = memoryStore({ now });
  beforeAll(async () => {
    room = await openVaultRoom();
    await fillStore(store);
  }, 60_000);
  afterAll(async () => {
    await dropDatabase(server, database);
    await room.close();
  });

  test('and back, with every byte, by backup and restore', async () => {
    const keyFile = join(room.folder, 'key.txt');
    await writeFile(keyFile, room.keyFile);
    const address = new URL(server.uri);
    address.pathname = `/${database}`;
    const env = {
      DATA_DIR: join(room.folder, 'none'),
      MONGODB_URI: address.href,
      MONGODB_ALLOW_STANDALONE: '1',
      BACKUP_KEY_FILE: keyFile,
      BACKUP_RECIPIENTS: room.recipient,
    };
    const { path } = await room.backUp(store);
    expect(await runRestore([path], env, print), lines.join('\n')).toBe(0);
    expect(lines.at(-1)).toMatch(/^Restored into MONGODB_URI mongodb:\/\//);

    const names = (await room.open(path)).blobs().map(({ sha256 }) => sha256);
    const before = await contents(store, names);
    for (const key of ['vault cursor/projections', 'vault session/abc']) delete before[key];
    const options = { uri: server.uri, database, now, allowStandalone: true, patienceMs: 60_000 };
    const there = await openMongoStoreReadOnly(options);
    expect(await contents(there, names)).toEqual(before);
    await there.close();

    lines = [];
    expect(await runRestore([path], env, print), 'a database that is not empty').toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^MONGODB_URI .* is not empty\. Nothing was changed/)]);
    const again = join(room.folder, 'from-mongo');
    expect(await runBackup([again], env, print)).toBe(0);
    const back = memoryStore({ now });
    await restoreBackup(await room.open(again), room.opener, back, silent);
    expect(await contents(back, names)).toEqual(before);
    lines = [];
    expect(await runVerifyFolder([], env, print), lines.join('\n')).toBe(0);
    expect(lines.at(-2)).toMatch(/^✓ Danh mục: \d+ dòng/);
  }, 180_000);
});
