import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ControlTable } from '../adapters/control.js';
import { noMongo, openMongo } from '../adapters/mongo/mongo.fixture.js';
import { openSqliteStore } from '../adapters/sqlite/open.js';
import type { Store } from '../storage/ports.js';
import { askControlRow, createControlRows, SILENT_MS } from './control-rows.js';

const now = () => '2026-11-26T02:00:00.000Z';
const silent = () => {};

const engines: Readonly<Record<string, (() => Promise<Store>) | null>> = {
  sqlite: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ecab-control-'));
    const store = await openSqliteStore({ folder, now });
    return { ...store, close: () => store.close().then(() => rm(folder, { recursive: true })) };
  },
  mongo: openMongo && (() => openMongo!(now)),
};
const skipped = openMongo ? '' : ` (mongo: skipped, ${noMongo})`;

describe.each(Object.keys(engines).filter((name) => engines[name]))(`a row of the vault in %s${skipped}`, (name) => {
  let store: Store;
  beforeAll(async () => {
    store = await engines[name]!();
  });
  afterAll(() => store.close());

  const server = (table: ControlTable, report: (fault: unknown) => void = silent) =>
    createControlRows({ vault: store.vault, now, table, report, renewMs: 1 });
  /** Asks; between two looks at its row `between` is done, and the time goes on as it would. */
  const ask = (between: () => unknown, args: readonly string[] = []) => {
    let ms = 0;
    const pause = async (length: number) => {
      ms += length;
      await between();
    };
    return askControlRow({ vault: store.vault, now, pause, elapsed: () => ms }, 'rebuild', args);
  };
  const rows = () => store.vault.list('control/', null, 10);

  test('is answered by one of the servers that look, and is gone', async () => {
    let done = 0;
    const table: ControlTable = {
      rebuild: async ([view]) => {
        done += 1;
        return { ok: true, lines: [`${view} it is`] };
      },
    };
    const looks = [server(table), server(table)];
    const between = () => Promise.all(looks.map((look) => look()));
    expect(await ask(between, ['tasks'])).toEqual({ ok: true, lines: ['tasks it is'] });
    expect(done).toBe(1);
    expect(await rows()).toEqual([]);
  });

  test('that nobody takes is taken back: a server that comes later does nothing', async () => {
    expect(await ask(silent)).toBeNull();
    const rebuild = vi.fn();
    await server({ rebuild })();
    expect(rebuild).not.toHaveBeenCalled();
    expect(await rows()).toEqual([]);
  });

  test('is waited for as long as the server says that it is at it', async () => {
    let asks = 0;
    let finish = silent as () => void;
    const work = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const look = server({ rebuild: () => work.then(() => ({ ok: true, lines: ['at last'] })) });
    const versions = new Set<number>();
    const renewed = async (than: number) => {
      while (((await rows())[0]?.version ?? 0) <= than);
    };
    const told = await ask(async () => {
      asks += 1;
      if (asks === 1) void look();
      const version = (await rows())[0]?.version ?? 0;
      versions.add(version);
      if (asks * 250 > 3 * SILENT_MS) finish();
      await renewed(asks * 250 > 3 * SILENT_MS ? 0 : version);
    });
    expect(told).toEqual({ ok: true, lines: ['at last'] });
    expect(versions.size).toBeGreaterThan(SILENT_MS / 250);
  });

  test('that a server took before it was killed is given up', async () => {
    const killed: Store['vault'] = {
      ...store.vault,
      put: async (key, value, expect, expiresAt) => {
        const stored = await store.vault.put(key, value, expect, expiresAt);
        return stored === 'stored' ? new Promise<never>(silent) : stored;
      },
    };
    const rebuild = vi.fn();
    const look = createControlRows({ vault: killed, now, table: { rebuild }, report: silent });
    expect(await ask(() => void look())).toBeNull();
    expect(rebuild).not.toHaveBeenCalled();
    expect(await rows()).toEqual([]);
  });

  test('whose work fails is answered so, and the log has the reason', async () => {
    const faults: unknown[] = [];
    const look = server({ rebuild: () => Promise.reject(new Error('no room')) }, (fault) => faults.push(fault));
    expect(await ask(look)).toEqual({ ok: false, lines: ['The server could not do it; its log says why.'] });
    expect(faults).toEqual([new Error('no room')]);
  });

  test('that asks what this server has no word for is left to another', async () => {
    expect(await ask(server({}))).toBeNull();
  });
});
