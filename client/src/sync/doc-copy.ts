import { hasPending } from '@ecab/shared/sync/yjs-internals';
import * as Y from 'yjs';
import type { KeptDoc } from './database.js';

const notMine = { device: Symbol('device'), tab: Symbol('tab'), server: Symbol('server') };
const origins = new Set<unknown>(Object.values(notMine));

/**
 * One life of a doc in this tab: after a refusal it is begun anew, since a Yjs doc cannot be rolled back. What was made
 * on it stays with it.
 */
export class DocCopy {
  readonly doc = new Y.Doc();
  /** Leased for this copy alone; null while it may not be written. */
  client: number | null = null;
  /** Was something kept under that id? */
  wrote = false;
  kept: KeptDoc | null = null;
  loaded: Promise<void> = Promise.resolve();
  /** Waiting to be kept on the device. */
  received: Uint8Array[] = [];
  made: Uint8Array[] = [];
  #emitted = false;

  constructor(onMade: (update: Uint8Array) => void) {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origins.has(origin)) this.#emitted = true;
      else onMade(update);
    });
    // Yjs tidies formats after remote changes, as if this person had edited. The server does that once for all and
    // passes it on; done here as well, a reader's tablet would write.
    this.doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (origins.has(transaction.origin)) transaction._needFormattingCleanup = false;
    });
  }
  get epoch(): number {
    return this.kept?.epoch ?? 0;
  }

  /** @returns whether it brought anything, or waits for what does. */
  take(from: keyof typeof notMine, updates: readonly Uint8Array[]): boolean {
    this.#emitted = false;
    Y.transact(
      this.doc,
      () => {
        for (const update of updates) if (update.length > 0) Y.applyUpdate(this.doc, update, notMine[from]);
      },
      notMine[from],
      false,
    );
    return this.#emitted || hasPending(this.doc);
  }

  /** The clocks that this copy has reached, by client. */
  clocks(): Map<number, number> {
    return Y.decodeStateVector(Y.encodeStateVector(this.doc));
  }
}

/** What of these clocks the server has: those of unsent updates are taken back to where the first of them begins. */
export function withoutUnsent(clocks: ReadonlyMap<number, number>, unsent: readonly Uint8Array[]): Map<number, number> {
  const left = new Map(clocks);
  for (const update of unsent)
    for (const [client, from] of Y.parseUpdateMeta(update).from) {
      const clock = Math.min(left.get(client) ?? 0, from);
      if (clock > 0) left.set(client, clock);
      else left.delete(client);
    }
  return left;
}

/** Has the server lost something that it had acknowledged? */
export const liesBehind = (server: Uint8Array, acknowledged: ReadonlyMap<number, number>): boolean => {
  const has = Y.decodeStateVector(server);
  return [...acknowledged].some(([client, clock]) => (has.get(client) ?? 0) < clock);
};
