import { cpSync } from 'node:fs';
import { openSqliteStore } from '../../server/dist/adapters/sqlite/open.js';
import { cabinet, found } from './founded.mjs';
import { folder } from './servers.mjs';

let made = null;
/** A store with the bench's body in it, made once for all; `copy` gives one that may be written. */
export async function template() {
  made ??= make();
  return made;
}
async function make() {
  const at = folder('template');
  const store = await openSqliteStore({ folder: at, now: () => new Date().toISOString() });
  const made = await cabinet(store);
  const cookies = await found(store, made);
  await made.close();
  await store.close();
  return {
    cookies,
    copy(name) {
      const to = folder(name);
      cpSync(at, to, { recursive: true });
      return to;
    },
  };
}
