import { type Connection, Lost } from './connection.js';
import type { DocStore } from './doc-store.js';

interface Parts {
  readonly store: DocStore;
  readonly connection: Connection;
  readonly tabId: string;
}
/** Client ids leased ahead, beside the one in use: for reloads and further tabs while offline. */
const SPARE = 2;

/** A client id for one copy in one tab. @returns null where none is left and the server gives none. */
export async function takeClientId(name: string, parts: Parts): Promise<number | null> {
  const { store, tabId } = parts;
  const kept = await store.reserve(name, tabId);
  if (kept !== null) return kept;
  return (await lease(name, 1 + SPARE, parts)) ? store.reserve(name, tabId) : null;
}
/** Makes sure that there is something to go on with offline. */
export async function leaseAhead(name: string, parts: Parts): Promise<void> {
  await lease(name, SPARE, parts);
}

/** @returns false where the server cannot be asked or says no. */
async function lease(name: string, wanted: number, { store, connection }: Parts): Promise<boolean> {
  const count = wanted - (await store.free(name));
  if (count <= 0) return true;
  try {
    const answer = await connection.askPatiently('doc:lease', { name, count });
    if (answer.ok) await store.leased(name, answer.ids);
    return answer.ok;
  } catch (error) {
    if (error instanceof Lost) return false;
    throw error;
  }
}
