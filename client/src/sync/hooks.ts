import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { BoardView } from './boards.js';
import type { CommandState } from './commands.js';
import type { ConnectionState } from './connection.js';
import type { DocView } from './doc-view.js';
import type { DocHandle } from './docs.js';
import type { Readable } from './readable.js';
import type { Sync } from './sync.js';

export const SyncContext = createContext<Sync | null>(null);

export function useSync(): Sync {
  const sync = useContext(SyncContext);
  if (!sync) throw new Error('no sync here: nobody is signed in, or it has not started');
  return sync;
}
export const useConnectionState = (): ConnectionState => useStore(useSync().connection.state);

/** What became of the command under this key, also of one from before a reload; null if there is none. */
export function useCommand(key: string): CommandState | null {
  return useStore(useSync().commands.states, (states) => states.get(key) ?? null);
}

/** A board as shown: `entities` are typed as a meeting's. */
export type ShownBoard = Omit<BoardView, 'entities'> & { readonly entities: MeetingBoard };

/** The board of a stream (`meeting/{id}`), open for as long as somebody shows it. */
export const useBoard = (stream: string): ShownBoard => useBoardPart(stream, (board) => board);

/** One entity; drawn again only when it changes. Undefined while the board does not have it. */
export function useEntity<Key extends keyof MeetingBoard>(stream: string, key: Key): MeetingBoard[Key] | undefined {
  return useBoardPart(stream, ({ entities }) => entities[key]);
}

/** As much of a board as the selector takes; `same` says when that is to count as unchanged. */
export function useBoardPart<Part>(
  stream: string,
  select: (board: ShownBoard) => Part,
  same: (a: Part, b: Part) => boolean = Object.is,
): Part {
  const { boards } = useSync();
  const view = useHeld(
    useCallback(() => boards.peek(stream), [boards, stream]),
    useCallback(() => boards.open(stream), [boards, stream]),
  );
  return useSelected(view as Readable<ShownBoard>, select, same);
}

/** A co-edited doc, open for as long as somebody shows it. `write` may turn true later: the pen was taken up. */
export function useDoc(name: string, write = false): DocView & { readonly handle: Omit<DocHandle, 'close'> } {
  const { docs } = useSync();
  const handle = useHeld(
    useCallback(() => docs.peek(name), [docs, name]),
    useCallback(() => docs.open(name, { write }), [docs, name, write]),
  );
  const view = useStore(handle.view);
  return useMemo(() => ({ ...view, handle }), [view, handle]);
}

/**
 * Shows at once what is kept, and holds it open while the component is there. Nothing is held while drawing: React may
 * draw twice, or give a drawing up.
 */
function useHeld<T>(peek: () => T, open: () => { close(): void }): T {
  const shown = useMemo(peek, [peek]);
  useEffect(() => {
    const held = open();
    return () => held.close();
  }, [open]);
  return shown;
}

function useSelected<T, Part>(
  source: Readable<T>,
  select: (state: T) => Part,
  same: (a: Part, b: Part) => boolean,
): Part {
  const last = useRef<{ readonly part: Part } | null>(null);
  const look = useCallback(() => {
    const part = select(source.getState());
    if (last.current === null || !same(last.current.part, part)) last.current = { part };
    return last.current.part;
  }, [source, select, same]);
  return useSyncExternalStore(source.subscribe, look, look);
}
