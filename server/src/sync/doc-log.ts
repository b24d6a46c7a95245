import { docStream } from '@ecab/shared/sync/doc-name';
import { replay } from '@ecab/shared/sync/yjs-internals';
import * as Y from 'yjs';
import { Corrupt } from '../storage/faults.js';
import type { Streams } from '../storage/ports.js';
import { type DocEntry, decodeEntry, decodeSnapshot, encodeEntry, encodeSnapshot, updatesOf } from './doc-entry.js';

/** The form of a doc's snapshots. */
export const DOC_FORM = 'yjs-1';
const PAGE = 500;

/** A doc in memory that holds exactly what the log holds up to `seq`. */
export interface Copy {
  readonly doc: Y.Doc;
  seq: number;
  /** The digest of the final state, once there is one. */
  final: string | null;
  /** Up to where a snapshot is kept. */
  kept: number;
  /** Of the snapshot. */
  keptBytes: number;
  /** Of the entries after the snapshot. */
  tailBytes: number;
  /** A snapshot is worth while once they are so many: it costs what the doc is large, so no more than the growth. */
  foldFrom: number;
}
/**
 * A paper with 4,000 strokes, minutes of thousands of pages. Beyond it no snapshot could be kept before long, and whoever
 * opened the doc would be given more than a tablet on bad Wi-Fi can take.
 */
const MOST_BYTES = 8 << 20;
export const isFull = ({ keptBytes, tailBytes }: Copy) => keptBytes + tailBytes > MOST_BYTES;
/** Is told what the log brought: the updates of one entry, or of a whole snapshot where entries were trimmed. */
export type Heard = (upTo: number, updates: readonly Uint8Array[], final: boolean) => Promise<void>;

/** One doc's stream. */
export class DocLog {
  readonly #stream: string;
  constructor(
    private readonly streams: Streams,
    name: string,
  ) {
    this.#stream = docStream(name);
  }

  /** From the kept snapshot and the entries after it to the end. */
  async load(heard: Heard): Promise<Copy> {
    // Where another server trims between the two reads, the newer snapshot covers what is gone.
    for (let tries = 0; tries < 3; tries += 1) {
      const kept = await this.streams.snapshot(this.#stream, DOC_FORM);
      const upTo = kept?.upTo ?? 0;
      const foldFrom = (kept?.bytes.length ?? 0) / 2;
      const keptBytes = kept?.bytes.length ?? 0;
      const copy: Copy = { doc: new Y.Doc(), seq: upTo, final: null, kept: upTo, keptBytes, tailBytes: 0, foldFrom };
      if (kept) {
        const { update, final } = decodeSnapshot(kept.bytes);
        replay(copy.doc, [update]);
        copy.final = final;
        await heard(kept.upTo, [update], final !== null);
      }
      if ((await this.readOn(copy, heard)) === 'at-the-end') return copy;
    }
    throw new Corrupt(`${this.#stream} lacks entries that no snapshot covers`);
  }

  /** Brings a copy that holds nothing unstored to the end of the log. */
  async readOn(copy: Copy, heard: Heard): Promise<'at-the-end' | 'trimmed'> {
    for (;;) {
      const entries = await this.streams.read(this.#stream, copy.seq, PAGE);
      if (entries.length === 0) return (await this.head()) > copy.seq ? 'trimmed' : 'at-the-end';
      if (entries[0]!.seq !== copy.seq + 1) return 'trimmed';
      const decoded = entries.map(({ seq, entry }) => ({ seq, entry: decodeEntry(entry) }));
      replay(
        copy.doc,
        decoded.flatMap(({ entry }) => updatesOf(entry)),
      );
      for (const { entry } of entries) copy.tailBytes += entry.length;
      for (const { seq, entry } of decoded) {
        copy.seq = seq;
        if (entry.kind === 'final') copy.final = entry.digest;
        await heard(seq, updatesOf(entry), entry.kind === 'final');
      }
      if (entries.length < PAGE) return 'at-the-end';
    }
  }

  head(): Promise<number> {
    return this.streams.head(this.#stream);
  }

  /** Appends after all that the copy holds. The copy moves on only if it was stored. */
  async append(copy: Copy, entry: DocEntry): Promise<'stored' | 'moved'> {
    const bytes = encodeEntry(entry);
    const outcome = await this.streams.append(this.#stream, copy.seq, bytes);
    if (outcome === 'stored') {
      copy.seq += 1;
      copy.tailBytes += bytes.length;
    }
    return outcome;
  }

  /** Keeps `update`, the whole of the copy as it is now; fulfilled when the entries that it covers are gone. */
  async compact(copy: Copy, update: Uint8Array): Promise<void> {
    const { seq, final, tailBytes } = copy;
    const bytes = encodeSnapshot({ final, update });
    try {
      await this.streams.keep(this.#stream, DOC_FORM, seq, bytes);
    } catch (fault) {
      // Larger than a snapshot may be: its entries stay, nothing is lost. What is struck out may make it smaller again.
      if (fault instanceof RangeError) copy.foldFrom = tailBytes * 2;
      throw fault;
    }
    await this.streams.trim(this.#stream, seq);
    copy.kept = seq;
    copy.keptBytes = bytes.length;
    copy.tailBytes -= tailBytes;
    copy.foldFrom = bytes.length / 2;
  }
}
