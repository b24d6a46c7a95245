// What the docs of a store hold, for stories: `node doc-entries.mjs DATA_DIR NAME…`, beside the running server. Prints
// JSON by name: how many entries the doc's stream has had, and how much was written under each client id.
import { decodeStateVector, encodeStateVector } from 'yjs';
import { openSqliteStoreReadOnly } from '../../server/dist/adapters/sqlite/open.js';
import { DocLog } from '../../server/dist/sync/doc-log.js';

const [folder, ...names] = process.argv.slice(2);
const { streams, close } = await openSqliteStoreReadOnly({ folder, now: () => new Date().toISOString() });
const found = {};
for (const name of names) {
  const { doc, seq } = await new DocLog(streams, name).load(() => {});
  found[name] = { head: seq, clocks: Object.fromEntries(decodeStateVector(encodeStateVector(doc))) };
}
await close();
console.log(JSON.stringify(found));
