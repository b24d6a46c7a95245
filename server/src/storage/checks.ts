import { assertPortable, isPortableText } from '@ecab/shared/kit/portable';
import { isStreamName } from '@ecab/shared/kit/stream-name';
import type { Query, Row } from './ports.js';

// What every engine refuses before it is asked: an argument no engine could keep, or two would keep differently.
// These are mistakes of the caller (TypeError, RangeError), not faults of the store.

export const ENTRY_BYTES = 4 * 1024 * 1024;
/** One document of MongoDB holds 16 MB; a snapshot is one. */
export const SNAPSHOT_BYTES = 12 * 1024 * 1024;

export function checkStream(name: string): void {
  if (!isStreamName(name)) throw new TypeError(`${JSON.stringify(name)} does not name a stream`);
}

export function checkEntry(entry: Uint8Array): void {
  if (!(entry instanceof Uint8Array)) throw new TypeError('an entry is bytes');
  if (entry.byteLength < 1 || entry.byteLength > ENTRY_BYTES)
    throw new RangeError(`an entry of ${entry.byteLength} bytes`);
}

export function checkSnapshot(bytes: Uint8Array): void {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('a snapshot is bytes');
  if (bytes.byteLength > SNAPSHOT_BYTES) throw new RangeError(`a snapshot of ${bytes.byteLength} bytes`);
}

export function checkForm(form: string): void {
  if (!/^[!-~]{1,200}$/.test(form)) throw new TypeError(`${JSON.stringify(form)} does not name a form of snapshot`);
}

/** A whole number from 0: a sequence number, a limit, a version. */
export function checkCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is not a count`);
}

export function checkInstant(instant: string): void {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(instant))
    throw new TypeError(`${JSON.stringify(instant)} is not an instant in UTC with milliseconds`);
}

/** Where a page of `touched` ended: instant and name. */
export function checkCursor(cursor: string | null): void {
  if (cursor === null) return;
  const [at = '', name = ''] = cursor.split(' ');
  checkInstant(at);
  checkStream(name);
}

/** Keys, ids and terms: text of 1 to `longest` characters that every engine gives back as it was. */
export function checkText(text: string, longest: number): void {
  if (typeof text !== 'string' || !isPortableText(text)) throw new TypeError('text with NUL or a lone surrogate');
  if (text.length < 1 || text.length > longest) throw new RangeError(`text of ${text.length} characters`);
}

export const checkKey = (key: string): void => checkText(key, 400);
export const checkTerm = (term: string): void => checkText(term, 200);

export function checkPrefix(prefix: string): void {
  if (prefix !== '') checkText(prefix, 400);
}

export function checkSha256(sha256: string): void {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError(`${JSON.stringify(sha256)} is not a SHA-256`);
}

export function checkView(view: string): void {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(view)) throw new TypeError(`${JSON.stringify(view)} does not name a view`);
}

function checkSort(sort: string): void {
  if (!/^[ -~]{1,200}$/.test(sort)) throw new TypeError(`${JSON.stringify(sort)} is not a sort key in ASCII`);
}

/** Where a page of rows ended. */
export function checkPlace({ sort, id }: { readonly sort: string; readonly id: string }): void {
  checkSort(sort);
  checkKey(id);
}

export function checkRow(row: Row): void {
  checkView(row.view);
  checkKey(row.id);
  checkCount(row.from);
  checkSort(row.sort);
  if (row.terms.length > 20_000) throw new RangeError(`${row.terms.length} terms`);
  for (const term of row.terms) checkTerm(term);
  assertPortable(row.body);
}

export function checkQuery({ allTerms, anyTerms, prefix }: Query): void {
  for (const term of allTerms) checkTerm(term);
  for (const term of anyTerms ?? []) checkTerm(term);
  if (prefix !== undefined) checkPrefix(prefix);
}

/** The bytes of a range of a blob that has `size` bytes: an end past the last byte is cut, as in HTTP. */
export function cutRange(range: { start: number; end: number }, size: number): { start: number; end: number } {
  checkCount(range.start);
  checkCount(range.end);
  if (range.start > range.end || range.start >= size)
    throw new RangeError(`bytes ${range.start} to ${range.end} of ${size}`);
  return { start: range.start, end: Math.min(range.end, size - 1) };
}

/** Order of code points, which is the order of UTF-8 bytes: what SQLite and MongoDB both do. */
export function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
