import type { Store } from '../../storage/ports.js';
import { openMongoStore } from './open.js';

/** How the writers' process opens the store that is killed under it. */
export const openForKill = (options: { uri: string; database: string }, now: () => string): Promise<Store> =>
  openMongoStore({ ...options, now, allowStandalone: true });
