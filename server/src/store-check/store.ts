import { isDoc, planCut, streamNames } from '../backup/cut.js';
import { readDoc } from '../backup/doc-reading.js';
import { vaultRows } from '../backup/vault-rows.js';
import { RESTORING } from '../open-store.js';
import { Corrupt } from '../storage/faults.js';
import type { StoredEntry, StoreReader } from '../storage/ports.js';
import { checkKeys } from '../verify/heads.js';
import { type Say, Wrong } from '../verify/wrong.js';
import { asWrong, createChecker } from './checker.js';
import { checkViews } from './views.js';

export interface StoreCheckParts {
  readonly store: StoreReader;
  /** First 16 hex digits of the keys that may have signed; null: not compared. */
  readonly keys: readonly string[] | null;
  readonly say: Say;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Checks everything in a store, also while a server writes to it: streams up to one cut, docs, owners of ids, blobs, and
 * that lists and archive are what the streams say.
 *
 * @throws Wrong at the first thing that is not so; StoreFault.
 */
export async function checkStore({ store, keys, say, pause }: StoreCheckParts): Promise<void> {
  const { streams, blobs, vault } = store;
  if (await vault.get(RESTORING))
    throw new Wrong(
      'kho dữ liệu/store',
      'khôi phục chưa xong',
      'was not restored to the end: empty it and restore again',
    );
  const checker = createChecker();
  const cut = await asWrong(planCut(streams));
  for (const [stream, end] of cut.upTo) checker.stream({ stream, snapshot: null, entries: await readTo(stream, end) });
  const docs = new Set<string>();
  for await (const stream of streamNames(streams)) if (isDoc(stream)) docs.add(stream);
  for (const stream of docs) checker.stream(await asWrong(readDoc(streams, stream)));
  checker.closed();
  checker.sums(say);
  checkKeys([...checker.keys], keys, say);

  for (const [owned, place] of checker.owners)
    if (!(await vault.get(`lease/${owned}`)))
      throw new Wrong(place, 'không rõ ai đã viết', 'who wrote it is not in the vault');
  say(`Quyền viết: ${checker.owners.size} mã, đều rõ của ai`, `Owners: ${checker.owners.size} ids, each of somebody`);

  for await (const row of vaultRows(vault)) checker.row(row);
  let whole = 0;
  for (const [sha256, { as, place }] of checker.blobs) {
    const there = await wholeBlob(sha256, place);
    if (there) whole += 1;
    else if (as === 'needed') throw new Wrong(place, `thiếu tệp ${sha256}`, `its file ${sha256} is missing`);
  }
  say(`Tệp: ${whole}, đúng từng byte`, `Blobs: ${whole}, byte for byte`);
  await asWrong(checkViews({ store, say, pause }));

  async function readTo(stream: string, end: number): Promise<StoredEntry[]> {
    const all: StoredEntry[] = [];
    while (all.length < end) {
      const page = await asWrong(streams.read(stream, all.length, Math.min(200, end - all.length)));
      if (page.length === 0) throw new Wrong(`${stream}, mục/entry ${all.length + 1}`, 'thiếu mục này', 'is missing');
      all.push(...page);
    }
    return all;
  }
  async function wholeBlob(sha256: string, place: string): Promise<boolean> {
    const source = await blobs.get(sha256);
    if (!source) return false;
    try {
      for await (const _ of source);
      return true;
    } catch (fault) {
      if (!(fault instanceof Corrupt)) throw fault;
      throw new Wrong(`blob ${sha256}`, `hỏng (${place})`, `is damaged (${place} names it)`);
    }
  }
}
