import type { Store } from '../../storage/ports.js';
import { openSqliteStore } from './open.js';

/** How the writers' process opens the store that is killed under it. */
export const openForKill = ({ folder }: { folder: string }, now: () => string): Promise<Store> =>
  openSqliteStore({ folder, now });
