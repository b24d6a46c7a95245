import { digestOf } from '@ecab/shared/ledger/entry';
import { isDoc, streamNames } from '../backup/cut.js';
import { createLoneProjector } from '../jobs/lone-projector.js';
import { projectedViews } from '../jobs/projector.js';
import { Unreachable } from '../storage/faults.js';
import { memoryStore } from '../storage/memory.js';
import type { Index, Row, StoreReader, Streams } from '../storage/ports.js';
import { type Say, Wrong } from '../verify/wrong.js';

export interface ViewCheckParts {
  readonly store: StoreReader;
  readonly say: Say;
  readonly pause: (ms: number) => Promise<void>;
}
const ROUNDS = 10;
const ROUND_MS = 500;
const PAGE = 500;
const refuse = async (): Promise<never> => {
  throw new Unreachable('the store is open to read only');
};

/**
 * Makes every row anew beside the store, and compares. A server that writes meanwhile is a moment behind its own entries:
 * a row counts as wrong only if it stays so.
 *
 * @throws Wrong naming a row that is not what the streams say, is missing, or is of nothing.
 */
export async function checkViews({ store, say, pause }: ViewCheckParts): Promise<void> {
  const installed = (await store.vault.get('installation'))?.value as { bodyId: string } | undefined;
  if (!installed) throw new Wrong('kho dữ liệu/store', 'chưa có cơ quan nào', 'holds no body');
  const { index } = memoryStore({ now: () => '' });
  const project = projectorOn(store, index, installed.bodyId);
  await project();
  let wrong: string[] = [];
  let rows = 0;
  for (const view of projectedViews) {
    const [stored, made] = [await digests(store.index, view), await digests(index, view)];
    rows += made.size;
    for (const id of new Set([...stored.keys(), ...made.keys()]))
      if (stored.get(id) !== made.get(id)) wrong.push(`${view} ${id}`);
  }
  for (let round = 0; wrong.length > 0 && round < ROUNDS; round += 1) {
    await pause(ROUND_MS);
    await project();
    const still: string[] = [];
    for (const one of wrong) {
      const [view, id] = parted(one);
      if (digest(await store.index.get(view, id)) !== digest(await index.get(view, id))) still.push(one);
    }
    wrong = still;
  }
  const [first] = wrong;
  if (first !== undefined) {
    const [view, id] = parted(first);
    const how = (await store.index.get(view, id)) === null ? 'is missing' : 'is not what the streams say';
    throw new Wrong(
      `${view}: ${id}`,
      `dòng không khớp với sổ (chạy npm run rebuild -- ${view})`,
      `the row ${how} (npm run rebuild -- ${view} makes it anew)`,
    );
  }
  say(`Danh mục: ${rows} dòng, lập lại và khớp`, `Views: ${rows} rows, made anew and equal`);
}

/** Projects what is new since it was last called. */
function projectorOn(reader: StoreReader, index: Index, bodyId: string): () => Promise<void> {
  const streams: Streams = {
    ...reader.streams,
    // What was folded before is not taken for granted here.
    snapshot: async (stream, form) => (isDoc(stream) ? reader.streams.snapshot(stream, form) : null),
    append: refuse,
    keep: refuse,
    trim: refuse,
  };
  const vault = { ...reader.vault, put: refuse, remove: refuse };
  const blobs = { ...reader.blobs, put: refuse, remove: refuse };
  const projector = createLoneProjector({ streams, vault, blobs, index, incarnation: reader.incarnation }, bodyId);
  const done = new Map<string, number>();
  return async () => {
    for await (const stream of streamNames(streams)) {
      if (isDoc(stream)) continue;
      const head = await streams.head(stream);
      if (head === done.get(stream)) continue;
      await projector.project(stream);
      done.set(stream, head);
    }
  };
}

async function digests(index: Pick<Index, 'find'>, view: string): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for (let after: { sort: string; id: string } | undefined; ; ) {
    const page = await index.find(view, { allTerms: [], limit: PAGE, ...(after && { after }) });
    for (const row of page) all.set(row.id, digest(row));
    const last = page.at(-1);
    if (page.length < PAGE || !last) return all;
    after = { sort: last.sort, id: last.id };
  }
}
/** Without where it was made from: that counts how often, not what. */
const digest = (row: Row | null) => (row ? digestOf([row.sort, row.terms, row.body]) : '');
function parted(name: string): [view: string, id: string] {
  const at = name.indexOf(' ');
  return [name.slice(0, at), name.slice(at + 1)];
}
