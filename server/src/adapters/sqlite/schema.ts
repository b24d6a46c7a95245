import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { StoreFault } from '../../storage/faults.js';
import { type Database, openDatabase, single } from './engine.js';
import { StoreNewer } from './fault-codes.js';

/** Step n brings a store of version n to n + 1. Steps are never changed once released, only added. */
export const steps: readonly string[] = [
  `
  CREATE TABLE streams (
    n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    head INTEGER NOT NULL, trimmed INTEGER NOT NULL, touched TEXT NOT NULL
  ) STRICT;
  CREATE INDEX streams_touched ON streams (touched, name);
  -- The engine notices damage to its pages, not to the bytes kept in them: hence the checksums.
  CREATE TABLE entries (
    stream INTEGER NOT NULL, seq INTEGER NOT NULL, crc32 INTEGER NOT NULL, entry BLOB NOT NULL, PRIMARY KEY (stream, seq)
  ) STRICT;
  CREATE TABLE snapshots (
    stream INTEGER NOT NULL, form TEXT NOT NULL, up_to INTEGER NOT NULL, crc32 INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (stream, form)
  ) STRICT;
  -- A value of null has been removed or has expired: the row keeps the version from being given again.
  CREATE TABLE vault (key TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, value TEXT, expires TEXT) STRICT;
  CREATE INDEX vault_expires ON vault (expires) WHERE expires IS NOT NULL;
  CREATE TABLE rows (
    n INTEGER PRIMARY KEY, view TEXT NOT NULL, id TEXT NOT NULL,
    made_from INTEGER NOT NULL, sort TEXT NOT NULL, terms TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (view, id)
  ) STRICT;
  CREATE INDEX rows_sort ON rows (view, sort, id);
  -- Numbers of rows by their terms; see tokens.ts. It takes a tenth of the room of a table of (term, row) pairs.
  CREATE VIRTUAL TABLE postings USING fts5(
    tokens, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '_'"
  );
  `,
  // `running`: whether the log beside the file belongs to it; see examine.ts. Checksums of secrets written from now on.
  `
  ALTER TABLE format ADD COLUMN running INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE vault ADD COLUMN crc32 INTEGER;
  `,
];

/** Makes a new store beside its name and gives it the name when it is whole: what bears the name is a store. */
export function make(file: string, incarnation: string): void {
  const part = `${file}.part`;
  for (const end of ['', '-wal', '-shm']) rmSync(`${part}${end}`, { force: true });
  const db = openDatabase(part);
  try {
    // Without a log of its own yet: one under the old name would still be open.
    raise(db, 0, incarnation, steps);
  } finally {
    db.close();
  }
  renameSync(part, file);
}

export interface Prepared {
  readonly incarnation: string;
  /** When the store was last appended to; '' if never. */
  readonly latest: string;
}

/**
 * Makes a writer's connection durable and brings the schema to this version.
 *
 * @param incarnation for a store that is new.
 * @param copyTo where a store of an older version is copied to before it is changed.
 * @throws StoreNewer, or StoreFault if the engine does not take a setting that durability hangs on.
 */
export function prepare(
  db: Database,
  incarnation: string,
  copyTo: (version: number) => string,
  upgrades = steps,
): Prepared {
  // Read back: with the package's own default (NORMAL) a loss of power takes acknowledged entries with it.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
  const [journal, synchronous] = [single(db, 'PRAGMA journal_mode'), single(db, 'PRAGMA synchronous')];
  if (journal !== 'wal' || synchronous !== 2)
    throw new StoreFault(`SQLite keeps journal_mode ${journal}, synchronous ${synchronous}`);

  const version = isMade(db) ? versionOf(db) : 0;
  if (version > upgrades.length) throw newer(version, upgrades.length);
  if (version > 0 && version < upgrades.length) copy(db, copyTo(version));
  if (version < upgrades.length) raise(db, version, incarnation, upgrades);
  return described(db, upgrades.length);
}

function raise(db: Database, version: number, incarnation: string, upgrades: readonly string[]): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    if (version === 0) {
      db.exec('CREATE TABLE format (version INTEGER NOT NULL, incarnation TEXT NOT NULL) STRICT');
      db.prepare('INSERT INTO format (version, incarnation) VALUES (0, ?)').run(incarnation);
    }
    for (const step of upgrades.slice(version)) db.exec(step);
    db.prepare('UPDATE format SET version = ?').run(upgrades.length);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** @throws StoreNewer, StoreFault if it is older and so must first be opened by a server. */
export function described(db: Database, known = steps.length): Prepared {
  const version = versionOf(db);
  if (version > known) throw newer(version, known);
  if (version < known) throw new StoreFault(`the store has version ${version}; start the server once to raise it`);
  return {
    incarnation: String(single(db, 'SELECT incarnation FROM format')),
    latest: String(single(db, 'SELECT max(touched) FROM streams') ?? ''),
  };
}

function newer(version: number, known: number): StoreNewer {
  return new StoreNewer(`the store has version ${version}, this program knows ${known}`);
}

/** Whether it is a store of the cabinet, of any version. */
export function isMade(db: Database): boolean {
  return single(db, `SELECT count(*) FROM sqlite_schema WHERE name = 'format'`) === 1;
}

const versionOf = (db: Database): number => Number(single(db, 'SELECT version FROM format'));

/** A copy appears under its name only when it is whole and on the disk. */
function copy(db: Database, path: string): void {
  const part = `${path}.part`;
  rmSync(part, { force: true });
  db.prepare('VACUUM INTO ?').run(part);
  const file = openSync(part, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(part, path);
}
