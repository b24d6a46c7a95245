import { digestOf } from '@ecab/shared/ledger/entry';
import { canonical } from '@ecab/shared/ledger/json';
import { hasPending } from '@ecab/shared/sync/yjs-internals';
import * as Y from 'yjs';

export type Entities = Readonly<Record<string, unknown>>;
const nothing: Entities = {};

/**
 * A tablet's copy of one board of one generation. Never written here.
 *
 * The values of entities that did not change keep their identity, also over a board opened anew, so that only what
 * changed is drawn again.
 */
export class BoardCopy {
  readonly #doc = new Y.Doc();
  readonly #changed = new Set<string>();
  entities: Entities;

  constructor(
    readonly name: string,
    public seq: number,
    state: Uint8Array,
    before: Entities = nothing,
  ) {
    this.#map.observe((event) => {
      for (const key of event.keysChanged) this.#changed.add(String(key));
    });
    this.entities = before;
    this.apply(state, seq);
    // What the board before had and this one has not.
    const gone = Object.keys(this.entities).filter((key) => !this.#map.has(key));
    if (gone.length > 0) this.entities = without(this.entities, gone);
  }
  get #map() {
    return this.#doc.getMap<unknown>('board');
  }

  apply(update: Uint8Array, seq: number): void {
    if (update.length > 0) Y.applyUpdate(this.#doc, update);
    this.seq = Math.max(this.seq, seq);
    if (this.#changed.size === 0) return;
    const next: Record<string, unknown> = { ...this.entities };
    for (const key of this.#changed) {
      const value = this.#map.get(key);
      if (value === undefined) delete next[key];
      else if (!(key in next) || canonical(next[key]) !== canonical(value)) next[key] = value;
    }
    this.#changed.clear();
    this.entities = next;
  }

  /** Does it miss an update that a later one builds on? */
  get hasGap(): boolean {
    return hasPending(this.#doc);
  }
  /** Is it what the server projects? */
  is(digest: string): boolean {
    return digestOf(this.entities) === digest;
  }
  state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc);
  }
}

function without(entities: Entities, keys: readonly string[]): Entities {
  const left: Record<string, unknown> = { ...entities };
  for (const key of keys) delete left[key];
  return left;
}
