// The one wrapper over the two SQLite bindings: the one built into Node from 22.13 on, and for Node 20 a package with
// the same interface. They differ: the package cuts text at NUL when it reads (so texts are checked at the ports and
// JSON escapes it), binds booleans where the built-in one throws (so none are bound), the built-in one of Node 22 binds
// no bytes as NULL (so SQL says what is meant), and only `errcode` of their errors is common to both.

export type Value = string | number | Uint8Array | null;
/** Columns by name; the caller names their types in one place, beside the SQL. */
export type Columns = Record<string, Value>;

export interface Statement {
  run(...values: Value[]): unknown;
  get(...values: Value[]): Columns | undefined;
  all(...values: Value[]): Columns[];
}

export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface Binding {
  readonly DatabaseSync: new (path: string, options: { readOnly: boolean }) => Database;
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const builtIn = major > 22 || (major === 22 && minor >= 13);
const binding = (await import(builtIn ? 'node:sqlite' : '@photostructure/sqlite')) as Binding;

/** @throws with a numeric `errcode`; see `faultOf`. */
export function openDatabase(path: string, { readOnly = false, busyMs = 5_000 } = {}): Database {
  const db = new binding.DatabaseSync(path, { readOnly });
  db.exec(`PRAGMA busy_timeout = ${busyMs}`);
  return db;
}

/** One value of one row, as a PRAGMA answers. */
export function single(db: Database, sql: string): Value | undefined {
  return Object.values(db.prepare(sql).get() ?? {})[0];
}

/** Which SQLite this is, and where it comes from. */
export function sqliteVersion(): string {
  const db = openDatabase(':memory:');
  try {
    return `SQLite ${single(db, 'SELECT sqlite_version()')}, ${builtIn ? 'built into Node' : '@photostructure/sqlite'}`;
  } finally {
    db.close();
  }
}
