import { inkRoot, parseStrokeKey, type Stroke, stroke as strokeForm, strokeKey } from '@ecab/shared/sync/policies/ink';
import { decodeStroke, type StrokePoint } from '@ecab/shared/sync/stroke';
import * as Y from 'yjs';
import type { Draft } from '../../sync/database.js';
import { readDraft } from '../../sync/draft.js';
import { outlineOf } from './geometry.js';

export type LayerName = 'private' | 'shared';
/** One finished stroke, ready to be drawn. */
export interface InkStroke {
  /** Unique among all that is shown over a paper. */
  readonly id: string;
  readonly key: string;
  readonly layer: LayerName;
  readonly pageIndex: number;
  /** Whose it is. */
  readonly personId: string;
  readonly colour: Stroke['c'];
  readonly width: number;
  readonly points: readonly StrokePoint[];
  /** SVG path in PDF points. */
  readonly outline: string;
}
const isRoot = (name: string) => name.startsWith('ink-');
const personOf = (root: string) => root.slice('ink-'.length);

/**
 * The strokes of one doc, and this person's hand in it. Every stroke is one value under a key of its own; undo takes
 * back what this hand did here since the paper was opened, and nothing that anybody else did.
 */
export class InkLayer {
  readonly #seen = new Map<string, { readonly value: unknown; readonly stroke: InkStroke | null }>();
  readonly #undo: Y.UndoManager;
  readonly #listeners = new Set<() => void>();
  #strokes: readonly InkStroke[] | null = null;

  constructor(
    readonly doc: Y.Doc,
    readonly name: LayerName,
    readonly me: string,
  ) {
    this.#undo = new Y.UndoManager(this.#mine, { trackedOrigins: new Set([this]), captureTimeout: 0 });
    doc.on('update', this.#changed);
    this.#undo.on('stack-item-added', this.#changed);
    this.#undo.on('stack-cleared', this.#changed);
  }
  readonly #changed = () => {
    this.#strokes = null;
    for (const listener of this.#listeners) listener();
  };
  get #mine(): Y.Map<Stroke> {
    return this.doc.getMap<Stroke>(inkRoot(this.me));
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  /** By page, then in the order of their keys; the same list until something changes. */
  strokes = (): readonly InkStroke[] => {
    this.#strokes ??= this.#read();
    return this.#strokes;
  };
  add(pageIndex: number, strokeId: string, stroke: Stroke): void {
    this.doc.transact(() => this.#mine.set(strokeKey(pageIndex, strokeId), stroke), this);
  }
  /** Only this person's; others' keys are left alone. One step of undo. */
  erase(keys: readonly string[]): void {
    const own = keys.filter((key) => this.#mine.has(key));
    if (own.length === 0) return;
    this.doc.transact(() => {
      for (const key of own) this.#mine.delete(key);
    }, this);
  }
  undo = () => void this.#undo.undo();
  redo = () => void this.#undo.redo();
  get canUndo(): boolean {
    return this.#undo.canUndo();
  }
  get canRedo(): boolean {
    return this.#undo.canRedo();
  }

  #read(): InkStroke[] {
    const all: InkStroke[] = [];
    const here = new Set<string>();
    for (const root of [...this.doc.share.keys()].filter(isRoot).sort()) {
      for (const [key, value] of this.doc.getMap<unknown>(root)) {
        const id = `${this.name}/${root}/${key}`;
        here.add(id);
        let seen = this.#seen.get(id);
        if (seen?.value !== value || !seen) {
          seen = { value, stroke: readStroke(id, this.name, personOf(root), key, value) };
          this.#seen.set(id, seen);
        }
        if (seen.stroke) all.push(seen.stroke);
      }
    }
    for (const id of this.#seen.keys()) if (!here.has(id)) this.#seen.delete(id);
    return all.sort((a, b) => a.pageIndex - b.pageIndex || (a.key < b.key ? -1 : 1));
  }
}

const layers = new WeakMap<Y.Doc, InkLayer>();
/** The one layer of a doc: who leaves a paper and comes back at once can still take back the last stroke. */
export function layerOf(doc: Y.Doc, name: LayerName, me: string): InkLayer {
  const known = layers.get(doc);
  if (known) return known;
  const layer = new InkLayer(doc, name, me);
  layers.set(doc, layer);
  return layer;
}

/** @returns null for what is no stroke; the server lets none such pass, an older copy on the device may hold one. */
function readStroke(id: string, layer: LayerName, personId: string, key: string, value: unknown): InkStroke | null {
  const place = parseStrokeKey(key);
  const parsed = strokeForm.safeParse(value);
  const points = parsed.success ? decodeStroke(parsed.data.p) : null;
  if (!place || !parsed.success || !points) return null;
  const { c: colour, w: width } = parsed.data;
  const { pageIndex } = place;
  return { id, key, layer, pageIndex, personId, colour, width, points, outline: outlineOf(points, width, true) };
}

/** A key that sorts by the time of making, so that strokes are drawn one over the other as they were made. */
export const newStrokeId = (now: number, random: string): string =>
  `${now.toString(36).padStart(9, '0')}-${random.replace(/[^A-Za-z0-9]/g, '').slice(0, 16)}`;

/**
 * This person's strokes among updates that the server did not accept, as far as it does not have them.
 *
 * @param draft where the server itself lost what it had (`restored`), every stroke counts that it does not have now.
 * @param now the doc as the server has it.
 */
export function strokesOf(
  draft: Pick<Draft, 'updates' | 'state' | 'refusal'>,
  me: string,
  now: Y.Doc,
): { readonly key: string; readonly stroke: Stroke }[] {
  const { updates, refusal } = draft;
  // What was drawn under the same id before is what the updates build on.
  const doc = readDraft(draft);
  const keys = new Set(updates.flatMap((update) => Y.decodeUpdate(update).structs.flatMap(keyOf)));
  const found = [...doc.getMap<unknown>(inkRoot(me))].flatMap(([key, value]) => {
    const parsed = strokeForm.safeParse(value);
    // An update that was in, though its answer was lost before the right was: put back, it would be there twice.
    const isMissing = !now.getMap(inkRoot(me)).has(key) && (refusal === 'restored' || keys.has(key));
    return parsed.success && parseStrokeKey(key) && isMissing ? [{ key, stroke: parsed.data }] : [];
  });
  doc.destroy();
  return found;
}
const keyOf = (struct: unknown): string[] =>
  typeof struct === 'object' && struct !== null && 'parentSub' in struct && typeof struct.parentSub === 'string'
    ? [struct.parentSub]
    : [];
