import { privateInkDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot, parseStrokeKey } from '@ecab/shared/sync/policies/ink';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { newId } from '../../sync/device.js';
import { useDoc, useSync } from '../../sync/hooks.js';
import { layerOf, newStrokeId, strokesOf } from './ink-layer.js';

export interface RefusedInk {
  /** How many strokes lie in the drafts of this layer. */
  readonly count: number;
  /** Null while the layer cannot be written. */
  readonly putBack: (() => void) | null;
  discard(): void;
}

/** What the server did not accept of this person's ink over a version, of either layer; null: nothing. */
export function useRefusedInk(versionId: string, layer: 'private' | 'shared'): RefusedInk | null {
  const { docs, personId } = useSync();
  const name = layer === 'private' ? privateInkDoc(versionId, personId) : sharedInkDoc(versionId);
  const drafts = useStore(docs.drafts).filter((draft) => draft.doc === name);
  // Opened for writing only where something is to be put back.
  const { doc, state, live, unsent } = useDoc(name, drafts.length > 0);
  const isRead = state !== 'loading' && !drafts.some((draft) => draft.state === null);
  const strokes = drafts.flatMap((draft) => strokesOf(draft, personId, doc));
  const isDone = isRead && live && unsent === 0 && drafts.length > 0 && strokes.length === 0;
  const discard = () => {
    for (const { id } of drafts)
      docs.discardDraft(id).catch((fault: unknown) => console.error('a draft is still there', fault));
  };
  // Nothing of them is missing: there is nothing to decide.
  useEffect(() => {
    if (isDone) discard();
  });
  // Of a layer that is not there yet, or that no draft was read upon yet, nobody can say how many there are.
  if (!isRead || strokes.length === 0) return null;
  const putBack = () => {
    const ink = layerOf(doc, layer, personId);
    for (const { key, stroke } of strokes) {
      const place = parseStrokeKey(key);
      // Under its own key where that is free: put back by two tablets of one person, it is one stroke.
      const isFree = !doc.getMap(inkRoot(personId)).has(key);
      if (place) ink.add(place.pageIndex, isFree ? place.strokeId : newStrokeId(Date.now(), newId()), stroke);
    }
    // Only once they are kept: with a full disk the draft is the one copy that outlives the page.
    docs.flush().then(discard, (fault: unknown) => console.error('what was put back is not kept yet', fault));
  };
  return { count: strokes.length, putBack: state === 'ready' ? putBack : null, discard };
}
