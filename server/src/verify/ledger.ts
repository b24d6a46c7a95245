import { type Entry, fromBytes, hashOf } from '@ecab/shared/ledger/entry';
import { canonical } from '@ecab/shared/ledger/json';
import { textOf } from './files.js';
import { ledgerName, type Manifest } from './format.js';
import { type Say, Wrong } from './wrong.js';

/** An entry as it stands in the ledger. */
export interface Line {
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly entry: Entry;
}
export const placeOf = (seq: number) => `${ledgerName}, mục/entry ${seq}`;

/** @throws Wrong at the first entry that is not as it was written, or does not follow the one before. */
export function readLedger(bytes: Uint8Array, manifest: Manifest, say: Say): Line[] {
  const text = textOf(ledgerName, bytes);
  if (!text.endsWith('\n')) throw new Wrong(ledgerName, 'sổ bị cắt ngang', 'the ledger is cut off');
  const lines = text.slice(0, -1).split('\n').map(readLine);
  let before: Line | null = null;
  for (const [i, line] of lines.entries()) {
    const { stream, seq, prevHash } = line.entry;
    if (stream !== manifest.stream) throw new Wrong(placeOf(i + 1), 'thuộc về sổ khác', 'belongs to another stream');
    if (seq !== i + 1) throw new Wrong(placeOf(i + 1), `đánh số ${seq}`, `is numbered ${seq}`);
    if (prevHash !== (before?.hash ?? null))
      throw new Wrong(
        placeOf(seq),
        `không nối tiếp mục ${i}: một trong hai mục đã bị thay đổi`,
        `does not follow entry ${i}: one of the two was changed`,
      );
    before = line;
  }
  if (before?.entry.seq !== manifest.head.seq || before.hash !== manifest.head.hash)
    throw new Wrong(placeOf(lines.length), 'mục cuối khác với danh mục', 'the last entry differs from the manifest');
  if (before.entry.incarnation !== manifest.incarnation)
    throw new Wrong(placeOf(lines.length), 'kho dữ liệu khác với danh mục', 'another store than the manifest says');
  say(`Sổ sự kiện: ${lines.length} mục, chuỗi băm liền mạch`, `Ledger: ${lines.length} entries, the chain is whole`);
  return lines;
}

function readLine(text: string, i: number): Line {
  const bytes = new TextEncoder().encode(text);
  const wrong = () => new Wrong(placeOf(i + 1), 'không phải một mục của sổ', 'is no entry of a ledger');
  let entry: Entry;
  try {
    entry = fromBytes(bytes);
    // Hashed were these very bytes; an entry has one form only (RFC 8785).
    if (canonical(entry) !== text) throw wrong();
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof TypeError) throw wrong();
    throw fault;
  }
  if (typeof entry !== 'object' || entry === null || !Array.isArray(entry.commands)) throw wrong();
  if (entry.format !== 1)
    throw new Wrong(placeOf(i + 1), 'dạng mục chưa biết', 'is of a format that this release does not know');
  return { bytes, hash: hashOf(bytes), entry };
}
