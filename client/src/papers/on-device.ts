import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import type { PaperEntity } from '@ecab/shared/papers/slice';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useConnection } from '../app/connection.js';
import { useBoardPart, useSync } from '../sync/hooks.js';

/** The papers of a board that this person may read, by item's order of the paper, with their ids. */
export function papersIn(
  board: MeetingBoard,
  itemId?: string,
): { readonly paperId: string; readonly paper: PaperEntity }[] {
  return Object.entries(board)
    .flatMap(([key, entity]) =>
      key.startsWith('paper:') ? [{ paperId: key.slice('paper:'.length), paper: entity as PaperEntity }] : [],
    )
    .filter(({ paper }) => itemId === undefined || paper.itemId === itemId)
    .sort((a, b) => a.paper.order - b.paper.order || (a.paperId < b.paperId ? -1 : 1));
}
/** The version in force of each. */
export const versionsInForce = (board: MeetingBoard): string[] =>
  papersIn(board).flatMap(({ paper }) => paper.versions.at(-1)?.versionId ?? []);

export interface OnDevice {
  /** Version ids that can be read without the network. Null: not known yet. */
  readonly ready: ReadonlySet<string> | null;
  readonly total: number;
  readonly fetching: boolean;
  /** Fetches what is missing. Asked again when something is to be tried anew. */
  fetch(): void;
}

/**
 * Puts the papers of a meeting that this person may read on the device, and tells how far that is.
 *
 * @param how `auto`: fetches by itself, also what is added later, whenever there is a connection.
 */
export function usePrefetchMeeting(meetingId: string, { auto = true }: { readonly auto?: boolean } = {}): OnDevice {
  const { papers } = useSync();
  const versions = useBoardPart(`meeting/${meetingId}`, ({ entities }) => versionsInForce(entities).join(' '));
  const wanted = useMemo(() => (versions === '' ? [] : versions.split(' ')), [versions]);
  const [ready, setReady] = useState<ReadonlySet<string> | null>(null);
  const [fetching, setFetching] = useState(false);
  const running = useRef<object | null>(null);
  const connected = useConnection(({ state }) => state === 'connected');

  const look = useCallback(async () => {
    const cached = await Promise.all(wanted.map((versionId) => papers.isCached(versionId)));
    return new Set(wanted.filter((_, i) => cached[i]));
  }, [papers, wanted]);
  const fetch = useCallback(() => {
    const run = {};
    running.current = run;
    const isCurrent = () => running.current === run;
    const work = async () => {
      setFetching(true);
      await papers.prefetch(wanted, () => void look().then((now) => isCurrent() && setReady(now)));
      const now = await look();
      if (isCurrent()) setReady(now);
    };
    work()
      .catch((fault: unknown) => console.error('papers are not on the device', fault))
      .finally(() => isCurrent() && setFetching(false));
  }, [papers, wanted, look]);

  useEffect(() => {
    let gone = false;
    look().then(
      (now) => gone || setReady(now),
      (fault: unknown) => console.error('papers on the device are not known', fault),
    );
    return () => {
      gone = true;
    };
  }, [look]);
  useEffect(() => {
    if (auto && connected && wanted.length > 0) fetch();
    return () => {
      running.current = null;
    };
  }, [auto, connected, wanted, fetch]);
  return { ready, total: wanted.length, fetching, fetch };
}
