// Copies the store of a folder into an empty database, rows of the index and all, so that a story on MongoDB begins where
// one on the embedded store does: `node copy-store.mjs FOLDER URI`. (What a body does that grows is `backup` and
// `restore`, after which the first start makes lists and archive anew: on FerretDB, which reads every entry for every
// question, that takes longer than any story.)
import { openMongoStore } from '../../server/dist/adapters/mongo/open.js';
import { openSqliteStoreReadOnly } from '../../server/dist/adapters/sqlite/open.js';
import { madeView } from '../../server/dist/jobs/project-made.js';
import { projectedViews } from '../../server/dist/jobs/projector.js';

const [folder, uri] = process.argv.slice(2);
// Before every cursor: what was followed there is followed here.
const now = () => '2023-01-01T00:00:00.000Z';
const from = await openSqliteStoreReadOnly({ folder, now });
const ids = { incarnation: () => from.incarnation };
const to = await openMongoStore({ uri, now, ids, allowStandalone: true, patienceMs: 60_000 });

const hashes = new Set();
for (let after = null; ; ) {
  const page = await from.streams.touched('1970-01-01T00:00:00.000Z', after, 100);
  for (const stream of page.streams) {
    for (const { seq, entry } of await from.streams.read(stream, 0, Number.MAX_SAFE_INTEGER)) {
      const stored = await to.streams.append(stream, seq - 1, entry);
      if (stored !== 'stored') throw new Error(`${stream} ${seq}: ${stored}`);
      // Every blob that anything refers to is referred to by its hash.
      for (const [hash] of Buffer.from(entry)
        .toString('latin1')
        .matchAll(/\b[0-9a-f]{64}\b/g))
        hashes.add(hash);
    }
  }
  after = page.next;
  if (after === null) break;
}
for (const hash of hashes) {
  const blob = await from.blobs.get(hash);
  if (blob) await to.blobs.put(blob);
}
for (let after = null; ; ) {
  const page = await from.vault.list('', after, 100);
  for (const { key, value } of page) await to.vault.put(key, value, 'absent');
  after = page.at(-1)?.key ?? null;
  if (page.length < 100) break;
}
for (const view of [...projectedViews, madeView]) {
  for (let after; ; ) {
    const page = await from.index.find(view, { allTerms: [], limit: 100, ...(after && { after }) });
    await to.index.put(page);
    after = page.at(-1);
    if (page.length < 100) break;
  }
}
await to.close();
await from.close();
