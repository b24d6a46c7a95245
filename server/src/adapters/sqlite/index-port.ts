import { checkCount, checkKey, checkPlace, checkQuery, checkRow, checkView } from '../../storage/checks.js';
import type { Index } from '../../storage/ports.js';
import type { Ask } from './ask.js';
import type { GroupCommit } from './group-commit.js';

/** Rows in one transaction: a rebuilt view must not keep ballots waiting. */
const ROWS_AT_ONCE = 50;

export function indexReads(ask: Ask): Pick<Index, 'get' | 'find' | 'count'> {
  return {
    async get(view, id) {
      checkView(view);
      checkKey(id);
      return ask('get', view, id);
    },
    async find(view, query) {
      checkView(view);
      checkQuery(query);
      checkCount(query.limit);
      if (query.after) checkPlace(query.after);
      return ask('find', view, query);
    },
    async count(view, query) {
      checkView(view);
      checkQuery(query);
      checkCount(query.cap);
      return ask('count', view, query);
    },
  };
}

export function sqliteIndex(writes: GroupCommit, ask: Ask): Index {
  return {
    ...indexReads(ask),
    async put(rows) {
      for (const row of rows) checkRow(row);
      const parts = [];
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        parts.push(writes.between('indexPut', [structuredClone(rows.slice(from, from + ROWS_AT_ONCE))]));
      }
      await Promise.all(parts);
    },
    async remove(view, id) {
      checkView(view);
      checkKey(id);
      await writes.between('indexRemove', [view, id]);
    },
    async drop(view) {
      if (view === undefined) return writes.between('indexDropAll', []);
      checkView(view);
      while (await writes.between('indexDropSome', [view, 10 * ROWS_AT_ONCE]));
    },
  };
}
