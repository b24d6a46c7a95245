/** A value of a PDF object, as far as the policy looks at it: names, numbers, and that there is something else. */
export type PdfValue = { readonly name: string } | number | 'reference' | 'text' | 'dictionary' | 'array' | 'keyword';
export type Pair = readonly [key: string, value: PdfValue, list: readonly PdfValue[]];

export interface Scanned {
  /** What stands outside every dictionary and list. */
  readonly top: readonly PdfValue[];
  /** The pairs of the outermost dictionary (of a stream: its own). */
  readonly pairs: readonly Pair[];
  /** Where its stream's bytes begin, if it is one. */
  readonly stream: number | null;
}

const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13) || byte === 0;
const DELIMITERS = new Set(Buffer.from('()<>[]{}/%'));
const isDelimiter = (byte: number): boolean => DELIMITERS.has(byte);

function wordEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && !isSpace(bytes[at]!) && !isDelimiter(bytes[at]!)) at += 1;
  return at;
}

function stringEnd(bytes: Uint8Array, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < bytes.length && depth > 0; at += 1) {
    const byte = bytes[at];
    if (byte === 0x5c) at += 1;
    else if (byte === 0x28) depth += 1;
    else if (byte === 0x29) depth -= 1;
  }
  return at;
}

/** `/J#61vaScript` is `/JavaScript`: the escape is how scripts are hidden from a search for the word. */
const unescaped = (name: string): string =>
  name.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/**
 * Reads one PDF object from `from` up to `endobj`, `stream` or the end, and tells every pair of every dictionary in
 * it. Forgiving: what does not balance is closed where it ends, because readers forgive too.
 */
export function scanObject(bytes: Buffer, from: number, tell: (pair: Pair) => void): Scanned {
  type Open = { readonly dictionary: boolean; readonly values: PdfValue[]; readonly lists: Map<number, PdfValue[]> };
  const open = (dictionary: boolean): Open => ({ dictionary, values: [], lists: new Map() });
  const stack: Open[] = [open(false)];
  let pairs: Pair[] = [];
  let stream: number | null = null;
  const close = (): void => {
    const done = stack.pop()!;
    const outer = stack.at(-1)!;
    if (done.dictionary) {
      pairs = [];
      for (let i = 0; i + 1 < done.values.length; i += 2) {
        const key = done.values[i]!;
        if (typeof key !== 'object') continue;
        const pair: Pair = [key.name, done.values[i + 1]!, done.lists.get(i + 1) ?? []];
        pairs.push(pair);
        tell(pair);
      }
    } else outer.lists.set(outer.values.length, done.values);
    outer.values.push(done.dictionary ? 'dictionary' : 'array');
  };

  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at]!;
    const values = stack.at(-1)!.values;
    if (isSpace(byte)) at += 1;
    else if (byte === 0x25) {
      while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at += 1;
    } else if (byte === 0x2f) {
      const end = wordEnd(bytes, at + 1);
      values.push({ name: unescaped(bytes.toString('latin1', at + 1, end)) });
      at = end;
    } else if (byte === 0x28) {
      values.push('text');
      at = stringEnd(bytes, at + 1);
    } else if (byte === 0x3c && bytes[at + 1] === 0x3c) {
      stack.push(open(true));
      at += 2;
    } else if (byte === 0x3c) {
      values.push('text');
      const end = bytes.indexOf(0x3e, at);
      at = end < 0 ? bytes.length : end + 1;
    } else if (byte === 0x5b) {
      stack.push(open(false));
      at += 1;
    } else if (isDelimiter(byte)) {
      if ((byte === 0x5d || byte === 0x3e) && stack.length > 1) close();
      at += byte === 0x3e && bytes[at + 1] === 0x3e ? 2 : 1;
    } else {
      const end = wordEnd(bytes, at);
      const word = bytes.toString('latin1', at, Math.min(end, at + 40));
      at = end;
      if (word === 'endobj') break;
      if (word === 'stream') {
        if (bytes[at] === 13) at += 1;
        stream = bytes[at] === 10 ? at + 1 : at;
        break;
      }
      if (word === 'R') values.splice(-2, 2, 'reference');
      else values.push(/^[+-]?\d*\.?\d*$/.test(word) ? Number(word) : 'keyword');
    }
  }
  while (stack.length > 1) close();
  return { top: stack[0]!.values, pairs, stream };
}
