import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openControl } from '../adapters/control.js';
import { describeMongo, dropDatabase, newDatabase } from '../adapters/mongo/mongo.fixture.js';
import { openMongoStore } from '../adapters/mongo/open.js';
import { openSqliteStore } from '../adapters/sqlite/open.js';
import { novemberId, novemberOrders } from '../archive/november.fixture.js';
import { createWriter } from '../archive/orders.fixture.js';
import { bodyOrders, meetingOrders, taskOrders } from '../archive/past.fixture.js';
import { demoBody, pastMeetings } from '../archive/past-data.fixture.js';
import { memoryStore } from '../storage/memory.js';
import type { Store } from '../storage/ports.js';
import { createControlRows } from './control-rows.js';
import { createLoneProjector } from './lone-projector.js';
import { allRows, now, openProjector } from './projector.fixture.js';
import { projectedViews } from './projector.js';
import { rebuildByName, runRebuild } from './rebuild.js';

const pdf = Buffer.from('%PDF-1.7 minutes');
const excuse = (personId: string) => ({
  stream: `meeting/${novemberId}`,
  actor: 'p-huong',
  at: now(),
  name: 'attendance:excuse',
  request: { personId, reason: null },
});
/** One past meeting with its tasks, and one that is ahead. */
async function fill(store: Store) {
  const write = await createWriter(store);
  await write(bodyOrders());
  await write(meetingOrders(pastMeetings[0]!, pdf));
  await write(taskOrders(pastMeetings[0]!));
  await write(await novemberOrders(store.blobs));
  await store.vault.put('installation', { bodyId: demoBody.id }, 'absent');
  return write;
}
/** What the rows would be if they were made now, beside the store. */
async function rowsAnew(store: Store) {
  const beside = { ...store, index: memoryStore({ now }).index };
  await openProjector(beside).projectAll();
  return allRows(beside);
}
/** Between any two writes to the index, something may happen. */
const slowed = (store: Store, between: () => Promise<void>): Store => ({
  ...store,
  index: {
    ...store.index,
    put: async (rows) => {
      await between();
      await store.index.put(rows);
      await between();
    },
    remove: async (view, id) => {
      await between();
      await store.index.remove(view, id);
    },
  },
});

describe('a view that is made anew while entries arrive', () => {
  test.each([['meetings'], ['archive'], ['all']] as const)(
    'is right in the end (%s), whenever another server stores and projects something',
    async (view) => {
      const details = {
        kind: 'regularSession',
        title: 'Phiên họp đổi tên',
        number: 8,
        startsAt: '2026-11-26T01:00:00.000Z',
        place: 'Phòng họp số 1',
        roomId: null,
      };
      const amended = { ...excuse('p-oanh'), name: 'meeting:amend', request: details };
      const small = (await novemberOrders(memoryStore({ now }).blobs)).slice(0, 3);
      let moment = 0;
      for (let happened = true; happened; moment += 1) {
        const store = memoryStore({ now });
        const write = await createWriter(store);
        await write(bodyOrders());
        await write(small);
        const other = openProjector(store);
        await other.projectAll();
        let writes = 0;
        happened = false;
        const mine = openProjector(
          slowed(store, async () => {
            writes += 1;
            if (writes - 1 !== moment) return;
            happened = true;
            await write([amended]);
            await other.projector.project(amended.stream);
          }),
        );
        await mine.projector.rebuild(view === 'all' ? undefined : view);
        if (!happened) break;
        expect(await allRows(store), `moment ${moment}`).toEqual(await rowsAnew(store));
      }
      expect(moment).toBeGreaterThan(3);
    },
  );

  test('does not keep what happens meanwhile out of the lists', async () => {
    const store = memoryStore({ now });
    await fill(store);
    const order: string[] = [];
    const { projector, projectAll } = openProjector(
      slowed(store, async () => {
        order.push('row');
      }),
    );
    await projectAll();
    order.length = 0;
    const rebuilt = projector.rebuild().then(() => order.push('rebuilt'));
    const projected = projector.project(`meeting/${novemberId}`).then(() => order.push('projected'));
    await Promise.all([rebuilt, projected]);
    expect(order.indexOf('projected')).toBeLessThan(order.indexOf('rebuilt'));
    expect(order.slice(order.indexOf('projected'))).toContain('row');
  });
});

describeMongo('npm run rebuild beside a server on another machine', (server) => {
  const database = newDatabase();
  afterAll(() => dropDatabase(server, database));

  test('asks it by a row of the vault', async () => {
    const address = new URL(server.uri);
    address.pathname = `/${database}`;
    const env = {
      DATA_DIR: join(tmpdir(), 'ecab-none'),
      MONGODB_URI: address.href,
      MONGODB_ALLOW_STANDALONE: '1',
      CLOCK_START: now(),
    };
    const { vault, close } = await openMongoStore({
      uri: server.uri,
      database,
      now,
      allowStandalone: true,
      patienceMs: 60_000,
    });
    await vault.put('installation', { bodyId: demoBody.id }, 'absent');
    const asked: string[] = [];
    const rebuild = async ([name = '']: readonly string[]) => {
      asked.push(name);
      return { ok: true, lines: ['The view tasks is made anew.'] };
    };
    const look = createControlRows({ vault, now, table: { rebuild }, report: () => {} });
    const lines: string[] = [];
    let isOver = false;
    const code = runRebuild(['tasks'], env, (line) => lines.push(line)).finally(() => {
      isOver = true;
    });
    while (!isOver) await look();
    expect(await code).toBe(0);
    expect(lines).toEqual(['The view tasks is made anew.']);
    expect(asked).toEqual(['tasks']);
    await close();
  });
});

describe('npm run rebuild', () => {
  let folder: string;
  let lines: string[];
  const print = (line: string) => void lines.push(line);
  const run = (...args: string[]) => {
    lines = [];
    return runRebuild(args, { DATA_DIR: folder }, print);
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ecab-rebuild-'));
    const store = await openSqliteStore({ folder, now });
    await fill(store);
    await createLoneProjector(store, demoBody.id).rebuild();
    await store.close();
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  test('asks the running server; without one it opens the store for the moment; rows are what they were', async () => {
    let store = await openSqliteStore({ folder, now });
    const before = await allRows(store);
    expect(before.length).toBeGreaterThan(20);
    for (const { id } of before.slice(0, 4)) await store.index.remove('meetings', id);
    expect(await run('meetings'), 'a server that cannot be asked').toBe(1);
    expect(lines).toEqual([`DATA_DIR ${folder} is in use by another server. One store, one server.`]);
    const projector = createLoneProjector(store, demoBody.id);
    const report = (fault: unknown) => {
      throw fault;
    };
    const control = await openControl(folder, { rebuild: ([name]) => rebuildByName(projector, name ?? '') }, report);
    expect(await run('meetings')).toBe(0);
    expect(lines).toEqual(['The view meetings is made anew.']);
    expect(await allRows(store)).toEqual(before);
    await control.close();
    await store.index.drop();
    await store.close();

    expect(await run('all')).toBe(0);
    expect(lines).toEqual(['All views are made anew.']);
    store = await openSqliteStore({ folder, now });
    expect(await allRows(store)).toEqual(before);
    await store.close();
  });

  test('makes no store where none is', async () => {
    for (const DATA_DIR of [join(folder, 'none'), join(folder, 'cabinet.lock')]) {
      lines = [];
      expect(await runRebuild(['all'], { DATA_DIR }, print)).toBe(1);
      expect(lines).toEqual([`DATA_DIR ${DATA_DIR} holds no body yet: npm run found, or npm run restore.`]);
    }
    expect(await readdir(folder)).not.toContain('none');
  });

  test.each([[[]], [['people']], [['tasks', 'meetings']]])('%j names no view: 2', async (args) => {
    expect(await run(...args)).toBe(2);
    expect(lines).toEqual([expect.stringContaining(projectedViews.join(', '))]);
  });
});
