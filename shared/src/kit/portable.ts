/** MongoDB nests no deeper; a cycle ends here as well. */
const DEEPEST = 100;

/**
 * Refuses what the storage engines would not give back as it was: BSON turns a lone surrogate into U+FFFD, a SQLite
 * binding cuts text at NUL, FerretDB refuses arrays in arrays and keys with `.` or `$`, and JSON drops what it does
 * not know without a word.
 *
 * @param maxBytes of the value as JSON in UTF-8; 4 MiB if not given.
 * @throws TypeError naming the path of the first thing that is not portable, as `$.people[2].name`.
 */
export function assertPortable(value: unknown, maxBytes = 4 * 1024 * 1024): void {
  check(value, '$', 0, false);
  const bytes = utf8Bytes(JSON.stringify(value));
  if (bytes > maxBytes) throw new TypeError(`$: ${bytes} bytes of JSON, at most ${maxBytes}`);
}

/** Whether every engine gives this text back as it was. */
export function isPortableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function check(value: unknown, path: string, depth: number, inArray: boolean): void {
  if (depth > DEEPEST) throw new TypeError(`${path}: nested deeper than ${DEEPEST}`);
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') {
    if (!isPortableText(value)) throw new TypeError(`${path}: NUL or a lone surrogate`);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${path}: ${value} is not finite`);
  } else if (Array.isArray(value)) {
    if (inArray) throw new TypeError(`${path}: an array in an array`);
    // By index, so that a hole is seen (as undefined) and not skipped.
    for (let index = 0; index < value.length; index += 1) check(value[index], `${path}[${index}]`, depth + 1, true);
  } else if (isPlain(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const at = `${path}.${key}`;
      // The second would make MongoDB's driver take a plain object for one of its own types.
      if (key === '__proto__' || key === '_bsontype' || /[.$]/.test(key)) throw new TypeError(`${at}: no such key`);
      if (!isPortableText(key)) throw new TypeError(`${at}: NUL or a lone surrogate in the key`);
      check(inner, at, depth + 1, false);
    }
  } else {
    throw new TypeError(`${path}: ${typeof value} is not plain JSON`);
  }
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  // What JSON would not write: symbols, hidden fields, and a `toJSON` that writes something else instead.
  return Reflect.ownKeys(value).length === Object.keys(value).length;
}

/** Bytes in UTF-8 of well-formed text. */
function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // The two halves of a pair make four bytes together.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
