import type { ToTablet } from '@ecab/shared/contract/wire';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { BoardCopy, type Entities } from './board-copy.js';
import type { Caches } from './caches.js';
import { type Connection, Lost } from './connection.js';
import type { Database } from './database.js';
import type { Device } from './device.js';
import { type Readable, until } from './readable.js';
import { throttle } from './throttle.js';

export interface BoardView {
  /**
   * `loading`: nothing to show yet. `kept`: as last known, the server is out of reach or not yet heard. `live`: as the
   * server has it. `refused`: see `refusal`.
   */
  readonly state: 'loading' | 'kept' | 'live' | 'refused';
  readonly refusal: string | null;
  /** Board's name, with audience and generation. */
  readonly name: string | null;
  readonly seq: number;
  /** One plain JSON value per entity; those that did not change keep their identity. Typed by the reader: `MeetingBoard`. */
  readonly entities: Entities;
  /** What concerns this person alone: role, entitlement, receipts, what he may do. */
  readonly you: unknown;
}
export interface Board {
  readonly view: Readable<BoardView>;
  /** Reads one's own writes: resolves once the board holds what an answer's `at.seq` names. */
  untilSeq(seq: number): Promise<void>;
  /** Lets go of it; the board is closed a little after the last one did. */
  close(): void;
}
export interface Boards {
  open(stream: string): Board;
  /** The same without holding it: for who will open it at once, and must not leave it open if he does not. */
  peek(stream: string): Readable<BoardView>;
  close(): void;
  /** Writes what is not yet kept. */
  flush(): Promise<void>;
}
type Told = Parameters<ToTablet['board']>[0];
interface Open {
  readonly stream: string;
  readonly view: StoreApi<BoardView>;
  copy: BoardCopy | null;
  /** While the answer is awaited: what may not be lost meanwhile. */
  early: Told[] | null;
  holders: number;
  /** To be closed, unless somebody opens it again. */
  lingering: ReturnType<typeof setTimeout> | undefined;
  readonly keepSoon: { (value: null): void; cancel(): void };
}
interface Parts {
  readonly db: Database;
  readonly connection: Connection;
  readonly device: Pick<Device, 'report'>;
  /** Told of each board that the server shows as it stands, and of each that it does not. */
  readonly caches?: Pick<Caches, 'shown' | 'refused'>;
  /** How long a board outlives its last reader, so that turning to another page does not open it anew. */
  readonly lingerMs?: number;
  readonly keepEveryMs?: number;
}
const blank: BoardView = { state: 'loading', refusal: null, name: null, seq: 0, entities: {}, you: null };

/** Copies of boards: opened on every connection, checked against the server's digest, kept for when it is out of reach. */
export function createBoards({
  db,
  connection,
  device,
  caches,
  lingerMs = 10_000,
  keepEveryMs = 2_000,
}: Parts): Boards {
  const all = new Map<string, Open>();

  function start(stream: string): Open {
    const open: Open = {
      stream,
      view: createStore<BoardView>(() => blank),
      copy: null,
      early: null,
      holders: 0,
      lingering: undefined,
      keepSoon: throttle(keepEveryMs, () => void keep(open)),
    };
    all.set(stream, open);
    void showKept(open).then(() => ask(open));
    return open;
  }
  async function showKept(open: Open) {
    try {
      const kept = await db.get('boards', open.stream);
      if (!kept || open.copy) return;
      const { entities } = new BoardCopy(kept.name, kept.seq, kept.state);
      const { name, seq, you } = kept;
      open.view.setState({ ...blank, state: 'kept', name, seq, entities, you });
    } catch (fault) {
      device.report(fault, { board: open.stream });
    }
  }
  async function ask(open: Open) {
    const { stream, view } = open;
    if (open.early || all.get(stream) !== open || !connection.isConnected()) return;
    open.early = [];
    try {
      const answer = await connection.askPatiently('board:open', { stream });
      const { early } = open;
      open.early = null;
      if (all.get(stream) !== open) return;
      if (!answer.ok) {
        await refuse(open, answer.refusal);
        return;
      }
      // Whatever the copy before was, this is the whole board: another generation leaves nothing behind.
      open.copy = new BoardCopy(answer.name, answer.seq, answer.state, view.getState().entities);
      if (!open.copy.is(answer.digest))
        device.report(new Error('a board opened anew is not what the server projects'), { stream });
      view.setState({ you: answer.you });
      show(open);
      for (const message of early ?? []) hear(open, message);
    } catch (error) {
      open.early = null;
      if (!(error instanceof Lost)) device.report(error, { board: stream });
      // Lost with the connection before, while a new one is there already.
      else if (connection.isConnected()) void ask(open);
    }
  }
  function hear(open: Open, message: Told) {
    if (open.early) {
      open.early.push(message);
      return;
    }
    const { copy, view } = open;
    if (!copy || message.seq < copy.seq) return;
    if (message.name !== copy.name) {
      // Rights have changed: the server sends the other board whole.
      const next =
        message.digest === undefined
          ? null
          : new BoardCopy(message.name, message.seq, message.update, view.getState().entities);
      if (!next?.is(message.digest ?? '')) return drop(open, 'another generation');
      open.copy = next;
      return show(open);
    }
    copy.apply(message.update, message.seq);
    if (copy.hasGap) return drop(open, 'an update is missing');
    if (message.digest !== undefined && !copy.is(message.digest)) return drop(open, 'wrong digest');
    show(open);
  }
  /** What is shown stays until the board is there anew; the copy does not. */
  function drop(open: Open, why: string) {
    const { stream, copy } = open;
    device.report(new Error(`board dropped: ${why}`), { stream, name: copy?.name, seq: copy?.seq });
    open.copy = null;
    open.view.setState({ state: 'kept' });
    void ask(open);
  }
  function show(open: Open) {
    const { copy, view } = open;
    if (!copy) return;
    const { name, seq, entities } = copy;
    view.setState({ state: 'live', refusal: null, name, seq, entities });
    open.keepSoon(null);
    caches?.shown(open.stream, copy);
  }
  async function refuse(open: Open, refusal: string) {
    open.copy = null;
    open.keepSoon.cancel();
    open.view.setState({ ...blank, state: 'refused', refusal }, true);
    // A fault of the server says nothing about what may be read.
    if (refusal !== 'not-allowed') return;
    caches?.refused(open.stream);
    await db.delete('boards', open.stream);
  }
  async function keep({ stream, copy, view }: Open) {
    if (!copy) return;
    const kept = { name: copy.name, seq: copy.seq, state: copy.state(), you: view.getState().you };
    await db.put('boards', kept, stream).catch((fault: unknown) => device.report(fault, { board: stream }));
  }
  function stop(open: Open) {
    all.delete(open.stream);
    open.keepSoon.cancel();
    connection.tell('board:close', { stream: open.stream });
    void keep(open);
  }

  function linger(open: Open) {
    if (open.holders > 0) return;
    clearTimeout(open.lingering);
    open.lingering = setTimeout(() => stop(open), lingerMs);
  }

  const stops = [
    connection.onConnected(() => {
      for (const open of all.values()) void ask(open);
    }),
    connection.on('board', (message) => {
      const open = all.get(message.stream);
      if (open) hear(open, message);
    }),
    connection.on('you', ({ stream, you }) => {
      const open = all.get(stream);
      open?.view.setState({ you });
      open?.keepSoon(null);
    }),
    connection.on('revoked', ({ streams }) => {
      for (const stream of streams) {
        const open = all.get(stream);
        if (!open) caches?.refused(stream);
        const done = open ? refuse(open, 'not-allowed') : db.delete('boards', stream);
        done.catch((fault: unknown) => device.report(fault, { board: stream }));
      }
    }),
    connection.state.subscribe(({ link }) => {
      if (link === 'connected') return;
      for (const { view } of all.values()) if (view.getState().state === 'live') view.setState({ state: 'kept' });
    }),
  ];

  return {
    peek(stream) {
      const open = all.get(stream) ?? start(stream);
      linger(open);
      return open.view;
    },
    open(stream) {
      const open = all.get(stream) ?? start(stream);
      open.holders += 1;
      clearTimeout(open.lingering);
      let held = true;
      return {
        view: open.view,
        async untilSeq(seq) {
          await until(open.view, (view) => view.seq >= seq && view.state !== 'loading');
        },
        close() {
          if (!held) return;
          held = false;
          open.holders -= 1;
          linger(open);
        },
      };
    },
    async flush() {
      await Promise.all([...all.values()].map(keep));
    },
    close() {
      for (const end of stops) end();
      for (const open of all.values()) {
        clearTimeout(open.lingering);
        open.keepSoon.cancel();
      }
      all.clear();
    },
  };
}
