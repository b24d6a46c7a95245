import { createStore } from 'zustand/vanilla';
import type { CommandSender } from './commands.js';
import type { Connection } from './connection.js';
import type { Docs } from './docs.js';
import type { Readable } from './readable.js';

export interface OutboxView {
  /** Commands that are not answered. */
  readonly commands: number;
  /** Updates of docs that are not acknowledged. */
  readonly updates: number;
  /** Refused, and waiting for the person to put them back or throw them away. Not among `waiting`: nothing sends them. */
  readonly drafts: number;
  /** `commands` and `updates`. */
  readonly waiting: number;
  /** Of what had piled up when the connection came back: sent, and in all. Null when none of it is left. */
  readonly sending: { readonly done: number; readonly total: number } | null;
  /** When the server last acknowledged an update of this tab's, server time. */
  readonly savedAt: string | null;
}
export interface Outbox {
  readonly view: Readable<OutboxView>;
  close(): void;
}

/** What of this person is not yet at the server: counted, never guessed. */
export function createOutbox(connection: Connection, commands: CommandSender, docs: Docs): Outbox {
  const view = createStore<OutboxView>(() => ({
    commands: 0,
    updates: 0,
    drafts: 0,
    waiting: 0,
    sending: null,
    savedAt: null,
  }));
  let backlog = 0;
  let wasConnected = false;

  function count() {
    const updates = [...docs.unsent.getState().values()].reduce((sum, n) => sum + n, 0);
    const waiting = commands.waiting.getState() + updates;
    const connected = connection.isConnected();
    if (connected && !wasConnected) backlog = waiting;
    wasConnected = connected;
    if (!connected || waiting === 0) backlog = 0;
    // What is made meanwhile joins the end of the queue.
    backlog = backlog && Math.max(backlog, waiting);
    view.setState({
      commands: commands.waiting.getState(),
      updates,
      drafts: docs.drafts.getState().length,
      waiting,
      sending: backlog > 0 ? { done: backlog - waiting, total: backlog } : null,
      savedAt: docs.savedAt.getState(),
    });
  }
  const stops = [connection.state, commands.waiting, docs.unsent, docs.drafts, docs.savedAt].map((source) =>
    (source as Readable<unknown>).subscribe(count),
  );
  count();
  return {
    view,
    close() {
      for (const stop of stops) stop();
    },
  };
}
