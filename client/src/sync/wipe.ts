import { deleteDB } from 'idb';
import type { Keeper } from '../app/leaving.js';
import { databaseName, openDatabase } from './database.js';
import { papersName } from './papers-cache.js';

/** The store that the server stands on; null where it cannot be asked. */
export type Incarnation = () => Promise<string | null>;
const ANSWER_WITHIN_MS = 5_000;
const ofServer: Incarnation = async () => {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ANSWER_WITHIN_MS);
  const answer: unknown = await fetch('/version', { cache: 'no-store', signal: late.signal })
    .then((response) => response.json())
    .catch(() => null)
    .finally(() => clearTimeout(timer));
  if (typeof answer !== 'object' || answer === null || !('incarnation' in answer)) return null;
  return typeof answer.incarnation === 'string' ? answer.incarnation : null;
};

/**
 * How many things of this person only this device has: commands, updates, and drafts of what was refused, until the
 * person has put them back or thrown them away, or the server has them as rescue copies. A server restored from a backup
 * knows no session, so everybody is signed out of it, and what it lost is only here: copies of another store count too.
 */
export async function unsentOf(personId: string, incarnationOf: Incarnation = ofServer): Promise<number> {
  // Asked first: what is written while it is waited for counts, too.
  const now = await incarnationOf();
  const db = await openDatabase(personId);
  try {
    const counts = await Promise.all([db.count('commands'), db.count('outbox'), db.count('drafts')]);
    const docs = now === null ? [] : await db.getAll('docs');
    const left = docs.filter(({ incarnation }) => incarnation !== null && incarnation !== now).length;
    return counts.reduce((sum, n) => sum + n, left);
  } finally {
    db.close();
  }
}

/** Deletes everything that sync keeps of this person on this device. Tabs that have it open let go of it. */
export async function wipePerson(personId: string): Promise<void> {
  await Promise.all([deleteDB(databaseName(personId)), globalThis.caches?.delete(papersName(personId))]);
}

/** Has its say when the person leaves. */
export const syncKeeper: Keeper = { unsent: (personId) => unsentOf(personId), wipe: wipePerson };
