import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Corrupt } from '../../storage/faults.js';
import { type Database, openDatabase, single } from './engine.js';
import { brokenFrame } from './log-frames.js';
import { isMade } from './schema.js';

// What is looked at before anything is written: a store that is damaged must stay as it is, for whoever can mend it.

/** Up to this size every page's structure is checked at each start (1.3 ms a MB); a larger file after an unclean end. */
const CHECK_BYTES = 256 * 1024 * 1024;

/** What a server finds where a store should be. @throws Corrupt if there are only remains of one. */
export function isThere(file: string): boolean {
  if (existsSync(file)) return true;
  const blobs = join(dirname(file), 'blobs');
  const papers = existsSync(blobs) && readdirSync(blobs).some((name) => name !== 'incoming');
  if (papers || existsSync(`${file}-wal`)) throw new Corrupt(`${file} is missing, what belongs to it is there`);
  return false;
}

/**
 * Looks at a store through a handle that only reads: such a one does not fold the log into the file when it is closed.
 *
 * @throws Corrupt
 */
export function examine(file: string): void {
  const unfinished = hasLog(file);
  checkFrames(file);
  const db = openDatabase(file, { readOnly: true });
  try {
    if (!isMade(db)) throw new Corrupt(`${file} is not a store of the cabinet`);
    checkLog(db, file);
    if (unfinished || statSync(file).size <= CHECK_BYTES) checkPages(db);
  } finally {
    db.close();
  }
}

/** A file without the log that was written beside it lacks what was saved last, and does not know. @throws Corrupt */
export function checkLog(db: Database, file: string): void {
  const lacking = () => isRunning(db) && !hasLog(file);
  // Twice: a server that is just ending folds the log in between the two looks.
  if (lacking() && lacking()) throw new Corrupt(`${file}-wal is missing: it holds what was saved last`);
}

/** Before the engine is asked, which on opening throws away what it cannot read of its log. @throws Corrupt */
export function checkFrames(file: string): void {
  const broken = () => (hasLog(file) ? brokenFrame(file) : null);
  const frame = broken();
  // Twice: beside a server a frame may be read while it is written.
  if (frame !== null && frame === broken())
    throw new Corrupt(`${file}-wal has changed at frame ${frame}: what was saved after it would be lost`);
}

/** From now on the log belongs to the file; what says so is in the file itself, so that a copy of it alone is known. */
export function beginLog(db: Database): void {
  db.exec('UPDATE format SET running = 1');
  db.prepare('PRAGMA wal_checkpoint(FULL)').get();
}

/** Folds the log into the file. Where a reader, or a full disk, is in the way, the log stays and so does the mark. */
export function endLog(db: Database): void {
  try {
    db.exec('UPDATE format SET running = 0');
    db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  } catch {
    // It is as whole as after a crash.
  }
}

const hasLog = (file: string): boolean => (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;

/** Stores of version 1 had no mark, and what is no store has none either. */
function isRunning(db: Database): boolean {
  const marked = single(db, `SELECT count(*) FROM pragma_table_info('format') WHERE name = 'running'`) === 1;
  return marked && single(db, 'SELECT running FROM format') === 1;
}

function checkPages(db: Database): void {
  const said = single(db, 'PRAGMA quick_check(1)');
  if (said !== 'ok') throw new Corrupt(String(said).replaceAll('\n', ' '));
}
