import type { Index, Query, Row } from '../storage/ports.js';

export type Asked = Pick<Query, 'allTerms' | 'anyTerms'>;

const ROWS_A_TIME = 100;

/**
 * Rows that answer one of several queries, newest first; read as far as the caller goes. No row may answer two of them.
 * Many queries are read in smaller pages, so that the first row does not cost many full ones.
 */
export async function* newest(index: Index, view: string, queries: readonly Asked[]): AsyncGenerator<Row> {
  const limit = Math.max(10, Math.floor(ROWS_A_TIME / queries.length));
  const sources = await Promise.all(queries.map((query) => source(index, view, query, limit)));
  for (;;) {
    const [first, ...others] = sources.filter((one) => one.row !== null);
    if (first === undefined) return;
    const next = others.reduce((best, one) => (precedes(one.row!, best.row!) ? one : best), first);
    yield next.row!;
    await next.step();
  }
}

const precedes = (a: Row, b: Row) => (a.sort === b.sort ? a.id > b.id : a.sort > b.sort);

interface Source {
  row: Row | null;
  step(): Promise<void>;
}

async function source(index: Index, view: string, query: Asked, limit: number): Promise<Source> {
  let rows: readonly Row[] = [];
  let [at, last] = [0, false];
  const one: Source = {
    row: null,
    async step() {
      if (at >= rows.length && !last) {
        const { row } = one;
        const after = row === null ? {} : { after: { sort: row.sort, id: row.id } };
        rows = await index.find(view, { ...query, ...after, limit });
        [at, last] = [0, rows.length < limit];
      }
      one.row = rows[at] ?? null;
      at += 1;
    },
  };
  await one.step();
  return one;
}
