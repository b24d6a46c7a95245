import { checkCount, checkKey, checkPlace, checkQuery, checkRow, checkView } from '../../storage/checks.js';
import type { Index, Query, Row } from '../../storage/ports.js';
import { type Call, type Calls, insertIfAbsent, isDuplicate } from './calls.js';
import { type Models, type RowDoc, viewPrefix } from './documents.js';
import { makeIndexes } from './indexes.js';
import { startsWith } from './patterns.js';

const NAMESPACE_NOT_FOUND = 26;
const ROWS_AT_ONCE = 100;
const MOST_AT_ONCE = 2 ** 31 - 1;

/** @param views those whose collections are there, with their indexes. */
export function mongoIndex({ call, patiently }: Calls, models: Models, views: readonly string[]): Index {
  const { db } = models.format;
  const ready = new Map<string, Promise<void>>(views.map((view) => [view, Promise.resolve()]));
  /** What is written to the same row by this server is written one after the other. */
  const turns = new Map<string, Promise<void>>();

  /** A view's collection and indexes are made when the first row is put into it. */
  function prepared(view: string): Promise<void> {
    const made = ready.get(view) ?? makeIndexes(patiently, models.view(view));
    ready.set(view, made);
    // What failed is tried again.
    made.catch(() => ready.delete(view));
    return made;
  }
  function inTurn(view: string, id: string, work: () => Promise<void>): Promise<void> {
    const key = `${view} ${id}`;
    const turn = (turns.get(key) ?? Promise.resolve()).then(work);
    const kept = turn
      .catch(() => {})
      .finally(() => {
        if (turns.get(key) === kept) turns.delete(key);
      });
    turns.set(key, kept);
    return turn;
  }
  /** In place of an older one; if there is none at all it is inserted, and what came meanwhile is compared again. */
  async function replaceOlder(view: string, doc: RowDoc): Promise<void> {
    const { collection } = models.view(view);
    for (;;) {
      const older = { _id: doc._id as never, from: { $lt: doc.from } };
      const { matchedCount } = await patiently(() => collection.replaceOne(older, doc as object));
      if (matchedCount > 0) return;
      const stored = await call(() => models.view(view).findOne({ _id: doc._id }, { from: 1 }).lean<RowDoc>());
      if (stored && stored.from >= doc.from) return;
      if (!stored && (await insertIfAbsent(patiently, models.view(view), doc))) return;
    }
  }

  return {
    async put(rows) {
      for (const row of rows) checkRow(row);
      const newest = new Map<string, Row>();
      for (const row of rows) {
        const key = `${row.view} ${row.id}`;
        const other = newest.get(key);
        if (!other || row.from > other.from) newest.set(key, row);
      }
      for (const view of new Set(rows.map((row) => row.view))) {
        await prepared(view);
        const docs = [...newest.values()].filter((row) => row.view === view).map(docOf);
        for (let from = 0; from < docs.length; from += ROWS_AT_ONCE) {
          const some = docs.slice(from, from + ROWS_AT_ONCE);
          const known = await insertNew(patiently, models.view(view).collection, some);
          await Promise.all(known.map((doc) => inTurn(view, doc._id, () => replaceOlder(view, doc))));
        }
      }
    },

    async remove(view, id) {
      checkView(view);
      checkKey(id);
      await inTurn(view, id, async () => {
        await call(() => models.view(view).deleteOne({ _id: id }));
      });
    },

    async get(view, id) {
      checkView(view);
      checkKey(id);
      const doc = await call(() => models.view(view).findOne({ _id: id }).lean<RowDoc>());
      return doc ? rowFrom(view, doc) : null;
    },

    async find(view, { after, limit, ...query }) {
      checkView(view);
      checkQuery(query);
      checkCount(limit);
      if (after) checkPlace(after);
      if (limit === 0 || query.anyTerms?.length === 0) return [];
      const past = after
        ? [{ $or: [{ sort: { $lt: after.sort } }, { sort: after.sort, _id: { $lt: after.id } }] }]
        : [];
      const docs = await call(() =>
        models
          .view(view)
          .find({ $and: [{}, ...conditions(query), ...past] })
          .sort({ sort: -1, _id: -1 })
          .limit(Math.min(limit, MOST_AT_ONCE))
          .lean<RowDoc[]>(),
      );
      return docs.map((doc) => rowFrom(view, doc));
    },

    async count(view, { cap, ...query }) {
      checkView(view);
      checkQuery(query);
      checkCount(cap);
      if (cap === 0 || query.anyTerms?.length === 0) return 0;
      return call(() =>
        models.view(view).countDocuments({ $and: [{}, ...conditions(query)] }, { limit: Math.min(cap, MOST_AT_ONCE) }),
      );
    },

    async drop(view) {
      if (view !== undefined) checkView(view);
      const names = view === undefined ? await viewsOf(call, models) : [view];
      for (const name of names) {
        await patiently(() =>
          db.dropCollection(viewPrefix + name).then(
            () => {},
            (error: { code?: number }) => {
              if (error.code !== NAMESPACE_NOT_FOUND) throw error;
            },
          ),
        );
        // At once, and not at the next row: another server believes that they are there.
        ready.delete(name);
        await prepared(name);
      }
    },
  };
}

/** The views that have a collection. */
export async function viewsOf(call: Call, { format }: Models): Promise<string[]> {
  const collections = await call(() => format.db.listCollections());
  return collections.flatMap(({ name }) => (name.startsWith(viewPrefix) ? [name.slice(viewPrefix.length)] : []));
}

/** @returns those whose key is there already. */
async function insertNew(
  call: Call,
  collection: ReturnType<Models['view']>['collection'],
  docs: readonly RowDoc[],
): Promise<readonly RowDoc[]> {
  return call(() =>
    collection.insertMany(docs as object[], { ordered: false }).then(
      () => [],
      (error: unknown) => {
        if (!isDuplicate(error)) throw error;
        const { writeErrors } = error as {
          writeErrors?: { index: number; code: number } | { index: number; code: number }[];
        };
        const all = [writeErrors ?? []].flat();
        if (all.some(({ code }) => code !== 11_000)) throw error;
        return all.flatMap(({ index }) => docs[index] ?? []);
      },
    ),
  );
}

function conditions({ allTerms, anyTerms, prefix }: Query): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  // The longest first: an index is asked for one of them, and long ones are rare.
  const terms = [...new Set(allTerms)].sort((a, b) => b.length - a.length);
  if (terms.length > 0) found.push({ terms: { $all: terms } });
  if (anyTerms) found.push({ terms: { $in: [...anyTerms] } });
  if (prefix !== undefined) found.push({ terms: { $regex: startsWith(prefix) } });
  return found;
}

function docOf({ id, from, sort, terms, body }: Row): RowDoc {
  // Through JSON: what is stored is no longer the caller's, and holds nothing that JSON has not.
  return { _id: id, from, sort, terms: [...terms], body: JSON.parse(JSON.stringify(body)) as unknown };
}
function rowFrom(view: string, { _id, from, sort, terms, body }: RowDoc): Row {
  return { view, id: _id, from, sort, terms, body };
}
