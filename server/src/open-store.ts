import { openSqliteStore, openSqliteStoreReadOnly } from './adapters/sqlite/open.js';
import type { Config } from './config.js';
import type { Instant, Store, StoreReader } from './storage/ports.js';

// The one place that knows which engine a configuration means. Whatever else opens a store asks here.

/** @throws StoreInUse, StoreNewer, Corrupt, Unreachable */
export function openStore(config: Config, now: () => Instant): Promise<Store> {
  return openSqliteStore({ folder: config.dataDir, now });
}

/** To read only, beside a running server or without one. @throws StoreFault if there is no store. */
export function openStoreReader(config: Config, now: () => Instant): Promise<StoreReader> {
  return openSqliteStoreReadOnly({ folder: config.dataDir, now });
}
