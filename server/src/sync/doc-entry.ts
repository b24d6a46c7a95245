import { Corrupt } from '../storage/faults.js';

/** What one person's update came to: the bytes that the doc emitted when it was applied. */
export interface Written {
  readonly personId: string;
  /** The client id of its structs, null if it only deletes. */
  readonly client: number | null;
  readonly update: Uint8Array;
}
/** One entry of a `doc/` stream. `final`: the state with that digest was signed or published. */
export type DocEntry =
  | { readonly kind: 'written'; readonly written: readonly Written[] }
  | { readonly kind: 'final'; readonly digest: string }
  | { readonly kind: 'seed'; readonly update: Uint8Array };
export interface DocSnapshot {
  readonly final: string | null;
  readonly update: Uint8Array;
}

// Byte 0 the version of the format, byte 1 the kind, then the parts: lengths in 4 bytes, client ids in 6, big-endian.
const VERSION = 1;
const kinds = ['written', 'final', 'seed', 'snapshot', 'final-snapshot'] as const;

export function encodeEntry(entry: DocEntry): Uint8Array {
  if (entry.kind === 'final') return pack('final', [Buffer.from(entry.digest, 'hex')]);
  if (entry.kind === 'seed') return pack('seed', [entry.update]);
  const parts = entry.written.flatMap(({ personId, client, update }) => {
    const id = Buffer.alloc(6);
    id.writeUIntBE(client ?? 0, 0, 6);
    return [Buffer.from(personId), id, update];
  });
  return pack('written', parts);
}

/** @throws Corrupt */
export function decodeEntry(bytes: Uint8Array): DocEntry {
  const { kind, parts } = unpack(bytes);
  if (kind === 'final') return { kind, digest: hexOf(parts[0]) };
  if (kind === 'seed') return { kind, update: needed(parts[0]) };
  if (kind !== 'written' || parts.length % 3 !== 0) throw new Corrupt(`a doc entry of kind ${kind}`);
  const written: Written[] = [];
  for (let at = 0; at < parts.length; at += 3) {
    const client = needed(parts[at + 1]).readUIntBE(0, 6);
    written.push({
      personId: needed(parts[at]).toString(),
      client: client === 0 ? null : client,
      update: needed(parts[at + 2]),
    });
  }
  return { kind, written };
}

/** The updates that an entry brings, as they are applied and relayed. */
export function updatesOf(entry: DocEntry): Uint8Array[] {
  if (entry.kind === 'final') return [];
  return entry.kind === 'seed' ? [entry.update] : entry.written.map(({ update }) => update);
}

export function encodeSnapshot({ final, update }: DocSnapshot): Uint8Array {
  return final === null ? pack('snapshot', [update]) : pack('final-snapshot', [update, Buffer.from(final, 'hex')]);
}

/** @throws Corrupt */
export function decodeSnapshot(bytes: Uint8Array): DocSnapshot {
  const { kind, parts } = unpack(bytes);
  if (kind !== 'snapshot' && kind !== 'final-snapshot') throw new Corrupt(`a doc snapshot of kind ${kind}`);
  return { update: needed(parts[0]), final: kind === 'snapshot' ? null : hexOf(parts[1]) };
}

function pack(kind: (typeof kinds)[number], parts: readonly Uint8Array[]): Uint8Array {
  const all: Uint8Array[] = [Uint8Array.of(VERSION, kinds.indexOf(kind))];
  for (const part of parts) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    all.push(length, part);
  }
  return Buffer.concat(all);
}

function unpack(bytes: Uint8Array): { kind: (typeof kinds)[number]; parts: readonly Buffer[] } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const kind = buffer.length < 2 || buffer[0] !== VERSION ? undefined : kinds[buffer[1]!];
  if (!kind) throw new Corrupt('a doc entry of an unknown format');
  const parts: Buffer[] = [];
  for (let at = 2; at < buffer.length; ) {
    const end = at + 4 <= buffer.length ? at + 4 + buffer.readUInt32BE(at) : Number.POSITIVE_INFINITY;
    if (end > buffer.length) throw new Corrupt('a doc entry that was cut off');
    parts.push(buffer.subarray(at + 4, end));
    at = end;
  }
  return { kind, parts };
}
function needed(part: Buffer | undefined): Buffer {
  if (!part) throw new Corrupt('a doc entry that lacks a part');
  return part;
}
const hexOf = (part: Buffer | undefined) => needed(part).toString('hex');
