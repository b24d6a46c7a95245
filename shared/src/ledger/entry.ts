import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from './json.js';

export interface StoredEvent {
  readonly type: string;
  readonly v: number;
  readonly [field: string]: unknown;
}
/** One accepted command with what it made happen. In a box of secret ballots `actor` and `at` are null. */
export interface Recorded {
  readonly commandId: string;
  readonly actor: string | null;
  readonly onBehalfOf?: string;
  readonly at: string | null;
  readonly events: readonly StoredEvent[];
}
export interface Entry {
  readonly format: 1;
  readonly stream: string;
  readonly seq: number;
  /** SHA-256 (hex) of the bytes of the entry before, null in the first. */
  readonly prevHash: string | null;
  /** The store that the entry was made in (DESIGN.md, Incarnation). */
  readonly incarnation: string;
  readonly commands: readonly Recorded[];
}

/** Made once: what is stored and hashed is these bytes. */
export const toBytes = (entry: Entry): Uint8Array => utf8ToBytes(canonical(entry));
export const hashOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
/** @throws TypeError or SyntaxError on bytes that are no entry: what is stored is damaged. */
export const fromBytes = (bytes: Uint8Array): Entry =>
  JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Entry;
/** SHA-256 (hex) of a value's canonical JSON. */
export const digestOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonical(value))));
