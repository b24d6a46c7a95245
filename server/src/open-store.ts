import { withoutSecrets } from './adapters/mongo/address.js';
import { openMongoStore, openMongoStoreReadOnly } from './adapters/mongo/open.js';
import { openSqliteStore, openSqliteStoreReadOnly } from './adapters/sqlite/open.js';
import type { Config } from './config.js';
import type { Instant, Store, StoreReader } from './storage/ports.js';

// The one place that knows which engine a configuration means. Whatever else opens a store asks here.

/** @throws StoreInUse, StoreNewer, StoreUnusable, Corrupt, Unreachable */
export function openStore(config: Config, now: () => Instant): Promise<Store> {
  if (config.mongo) return openMongoStore({ ...config.mongo, now });
  return openSqliteStore({ folder: config.dataDir, now });
}

/** To read only, beside a running server or without one. @throws StoreFault if there is no store. */
export function openStoreReader(config: Config, now: () => Instant): Promise<StoreReader> {
  if (config.mongo) return openMongoStoreReadOnly({ ...config.mongo, now });
  return openSqliteStoreReadOnly({ folder: config.dataDir, now });
}

/** How a message names the store. */
export function storeName({ mongo, dataDir }: Config): string {
  return mongo ? `MONGODB_URI ${withoutSecrets(mongo.uri)}` : `DATA_DIR ${dataDir}`;
}
