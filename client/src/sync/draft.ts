import * as Y from 'yjs';
import type { Draft } from './database.js';

/**
 * A draft as a doc of its own, to show what was refused and to put it back by writing it anew.
 *
 * @returns its state; while it has none, as much as the updates alone tell.
 */
export function readDraft({ state, updates }: Pick<Draft, 'state' | 'updates'>): Y.Doc {
  const doc = new Y.Doc();
  for (const update of state ? [state] : updates) Y.applyUpdate(doc, update);
  return doc;
}
