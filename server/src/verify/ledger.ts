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
  const lines = readChain(
    text
      .slice(0, -1)
      .split('\n')
      .map((line) => new TextEncoder().encode(line)),
    manifest.stream,
    placeOf,
  );
  const last = lines.at(-1);
  if (last?.entry.seq !== manifest.head.seq || last.hash !== manifest.head.hash)
    throw new Wrong(placeOf(lines.length), 'mục cuối khác với danh mục', 'the last entry differs from the manifest');
  if (last.entry.incarnation !== manifest.incarnation)
    throw new Wrong(placeOf(lines.length), 'kho dữ liệu khác với danh mục', 'another store than the manifest says');
  say(`Sổ sự kiện: ${lines.length} mục, chuỗi băm liền mạch`, `Ledger: ${lines.length} entries, the chain is whole`);
  return lines;
}

/** The entries of a stream from the first on. @throws Wrong */
export function readChain(entries: readonly Uint8Array[], named: string, placeOf: (seq: number) => string): Line[] {
  const lines: Line[] = [];
  for (const [i, bytes] of entries.entries()) {
    const line = readLine(bytes, placeOf(i + 1));
    const { stream, seq, prevHash } = line.entry;
    if (stream !== named) throw new Wrong(placeOf(i + 1), 'thuộc về sổ khác', 'belongs to another stream');
    if (seq !== i + 1) throw new Wrong(placeOf(i + 1), `đánh số ${seq}`, `is numbered ${seq}`);
    if (prevHash !== (lines.at(-1)?.hash ?? null))
      throw new Wrong(
        placeOf(seq),
        `không nối tiếp mục ${i}: một trong hai mục đã bị thay đổi`,
        `does not follow entry ${i}: one of the two was changed`,
      );
    lines.push(line);
  }
  return lines;
}

function readLine(bytes: Uint8Array, place: string): Line {
  const wrong = () => new Wrong(place, 'không phải một mục của sổ', 'is no entry of a ledger');
  let entry: Entry;
  try {
    entry = fromBytes(bytes);
    // Hashed were these very bytes; an entry has one form only (RFC 8785).
    if (canonical(entry) !== new TextDecoder().decode(bytes)) throw wrong();
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof TypeError) throw wrong();
    throw fault;
  }
  if (typeof entry !== 'object' || entry === null) throw wrong();
  // The audit of a store has facts where the others have commands.
  const isAudit = String(entry.stream).startsWith('audit/');
  if (!Array.isArray(isAudit ? (entry as { facts?: unknown }).facts : entry.commands)) throw wrong();
  if (entry.format !== 1)
    throw new Wrong(place, 'dạng mục chưa biết', 'is of a format that this release does not know');
  return { bytes, hash: hashOf(bytes), entry };
}
