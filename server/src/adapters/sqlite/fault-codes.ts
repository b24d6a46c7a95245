import { Corrupt, Full, StoreFault, StoreNewer, Unreachable } from '../../storage/faults.js';

export { StoreInUse, StoreNewer } from '../../storage/faults.js';

const classes = { full: Full, corrupt: Corrupt, unreachable: Unreachable, newer: StoreNewer, other: StoreFault };

/** A fault on its way between threads: an error of a class of ours arrives there as a plain one. */
export interface FaultCode {
  readonly kind: keyof typeof classes;
  readonly message: string;
}

const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

/** SQLite's own number of what went wrong, without the details in its upper bits; null if SQLite did not say. */
export function primaryCode(error: unknown): number | null {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
  return typeof code === 'number' ? code & 0xff : null;
}

export function faultCode(error: unknown): FaultCode {
  const message = error instanceof Error ? error.message : String(error);
  const known = (Object.keys(classes) as FaultCode['kind'][]).find(
    (kind) => kind !== 'other' && error instanceof classes[kind],
  );
  if (known) return { kind: known, message };
  const code = primaryCode(error);
  if (code === SQLITE_FULL) return { kind: 'full', message };
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) return { kind: 'corrupt', message };
  // No code: a mistake of ours, not of the engine; what was under way is rolled back.
  return { kind: code === null ? 'other' : 'unreachable', message };
}

export function faultFrom({ kind, message }: FaultCode): StoreFault {
  return new classes[kind](message);
}

/** A fault of the file system. */
export function fileFault(error: unknown): StoreFault {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const message = error instanceof Error ? error.message : String(error);
  return code === 'ENOSPC' || code === 'EDQUOT' ? new Full(message) : new Unreachable(message);
}
