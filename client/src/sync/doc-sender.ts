import { limits } from '@ecab/shared/sync/check';
import { type Connection, Lost } from './connection.js';
import type { Unsent } from './database.js';
import { type Device, pause } from './device.js';
import type { DocSession } from './doc-session.js';
import type { DocStore } from './doc-store.js';

export interface DocSender {
  /** Something may be there to send. */
  poke(name: string): void;
  pokeAll(): void;
  close(): void;
}
interface Parts {
  readonly store: DocStore;
  readonly connection: Connection;
  readonly device: Pick<Device, 'locks' | 'page' | 'backOff' | 'report'>;
  readonly lockName: string;
  /** Borrows the session of a doc, open in this tab or not. */
  readonly borrow: (name: string) => { readonly session: DocSession; readonly giveBack: () => void };
  readonly acknowledged: (name: string) => void;
}
/** After so many faults of the server on one update, the fault is the update's. */
const FAULTS = 5;

/**
 * Sends what is unsent, of each doc one update at a time, in order of making. Of all tabs of a person one does so, the
 * one that holds the lock. (Were two to send, as where there are no locks, the server would take each update once.)
 */
export function createDocSender(parts: Parts): DocSender {
  const { store, connection, device, lockName } = parts;
  const running = new Set<string>();
  const again = new Set<string>();
  /** Faults of the device on a doc one after the other. */
  const failed = new Map<string, number>();
  /** Refusals of a doc one after the other. */
  const refused = new Map<string, number>();
  const ended = new AbortController();
  let mine = false;
  let release = () => {};

  function poke(name: string) {
    if (!mine || !connection.isConnected() || ended.signal.aborted) return;
    if (running.has(name)) {
      again.add(name);
      return;
    }
    running.add(name);
    drain(name)
      .then(
        () => failed.delete(name),
        async (fault: unknown) => {
          device.report(fault, { doc: name });
          // Nothing else may come that pokes it: who has stopped writing waits for the word that all is sent.
          const before = failed.get(name) ?? 0;
          failed.set(name, before + 1);
          again.add(name);
          await pause(device.backOff(before));
        },
      )
      .finally(() => {
        running.delete(name);
        if (again.delete(name)) poke(name);
      });
  }
  function pokeAll(before = 0) {
    if (!mine || ended.signal.aborted) return;
    store.counts().then(
      (counts) => {
        for (const name of counts.keys()) poke(name);
      },
      async (fault: unknown) => {
        if (ended.signal.aborted) return;
        device.report(fault, { reading: 'outbox' });
        await pause(device.backOff(before));
        pokeAll(before + 1);
      },
    );
  }
  async function drain(name: string) {
    const { session, giveBack } = parts.borrow(name);
    try {
      // Opened first: only then is it known that the server still has what it acknowledged.
      while (mine && !ended.signal.aborted && (await session.joined())) {
        const next = await store.first(name);
        if (!next) return;
        await deliver(session, next);
      }
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
    } finally {
      giveBack();
    }
  }
  async function deliver(session: DocSession, unsent: Unsent) {
    const { doc: name, update } = unsent;
    // The server would end the connection over it, again and again, and whatever else waits would never get through.
    if (update.length > limits.bytes) return giveUp(session, unsent, 'too-large');
    for (let faults = 1; ; faults += 1) {
      const answer = await connection.askPatiently('doc:update', { name, update });
      if (answer.ok) {
        refused.delete(name);
        await store.acknowledged(unsent, connection.serverTime());
        parts.acknowledged(name);
        return;
      }
      if (answer.refusal !== 'internal' || faults === FAULTS) {
        await giveUp(session, unsent, answer.refusal);
        return;
      }
      await pause(device.backOff(faults));
    }
  }
  async function giveUp(session: DocSession, { doc: name, n }: Unsent, refusal: string) {
    await session.giveUp('unsent', refusal, { only: n });
    // A refused doc begins anew, and an editor that writes the same into it again would otherwise do so without end.
    const before = refused.get(name) ?? 0;
    refused.set(name, before + 1);
    if (before > 0) await pause(device.backOff(before));
  }

  function stand() {
    if (!device.locks) {
      mine = true;
      return;
    }
    const held = () =>
      new Promise<void>((resolve) => {
        release = resolve;
        mine = true;
        pokeAll();
      });
    device.locks
      .request(lockName, { signal: ended.signal }, held)
      .catch((fault: unknown) => ended.signal.aborted || device.report(fault, { lock: lockName }));
  }
  const stops = [
    connection.onConnected(() => pokeAll()),
    // A hidden tab may be suspended with the lock in its hand: it stands in line again, behind the one that is looked at.
    device.page.on('hidden', () => {
      if (!mine || !device.locks) return;
      mine = false;
      release();
      stand();
    }),
  ];
  stand();
  return {
    poke,
    pokeAll,
    close() {
      mine = false;
      ended.abort();
      release();
      for (const stop of stops) stop();
    },
  };
}
