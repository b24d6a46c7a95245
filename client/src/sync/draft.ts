import * as Y from 'yjs';
import type { Draft } from './database.js';

/**
 * A draft as a doc of its own, to show what was refused and to put it back by writing it anew.
 *
 * @param now the doc as it stands, where it may be read (again).
 * @returns the whole doc as the person had it; of one that could no longer be read, what was refused upon the doc as it
 *   stands now, and without that as much as the updates alone tell.
 */
export function readDraft({ state, updates }: Pick<Draft, 'state' | 'updates'>, now: Y.Doc | null = null): Y.Doc {
  const doc = new Y.Doc();
  const under = now ? [Y.encodeStateAsUpdate(now)] : [];
  for (const update of state ? [state] : [...under, ...updates]) Y.applyUpdate(doc, update);
  return doc;
}
