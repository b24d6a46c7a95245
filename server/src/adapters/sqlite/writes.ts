import { crc32 } from 'node:zlib';
import type { Row } from '../../storage/ports.js';
import type { Database } from './engine.js';
import { tokens } from './tokens.js';

const HOUR_MS = 3_600_000;
const TOMBSTONE_MS = 30 * 24 * HOUR_MS;

/** What the writer's thread does, each inside the transaction of its batch. */
export type Writes = ReturnType<typeof writesOn>;

export function writesOn(db: Database) {
  const streamOf = db.prepare('SELECT n, head, trimmed FROM streams WHERE name = ?');
  const addStream = db.prepare('INSERT INTO streams (name, head, trimmed, touched) VALUES (?, 1, 0, ?) RETURNING n');
  const moveStream = db.prepare('UPDATE streams SET head = ?, touched = ? WHERE n = ?');
  const addEntry = db.prepare('INSERT INTO entries (stream, seq, crc32, entry) VALUES (?, ?, ?, ?)');
  const keepSnapshot = db.prepare(`
    INSERT INTO snapshots (stream, form, up_to, crc32, bytes) VALUES (?, ?, ?, ?, coalesce(?, x''))
    ON CONFLICT DO UPDATE SET up_to = excluded.up_to, crc32 = excluded.crc32, bytes = excluded.bytes WHERE excluded.up_to >= up_to`);
  const covered = db.prepare('SELECT max(up_to) AS up_to FROM snapshots WHERE stream = ?');
  const trimEntries = db.prepare('DELETE FROM entries WHERE stream = ? AND seq <= ?');
  const trimStream = db.prepare('UPDATE streams SET trimmed = max(trimmed, ?) WHERE n = ?');
  const secretOf = db.prepare('SELECT version, value, expires FROM vault WHERE key = ?');
  const putSecret = db.prepare(`
    INSERT INTO vault (key, version, value, expires, crc32) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    version = excluded.version, value = excluded.value, expires = excluded.expires, crc32 = excluded.crc32`);
  const forgetExpired = db.prepare('UPDATE vault SET value = NULL WHERE expires <= ? AND value IS NOT NULL');
  const dropTombstones = db.prepare('DELETE FROM vault WHERE expires <= ? AND value IS NULL');
  const rowOf = db.prepare('SELECT n, made_from FROM rows WHERE view = ? AND id = ?');
  const addRow = db.prepare(
    'INSERT INTO rows (view, id, made_from, sort, terms, body) VALUES (?, ?, ?, ?, ?, ?) RETURNING n',
  );
  const changeRow = db.prepare('UPDATE rows SET made_from = ?, sort = ?, terms = ?, body = ? WHERE n = ?');
  const removeRow = db.prepare('DELETE FROM rows WHERE n = ?');
  const putTerms = db.prepare('INSERT OR REPLACE INTO postings (rowid, tokens) VALUES (?, ?)');
  const removeTerms = db.prepare('DELETE FROM postings WHERE rowid = ?');
  const someRows = db.prepare('SELECT n FROM rows WHERE view = ? LIMIT ?');
  let sweptAt = 0;

  const liveVersion = (key: string, now: string): { live: number | null; last: number } => {
    const row = secretOf.get(key);
    if (!row) return { live: null, last: 0 };
    const gone = row.value === null || (row.expires !== null && String(row.expires) <= now);
    return { live: gone ? null : Number(row.version), last: Number(row.version) };
  };
  /** Secrets that expired leave the file within an hour of writes; versions are remembered for a month. */
  const sweep = (now: string): void => {
    const at = Date.parse(now);
    if (Math.abs(at - sweptAt) < HOUR_MS) return;
    sweptAt = at;
    forgetExpired.run(now);
    dropTombstones.run(new Date(at - TOMBSTONE_MS).toISOString());
  };

  return {
    append(stream: string, after: number, at: string, entry: Uint8Array): 'stored' | 'moved' {
      const row = streamOf.get(stream);
      if (Number(row?.head ?? 0) !== after) return 'moved';
      const n = Number(row ? row.n : addStream.get(stream, at)?.n);
      if (row) moveStream.run(after + 1, at, n);
      addEntry.run(n, after + 1, crc32(entry), entry);
      return 'stored';
    },

    keep(stream: string, form: string, upTo: number, bytes: Uint8Array): 'kept' | 'beyond' {
      const row = streamOf.get(stream);
      if (!row || upTo < 1 || upTo > Number(row.head)) return 'beyond';
      keepSnapshot.run(Number(row.n), form, upTo, crc32(bytes), bytes);
      return 'kept';
    },

    trim(stream: string, upTo: number): 'trimmed' | 'uncovered' {
      const row = streamOf.get(stream);
      if (!row || upTo > Number(covered.get(Number(row.n))?.up_to ?? 0)) return 'uncovered';
      trimEntries.run(Number(row.n), upTo);
      trimStream.run(upTo, Number(row.n));
      return 'trimmed';
    },

    vaultPut(
      key: string,
      json: string,
      expect: 'absent' | number,
      expires: string | null,
      now: string,
    ): 'stored' | 'moved' {
      sweep(now);
      const { live, last } = liveVersion(key, now);
      if ((live ?? 'absent') !== expect) return 'moved';
      putSecret.run(key, last + 1, json, expires, crc32(json));
      return 'stored';
    },

    vaultRemove(key: string, version: number, now: string): 'removed' | 'moved' {
      if (liveVersion(key, now).live !== version) return 'moved';
      putSecret.run(key, version, null, now, null);
      return 'removed';
    },

    indexPut(rows: readonly Row[]): void {
      for (const row of rows) {
        const stored = rowOf.get(row.view, row.id);
        if (stored && row.from <= Number(stored.made_from)) continue;
        const [terms, body] = [JSON.stringify(row.terms), JSON.stringify(row.body)];
        const n = Number((stored ?? addRow.get(row.view, row.id, row.from, row.sort, terms, body))?.n);
        if (stored) changeRow.run(row.from, row.sort, terms, body, n);
        putTerms.run(n, tokens(row.view, row.terms));
      }
    },

    indexRemove(view: string, id: string): void {
      const row = rowOf.get(view, id);
      if (!row) return;
      removeTerms.run(Number(row.n));
      removeRow.run(Number(row.n));
    },

    indexDropAll(): void {
      db.exec(`DELETE FROM rows; INSERT INTO postings (postings) VALUES ('delete-all')`);
    },

    /** Up to `most` rows of a view. @returns whether there are more. */
    indexDropSome(view: string, most: number): boolean {
      const rows = someRows.all(view, most);
      for (const { n } of rows) {
        removeTerms.run(Number(n));
        removeRow.run(Number(n));
      }
      return rows.length === most;
    },
  };
}
