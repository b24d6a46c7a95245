import { useCallback, useEffect, useState } from 'react';
import { useSync } from '../sync/hooks.js';

export interface OnDevice {
  /** Version ids that can be read without the network; null: not known yet. */
  readonly ready: ReadonlySet<string> | null;
  readonly fetching: boolean;
  fetchAll(): void;
}
/** Which versions are on this device, and the way to fetch the others. */
export function useOnDevice(versionIds: readonly string[]): OnDevice {
  const { papers } = useSync();
  const [ready, setReady] = useState<ReadonlySet<string> | null>(null);
  const [fetching, setFetching] = useState(false);
  const ids = versionIds.join(' ');
  const look = useCallback(async () => {
    const all = ids === '' ? [] : ids.split(' ');
    const here = await Promise.all(all.map((one) => papers.isCached(one)));
    return new Set(all.filter((_, place) => here[place]));
  }, [ids, papers]);
  useEffect(() => {
    let gone = false;
    look().then(
      (here) => gone || setReady(here),
      (fault: unknown) => console.warn('papers on the device are not known', fault),
    );
    return () => {
      gone = true;
    };
  }, [look]);
  const fetchAll = useCallback(() => {
    setFetching(true);
    papers
      .prefetch(ids === '' ? [] : ids.split(' '), () => void look().then(setReady))
      .then(look)
      .then(setReady)
      .catch((fault: unknown) => console.error('papers are not on the device', fault))
      .finally(() => setFetching(false));
  }, [ids, papers, look]);
  return { ready, fetching, fetchAll };
}
