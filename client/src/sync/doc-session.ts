import type { HelloBack } from '@ecab/shared/contract/wire';
import { parseDocName } from '@ecab/shared/sync/doc-name';
import * as Y from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type AnswerOf, type Connection, Lost, serverStore } from './connection.js';
import { type Device, newId, pause } from './device.js';
import { DocCopy, liesBehind, withoutUnsent } from './doc-copy.js';
import { leaseAhead, takeClientId } from './doc-leases.js';
import type { DocStore } from './doc-store.js';
import type { DocView, TabMessage } from './doc-view.js';
import { throttle } from './throttle.js';

export interface SessionParts {
  readonly store: DocStore;
  readonly connection: Connection;
  readonly device: Pick<Device, 'backOff' | 'report'>;
  readonly tabId: string;
  readonly tell: (message: TabMessage) => void;
  /** This person has edited it. */
  readonly made: (name: string) => void;
  /** Something is to be sent, or no longer is, or lies with the drafts. */
  readonly changed: (name: string) => void;
}

const KEEP_EVERY_MS = 1_000;
const COMPACT_AFTER = 100;

/** One doc in this tab: loaded from the device, opened on every connection, kept as it changes. */
export class DocSession {
  readonly view: StoreApi<DocView>;
  readonly #keepSoon = throttle<null>(KEEP_EVERY_MS, () => void this.flush());
  #copy: DocCopy;
  #writes = false;
  #closed = false;
  /** The greeting of the connection on which the server has answered for this copy. */
  #openOn: HelloBack | null = null;
  /** Why the server does not open it. */
  #refusal: string | null = null;
  #joining: Promise<void> | null = null;
  /** Times in a row that opening it ended in a fault. */
  #failed = 0;
  #keeping: Promise<void> | null = null;
  #settling: Promise<void> = Promise.resolve();
  #keptSince = 0;

  constructor(
    readonly name: string,
    private readonly parts: SessionParts,
  ) {
    this.#copy = this.#begin();
    this.view = createStore<DocView>(() => ({
      doc: this.#copy.doc,
      state: 'loading',
      refusal: null,
      mayWrite: null,
      live: false,
      unsent: 0,
      savedAt: null,
      refused: null,
    }));
  }

  /** Some reader of this doc wants to write it. */
  wantWrite(): void {
    if (this.#writes) return;
    this.#writes = true;
    void this.#settle(this.#copy);
  }

  /** @returns whether the server has it open for this tab now. */
  async joined(): Promise<boolean> {
    await this.join();
    return this.view.getState().live && this.#openOn === this.parts.connection.state.getState().hello;
  }
  /** @throws what the device said. */
  join(): Promise<void> {
    this.#joining ??= this.#openAtLast().finally(() => {
      this.#joining = null;
      // Begun anew, or connected anew, in the moment that this ended.
      if (this.#isToOpen()) this.#joinSoon();
    });
    return this.#joining;
  }
  #joinSoon(): void {
    this.join().catch((fault: unknown) => this.parts.device.report(fault, { doc: this.name }));
  }
  lost(): void {
    this.view.setState({ live: false });
  }

  /** From the server. */
  receive(update: Uint8Array): void {
    const copy = this.#copy;
    if (!copy.take('server', [update])) return;
    copy.received.push(update);
    this.#keepSoon(null);
  }
  /** From another tab of this person. */
  async share(epoch: number, updates: readonly Uint8Array[]): Promise<void> {
    const copy = this.#copy;
    await copy.loaded;
    // Without a word in `tail`: the server does not have it yet.
    if (copy.epoch === epoch) copy.take('tab', updates);
  }
  async close(): Promise<void> {
    this.#closed = true;
    this.#keepSoon.cancel();
    const { store, connection } = this.parts;
    connection.tell('doc:close', { name: this.name });
    await this.flush();
    const { client, wrote } = this.#copy;
    if (client !== null && !wrote) await store.release(this.name, client);
    if (this.#keptSince > 0) await store.compact(this.name);
  }
  /** Signed or published. */
  async finish(): Promise<void> {
    const copy = this.#copy;
    await copy.loaded;
    if (!copy.kept) return;
    copy.kept = { ...copy.kept, final: true };
    const { incarnation, write } = copy.kept;
    if (incarnation !== null) await this.parts.store.opened(this.name, { incarnation, write, final: true });
    await this.#settle(copy);
  }
  /** The server says so, or a rule of ours: what is unsent becomes a draft, and the doc is begun anew. */
  async giveUp(
    what: 'unsent' | 'copy' | 'all',
    refusal: string,
    unless?: { readonly only?: number; readonly epoch?: number },
  ): Promise<void> {
    await this.flush();
    const { store, connection, tell, changed } = this.parts;
    const given = { id: newId(), at: connection.serverTime(), refusal };
    const draft = await store.giveUp(this.name, what, given, unless, serverStore(connection));
    if (draft === 'moved') {
      // Another tab was first, and its word of it is still under way.
      if (unless?.epoch !== undefined) this.givenUp('outdated', null);
      return;
    }
    tell({ type: 'given-up', doc: this.name, refusal, draftId: draft?.id ?? null });
    this.givenUp(refusal, draft?.id ?? null);
    changed(this.name);
  }
  givenUp(refusal: string, draftId: string | null): void {
    this.#copy = this.#begin();
    this.#openOn = this.#refusal === null ? null : this.parts.connection.state.getState().hello;
    const refused = draftId === null ? this.view.getState().refused : { refusal, draftId };
    this.view.setState({ doc: this.#copy.doc, state: 'loading', live: false, refused });
    if (this.#refusal === null) this.#joinSoon();
  }
  /** May no longer be read: closed by the server, and nothing of it stays but what this person had not sent. */
  async revoke(refusal: string): Promise<void> {
    this.#refusal = refusal;
    await this.giveUp('all', refusal);
  }
  dismissRefusal(): void {
    this.view.setState({ refused: null });
  }
  get pending(): number {
    return this.#copy.made.length;
  }

  /** Keeps on the device what is not kept yet. */
  flush(): Promise<void> {
    this.#keeping ??= this.#keep(this.#copy).finally(() => {
      this.#keeping = null;
      // Made on a copy begun anew, while the one before was being kept.
      if (this.#copy.made.length > 0 && !this.#closed) void this.flush();
    });
    return this.#keeping;
  }

  #begin(): DocCopy {
    const copy: DocCopy = new DocCopy((update) => this.#made(copy, update));
    copy.loaded = this.#load(copy);
    return copy;
  }
  async #load(copy: DocCopy): Promise<void> {
    try {
      const { kept, acknowledged, unsent } = await this.parts.store.load(this.name);
      copy.kept = kept;
      copy.take('device', [...acknowledged, ...unsent.map(({ update }) => update)]);
      this.view.setState({ savedAt: kept?.savedAt ?? null });
    } catch (fault) {
      this.parts.device.report(fault, { doc: this.name });
    }
    void this.#settle(copy);
  }
  #made(copy: DocCopy, update: Uint8Array): void {
    if (copy.client === null || copy !== this.#copy) {
      // An editor that did not ask whether it may, or holds on to a doc given up: nobody could deliver this.
      this.parts.device.report(new Error('a doc was edited that is not ready'), { doc: this.name });
      void this.#setAside(copy, update);
      return;
    }
    copy.made.push(update);
    this.view.setState(({ unsent }) => ({ unsent: unsent + 1 }));
    this.parts.made(this.name);
    void this.flush();
  }
  async #setAside(copy: DocCopy, update: Uint8Array): Promise<void> {
    const { store, connection, device, changed } = this.parts;
    const state = Y.encodeStateAsUpdate(copy.doc);
    const draft = {
      id: newId(),
      doc: this.name,
      refusal: 'read-only',
      at: connection.serverTime(),
      updates: [update],
      state,
    };
    if (this.#copy === copy) this.givenUp('read-only', draft.id);
    await store.addDraft(draft).catch((fault: unknown) => device.report(fault, { doc: this.name }));
    changed(this.name);
  }
  async #keep(copy: DocCopy): Promise<void> {
    const { store, connection, device, tell, changed } = this.parts;
    await copy.loaded;
    for (let tries = 0; copy.made.length + copy.received.length > 0; ) {
      const made = [...copy.made];
      const received = [...copy.received];
      const draft = { id: newId(), at: connection.serverTime() };
      try {
        const outcome = await store.keep(this.name, copy.epoch, received, made, copy.client, draft);
        tries = 0;
        copy.made.splice(0, made.length);
        copy.received.splice(0, received.length);
        if (made.length > 0) copy.wrote = true;
        if (outcome === 'kept') {
          this.#keptSince += received.length;
          if (made.length > 0) tell({ type: 'made', doc: this.name, epoch: copy.epoch, updates: made });
        } else if (this.#copy === copy) this.givenUp('outdated', made.length > 0 ? draft.id : null);
        else if (this.view.getState().live) await this.#ground(this.#copy);
        changed(this.name);
      } catch (fault) {
        // The disk is full, or the database is being wiped: what is made here is still counted as unsent.
        device.report(fault, { doc: this.name });
        if (this.#closed) return;
        await pause(device.backOff(tries));
        tries += 1;
      }
    }
    if (this.#keptSince < COMPACT_AFTER) return;
    this.#keptSince = 0;
    await store.compact(this.name);
  }

  #isToOpen(): boolean {
    const { connection } = this.parts;
    return !this.#closed && connection.isConnected() && this.#openOn !== connection.state.getState().hello;
  }
  /** A fault of the device is waited out, since whoever is told of it tries again. */
  async #openAtLast(): Promise<void> {
    try {
      await this.#open();
      this.#failed = 0;
    } catch (fault) {
      await pause(this.parts.device.backOff(this.#failed));
      this.#failed += 1;
      throw fault;
    }
  }
  async #open(): Promise<void> {
    const { store, connection, device } = this.parts;
    while (this.#isToOpen()) {
      const copy = this.#copy;
      await copy.loaded;
      const { hello } = connection.state.getState();
      if (copy !== this.#copy || !hello) continue;
      const known = copy.kept?.incarnation ?? null;
      if (known !== null && known !== hello.incarnation) {
        await this.giveUp('copy', 'restored', { epoch: copy.epoch });
        continue;
      }
      const schema = parseDocName(this.name);
      if (schema && (hello.schemas[schema.kind] ?? schema.schema) !== schema.schema) {
        await this.#refuse('older-schema', hello);
        return;
      }
      // In this order: what is kept while we read counts as unsent, never as acknowledged.
      const clocks = copy.clocks();
      const making = [...copy.made];
      const { epoch, unsent } = await store.unsent(this.name);
      if (copy !== this.#copy) continue;
      if (epoch !== copy.epoch) {
        // Another tab was refused something, and its word of it is still under way.
        this.givenUp('outdated', null);
        continue;
      }
      const acknowledged = withoutUnsent(clocks, [...making, ...unsent.map(({ update }) => update)]);
      let answer: AnswerOf<'doc:open'>;
      try {
        const stateVector = Y.encodeStateVector(acknowledged);
        answer = await connection.askPatiently('doc:open', { name: this.name, stateVector, write: this.#writes });
      } catch (error) {
        if (error instanceof Lost) continue;
        throw error;
      }
      // Closed meanwhile: then the server refuses it for that reason alone.
      if (this.#closed) return;
      if (copy !== this.#copy) continue;
      if (!answer.ok) {
        await this.#refuse(answer.refusal, hello);
        return;
      }
      if (liesBehind(answer.stateVector, acknowledged)) {
        await this.giveUp('copy', 'restored', { epoch: copy.epoch });
        continue;
      }
      this.receive(answer.update);
      const { write, final } = answer;
      const facts = { write, final, incarnation: hello.incarnation };
      copy.kept = { snapshot: new Uint8Array(), epoch: copy.epoch, savedAt: copy.kept?.savedAt ?? null, ...facts };
      // Where there is no room for it, what this person made earlier goes out all the same.
      await store.opened(this.name, facts).catch((fault: unknown) => device.report(fault, { doc: this.name }));
      await this.#ground(copy);
      if (copy !== this.#copy) continue;
      this.#openOn = hello;
      this.#refusal = null;
      await this.#settle(copy);
      this.view.setState({ live: connection.state.getState().hello === hello && connection.isConnected() });
    }
  }
  /** Drafts can wait: where there is no room for it, the doc opens all the same. */
  async #ground(copy: DocCopy): Promise<void> {
    const { store, changed, device } = this.parts;
    try {
      if (await store.groundDrafts(this.name, copy.epoch, () => Y.encodeStateAsUpdate(copy.doc))) changed(this.name);
    } catch (fault) {
      device.report(fault, { doc: this.name });
    }
  }
  async #refuse(refusal: string, hello: HelloBack): Promise<void> {
    this.#openOn = hello;
    this.#refusal = refusal;
    if (refusal === 'not-allowed') await this.giveUp('all', refusal);
    // Nobody can deliver it any more; what the server has, it shows itself.
    if (refusal === 'older-schema' && (await this.parts.store.unsent(this.name)).unsent.length > 0)
      await this.giveUp('copy', refusal, { epoch: this.#copy.epoch });
    await this.#settle(this.#copy);
  }

  /** What may be done with the copy as things stand; one after the other, since each may lease an id. */
  #settle(copy: DocCopy): Promise<void> {
    const turn = this.#settling.then(async () => {
      const state = await this.#stateOf(copy);
      const { kept } = copy;
      const mayWrite = kept && kept.incarnation !== null ? kept.write && !kept.final : null;
      if (copy === this.#copy) this.view.setState({ state, mayWrite, refusal: this.#refusal });
    });
    this.#settling = turn.catch((fault: unknown) => this.parts.device.report(fault, { doc: this.name }));
    return this.#settling;
  }
  async #stateOf(copy: DocCopy): Promise<DocView['state']> {
    const { kept } = copy;
    if (this.#refusal !== null) return 'refused';
    if (!kept || kept.incarnation === null) return 'loading';
    if (kept.final) return 'final';
    if (!kept.write || !this.#writes) return 'read-only';
    return (await this.#ensureClient(copy)) ? 'ready' : 'read-only';
  }
  async #ensureClient(copy: DocCopy): Promise<boolean> {
    if (copy.client !== null) return true;
    const { store, connection, device } = this.parts;
    const client = await takeClientId(this.name, this.parts);
    if (client === null) return false;
    if (copy !== this.#copy || this.#closed) {
      await store.release(this.name, client);
      return false;
    }
    // Only now: an id that Yjs sees remote structs of while it loads, it replaces by one of its own.
    copy.doc.clientID = client;
    copy.client = client;
    if (connection.isConnected())
      leaseAhead(this.name, this.parts).catch((fault: unknown) => device.report(fault, { doc: this.name }));
    return true;
  }
}
