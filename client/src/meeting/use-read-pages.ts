import { readingDoc } from '@ecab/shared/sync/doc-name';
import { useEffect, useState } from 'react';
import { personOf, useMe } from '../app/session.js';
import { useDoc } from '../sync/hooks.js';

/** How many pages of each version this person has read, by version id; from the person's own doc, also offline. */
export function useReadPages(): ReadonlyMap<string, number> {
  const me = personOf(useMe())?.id ?? '';
  const { doc } = useDoc(readingDoc(me));
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    const pages = doc.getMap('pages');
    const count = () => {
      const next = new Map<string, number>();
      for (const key of pages.keys()) {
        const versionId = key.slice(0, key.lastIndexOf('-'));
        next.set(versionId, (next.get(versionId) ?? 0) + 1);
      }
      setCounts(next);
    };
    count();
    pages.observe(count);
    return () => pages.unobserve(count);
  }, [doc]);
  return counts;
}
