import { type Entry, fromBytes } from '@ecab/shared/ledger/entry';
import { Corrupt } from '../storage/faults.js';

/** An entry elsewhere that must be there for this one to make sense. */
export type Cause =
  | { readonly stream: string; readonly seq: number }
  /** The entry of some register that gave the minutes of this meeting their number. */
  | { readonly numberOf: string };
/** What an entry leans on outside its own stream. */
export interface Leans {
  readonly causes: readonly Cause[];
  /** A number that this entry gave to the minutes of a meeting. */
  readonly numbers: readonly string[];
  /** Whatever may be the name of a blob. */
  readonly blobs: readonly BlobName[];
}
export interface BlobName {
  readonly sha256: string;
  /**
   * `needed`: the entry is nothing without it. `sealed`: personal words, which may have been erased. `perhaps`: a
   * digest, which is the name of a blob only if there is one.
   */
  readonly as: 'needed' | 'sealed' | 'perhaps';
}

/**
 * What an entry of commands, or of the audit, leans on. By the shape of values and not by a list of events, so that a
 * feature added later is held together without a word here: what follows from another entry names it as its `source`,
 * a file is named by its SHA-256.
 *
 * @throws Corrupt if the bytes are no entry.
 */
export function leansOf(stream: string, bytes: Uint8Array): Leans {
  const causes: Cause[] = [];
  const numbers: string[] = [];
  const blobs: BlobName[] = [];
  for (const { events } of commandsIn(stream, bytes))
    for (const event of events) {
      if (event.type === 'minutes:numbered' && stream.startsWith('meeting/'))
        causes.push({ numberOf: stream.slice('meeting/'.length) });
      if (event.type === 'number:allocated' && typeof event.meetingId === 'string') numbers.push(event.meetingId);
      blobs.push(...blobNamesIn(event));
      sourcesIn('', event);
    }
  return { causes, numbers, blobs };

  function sourcesIn(key: string, value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    const { stream, seq } = value as { stream?: unknown; seq?: unknown };
    if (key === 'source' && typeof stream === 'string' && typeof seq === 'number') causes.push({ stream, seq });
    for (const [name, one] of Object.entries(value)) sourcesIn(name, one);
  }
}

/** Whatever may be the name of a blob in a value of an entry, or of a row of the vault. */
export function blobNamesIn(value: unknown, key = ''): BlobName[] {
  if (typeof value === 'string') {
    if (!/^[0-9a-f]{64}$/.test(value)) return [];
    return [{ sha256: value, as: key === 'sha256' ? 'needed' : key === 'sealed' ? 'sealed' : 'perhaps' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, one]) => blobNamesIn(one, isList ? key : name));
}

function commandsIn(stream: string, bytes: Uint8Array): Entry['commands'] {
  try {
    // The audit's entries hold facts and no commands.
    return fromBytes(bytes).commands ?? [];
  } catch (cause) {
    throw new Corrupt(`${stream}: an entry that cannot be read`, { cause });
  }
}
