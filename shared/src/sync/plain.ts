const MAX_NODES = 256;
const MAX_DEPTH = 6;
const MAX_CHARS = 8_192;
/** As versions are named, too: `{meetingId}~{paperId}~{n}-{pageIndex}`. */
const keyForm = /^[A-Za-z0-9._~-]{1,160}$/;

/** Words that every store and every encoding carries: no NUL, no half of a surrogate pair. */
export const isWords = (text: string) => !text.includes('\0') && text.isWellFormed();
export const isKey = (key: string) => keyForm.test(key) && key !== '__proto__';

/**
 * Is it plain JSON of modest size, bytes allowed as leaves? What else Yjs can carry (undefined, NaN, BigInt, keys that
 * reach a prototype) would be lost or do harm where the value is stored, hashed or shown.
 * Where bytes may stand is for the schema to say.
 */
export function isPlain(value: unknown): boolean {
  let nodes = 0;
  const plain = (one: unknown, depth: number): boolean => {
    nodes += 1;
    if (nodes > MAX_NODES || depth > MAX_DEPTH) return false;
    if (one === null || typeof one === 'boolean') return true;
    if (typeof one === 'number') return Number.isFinite(one);
    if (typeof one === 'string') return one.length <= MAX_CHARS && isWords(one);
    if (one instanceof Uint8Array) return true;
    if (Array.isArray(one)) return one.every((each) => plain(each, depth + 1));
    if (typeof one !== 'object' || Object.getPrototypeOf(one) !== Object.prototype) return false;
    return Object.entries(one).every(([key, each]) => isKey(key) && plain(each, depth + 1));
  };
  return plain(value, 0);
}
