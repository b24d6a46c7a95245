import { byCodePoint, checkCount, checkKey, checkPlace, checkQuery, checkRow, checkView } from '../checks.js';
import type { Index, Query, Row } from '../ports.js';

export function memoryIndex(): Index {
  const views = new Map<string, Map<string, Row>>();
  const matching = (view: string, query: Query): Row[] => {
    checkView(view);
    checkQuery(query);
    return [...(views.get(view)?.values() ?? [])].filter((row) => matches(row.terms, query));
  };

  return {
    async put(rows) {
      for (const row of rows) checkRow(row);
      for (const row of rows) {
        const view = views.get(row.view) ?? new Map<string, Row>();
        views.set(row.view, view);
        const stored = view.get(row.id);
        if (!stored || row.from > stored.from) view.set(row.id, copy(row));
      }
    },
    async remove(view, id) {
      checkView(view);
      checkKey(id);
      views.get(view)?.delete(id);
    },
    async get(view, id) {
      checkView(view);
      checkKey(id);
      const row = views.get(view)?.get(id);
      return row ? copy(row) : null;
    },
    async find(view, { after, limit, ...query }) {
      checkCount(limit);
      if (after) checkPlace(after);
      return matching(view, query)
        .filter((row) => !after || descending(row, after) > 0)
        .sort(descending)
        .slice(0, limit)
        .map(copy);
    },
    async count(view, { cap, ...query }) {
      checkCount(cap);
      return Math.min(matching(view, query).length, cap);
    },
    async drop(view) {
      if (view === undefined) return views.clear();
      checkView(view);
      views.delete(view);
    },
  };
}

function matches(terms: readonly string[], { allTerms, anyTerms, prefix }: Query): boolean {
  return (
    allTerms.every((term) => terms.includes(term)) &&
    (anyTerms === undefined || anyTerms.some((term) => terms.includes(term))) &&
    (prefix === undefined || terms.some((term) => term.startsWith(prefix)))
  );
}

type Place = Pick<Row, 'sort' | 'id'>;
const descending = (a: Place, b: Place): number => byCodePoint(b.sort, a.sort) || byCodePoint(b.id, a.id);
const copy = (row: Row): Row => structuredClone(row);
