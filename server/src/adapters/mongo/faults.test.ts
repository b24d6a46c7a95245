import { createServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import mongoose from 'mongoose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Corrupt, StoreFault, StoreNewer, StoreUnusable, Unreachable } from '../../storage/faults.js';
import type { Store } from '../../storage/ports.js';
import { describeMongo, dropDatabase, newDatabase } from './mongo.fixture.js';
import { openMongoStore, openMongoStoreReadOnly } from './open.js';
import { startProxy, type Way } from './proxy.fixture.js';

const now = () => '2026-11-20T00:30:00.000Z';
const bytes = (text: string) => Buffer.from(text);
const textOf = (found: readonly { entry: Uint8Array }[]) => found.map(({ entry }) => Buffer.from(entry).toString());

describeMongo('a store on MongoDB', (server) => {
  let database: string;
  let stores: Store[];
  const open = async (uri = server.uri): Promise<Store> => {
    const store = await openMongoStore({ uri, database, now, allowStandalone: true });
    stores.push(store);
    return store;
  };
  /** The database as any other tool sees it. */
  const beside = async <T>(work: (db: mongoose.Connection) => Promise<T>): Promise<T> => {
    const connection = await mongoose.createConnection(server.uri, { dbName: database }).asPromise();
    try {
      return await work(connection);
    } finally {
      await connection.destroy();
    }
  };
  beforeEach(() => {
    database = newDatabase();
    stores = [];
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    await dropDatabase(server, database);
  });

  test('servers that append to one stream at once leave no gap and lose nothing that was stored', async () => {
    const [one, two] = [await open(), await open()];
    const write = async (store: Store, name: string) => {
      const stored: string[] = [];
      for (let n = 0; stored.length < 10; n += 1) {
        const head = await store.streams.head('meeting/a');
        if ((await store.streams.append('meeting/a', head, bytes(`${name} ${n}`))) === 'stored')
          stored.push(`${name} ${n}`);
      }
      return stored;
    };
    const stored = (await Promise.all([write(one, 'one'), write(two, 'two')])).flat();
    const found = await one.streams.read('meeting/a', 0, 99);
    expect(found.map(({ seq }) => seq)).toEqual(found.map((_, index) => index + 1));
    expect(textOf(found).sort()).toEqual(stored.sort());
  });

  test('a server that did not see the trimming is told that others moved, and its entry is gone', async () => {
    const [one, two] = [await open(), await open()];
    await one.streams.append('doc/a', 0, bytes('1'));
    // It knows the head as it was then.
    expect(await two.streams.read('doc/a', 0, 9)).toHaveLength(1);
    for (const seq of [1, 2, 3]) await one.streams.append('doc/a', seq, bytes(`${seq + 1}`));
    await one.streams.keep('doc/a', 'yjs', 3, bytes('three'));
    await one.streams.trim('doc/a', 3);
    expect(await two.streams.append('doc/a', 1, bytes('late'))).toBe('moved');
    expect(textOf(await two.streams.read('doc/a', 0, 9))).toEqual(['4']);
    await beside(async (db) => {
      expect(await db.collection('entries').countDocuments({ seq: 2 })).toBe(0);
    });
    expect(await two.streams.append('doc/a', 4, bytes('5'))).toBe('stored');
  });

  test('servers that change one secret at once: one of them wins each time', async () => {
    const both = [await open(), await open()];
    for (const expected of ['absent', 1, 2] as const) {
      const answers = await Promise.all([0, 1, 2, 3].map((who) => both[who % 2]?.vault.put('k', { who }, expected)));
      expect(answers.filter((answer) => answer === 'stored')).toHaveLength(1);
      for (const { vault } of both)
        expect(await vault.get('k')).toMatchObject({ value: { who: answers.indexOf('stored') } });
    }
    await beside(async (db) => {
      // Secrets that were followed are not left lying about.
      expect(await db.collection('vault').countDocuments({})).toBe(1);
    });
  });

  test('a secret that was removed does not come back when its removal is forgotten, even if a crash cut that off', async () => {
    const { vault } = await open();
    await vault.put('k', 'secret', 'absent');
    const before = await beside((db) => db.collection('vault').findOne({ key: 'k' }));
    expect(await vault.remove('k', 1)).toBe('removed');
    await beside((db) => db.collection('vault').insertOne(before!));
    expect(await vault.get('k')).toBeNull();

    const options = { uri: server.uri, database, allowStandalone: true };
    const later = await openMongoStore({ ...options, now: () => '2026-12-25T00:30:00.000Z' });
    stores.push(later);
    await later.vault.put('another', 1, 'absent');
    expect(await later.vault.get('k')).toBeNull();
    await beside(async (db) => expect(await db.collection('vault').countDocuments({ key: 'k' })).toBe(0));
  });

  test('rows are documents that any tool can query', async () => {
    const { index } = await open();
    const body = { title: 'Nghị quyết về đất đai', decidedOn: '2026-11-20', votes: { approve: 14, reject: 3 } };
    await index.put([{ view: 'archive', id: 'm-1', from: 1, sort: '2026-11-20', terms: ['w:nghi'], body }]);
    await beside(async (db) => {
      const found = await db.collection('view_archive').findOne({ 'body.votes.approve': { $gt: 13 } });
      expect(found).toMatchObject({ _id: 'm-1', body });
    });
  });

  test('an entry with one byte changed is never served, one that is missing never passed over', async () => {
    const { streams } = await open();
    for (const seq of [0, 1, 2]) await streams.append('meeting/a', seq, bytes(`entry ${seq}`));
    await streams.append('meeting/b', 0, bytes('sound'));
    await beside(async (db) => {
      const entries = db.collection('entries');
      await entries.updateOne({ seq: 3 }, { $set: { entry: bytes('Entry 2') } });
      await expect(streams.read('meeting/a', 0, 9)).rejects.toThrow(Corrupt);
      expect(await streams.read('meeting/a', 0, 2)).toHaveLength(2);
      await entries.deleteOne({ stream: 'meeting/a', seq: 2 });
      await expect(streams.read('meeting/a', 0, 2)).rejects.toThrow(Corrupt);
    });
    expect(await streams.read('meeting/b', 0, 9)).toHaveLength(1);
  });

  test('a blob with a piece missing is not served, whole or in part', async () => {
    const { blobs } = await open();
    const { sha256 } = await blobs.put(Buffer.alloc(600_000, 'a'));
    await beside((db) => db.collection('fs.chunks').deleteOne({ n: 1 }));
    await expect(buffer((await blobs.get(sha256))!)).rejects.toThrow(Corrupt);
    await expect(buffer((await blobs.get(sha256, { start: 300_000, end: 300_001 }))!)).rejects.toThrow(Corrupt);
    expect(await buffer((await blobs.get(sha256, { start: 0, end: 1 }))!)).toHaveLength(2);
  });

  test('what a server left half-written is swept a day later, and nothing else', async () => {
    const store = await open();
    const { sha256 } = await store.blobs.put(bytes('whole'));
    await beside(async (db) => {
      const uploads = db.collection<{ _id: string; at: string }>('uploads');
      const chunks = db.collection<{ _id: string; files_id: string; n: number }>('fs.chunks');
      for (const [file, at] of [
        ['old', '2026-11-18T00:00:00.000Z'],
        ['new', '2026-11-20T00:00:00.000Z'],
      ] as const) {
        await uploads.insertOne({ _id: file, at });
        await chunks.insertOne({ _id: `${file}/0`, files_id: file, n: 0 });
      }
      // Named, but its server ended before it could say so.
      const named = await db.collection('blobs').findOne({ _id: sha256 as never });
      await uploads.insertOne({ _id: String(named?.file), at: '2026-11-18T00:00:00.000Z' });
      await open();
      expect((await chunks.find({}).toArray()).map(({ _id }) => _id).filter((id) => id.startsWith('old'))).toEqual([]);
      expect(await chunks.countDocuments({})).toBe(2);
      expect(await uploads.countDocuments({})).toBe(1);
    });
    expect(await buffer((await store.blobs.get(sha256))!)).toHaveLength(5);
  });

  test('a store of a newer version is refused, by readers too; there is nothing to read where there is none', async () => {
    const reader = () => openMongoStoreReadOnly({ uri: server.uri, database, now, allowStandalone: true });
    await expect(reader()).rejects.toThrow(StoreFault);
    const store = await open();
    await store.vault.put('k', 1, 'absent');
    const beside1 = await reader();
    expect([beside1.incarnation, (await beside1.vault.get('k'))?.value]).toEqual([store.incarnation, 1]);
    await beside1.close();
    await beside((db) => db.collection('format').updateOne({}, { $set: { version: 99 } }));
    await expect(open()).rejects.toThrow(StoreNewer);
    await expect(reader()).rejects.toThrow(StoreNewer);
  });

  test('of servers that start on an empty database at once all have the same store', async () => {
    const started = await Promise.all([open(), open(), open()]);
    expect(new Set(started.map(({ incarnation }) => incarnation)).size).toBe(1);
  });

  test('what cannot be used is told in one line, without the password', async () => {
    const closed = createServer();
    const port = await new Promise<number>((done) => {
      closed.listen(0, '127.0.0.1', () => {
        const address = closed.address();
        closed.close(() => done(typeof address === 'object' && address ? address.port : 0));
      });
    });
    const line = async (uri: string, allowStandalone = true) => {
      const fault = await openMongoStore({ uri, database, now, allowStandalone }).then(
        (store) => store.close(),
        (error: unknown) => error,
      );
      expect(fault).toBeInstanceOf(StoreUnusable);
      return (fault as StoreUnusable).message;
    };
    const unreachable = await line(`mongodb://name:secret@127.0.0.1:${port}/cabinet`);
    expect(unreachable).toMatch(`MONGODB_URI mongodb://127.0.0.1:${port}/cabinet: no server can be reached there`);
    expect(unreachable).not.toContain('secret');
    const host = server.uri.replace(/^mongodb:\/\//, '');
    expect(await line(`mongodb://nobody:wrong@${host}`)).toMatch(/does not accept the name or the password/);
    expect(await line('mongodb://db/?w=nonsense&replicaSet=')).toMatch(/not an address of MongoDB/);
    if (server.name === 'FerretDB') expect(await line(server.uri, false)).toMatch(/this is a standalone server/);
  });
});

describeMongo('a store on MongoDB whose connection is cut', (server) => {
  let way: Way;
  let store: Store;
  const database = newDatabase();
  beforeEach(async () => {
    way = await startProxy(server.uri);
    store = await openMongoStore({ uri: way.uri, database, now, allowStandalone: true });
  });
  afterEach(async () => {
    await store.close();
    await way.close();
    await dropDatabase(server, database);
  });

  test.each(['before', 'after'] as const)(
    '%s the server has an append: the outcome is unknown until it is read back',
    async (when) => {
      const { streams } = store;
      await streams.append('meeting/a', 0, bytes('first'));
      way.cut('insert', when);
      await expect(streams.append('meeting/a', 1, bytes('cut'))).rejects.toThrow(Unreachable);
      const found = textOf(await streams.read('meeting/a', 0, 9));
      expect(found).toEqual(when === 'before' ? ['first'] : ['first', 'cut']);
      // Whoever tries it again at the same number is not stored a second time.
      expect(await streams.append('meeting/a', 1, bytes('again'))).toBe(when === 'before' ? 'stored' : 'moved');
      expect(await streams.read('meeting/a', 0, 9)).toHaveLength(2);
    },
  );

  test.each(['before', 'after'] as const)('%s the server has a secret: the same', async (when) => {
    const { vault } = store;
    way.cut('insert', when);
    await expect(vault.put('k', 1, 'absent')).rejects.toThrow(Unreachable);
    expect((await vault.get('k'))?.value).toBe(when === 'before' ? undefined : 1);
    expect(await vault.put('k', 2, 'absent')).toBe(when === 'before' ? 'stored' : 'moved');
  });

  test('a secret that comes too late, at a version that others have left behind, is not stored', async () => {
    const other = await openMongoStore({ uri: server.uri, database, now, allowStandalone: true });
    await other.vault.put('k', 'first', 'absent');
    const { held, release } = way.hold('insert');
    const late = store.vault.put('k', 'late', 1);
    await held;
    expect(await other.vault.put('k', 'second', 1)).toBe('stored');
    expect(await other.vault.put('k', 'third', 2)).toBe('stored');
    release();
    expect(await late).toBe('moved');
    for (const { vault } of [store, other]) expect(await vault.get('k')).toMatchObject({ version: 3, value: 'third' });
    expect(await other.vault.put('k', 'fourth', 3)).toBe('stored');
    await other.close();
  });

  test('in the middle of a blob: it is not there, and can be put again', async () => {
    const { blobs } = store;
    const paper = Buffer.alloc(700_000, 'a');
    async function* source() {
      yield paper.subarray(0, 300_000);
      way.cut('insert', 'before');
      yield paper.subarray(300_000);
    }
    await expect(blobs.put(source())).rejects.toThrow(Unreachable);
    const { sha256 } = await blobs.put(paper);
    expect(await buffer((await blobs.get(sha256))!)).toHaveLength(paper.length);
  });
});

describeMongo('a database that stops', (server) => {
  const database = newDatabase();
  /** Until it answers again. */
  async function answered<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      const answer = await ask().catch((fault: unknown) => {
        if (!(fault instanceof Unreachable)) throw fault;
        return null;
      });
      if (answer !== null) return answer;
    }
  }

  test.runIf(server.ours)(
    'is told to be unreachable while it hangs or is gone; when it is back the store goes on',
    async () => {
      const store = await openMongoStore({ uri: server.uri, database, now, allowStandalone: true });
      await answered(() => store.streams.append('meeting/a', 0, bytes('first')));
      const { sha256 } = await answered(() => store.blobs.put(bytes('blob')));

      server.freeze();
      // The last one may still be done: its outcome is unknown.
      const hang = async (seq: number): Promise<void> => {
        await store.streams.append('meeting/a', seq, bytes('second'));
        await hang(seq + 1);
      };
      await expect(hang(1)).rejects.toThrow(Unreachable);
      await expect(store.streams.read('meeting/a', 0, 9)).rejects.toThrow(Unreachable);
      await expect(store.vault.get('k')).rejects.toThrow(Unreachable);
      server.thaw();
      const head = await answered(() => store.streams.head('meeting/a'));
      const again = await answered(() => store.streams.append('meeting/a', head, bytes('third')));

      await server.kill();
      await expect(store.streams.append('meeting/a', head + 1, bytes('never'))).rejects.toThrow(Unreachable);
      await expect(store.index.count('meetings', { allTerms: [], cap: 1 })).rejects.toThrow(Unreachable);
      await server.restart();
      const found = textOf(await answered(() => store.streams.read('meeting/a', 0, 9)));
      expect(found[0]).toBe('first');
      if (again === 'stored') expect(found).toContain('third');
      expect(found).not.toContain('never');
      await answered(() => store.streams.append('meeting/a', found.length, bytes('last')));
      expect(textOf(await answered(() => store.streams.read('meeting/a', found.length, 9)))).toEqual(['last']);
      expect(await answered(async () => buffer((await store.blobs.get(sha256))!))).toHaveLength(4);
      await store.close();
      await dropDatabase(server, database);
    },
    60_000,
  );
});
