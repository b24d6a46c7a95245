import { fromBytes } from '@ecab/shared/ledger/entry';
import { kindOf } from '@ecab/shared/ledger/machines';
import { type Clock, createClock } from '../adapters/system.js';
import type { AppParts } from '../app.js';
import { readConfig } from '../config.js';
import { loadProfiles } from '../profiles/load.js';
import { Unreachable } from '../storage/faults.js';
import type { Store } from '../storage/ports.js';

export const START = '2026-11-26T00:20:00.000Z';

export interface Machinery extends Pick<AppParts, 'store' | 'pdfs' | 'print'> {
  readonly clock?: Clock;
}
/** What the server starts with; faults are kept to be looked at. */
export function partsOf({ clock = createClock(START), ...machinery }: Machinery) {
  const faults: unknown[] = [];
  const config = readConfig({ PORT: '0', CLOCK_START: START, LOG_LEVEL: 'silent' });
  const report: AppParts['report'] = (fault) => void faults.push(fault);
  return { config, clock, profiles: loadProfiles(), release: 'test', report, faults, ...machinery };
}

const writes = new Set(['append', 'put', 'keep']);
/**
 * The store of a process that is killed at its `last` write: nothing works from then on. Of that write every second was
 * done, though nobody was told.
 */
export function mortal(store: Store, last: number): Store {
  let written = 0;
  const dying = <P extends object>(port: P): P =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          if (writes.has(String(name))) written += 1;
          else if (written < last) return method.apply(target, args) as unknown;
          if (written < last) return method.apply(target, args) as unknown;
          if (written === last && last % 2 === 1) await method.apply(target, args);
          written = last + 1;
          throw new Unreachable('killed');
        };
      },
    });
  const { streams, blobs, vault, index, incarnation, close } = store;
  return {
    ...{ streams: dying(streams), blobs: dying(blobs), vault: dying(vault), index: dying(index) },
    ...{ incarnation, close },
  };
}

/** All that the streams of commands tell, by stream: what happened on which day, sorted. */
export async function told({ streams }: Pick<Store, 'streams'>): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = new Map<string, string[]>();
  for (const name of await names(streams)) {
    if (!kindOf(name)) continue;
    const entries = await streams.read(name, 0, 10_000);
    const lines = entries.flatMap(({ entry }) =>
      fromBytes(entry).commands.flatMap(({ actor, at, events }) =>
        events.map(({ type }) => `${at?.slice(0, 10)} ${actor} ${type}`),
      ),
    );
    all.set(name, lines.sort());
  }
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}
/** Every stream with its head. */
export async function heads({ streams }: Pick<Store, 'streams'>): Promise<Readonly<Record<string, number>>> {
  const found = await Promise.all(
    (await names(streams)).map(async (name) => [name, await streams.head(name)] as const),
  );
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
async function names(streams: Store['streams']): Promise<readonly string[]> {
  const found = new Set<string>();
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<Store['streams']['touched']>> = await streams.touched(
      '1970-01-01T00:00:00.000Z',
      after,
      500,
    );
    for (const name of page.streams) found.add(name);
    after = page.next;
  } while (after !== null);
  return [...found];
}
