import { crc32 } from 'node:zlib';
import { Corrupt } from '../../storage/faults.js';
import type { Query, Row, Secret, StoredEntry } from '../../storage/ports.js';
import type { Columns, Database, Value } from './engine.js';
import { expression } from './tokens.js';

/** Up to so many hits are fetched and sorted; with more, rows are walked in their order until the page is full. */
const FEW = 2_000;

/** What the reader's thread does. */
export type Reads = ReturnType<typeof readsOn>;

export function readsOn(db: Database) {
  const streamOf = db.prepare('SELECT n, head, trimmed FROM streams WHERE name = ?');
  const entriesOf = db.prepare(
    'SELECT seq, crc32, entry FROM entries WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const touchedAfter = db.prepare(`
    SELECT name, touched FROM streams WHERE touched >= ? AND (touched, name) > (?, ?) ORDER BY touched, name LIMIT ?`);
  const snapshotOf = db.prepare(`
    SELECT up_to, crc32, bytes FROM snapshots JOIN streams ON stream = n WHERE name = ? AND form = ?`);
  const live = `value IS NOT NULL AND (expires IS NULL OR expires > ?)`;
  const secretOf = db.prepare(`SELECT key, version, value, crc32 FROM vault WHERE ${live} AND key = ?`);
  const secretsOf = db.prepare(
    `SELECT key, version, value, crc32 FROM vault WHERE ${live} AND key >= ? AND key < ? AND key > ? ORDER BY key LIMIT ?`,
  );
  const columns = 'view, id, made_from, sort, terms, body';
  const rowOf = db.prepare(`SELECT ${columns} FROM rows WHERE view = ? AND id = ?`);
  const [place, order] = ['(sort, id) < (?, ?)', 'ORDER BY sort DESC, id DESC LIMIT ?'];
  const allRows = db.prepare(`SELECT ${columns} FROM rows WHERE view = ? AND ${place} ${order}`);
  const fewRows = db.prepare(`
    SELECT ${columns} FROM postings CROSS JOIN rows ON n = postings.rowid WHERE postings MATCH ? AND view = ? AND ${place} ${order}`);
  const manyRows = db.prepare(`
    SELECT ${columns} FROM rows INDEXED BY rows_sort
    WHERE +n IN (SELECT rowid FROM postings WHERE postings MATCH ?) AND view = ? AND ${place} ${order}`);
  const countAll = db.prepare('SELECT count(*) AS n FROM (SELECT 1 FROM rows WHERE view = ? LIMIT ?)');
  const countSome = db.prepare('SELECT count(*) AS n FROM (SELECT 1 FROM postings WHERE postings MATCH ? LIMIT ?)');

  const nothingMatches = ({ anyTerms }: Query): boolean => anyTerms?.length === 0;

  return {
    read(stream: string, after: number, limit: number): StoredEntry[] {
      // One transaction, or a trim between the two statements would look like a hole.
      db.exec('BEGIN');
      try {
        const row = streamOf.get(stream);
        if (!row) return [];
        const first = Math.max(after, Number(row.trimmed)) + 1;
        const found = entriesOf.all(Number(row.n), after, limit);
        const expected = Math.max(0, Math.min(limit, Number(row.head) - first + 1));
        const whole = found.length === expected && found.every(({ seq }, index) => seq === first + index);
        if (!whole) throw new Corrupt(`${stream}: entries are missing after ${after}`);
        return found.map((one) => ({ seq: Number(one.seq), entry: sound(stream, one.entry, one.crc32) }));
      } finally {
        db.exec('COMMIT');
      }
    },

    head: (stream: string): number => Number(streamOf.get(stream)?.head ?? 0),

    touched(since: string, after: string | null, limit: number): { streams: string[]; next: string | null } {
      const [at = '', name = ''] = (after ?? '').split(' ');
      const found = touchedAfter.all(since, at, name, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const next = last ? `${last.touched} ${last.name}` : after;
      return { streams: page.map((row) => String(row.name)), next: found.length > limit ? next : null };
    },

    snapshot(stream: string, form: string): { upTo: number; bytes: Uint8Array } | null {
      const row = snapshotOf.get(stream, form);
      return row ? { upTo: Number(row.up_to), bytes: sound(stream, row.bytes, row.crc32) } : null;
    },

    vaultGet(key: string, now: string): Secret | null {
      const row = secretOf.get(now, key);
      return row ? secretFrom(row) : null;
    },

    vaultList(prefix: string, after: string | null, limit: number, now: string): Secret[] {
      return secretsOf.all(now, prefix, pastPrefix(prefix), after ?? '', limit).map(secretFrom);
    },

    get(view: string, id: string): Row | null {
      const row = rowOf.get(view, id);
      return row ? rowFrom(row) : null;
    },

    find(view: string, query: Query & { after?: { sort: string; id: string }; limit: number }): Row[] {
      if (nothingMatches(query)) return [];
      // Sort keys are printable ASCII: DEL is past them all.
      const [sort, id] = query.after ? [query.after.sort, query.after.id] : ['\x7f', ''];
      const asked = expression(view, query);
      if (asked === null) return allRows.all(view, sort, id, query.limit).map(rowFrom);
      const few = Number(countSome.get(asked, FEW)?.n) < FEW;
      return (few ? fewRows : manyRows).all(asked, view, sort, id, query.limit).map(rowFrom);
    },

    count(view: string, query: Query & { cap: number }): number {
      if (nothingMatches(query)) return 0;
      const asked = expression(view, query);
      return Number((asked === null ? countAll.get(view, query.cap) : countSome.get(asked, query.cap))?.n);
    },
  };
}

function sound(stream: string, bytes: Value | undefined, checksum: Value | undefined): Uint8Array {
  const kept = bytes as Uint8Array;
  if (crc32(kept) !== checksum) throw new Corrupt(`${stream}: what is stored is not what was stored`);
  return kept;
}

function secretFrom(row: Columns): Secret {
  // Those of a store of version 1 have no checksum until they are put again.
  if (row.crc32 !== null && crc32(String(row.value)) !== row.crc32)
    throw new Corrupt(`vault ${row.key}: what is stored is not what was stored`);
  return { key: String(row.key), version: Number(row.version), value: json(row.value) };
}

function rowFrom(row: Columns): Row {
  return {
    view: String(row.view),
    id: String(row.id),
    from: Number(row.made_from),
    sort: String(row.sort),
    terms: json(row.terms) as string[],
    body: json(row.body),
  };
}

function json(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch (error) {
    throw new Corrupt(error instanceof Error ? error.message : String(error));
  }
}

/** The first text, by code points, that comes after everything that starts with `prefix`. */
export function pastPrefix(prefix: string): string {
  const points = Array.from(prefix, (sign) => sign.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  // Nothing comes after: no key holds this many of the last code point.
  if (last === undefined) return '\u{10ffff}'.repeat(401);
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}
