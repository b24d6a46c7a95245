import { parseDocName } from '@ecab/shared/sync/doc-name';
import { createStore } from 'zustand/vanilla';
import { type Awareness, createAwareness } from './awareness.js';
import { type Connection, serverStore } from './connection.js';
import type { Database, Draft } from './database.js';
import { type Device, newId, pause } from './device.js';
import { createDocSender } from './doc-sender.js';
import { DocSession } from './doc-session.js';
import { DocStore } from './doc-store.js';
import type { DocView, TabMessage } from './doc-view.js';
import type { Readable } from './readable.js';
import type { Tab } from './tab.js';

export interface DocHandle {
  readonly name: string;
  readonly view: Readable<DocView>;
  /** Who else has it open, and where. */
  readonly awareness: Awareness;
  /** The person has seen the refusal. */
  dismissRefusal(): void;
  close(): void;
}
export interface Docs {
  /** Settled once what lies here from before has been counted; until then `unsent` and `drafts` know only what came since. */
  readonly ready: Promise<unknown>;
  /**
   * Opens a co-edited doc by its name (`shared/sync/doc-name`). `write` leases a client id: ask for it where the person
   * is about to write, not merely may. Every handle is closed by who opened it.
   */
  open(name: string, how?: { readonly write?: boolean }): DocHandle;
  /** The same without holding it: for who will open it at once, and must not leave it open if he does not. */
  peek(name: string): Omit<DocHandle, 'close'>;
  /** Updates that the server has not acknowledged, by doc, of all tabs; also of docs that are not open. */
  readonly unsent: Readable<ReadonlyMap<string, number>>;
  /** When the server last acknowledged one of this tab's, server time. */
  readonly savedAt: Readable<string | null>;
  /** What the server did not accept, oldest first. */
  readonly drafts: Readable<readonly Draft[]>;
  discardDraft(id: string): Promise<void>;
  /** Deletes what lies here of docs that may no longer be read; what is unsent of them becomes a draft. */
  forget(which: (name: string) => boolean): Promise<void>;
  /** Keeps on the device what is not kept yet. */
  flush(): Promise<void>;
  /** How many updates only this page has, since the device does not take them. */
  unkept(): number;
  close(): Promise<void>;
}
interface Parts {
  readonly db: Database;
  readonly connection: Connection;
  readonly device: Device;
  readonly tab: Tab;
  readonly personId: string;
  /** How long a doc outlives its last reader. */
  readonly lingerMs?: number;
}
interface Held {
  readonly session: DocSession;
  readonly awareness: Awareness;
  holders: number;
  lingering: ReturnType<typeof setTimeout> | undefined;
}

/** All co-edited docs of this tab, over its one socket and one outbox. */
export function createDocs({ db, connection, device, tab, personId, lingerMs = 5_000 }: Parts): Docs {
  const store = new DocStore(db);
  const held = new Map<string, Held>();
  const unsent = createStore<ReadonlyMap<string, number>>(() => new Map());
  const savedAt = createStore<string | null>(() => null);
  const drafts = createStore<readonly Draft[]>(() => []);
  const closing = new Set<Promise<void>>();
  let closed = false;
  const channel = device.channel?.(`ecab-docs-${personId}`);
  const tell = (message: TabMessage) => closed || channel?.postMessage(message);
  const guard = (work: Promise<unknown>, about: object) =>
    void work.catch((fault: unknown) => closed || device.report(fault, { ...about }));

  /** One more whenever something passes from memory to the device, so that it is counted neither twice nor not at all. */
  let version = 0;
  async function recount() {
    let counts: Map<string, number>;
    let seen: number;
    do {
      seen = version;
      counts = await store.counts();
      if (closed) return;
    } while (seen !== version);
    for (const [name, { session }] of held) {
      const count = (counts.get(name) ?? 0) + session.pending;
      if (count > 0) counts.set(name, count);
      if (session.view.getState().unsent !== count) session.view.setState({ unsent: count });
    }
    unsent.setState(counts, true);
  }
  const reread = async () => {
    const kept = await store.drafts();
    if (!closed)
      drafts.setState(
        kept.sort((a, b) => (a.at < b.at ? -1 : 1)),
        true,
      );
  };

  function find(name: string): Held {
    let one = held.get(name);
    if (!one) {
      const made = (doc: string) => {
        version += 1;
        const count = (unsent.getState().get(doc) ?? 0) + 1;
        unsent.setState(new Map(unsent.getState()).set(doc, count), true);
      };
      const changed = (doc: string) => {
        version += 1;
        sender.poke(doc);
        guard(Promise.all([recount(), reread()]), { doc });
      };
      const session = new DocSession(name, { store, connection, device, tabId: tab.id, tell, made, changed });
      one = { session, awareness: createAwareness(name, connection, device), holders: 0, lingering: undefined };
      held.set(name, one);
      guard(session.join(), { doc: name });
      guard(recount(), { doc: name });
    }
    return one;
  }
  function hold(name: string): Held {
    const one = find(name);
    clearTimeout(one.lingering);
    one.holders += 1;
    return one;
  }
  function letGo(name: string, one: Held) {
    one.holders -= 1;
    linger(name, one);
  }
  function linger(name: string, one: Held) {
    if (one.holders > 0 || closed) return;
    clearTimeout(one.lingering);
    one.lingering = setTimeout(() => {
      held.delete(name);
      void end(name, one);
    }, lingerMs);
  }
  function end(name: string, { session, awareness }: Held) {
    awareness.close();
    const done = session.close().catch((fault: unknown) => device.report(fault, { doc: name }));
    closing.add(done);
    void done.finally(() => closing.delete(done));
    return done;
  }

  const sender = createDocSender({
    store,
    connection,
    device,
    lockName: `ecab-sender-${personId}`,
    borrow(name) {
      const one = hold(name);
      return { session: one.session, giveBack: () => letGo(name, one) };
    },
    acknowledged(name) {
      const at = connection.serverTime();
      savedAt.setState(at, true);
      held.get(name)?.session.view.setState({ savedAt: at });
      tell({ type: 'sent', doc: name });
      guard(recount(), { doc: name });
    },
  });

  if (channel)
    channel.onmessage = ({ data }) => {
      // Only tabs of this origin write here, and of this release or its neighbours: the type says what is in it.
      const message = data as TabMessage;
      const session = held.get(message.doc)?.session;
      if (message.type === 'made') {
        if (session) guard(session.share(message.epoch, message.updates), { doc: message.doc });
        sender.poke(message.doc);
      } else if (message.type === 'given-up') {
        session?.givenUp(message.refusal, message.draftId);
        guard(reread(), { doc: message.doc });
      }
      guard(recount(), { doc: message.doc });
    };
  const stops = [
    connection.onConnected(() => {
      guard(leaveBehindAtLast(), { reading: 'docs' });
      for (const [name, { session }] of held) guard(session.join(), { doc: name });
    }),
    connection.state.subscribe(({ link }) => {
      if (link !== 'connected') for (const { session } of held.values()) session.lost();
    }),
    connection.on('doc', ({ name, update }) => held.get(name)?.session.receive(update)),
    connection.on('doc:final', ({ name }) => {
      const session = held.get(name)?.session;
      if (session) guard(session.finish(), { doc: name });
    }),
    connection.on('revoked', ({ docs }) => {
      for (const name of docs) guard(revoke(name), { doc: name });
    }),
  ];
  async function revoke(name: string) {
    const session = held.get(name)?.session;
    if (session) return session.revoke('not-allowed');
    const draft = { id: newId(), at: connection.serverTime(), refusal: 'not-allowed' };
    await store.giveUp(name, 'all', draft, {}, serverStore(connection));
    await Promise.all([recount(), reread()]);
  }

  async function leaveBehindAtLast() {
    for (let tries = 0; !closed; tries += 1)
      try {
        return await leaveBehind();
      } catch (fault) {
        device.report(fault, { reading: 'docs' });
        await pause(device.backOff(tries));
      }
  }
  /** Copies of another store, and of a schema that nobody writes any more, also of docs that nobody opens. */
  async function leaveBehind() {
    const { hello } = connection.state.getState();
    if (!hello) return;
    const unsentOf = await store.counts();
    for (const { name, epoch, incarnation } of await store.known()) {
      const doc = parseDocName(name);
      const isOlder = doc !== null && (hello.schemas[doc.kind] ?? doc.schema) !== doc.schema;
      const why =
        incarnation !== hello.incarnation
          ? 'restored'
          : isOlder && (unsentOf.get(name) ?? 0) > 0
            ? 'older-schema'
            : null;
      // Those that are open find out by themselves.
      if (why === null || closed || held.has(name)) continue;
      const draft = { id: newId(), at: connection.serverTime(), refusal: why };
      if ((await store.giveUp(name, 'copy', draft, { epoch })) === 'moved') continue;
      tell({ type: 'given-up', doc: name, refusal: why, draftId: draft.id });
    }
    await Promise.all([recount(), reread()]);
  }

  const ready = Promise.all([recount(), reread()]).catch((fault: unknown) =>
    device.report(fault, { reading: 'outbox' }),
  );
  // Ids that a tab reserved and never used are free once it is gone. Without locks nobody knows that it is.
  if (device.locks)
    guard(
      store.reservers().then((tabs) => {
        for (const other of tabs) tab.after(other, () => store.releaseAll(other));
      }),
      { reading: 'leases' },
    );

  const shown = (name: string, { session, awareness }: Held) => ({
    name,
    view: session.view,
    awareness,
    dismissRefusal: () => session.dismissRefusal(),
  });
  return {
    ready,
    unsent,
    savedAt,
    drafts,
    peek(name) {
      const one = find(name);
      linger(name, one);
      return shown(name, one);
    },
    open(name, { write = false } = {}) {
      const one = hold(name);
      if (write) one.session.wantWrite();
      let open = true;
      return {
        ...shown(name, one),
        close() {
          if (!open) return;
          open = false;
          letGo(name, one);
        },
      };
    },
    async discardDraft(id) {
      await store.discardDraft(id);
      await reread();
    },
    async forget(which) {
      for (const { name } of await store.known()) if (which(name)) await revoke(name);
    },
    unkept: () => [...held.values()].reduce((sum, { session }) => sum + session.pending, 0),
    async flush() {
      await Promise.all([...held.values()].map(({ session }) => session.flush()));
    },
    async close() {
      sender.close();
      for (const stop of stops) stop();
      await Promise.all(
        [...held].map(([name, one]) => {
          clearTimeout(one.lingering);
          return end(name, one);
        }),
      );
      await Promise.all(closing);
      closed = true;
      channel?.close();
    },
  };
}
