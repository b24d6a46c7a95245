import { privateInkDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { encodeStroke, type StrokePoint } from '@ecab/shared/sync/stroke';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { useConnection } from '../../app/connection.js';
import { newId } from '../../sync/device.js';
import { useDoc, useSync } from '../../sync/hooks.js';
import { type InkLayer, type InkStroke, type LayerName, layerOf, newStrokeId } from './ink-layer.js';
import { usePen, widths } from './pen.js';

export type Tool = 'hand' | 'pen' | 'eraser';
/** Why nothing can be drawn: the layer is closed to this person, or needs the server once before it can be written. */
export type InkHindrance = 'read-only' | 'needs-connection';

/** Everything drawn over one version of a paper, and the hand that draws. Given to `PdfStage` and `InkTools`. */
export interface Ink {
  readonly versionId: string;
  readonly me: string;
  readonly tool: Tool;
  choose(tool: Tool): void;
  /** The layer that is written; both are shown. */
  readonly layer: LayerName;
  chooseLayer(layer: LayerName): void;
  /** Of both layers, in the order in which they are drawn. */
  readonly strokes: readonly InkStroke[];
  /** Null: the tools work. */
  readonly hindrance: InkHindrance | null;
  /** Strokes and erasures of both layers that the server has not acknowledged. */
  readonly unsent: number;
  /** @param points in PDF points of that page. */
  draw(pageIndex: number, points: readonly StrokePoint[]): void;
  /** Ids of strokes of the layer that is written; others' are left alone. */
  erase(ids: readonly string[]): void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  undo(): void;
  redo(): void;
}
interface Waiting {
  readonly layer: LayerName;
  readonly pageIndex: number;
  readonly points: readonly StrokePoint[];
}
/**
 * Drawn in the moment in which the server was still leasing the id to write under, by private doc, which names person and
 * version. Not in the component: the presenter may turn to another paper in that moment.
 */
const useWaiting = create<Readonly<Record<string, readonly Waiting[]>>>(() => ({}));
const none: readonly Waiting[] = [];

/**
 * The ink over a version: private, and shared with everyone entitled to the paper. The private doc is opened for writing
 * at once, so that its client ids are there before the network may go; the shared one when its layer is chosen.
 */
export function useInk(versionId: string): Ink {
  const { personId } = useSync();
  const [tool, choose] = useState<Tool>('hand');
  const [layerName, chooseLayer] = useState<LayerName>('private');
  const own = useLayer(privateInkDoc(versionId, personId), 'private', personId, true);
  const shared = useLayer(sharedInkDoc(versionId), 'shared', personId, layerName === 'shared');
  const layer = layerName === 'private' ? own : shared;
  const connected = useConnection(({ state }) => state === 'connected');
  const place = privateInkDoc(versionId, personId);
  const waiting = useWaiting((all) => all[place] ?? none);
  const setWaiting = useCallback(
    (to: (all: readonly Waiting[]) => readonly Waiting[]) =>
      useWaiting.setState((all) => ({ [place]: to(all[place] ?? none) })),
    [place],
  );

  useEffect(() => {
    const due = waiting.filter(({ layer: to }) => (to === 'private' ? own : shared).state === 'ready');
    if (due.length === 0) return;
    for (const { layer: to, pageIndex, points } of due) put((to === 'private' ? own : shared).ink, pageIndex, points);
    setWaiting((all) => all.filter((one) => !due.includes(one)));
  }, [waiting, own, shared, setWaiting]);

  const draw = useCallback(
    (pageIndex: number, points: readonly StrokePoint[]) => {
      if (layer.state === 'ready') put(layer.ink, pageIndex, points);
      else setWaiting((all) => [...all, { layer: layerName, pageIndex, points }]);
    },
    [layer, layerName, setWaiting],
  );
  const erase = useCallback(
    (ids: readonly string[]) => {
      if (layer.state !== 'ready') return;
      layer.ink.erase(layer.ink.strokes().flatMap(({ id, key }) => (ids.includes(id) ? [key] : [])));
    },
    [layer],
  );
  const strokes = useMemo(() => [...shared.strokes, ...own.strokes], [own.strokes, shared.strokes]);
  const hindrance = hindranceOf(layer, connected);
  return {
    versionId,
    me: personId,
    tool: hindrance === null ? tool : 'hand',
    choose,
    layer: layerName,
    chooseLayer,
    strokes,
    hindrance,
    unsent: own.unsent + shared.unsent + waiting.length,
    draw,
    erase,
    canUndo: layer.state === 'ready' && layer.ink.canUndo,
    canRedo: layer.state === 'ready' && layer.ink.canRedo,
    undo: layer.ink.undo,
    redo: layer.ink.redo,
  };
}

function put(layer: InkLayer, pageIndex: number, points: readonly StrokePoint[]): void {
  const { colour, width } = usePen.getState();
  const id = newStrokeId(Date.now(), newId());
  layer.add(pageIndex, id, { t: 'pen', c: colour, w: widths[width], p: new Uint8Array(encodeStroke(points)) });
}

type Seen = Pick<ReturnType<typeof useDoc>, 'state' | 'mayWrite'>;
function hindranceOf({ state, mayWrite }: Seen, connected: boolean): InkHindrance | null {
  if (state === 'ready') return null;
  if (state === 'final' || state === 'refused') return 'read-only';
  if (mayWrite === false) return 'read-only';
  // On the way to being ready; what is drawn meanwhile waits.
  return connected ? null : 'needs-connection';
}

function useLayer(docName: string, name: LayerName, me: string, write: boolean) {
  const { doc, state, mayWrite, unsent } = useDoc(docName, write);
  const ink = layerOf(doc, name, me);
  const strokes = useSyncExternalStore(ink.subscribe, ink.strokes, ink.strokes);
  return useMemo(() => ({ ink, state, unsent, strokes, mayWrite }), [ink, state, unsent, strokes, mayWrite]);
}
