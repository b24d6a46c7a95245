import * as Y from 'yjs';

/** What is remembered of the last entries, in bytes. */
const RECENT_BYTES = 1 << 20;
interface Recent {
  readonly seq: number;
  readonly update: Uint8Array;
}

/**
 * The doc as it is handed to who joins: the whole state, encoded once, and the updates since as one more. In a storm
 * every turn makes the whole out of date, and encoding 5,000 strokes anew for each of 100 who join took 25 ms each; the
 * tail takes less than one.
 */
export class DocTail {
  #whole: { readonly upTo: number; readonly update: Uint8Array } | null = null;
  /** The last entries without a gap, up to the newest. */
  #recent: Recent[] = [];
  #recentBytes = 0;
  #merged: { readonly after: number; readonly upTo: number; readonly bytes: Uint8Array } | null = null;

  /** An entry was stored and told. */
  push(seq: number, update: Uint8Array): void {
    const last = this.#recent.at(-1);
    if (last && last.seq + 1 !== seq) this.#forget();
    this.#recent.push({ seq, update });
    this.#recentBytes += update.length;
    while (this.#recentBytes > RECENT_BYTES) this.#recentBytes -= this.#recent.shift()!.update.length;
  }
  /** The whole doc as it was at `upTo`; {@link since} tells what came after. `seq` is its newest entry. */
  whole(doc: Y.Doc, seq: number): { readonly update: Uint8Array; readonly upTo: number } {
    const known = this.#whole;
    const tail = known && this.since(known.upTo, seq);
    // Once the tail has grown, the whole is made anew: it is sent to everyone who joins.
    if (known && tail && tail.length * 4 <= known.update.length + RECENT_BYTES) return known;
    return this.fresh(doc, seq);
  }
  /** The whole doc as it is. */
  fresh(doc: Y.Doc, seq: number): { readonly update: Uint8Array; readonly upTo: number } {
    if (this.#whole?.upTo !== seq) this.#whole = { upTo: seq, update: Y.encodeStateAsUpdate(doc) };
    return this.#whole;
  }
  /** What the entries after `after` brought, up to the newest, `seq`; null if that is not remembered; empty if nothing. */
  since(after: number, seq: number): Uint8Array | null {
    if (after >= seq) return new Uint8Array();
    if (this.#merged?.after === after && this.#merged.upTo === seq) return this.#merged.bytes;
    const [first] = this.#recent;
    if (!first || first.seq > after + 1 || this.#recent.at(-1)!.seq !== seq) return null;
    const updates = this.#recent.slice(after + 1 - first.seq).map(({ update }) => update);
    this.#merged = { after, upTo: seq, bytes: merged(updates) };
    return this.#merged.bytes;
  }
  #forget(): void {
    this.#recent = [];
    this.#recentBytes = 0;
  }
}

/** As one update; of none, empty bytes. */
export const merged = (updates: readonly Uint8Array[]): Uint8Array => {
  const [first] = updates;
  return updates.length > 1 ? Y.mergeUpdates([...updates]) : (first ?? new Uint8Array());
};
