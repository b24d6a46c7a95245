import { dehydrate, hydrate, type QueryClient } from '@tanstack/react-query';
import { deleteDB, type IDBPDatabase, openDB } from 'idb';

const nameOf = (personId: string) => `ecab-lists-${personId}`;
const STORE = 'queries';
const KEY = 'all';
const WRITE_AFTER_MS = 1_000;

/**
 * Keeps the answers of queries marked `meta: { keep: true }` on the device, under the person's name, so that the home
 * screen and the agenda open without the network. No truth: a copy that cannot be read is dropped.
 *
 * @returns how to stop; what was not yet written is given up.
 */
export async function keepQueries(client: QueryClient, personId: string): Promise<() => void> {
  const db = await open(personId);
  const kept: unknown = await db.get(STORE, KEY);
  if (kept) hydrate(client, kept);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    timer = undefined;
    const state = dehydrate(client, {
      shouldDehydrateQuery: (query) => query.meta?.keep === true && query.state.status === 'success',
      shouldDehydrateMutation: () => false,
    });
    db.put(STORE, state, KEY).catch((error: unknown) => console.warn('lists are not kept', error));
  };
  const stop = client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.query.meta?.keep === true) timer ??= setTimeout(write, WRITE_AFTER_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
    db.close();
  };
}

export const dropKept = (personId: string): Promise<void> => deleteDB(nameOf(personId));

function open(personId: string): Promise<IDBPDatabase> {
  return openDB(nameOf(personId), 1, {
    upgrade: (db) => void db.createObjectStore(STORE),
    // Another tab signs out: let it delete.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
