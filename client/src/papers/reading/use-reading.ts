import { readingDoc } from '@ecab/shared/sync/doc-name';
import type * as Y from 'yjs';
import { useDoc, useSync } from '../../sync/hooks.js';

/** The person's own doc of what he has read; `write` where pages are about to be marked. */
export function useReadingDoc(write: boolean): { readonly doc: Y.Doc; readonly mayWrite: boolean } {
  const { personId } = useSync();
  const { doc, state } = useDoc(readingDoc(personId), write);
  return { doc, mayWrite: state === 'ready' };
}
/** Keys `{versionId}-{pageIndex}`. */
export const pagesOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('pages');
