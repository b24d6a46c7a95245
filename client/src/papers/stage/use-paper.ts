import { useEffect, useState } from 'react';
import { Offline, RefusedRead } from '../../app/api.js';
import { useSync } from '../../sync/hooks.js';
import type { Sync } from '../../sync/sync.js';
import { type OpenedPaper, type Opening, openPdf } from './open-pdf.js';

export type PaperState =
  | { readonly state: 'loading'; readonly done: number; readonly total: number | null }
  | { readonly state: 'password'; readonly wrong: boolean; give(password: string): void; cancel(): void }
  /** The password was not given. */
  | { readonly state: 'locked' }
  | { readonly state: 'refused'; readonly refusal: string }
  | { readonly state: 'offline' }
  | { readonly state: 'fault' }
  | { readonly state: 'open'; readonly paper: OpenedPaper };
const loading: PaperState = { state: 'loading', done: 0, total: null };

/** Passwords given since the sign-in: turning to another paper and back does not ask again. They go with the session. */
const given = new WeakMap<Sync, Map<string, string>>();

/** Fetches a version, from the device where it is there, and opens it. `again` tries once more. */
export function usePaper(versionId: string): readonly [PaperState, again: () => void] {
  const sync = useSync();
  const [state, setState] = useState<PaperState>(loading);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is what has it tried again.
  useEffect(() => {
    const gone = new AbortController();
    const set = (next: PaperState) => gone.signal.aborted || setState(next);
    const passwords = given.get(sync) ?? new Map<string, string>();
    given.set(sync, passwords);
    let opening: Opening | null = null;
    let cancelled = false;
    const open = async () => {
      const progress = (done: number, total: number | null) => set({ state: 'loading', done, total });
      const data = await sync.papers.get(versionId, progress, gone.signal);
      if (gone.signal.aborted) return;
      opening = openPdf(versionId, data, passwords.get(versionId) ?? null, (give, wrong) => {
        const cancel = () => {
          cancelled = true;
          opening?.close();
          set({ state: 'locked' });
        };
        set({ state: 'password', wrong, give, cancel });
      });
      const paper = await opening.opened;
      const password = opening.password();
      if (password !== null) passwords.set(versionId, password);
      set({ state: 'open', paper });
    };
    setState(loading);
    open().catch((error: unknown) => {
      if (gone.signal.aborted || cancelled) return;
      if (error instanceof RefusedRead) set({ state: 'refused', refusal: error.refusal });
      else if (error instanceof Offline) set({ state: 'offline' });
      else {
        console.error(error);
        set({ state: 'fault' });
      }
    });
    return () => {
      gone.abort();
      opening?.close();
    };
  }, [sync, versionId, turn]);
  return [state, () => setTurn((n) => n + 1)];
}
