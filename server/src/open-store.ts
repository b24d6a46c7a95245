import { withoutSecrets } from './adapters/mongo/address.js';
import { openMongoStore, openMongoStoreReadOnly } from './adapters/mongo/open.js';
import { openSqliteStore, openSqliteStoreReadOnly } from './adapters/sqlite/open.js';
import type { Config } from './config.js';
import { StoreFault } from './storage/faults.js';
import type { Instant, Store, StoreReader } from './storage/ports.js';

// The one place that knows which engine a configuration means. Whatever else opens a store asks here.

/** Stands in the vault while a backup is restored. */
export const RESTORING = 'restoring';
/** A restore began here and did not end: half a body is none. */
export class HalfRestored extends StoreFault {}

/** How a message names the store. */
export function storeName({ mongo, dataDir }: Config): string {
  return mongo ? `MONGODB_URI ${withoutSecrets(mongo.uri)}` : `DATA_DIR ${dataDir}`;
}

/** @throws StoreInUse, StoreNewer, StoreUnusable, Corrupt, Unreachable, HalfRestored */
export async function openStore(config: Config, now: () => Instant): Promise<Store> {
  return whole(await openAnyStore(config, now));
}

/** For a command that works on what is there: a mistyped address must not become a store. @throws NoStore, and as `openStore` */
export async function openExistingStore(config: Config, now: () => Instant): Promise<Store> {
  const there = await openStoreReader(config, now);
  await there.close();
  return openStore(config, now);
}

/** Also one that is half restored: for `restore` itself. */
export function openAnyStore(config: Config, now: () => Instant): Promise<Store> {
  if (config.mongo) return openMongoStore({ ...config.mongo, now });
  return openSqliteStore({ folder: config.dataDir, now });
}

/** To read only, beside a running server or without one. @throws StoreFault if there is no store; HalfRestored */
export async function openStoreReader(config: Config, now: () => Instant): Promise<StoreReader> {
  return whole(await openAnyStoreReader(config, now));
}

export function openAnyStoreReader(config: Config, now: () => Instant): Promise<StoreReader> {
  if (config.mongo) return openMongoStoreReadOnly({ ...config.mongo, now });
  return openSqliteStoreReadOnly({ folder: config.dataDir, now });
}

async function whole<Opened extends Pick<StoreReader, 'vault' | 'close'>>(store: Opened): Promise<Opened> {
  try {
    if ((await store.vault.get(RESTORING)) === null) return store;
    throw new HalfRestored('a restore began and did not end');
  } catch (fault) {
    await store.close();
    throw fault;
  }
}
