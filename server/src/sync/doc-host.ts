import { checkUpdate } from '@ecab/shared/sync/check';
import { contentDigest } from '@ecab/shared/sync/content';
import type { DocName } from '@ecab/shared/sync/doc-name';
import { policyOf } from '@ecab/shared/sync/policies/index';
import type { Policy } from '@ecab/shared/sync/policy';
import { replay } from '@ecab/shared/sync/yjs-internals';
import * as Y from 'yjs';
import { StoreFault } from '../storage/faults.js';
import { adds, applyBatch, type UpdateAnswer, type Waiting } from './doc-batch.js';
import { type Copy, type DocLog, isFull } from './doc-log.js';
import { DocTail, merged } from './doc-tail.js';
import type { Leases, Owner } from './leases.js';
import type { Pace } from './pace.js';
import type { Stretches } from './stretches.js';

/** What the open doc tells: what an entry brought, to everyone and to the senders too; that it is final. */
export type DocEvent =
  | { readonly type: 'update'; readonly seq: number; readonly update: Uint8Array }
  | { readonly type: 'final' };
/** What it yields between, if anything, may be told a little later: in their order, and before the next event. */
export type DocListener = (event: DocEvent) => Iterable<unknown> | undefined;

export interface HostParts {
  readonly log: DocLog;
  readonly leases: Leases;
  /** A snapshot is kept after so many entries. */
  readonly compactAfter: number;
  /** Where there is none, nothing waits for a turn. */
  readonly pace: Pace | null;
  readonly onFault: (fault: unknown) => void;
}
/** What a tablet that opens it lacks. */
export interface Joined {
  /** What it lacks of the entries up to `upTo`. */
  readonly update: Uint8Array;
  readonly upTo: number;
  /** The doc as it is, at entry `seq`. */
  readonly seq: number;
  readonly stateVector: Uint8Array;
  readonly final: boolean;
}
const MAX_BATCH = 128;
const MAX_BATCH_BYTES = 1 << 20;
/** The client of what the server writes itself: below every leased id. */
const SEED_CLIENT = 1;
const SEED_LIMITS = { bytes: 2 << 20, structs: 1 << 20, advance: 1 << 24 };

/**
 * One doc, open on this server. Everything that touches it goes through one queue: updates that arrive while the last
 * entry is being stored are checked and applied one after the other and stored as one entry; only then are they told
 * to anyone and acknowledged. Between two tasks of the queue, memory holds exactly what the log holds.
 */
export class DocHost {
  readonly listeners = new Set<DocListener>();
  readonly #policy: Policy;
  #copy: Copy | null = null;
  /** Up to where the listeners have been told. */
  #told: number | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #tasks = 0;
  #waiting: Waiting[] = [];
  /** Some wait for a turn that has not begun. */
  #called = false;
  #compacting: Promise<void> | null = null;
  /** Something was struck out since the last fold began, of a doc that is full. */
  #madeRoom = false;
  readonly #tail = new DocTail();

  constructor(
    private readonly name: string,
    private readonly parsed: DocName,
    private readonly parts: HostParts,
  ) {
    this.#policy = policyOf(parsed);
  }

  get isBusy(): boolean {
    return this.#called || this.#tasks > 0 || this.#compacting !== null;
  }

  async settled(): Promise<void> {
    while (this.isBusy) {
      this.#begin();
      await Promise.all([this.#queue, this.#compacting]);
    }
  }

  update(by: Owner, update: Uint8Array): Promise<UpdateAnswer> {
    return new Promise((answer) => {
      this.#waiting.push({ by, update, answer });
      // The first to wait calls for a turn; those that come until it begins go with it.
      if (this.#waiting.length === 1) this.#call();
    });
  }

  /** @throws StoreFault, RangeError if the state vector is none. */
  join(stateVector: Uint8Array): Promise<Joined> {
    return this.#task(async ({ doc, seq, final }) => {
      const facts = { stateVector: Y.encodeStateVector(doc), final: final !== null, seq };
      if (decodeVector(stateVector).size === 0) return { ...facts, ...this.#tail.whole(doc, seq) };
      return { ...facts, update: Y.encodeStateAsUpdate(doc, stateVector), upTo: seq };
    });
  }

  /** What came after entry `after`, for one that had it and missed what followed. @throws StoreFault */
  since(after: number): Promise<{ readonly updates: readonly Uint8Array[]; readonly seq: number }> {
    return this.#task(async ({ doc, seq }) => {
      const missed = this.#tail.since(after, seq);
      if (missed) return { updates: missed.length > 0 ? [missed] : [], seq };
      const { update, upTo } = this.#tail.whole(doc, seq);
      const tail = this.#tail.since(upTo, seq);
      return { updates: tail && tail.length > 0 ? [update, tail] : [update], seq };
    });
  }

  /** With all that came before. @throws StoreFault */
  read<T>(look: (doc: Y.Doc) => T): Promise<T> {
    this.#begin();
    return this.#task(async ({ doc }) => look(doc));
  }

  /** Brings in what another server stored. @throws StoreFault */
  refresh(): Promise<void> {
    return this.#task(async () => {
      await this.#atTheEnd();
    });
  }

  /** @throws StoreFault */
  isFinal(): Promise<boolean> {
    return this.#task(async ({ final }) => final !== null);
  }

  /** @throws StoreFault */
  digest(): Promise<string> {
    return this.read((doc) => this.#digestOf(doc));
  }

  /** @throws StoreFault: asked again with the same digest, it tells what became of it. */
  finalise(expected: string): Promise<'final' | 'changed-meanwhile'> {
    return this.#task(async () => {
      for (;;) {
        const copy = await this.#atTheEnd();
        if ((copy.final ?? this.#digestOf(copy.doc)) !== expected) return 'changed-meanwhile';
        if (copy.final !== null) return 'final';
        if ((await this.parts.log.append(copy, { kind: 'final', digest: expected })) === 'moved') continue;
        copy.final = expected;
        await this.#tell(copy.seq, [], true);
        return 'final';
      }
    });
  }

  /** @throws StoreFault; TypeError if what was made is no content of such a doc. */
  seed(make: (doc: Y.Doc) => void): Promise<'seeded' | 'exists'> {
    return this.#task(async () => {
      const copy = await this.#atTheEnd();
      if (copy.seq > 0) return 'exists';
      const made = new Y.Doc();
      made.clientID = SEED_CLIENT;
      made.transact(() => make(made));
      const sender = { personId: 'system', leased: (client: number) => client === SEED_CLIENT };
      const checked = checkUpdate(copy.doc, Y.encodeStateAsUpdate(made), this.#policy, sender, SEED_LIMITS);
      if (!checked.ok) throw new TypeError(`${this.name}: ${checked.refusal} in what the server made`);
      const { update } = checked;
      if ((await this.parts.log.append(copy, { kind: 'seed', update })) === 'moved') {
        await this.#atTheEnd();
        return 'exists';
      }
      replay(copy.doc, [update]);
      await this.#tell(copy.seq, [update], false);
      return 'seeded';
    });
  }

  #call(): void {
    this.#called = true;
    if (this.parts.pace) this.parts.pace.next(() => this.#begin());
    else this.#begin();
  }
  #begin(): void {
    if (!this.#called) return;
    this.#called = false;
    this.parts.pace?.begun();
    void this.#serial(() => this.#flush());
  }

  #digestOf(doc: Y.Doc): string {
    const { kind } = this.parsed;
    if (kind !== 'agenda' && kind !== 'minutes') throw new TypeError(`${this.name} has no digest`);
    return contentDigest(doc, kind);
  }

  #serial<T>(task: () => Promise<T>): Promise<T> {
    this.#tasks += 1;
    const run = this.#queue.then(task).finally(() => {
      this.#tasks -= 1;
    });
    this.#queue = run.catch(() => {});
    return run;
  }

  /** A task that starts with the doc in memory; a fault of the store leaves none, so the next one loads it anew. */
  #task<T>(task: (copy: Copy) => Promise<T>): Promise<T> {
    return this.#serial(async () => {
      try {
        return await task(await this.#current());
      } catch (fault) {
        if (fault instanceof StoreFault) this.#drop();
        throw fault;
      }
    });
  }

  #drop(): void {
    this.#copy?.doc.destroy();
    this.#copy = null;
  }

  async #current(): Promise<Copy> {
    if (this.#copy === null) {
      const before = this.#told;
      // Before the first load no one has been told anything; after a fault, what it hid is told now.
      this.#copy = await this.parts.log.load(async (...heard) => {
        if (before !== null) await this.#tell(...heard);
      });
      this.#told = this.#copy.seq;
    }
    return this.#copy;
  }

  async #atTheEnd(): Promise<Copy> {
    const copy = await this.#current();
    if ((await this.parts.log.readOn(copy, (...heard) => this.#tell(...heard))) === 'at-the-end') return copy;
    this.#drop();
    return this.#current();
  }

  async #tell(upTo: number, updates: readonly Uint8Array[], final: boolean): Promise<void> {
    if (this.#told !== null && upTo <= this.#told) return;
    this.#told = upTo;
    const update = merged(updates);
    if (updates.length > 0) this.#tail.push(upTo, update);
    const stretches = this.parts.pace?.stretches() ?? null;
    if (updates.length > 0) await this.#say({ type: 'update', seq: upTo, update }, stretches);
    if (final) await this.#say({ type: 'final' }, stretches);
    if (stretches) this.parts.pace?.took(stretches.spentMs);
  }
  async #say(event: DocEvent, stretches: Stretches | null): Promise<void> {
    for (const listener of [...this.listeners]) {
      try {
        for (const _ of listener(event) ?? []) if (stretches?.isOver) await stretches.rest();
      } catch (fault) {
        this.parts.onFault(fault);
      }
    }
  }

  async #flush(): Promise<void> {
    let bytes = 0;
    const beyond = this.#waiting.findIndex(({ update }) => {
      bytes += update.length;
      return bytes > MAX_BATCH_BYTES;
    });
    const count = Math.max(1, Math.min(MAX_BATCH, beyond === -1 ? MAX_BATCH : beyond));
    const batch = this.#waiting.splice(0, count);
    if (this.#waiting.length > 0) this.#call();
    try {
      await this.#store(batch);
    } catch (fault) {
      // Whether it was stored or not, memory may hold what the log does not.
      this.#drop();
      this.parts.onFault(fault);
      // Those already answered keep their answer.
      for (const { answer } of batch) answer({ ok: false, refusal: 'unavailable' });
    }
  }

  async #store(batch: readonly Waiting[]): Promise<void> {
    let rest = batch;
    while (rest.length > 0) {
      const copy = await this.#current();
      const against = { name: this.name, policy: this.#policy, ...this.parts, stretches: this.parts.pace?.stretches() };
      const { written, accepted, lacking, broken, open } = await applyBatch(against, copy, rest);
      rest = open;
      if (broken) {
        this.#drop();
        continue;
      }
      if (written.length > 0) {
        if ((await this.parts.log.append(copy, { kind: 'written', written })) === 'moved') {
          // Another server was first, so all of these are checked anew against what it stored.
          this.#drop();
          continue;
        }
        const updates = written.map(({ update }) => update);
        await this.#tell(copy.seq, updates, false);
        if (isFull(copy) && !updates.some(adds)) this.#madeRoom = true;
        this.#compactSometimes(copy);
      }
      for (const { answer } of accepted) answer({ ok: true });
      // What they lack may be in the log, stored by another server; an append that just succeeded says it is not.
      const isBehind = lacking.length > 0 && written.length === 0 && (await this.parts.log.head()) > copy.seq;
      if (!isBehind) {
        for (const { one, refusal } of lacking) one.answer({ ok: false, refusal });
        return;
      }
      await this.#atTheEnd();
      rest = lacking.map(({ one }) => one);
    }
  }

  #compactSometimes(copy: Copy): void {
    if (this.#compacting !== null) return;
    const isDue = copy.seq - copy.kept >= this.parts.compactAfter && copy.tailBytes >= copy.foldFrom;
    // Of a full one it is to be known at once how much room was made.
    if (!isDue && !(this.#madeRoom && isFull(copy))) return;
    this.#madeRoom = false;
    // In the background: the next entries need not wait for it, and a fault only leaves the log longer.
    this.#compacting = this.parts.log
      .compact(copy, this.#tail.fresh(copy.doc, copy.seq).update)
      .catch(this.parts.onFault)
      .finally(() => {
        this.#compacting = null;
        if (this.#madeRoom && this.#copy === copy) this.#compactSometimes(copy);
      });
  }
}

/** @throws RangeError */
function decodeVector(stateVector: Uint8Array): ReadonlyMap<number, number> {
  if (stateVector.length === 0) return new Map();
  try {
    return Y.decodeStateVector(stateVector);
  } catch (cause) {
    throw new RangeError('no state vector', { cause });
  }
}
