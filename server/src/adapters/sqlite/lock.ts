import { join } from 'node:path';
import { openDatabase } from './engine.js';
import { primaryCode, StoreInUse } from './fault-codes.js';

const SQLITE_BUSY = 5;

/**
 * Holds the folder for one server. The lock is an open transaction on a file of its own: the system lets go of it with
 * the process, however that ends, and readers of the store itself are not in its way.
 *
 * @returns what lets go of it.
 * @throws StoreInUse
 */
export function lockFolder(folder: string): () => void {
  const db = openDatabase(join(folder, 'cabinet.lock'), { busyMs: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (primaryCode(error) === SQLITE_BUSY) throw new StoreInUse(`another server is running on ${folder}`);
    throw error;
  }
  return () => db.close();
}
