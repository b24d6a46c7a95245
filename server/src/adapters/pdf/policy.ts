import { inflateSync, constants as zlib } from 'node:zlib';
import type { CheckRefusal } from '../../papers/check.js';
import { type Pair, type PdfValue, scanObject } from './objects.js';

/** Names that as an action, or as a kind of annotation or stream, no paper may hold. */
const FORBIDDEN: ReadonlyMap<string, CheckRefusal> = new Map([
  ['JavaScript', 'script'],
  ['Launch', 'script'],
  ['SubmitForm', 'script'],
  ['ImportData', 'script'],
  ['EmbeddedFile', 'embedded-files'],
  ['FileAttachment', 'embedded-files'],
  ['RichMedia', 'multimedia'],
  ['3D', 'multimedia'],
  ['Movie', 'multimedia'],
  ['Sound', 'multimedia'],
  ['Screen', 'multimedia'],
  ['Rendition', 'multimedia'],
]);
const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

export interface Findings {
  readonly refusals: ReadonlySet<CheckRefusal>;
  /** There are packed objects that could not be read: encrypted ones, or packed in an unusual way. */
  readonly opaque: boolean;
}

/**
 * Looks at every object of the file, reachable or not, in use or from an earlier revision: what another reader may
 * find after us must not be there. The engine that shows the paper is asked as well; it knows what is reachable, but
 * tells nothing of actions that start programs or send forms.
 */
export function inspect(bytes: Buffer): Findings {
  const refusals = new Set<CheckRefusal>();
  let opaque = false;
  const tell = (pair: Pair): void => {
    const found = offence(pair);
    if (found !== null) refusals.add(found);
  };
  const named = (values: readonly PdfValue[]): void => {
    // An action's kind may stand in an object of its own: `7 0 obj /Launch endobj`.
    for (const value of values) if (typeof value === 'object') tell(['S', value, []]);
  };
  // Each "obj" is read by itself, so that an unbalanced bracket before it hides nothing.
  for (let at = bytes.indexOf('obj'); at >= 0; at = bytes.indexOf('obj', at + 3)) {
    if (at >= 3 && bytes.toString('latin1', at - 3, at) === 'end') continue;
    const { top, pairs, stream } = scanObject(bytes, at + 3, tell);
    named(top);
    if (stream === null || !isNamed(pick(pairs, 'Type'), 'ObjStm')) continue;
    const packed = unpack(bytes, stream, pairs);
    if (packed === null) opaque = true;
    else named(scanObject(packed, 0, tell).top);
  }
  return { refusals, opaque };
}

function offence([key, value]: Pair): CheckRefusal | null {
  if (key === 'JS') return value === 'text' || value === 'reference' ? 'script' : null;
  if (key === 'EF') return value === 'dictionary' || value === 'reference' ? 'embedded-files' : null;
  if (key === 'XFA') return value === 'array' || value === 'reference' ? 'xfa' : null;
  if (key !== 'S' && key !== 'Type' && key !== 'Subtype') return null;
  return typeof value === 'object' ? (FORBIDDEN.get(value.name) ?? null) : null;
}

function unpack(bytes: Buffer, from: number, pairs: readonly Pair[]): Buffer | null {
  const filters = pairs.find(([key]) => key === 'Filter' || key === 'F');
  const names = filters === undefined ? [] : filters[1] === 'array' ? filters[2] : [filters[1]];
  if (pick(pairs, 'DecodeParms') !== undefined || pick(pairs, 'DP') !== undefined) return null;
  const length = pick(pairs, 'Length');
  const marked = bytes.indexOf('endstream', from);
  const told = typeof length === 'number' && length > 0 ? from + length : marked;
  let data = bytes.subarray(from, Math.max(told, marked < 0 ? bytes.length : marked));
  for (const filter of names) {
    if (!isNamed(filter, 'FlateDecode') && !isNamed(filter, 'Fl')) return null;
    try {
      data = inflateSync(data, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: MAX_INFLATED_BYTES });
    } catch {
      return null; // encrypted, broken, or a bomb
    }
  }
  return data;
}

const pick = (pairs: readonly Pair[], key: string): PdfValue | undefined => pairs.find(([own]) => own === key)?.[1];
const isNamed = (value: PdfValue | undefined, name: string): boolean =>
  typeof value === 'object' && value.name === name;
