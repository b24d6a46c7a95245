import { rescueCauses } from '@ecab/shared/sync/rescue';
import * as Y from 'yjs';
import type { Database, Draft, KeptDoc, Lease, Unsent } from './database.js';

const STORES = ['docs', 'tail', 'outbox', 'leases', 'drafts'] as const;
const fresh: KeptDoc = {
  snapshot: new Uint8Array(),
  write: false,
  final: false,
  incarnation: null,
  epoch: 0,
  savedAt: null,
};
/** A doc as it lies on the device. */
export interface Loaded {
  readonly kept: KeptDoc | null;
  /** What the server has, oldest first. */
  readonly acknowledged: readonly Uint8Array[];
  readonly unsent: readonly Unsent[];
}
export interface Opened {
  readonly write: boolean;
  readonly final: boolean;
  readonly incarnation: string;
}

/**
 * Co-edited docs on the device: what the server has acknowledged (snapshot and tail), and beside it what it has not, as
 * single updates in order of making. Every step is one transaction, so a page that dies in between has lost nothing.
 */
export class DocStore {
  constructor(private readonly db: Database) {}

  async load(name: string): Promise<Loaded> {
    const transaction = this.db.transaction(STORES);
    const [kept, tail, unsent] = await Promise.all([
      transaction.objectStore('docs').get(name),
      transaction.objectStore('tail').index('doc').getAll(name),
      unsentIn(transaction.objectStore('outbox'), name),
    ]);
    await transaction.done;
    const snapshot = kept && kept.snapshot.length > 0 ? [kept.snapshot] : [];
    return { kept: kept ?? null, acknowledged: [...snapshot, ...tail.map(({ update }) => update)], unsent };
  }

  /** What is unsent, and of which copy: were it given up in between, the one would not fit the other. */
  async unsent(name: string): Promise<{ readonly epoch: number; readonly unsent: readonly Unsent[] }> {
    const transaction = this.db.transaction(['docs', 'outbox']);
    const kept = await transaction.objectStore('docs').get(name);
    return { epoch: kept?.epoch ?? 0, unsent: await unsentIn(transaction.objectStore('outbox'), name) };
  }

  /**
   * Keeps what the server sent and then what this person made on top of it: never the later without what it builds on.
   *
   * @param epoch of the copy that it was made on.
   * @param client whose updates these are; marked as used.
   * @returns `outdated` if the copy was given up meanwhile: nothing of this is sent, `made` lies with the drafts.
   */
  async keep(
    name: string,
    epoch: number,
    received: readonly Uint8Array[],
    made: readonly Uint8Array[],
    client: number | null,
    draft: { readonly id: string; readonly at: string },
  ): Promise<'kept' | 'outdated'> {
    const transaction = this.db.transaction(STORES, 'readwrite');
    const docs = transaction.objectStore('docs');
    const kept = (await docs.get(name)) ?? fresh;
    if (kept.epoch !== epoch) {
      if (made.length > 0)
        await transaction
          .objectStore('drafts')
          .put({ ...draft, doc: name, refusal: 'outdated', updates: made, state: null });
      await transaction.done;
      return 'outdated';
    }
    if (kept === fresh) await docs.put(fresh, name);
    for (const update of received) await transaction.objectStore('tail').add({ doc: name, update });
    for (const update of made) await transaction.objectStore('outbox').add({ doc: name, update });
    if (made.length > 0 && client !== null) {
      const leases = transaction.objectStore('leases');
      const lease = await leases.get([name, client]);
      if (lease) await leases.put({ ...lease, state: 'used' });
    }
    await transaction.done;
    return 'kept';
  }

  /** The next to be sent. */
  async first(name: string): Promise<Unsent | null> {
    const cursor = await this.db.transaction('outbox').store.index('doc').openCursor(name);
    return cursor ? { ...cursor.value, n: cursor.primaryKey } : null;
  }

  /** The server has stored this one. */
  async acknowledged({ n, doc, update }: Unsent, savedAt: string): Promise<void> {
    const transaction = this.db.transaction(STORES, 'readwrite');
    const outbox = transaction.objectStore('outbox');
    // Gone already if another tab was told the same.
    if (await outbox.getKey(n)) {
      await outbox.delete(n);
      await transaction.objectStore('tail').add({ doc, update });
      const docs = transaction.objectStore('docs');
      await docs.put({ ...((await docs.get(doc)) ?? fresh), savedAt }, doc);
    }
    await transaction.done;
  }

  /** The server has opened it. */
  async opened(name: string, facts: Opened): Promise<void> {
    const transaction = this.db.transaction('docs', 'readwrite');
    await transaction.store.put({ ...((await transaction.store.get(name)) ?? fresh), ...facts }, name);
    await transaction.done;
  }

  /**
   * Gives up what is unsent of a doc: it becomes a draft, and whoever still holds that copy is outdated.
   *
   * @param asked `unsent` keeps what the server has acknowledged; `copy` drops that too, since it is not the server's any
   *   more; `all` also leaves nothing of it in any draft, since it may no longer be read. What a server lost stays as it is.
   * @param unless what must still be so, else nothing happens: `only` is an update that still is unsent, `epoch` the copy
   *   that is meant. Of two tabs that find out the same, the second would give up what the first has begun anew.
   * @param server the store that the server stands on. A server that was restored knows nothing of what was made since its
   *   backup, so it says of that, too, that it may not be read: of a copy of another store nothing is thrown away.
   * @returns the draft, null if there was nothing to keep; `moved` if nothing happened.
   */
  async giveUp(
    name: string,
    asked: 'unsent' | 'copy' | 'all',
    { id, at, refusal: said }: { readonly id: string; readonly at: string; readonly refusal: string },
    unless: { readonly only?: number; readonly epoch?: number } = {},
    server: string | null = null,
  ): Promise<Draft | null | 'moved'> {
    const transaction = this.db.transaction(STORES, 'readwrite');
    const docs = transaction.objectStore('docs');
    const unsent = await unsentIn(transaction.objectStore('outbox'), name);
    const kept = (await docs.get(name)) ?? fresh;
    if (unless.only !== undefined && !unsent.some(({ n }) => n === unless.only)) return 'moved';
    if (unless.epoch !== undefined && unless.epoch !== kept.epoch) return 'moved';
    const isOfAnother = server !== null && kept.incarnation !== null && kept.incarnation !== server;
    const [what, refusal] = asked === 'all' && isOfAnother ? (['copy', 'restored'] as const) : [asked, said];
    const tail = await transaction.objectStore('tail').index('doc').getAll(name);
    const updates = unsent.map(({ update }) => update);
    const known = [...(kept.snapshot.length > 0 ? [kept.snapshot] : []), ...tail.map(({ update }) => update)];
    const keepsDraft = updates.length > 0 || (what === 'copy' && known.length > 0);
    const state = what === 'all' ? null : merged([...known, ...updates]);
    const draft: Draft | null = keepsDraft ? { id, doc: name, refusal, at, updates, state } : null;
    const drafts = transaction.objectStore('drafts');
    if (what === 'all')
      for (const one of await drafts.getAll())
        if (one.doc === name && one.state !== null && !rescueCauses.some((cause) => cause === one.refusal))
          await drafts.put({ ...one, state: null });
    if (draft) await drafts.put(draft);
    for (const { n } of unsent) await transaction.objectStore('outbox').delete(n);
    const next = { ...kept, epoch: kept.epoch + 1 };
    if (what === 'unsent') await docs.put(next, name);
    else {
      await deleteOf(transaction.objectStore('tail'), name);
      await deleteOf(transaction.objectStore('leases'), name);
      // The epoch stays, so that a tab which has not heard yet cannot bring the copy back.
      await docs.put({ ...fresh, epoch: next.epoch }, name);
    }
    await transaction.done;
    return draft;
  }

  /** Every doc that lies here, whoever has it open. */
  async known(): Promise<{ readonly name: string; readonly epoch: number; readonly incarnation: string | null }[]> {
    const { store } = this.db.transaction('docs');
    const [names, docs] = await Promise.all([store.getAllKeys(), store.getAll()]);
    // Of one given up only the epoch is left.
    return docs
      .map(({ epoch, incarnation }, at) => ({ name: names[at] ?? '', epoch, incarnation }))
      .filter(({ incarnation }) => incarnation !== null);
  }

  /** Folds the tail into the snapshot. */
  async compact(name: string): Promise<void> {
    const transaction = this.db.transaction(['docs', 'tail'], 'readwrite');
    const kept = await transaction.objectStore('docs').get(name);
    const tail = await transaction.objectStore('tail').index('doc').getAll(name);
    if (kept && tail.length > 0) {
      const known = [...(kept.snapshot.length > 0 ? [kept.snapshot] : []), ...tail.map(({ update }) => update)];
      await transaction.objectStore('docs').put({ ...kept, snapshot: merged(known) }, name);
      await deleteOf(transaction.objectStore('tail'), name);
    }
    await transaction.done;
  }

  /** Takes a client id for this tab alone. @returns null if none is left. */
  async reserve(name: string, tab: string): Promise<number | null> {
    const transaction = this.db.transaction('leases', 'readwrite');
    const lease = (await transaction.store.index('doc').getAll(name)).find(({ state }) => state === 'free');
    if (lease) await transaction.store.put({ ...lease, state: 'reserved', tab });
    await transaction.done;
    return lease?.client ?? null;
  }
  /** Gives an id back under which nothing was written. */
  async release(name: string, client: number): Promise<void> {
    const transaction = this.db.transaction('leases', 'readwrite');
    const lease = await transaction.store.get([name, client]);
    if (lease?.state === 'reserved') await transaction.store.put({ ...lease, state: 'free', tab: null });
    await transaction.done;
  }
  /** What a tab that is gone had reserved and not used is free again. */
  async releaseAll(tab: string): Promise<void> {
    const transaction = this.db.transaction('leases', 'readwrite');
    for (const lease of await transaction.store.getAll())
      if (lease.tab === tab && lease.state === 'reserved')
        await transaction.store.put({ ...lease, state: 'free', tab: null });
    await transaction.done;
  }
  async reservers(): Promise<Set<string>> {
    const leases = await this.db.getAll('leases');
    return new Set(leases.flatMap(({ state, tab }) => (state === 'reserved' && tab !== null ? [tab] : [])));
  }
  async free(name: string): Promise<number> {
    return (await this.db.getAllFromIndex('leases', 'doc', name)).filter(({ state }) => state === 'free').length;
  }
  async leased(name: string, clients: readonly number[]): Promise<void> {
    const transaction = this.db.transaction('leases', 'readwrite');
    for (const client of clients) {
      const lease: Lease = { doc: name, client, state: 'free', tab: null };
      await transaction.store.put(lease);
    }
    await transaction.done;
  }

  /** How many updates each doc has unsent. */
  async counts(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    const { store } = this.db.transaction('outbox');
    for (let cursor = await store.index('doc').openKeyCursor(); cursor; cursor = await cursor.continue())
      counts.set(cursor.key, (counts.get(cursor.key) ?? 0) + 1);
    return counts;
  }
  async addDraft(draft: Draft): Promise<void> {
    await this.db.put('drafts', draft);
  }
  /**
   * What was written into a doc that could not be read is read upon the doc as it is when it opens again, once for all:
   * else what is put back of a draft, or written by others, would be read into the draft, too. With all other drafts of
   * it, since one may build on another: also on one that was refused while this was made.
   *
   * @param epoch of the copy that `whole` is of: of one that was given up meanwhile nothing may stay.
   * @returns whether there are drafts of it.
   */
  async groundDrafts(name: string, epoch: number, whole: () => Uint8Array): Promise<boolean> {
    const transaction = this.db.transaction(['docs', 'drafts'], 'readwrite');
    const drafts = transaction.objectStore('drafts');
    const kept = (await transaction.objectStore('docs').get(name)) ?? fresh;
    const all = (await drafts.getAll()).filter(({ doc }) => doc === name);
    const floating = all.filter((draft) => draft.state === null);
    if (kept.epoch === epoch && floating.length > 0) {
      const state = merged([whole(), ...all.flatMap(({ updates }) => updates)]);
      for (const draft of floating) await drafts.put({ ...draft, state });
    }
    await transaction.done;
    return all.length > 0;
  }
  drafts = (): Promise<Draft[]> => this.db.getAll('drafts');
  discardDraft = (id: string): Promise<void> => this.db.delete('drafts', id);
}

/** Of many updates one, as compact as Yjs makes it. What waits for something that is missing stays in it. */
export function merged(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  const whole = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return whole;
}

/** As much of an index by doc, and of its store, as is used below; idb types each transaction's own. */
interface ByDoc<Key, Value> {
  getAllKeys(doc: string): Promise<Key[]>;
  getAll(doc: string): Promise<Value[]>;
}
interface Rows<Key, Value> {
  index(name: 'doc'): ByDoc<Key, Value>;
}

/** In order of making. */
async function unsentIn(outbox: Rows<number, Omit<Unsent, 'n'>>, name: string): Promise<Unsent[]> {
  const index = outbox.index('doc');
  const [places, values] = await Promise.all([index.getAllKeys(name), index.getAll(name)]);
  return values.map((value, at) => ({ ...value, n: places[at]! }));
}

async function deleteOf<Key>(
  rows: Rows<Key, unknown> & { delete(key: Key): Promise<void> },
  name: string,
): Promise<void> {
  for (const place of await rows.index('doc').getAllKeys(name)) await rows.delete(place);
}
