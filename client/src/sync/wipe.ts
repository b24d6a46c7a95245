import { deleteDB } from 'idb';
import type { Keeper } from '../app/leaving.js';
import { databaseName, openDatabase } from './database.js';
import { papersName } from './papers-cache.js';

/** How many things of this person only this device has: commands, updates, and drafts of what was refused. */
export async function unsentOf(personId: string): Promise<number> {
  const db = await openDatabase(personId);
  try {
    const counts = await Promise.all([db.count('commands'), db.count('outbox'), db.count('drafts')]);
    return counts.reduce((sum, n) => sum + n, 0);
  } finally {
    db.close();
  }
}

/** Deletes everything that sync keeps of this person on this device. Tabs that have it open let go of it. */
export async function wipePerson(personId: string): Promise<void> {
  await Promise.all([deleteDB(databaseName(personId)), globalThis.caches?.delete(papersName(personId))]);
}

/** Has its say when the person leaves. */
export const syncKeeper: Keeper = { unsent: unsentOf, wipe: wipePerson };
