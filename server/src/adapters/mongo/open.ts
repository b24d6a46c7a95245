import { randomUUID } from 'node:crypto';
import { NoStore, StoreNewer, Unreachable } from '../../storage/faults.js';
import type { Instant, Store, StoreReader } from '../../storage/ports.js';
import { mongoBlobs, sweepUploads } from './blobs.js';
import { type Call, createCalls, faultOf, insertIfAbsent, untilSeen } from './calls.js';
import { connect, type MongoOptions } from './connect.js';
import { type EntryDoc, type FormatDoc, type Models, modelsOn } from './documents.js';
import { mongoIndex, viewsOf } from './index-port.js';
import { makeIndexes } from './indexes.js';
import { mongoStreams } from './streams.js';
import { mongoVault } from './vault.js';

const VERSION = 1;
/** At the start, where making an index on what is there already takes as long as it takes. */
const atStart: Call = (work) =>
  Promise.resolve(work()).catch((error: unknown) => {
    throw faultOf(error);
  });

export interface MongoStoreOptions extends MongoOptions {
  readonly now: () => Instant;
  /** The id of a store that is new. */
  readonly ids?: { incarnation(): string };
  /** How long one operation may take before the database counts as unreachable. */
  readonly patienceMs?: number;
}

/**
 * Opens the store of a MongoDB database, making it if there is none. Several servers may have it open.
 *
 * @throws StoreUnusable with the line to show, StoreNewer if a newer program wrote it, Unreachable.
 */
export async function openMongoStore({ now, ids, patienceMs, ...options }: MongoStoreOptions): Promise<Store> {
  const connection = await connect(options);
  try {
    const models = modelsOn(connection);
    const { incarnation } = await described(atStart, models, ids?.incarnation() ?? randomUUID());
    const { entries, vault, files, chunks } = models;
    for (const model of [entries, vault, files, chunks]) await makeIndexes(atStart, model as typeof entries);
    const views = await viewsOf(atStart, models);
    for (const view of views) await makeIndexes(atStart, models.view(view));
    await sweepUploads(atStart, models, now());
    const [newest] = await atStart(() => entries.find({}, { at: 1 }).sort({ at: -1 }).limit(1).lean<EntryDoc[]>());

    const calls = createCalls(patienceMs);
    const gate = createGate();
    return {
      streams: gate.through(mongoStreams(calls, models, now, newest?.at ?? '')),
      blobs: gate.through(mongoBlobs(calls.call, models, now)),
      vault: gate.through(mongoVault(calls.call, models, now)),
      index: gate.through(mongoIndex(calls, models, views)),
      incarnation,
      close: () => gate.close(() => connection.destroy()),
    };
  } catch (error) {
    await connection.destroy(true).catch(() => {});
    throw error;
  }
}

/**
 * To read only, beside servers or without one. Changes nothing.
 *
 * @throws StoreUnusable, StoreNewer, Unreachable; NoStore.
 */
export async function openMongoStoreReadOnly({ now, patienceMs, ...options }: MongoStoreOptions): Promise<StoreReader> {
  const connection = await connect(options);
  try {
    const models = modelsOn(connection);
    const { incarnation } = known(await atStart(() => models.format.findOne({ _id: 'store' }).lean<FormatDoc>()));
    const calls = createCalls(patienceMs);
    const gate = createGate();
    return {
      streams: gate.through(mongoStreams(calls, models, now, '')),
      blobs: gate.through(mongoBlobs(calls.call, models, now)),
      vault: gate.through(mongoVault(calls.call, models, now)),
      index: gate.through(mongoIndex(calls, models, [])),
      incarnation,
      close: () => gate.close(() => connection.destroy()),
    };
  } catch (error) {
    await connection.destroy(true).catch(() => {});
    throw error;
  }
}

/** The first server to come makes the store; the others find it. */
async function described(call: Call, { format }: Models, incarnation: string): Promise<FormatDoc> {
  const find = () => call(() => format.findOne({ _id: 'store' }).lean<FormatDoc>());
  let found = await find();
  if (!found) {
    await insertIfAbsent(call, format, { _id: 'store', version: VERSION, incarnation });
    await untilSeen(async () => {
      found = await find();
      return found !== null;
    });
  }
  return known(found);
}

function known(found: FormatDoc | null): FormatDoc {
  if (!found) throw new NoStore('there is no store in this database');
  if (found.version > VERSION)
    throw new StoreNewer(`the store has version ${found.version}, this program knows ${VERSION}`);
  return found;
}

/** Lets calls through until it is closed, which waits for those under way. */
function createGate() {
  let closing: Promise<void> | null = null;
  const under = new Set<Promise<unknown>>();
  return {
    through<Port extends object>(port: Port): Port {
      return new Proxy(port, {
        get(target, name, receiver) {
          const method: unknown = Reflect.get(target, name, receiver);
          if (typeof method !== 'function') return method;
          return async (...args: unknown[]) => {
            if (closing !== null) throw new Unreachable('the store is closed');
            const running = method.apply(target, args) as Promise<unknown>;
            under.add(running);
            try {
              return await running;
            } finally {
              under.delete(running);
            }
          };
        },
      });
    },
    close(end: () => Promise<void>): Promise<void> {
      closing ??= Promise.allSettled(under).then(end);
      return closing;
    },
  };
}
