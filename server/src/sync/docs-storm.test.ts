import { minutesContent } from '@ecab/shared/sync/content';
import { minutesDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { replay } from '@ecab/shared/sync/yjs-internals';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Full, Unreachable } from '../storage/faults.js';
import { memoryStore } from '../storage/memory.js';
import type { Store, Streams } from '../storage/ports.js';
import { createDocs, type DocEvent, type Docs } from './docs.js';
import { Leases, type Owner } from './leases.js';

const now = () => '2026-11-05T01:00:00.000Z';
const REMOTE = 'remote';
type Chance = (below: number) => number;
/** Chance from a seed (mulberry32). */
function chanceOf(seed: number): Chance {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Two servers on one store that now and then fails before or after it stored. */
class House {
  calm = false;
  readonly faults: unknown[] = [];
  readonly leases: Leases;
  readonly servers: readonly Docs[];
  constructor(
    readonly store: Store,
    chance: Chance,
  ) {
    let drawn = 0;
    const random = () => {
      const bytes = Buffer.alloc(6);
      drawn += 1 + chance(1_000);
      bytes.writeUIntBE(2 ** 40 + drawn, 0, 6);
      return bytes;
    };
    this.leases = new Leases({ vault: store.vault, now, random });
    const inner = store.streams;
    const streams: Streams = {
      read: (...args) => inner.read(...args),
      head: (...args) => inner.head(...args),
      touched: (...args) => inner.touched(...args),
      snapshot: (...args) => inner.snapshot(...args),
      keep: (...args) => inner.keep(...args),
      trim: (...args) => inner.trim(...args),
      append: async (...args) => {
        const ends = this.calm ? 9 : chance(10);
        if (ends === 0) throw new Full('no room');
        const answer = await inner.append(...args);
        if (ends === 1) throw new Unreachable('the answer was lost');
        return answer;
      },
    };
    const onFault = (fault: unknown) => this.faults.push(fault);
    // A clock on which every piece of work is a long one, so that all else comes in between.
    let at = 0;
    const pace = { elapsed: () => (at += 1), later: (work: () => void) => void setImmediate(work) };
    this.servers = [0, 1].map(() => createDocs({ streams, leases: this.leases, now, onFault, compactAfter: 7, pace }));
  }
}

/** A tab with an outbox of single updates; its connection may be cut while an answer is under way. */
class Tab {
  doc = new Y.Doc();
  readonly refused: string[] = [];
  #outbox: Uint8Array[] = [];
  #inbox: Uint8Array[] = [];
  #connection: { docs: Docs; end: () => void } | null = null;
  #sending: Uint8Array | null = null;
  constructor(
    private readonly house: House,
    private readonly name: string,
    readonly owner: Owner,
  ) {}

  /** Loaded anew: another id; what was not sent goes under the id it was made with. */
  async load(docs: Docs): Promise<void> {
    this.cut();
    this.doc = new Y.Doc();
    const doc = this.doc;
    await this.connect(docs);
    replay(doc, this.#outbox, REMOTE);
    [doc.clientID] = (await this.house.leases.lease(this.name, this.owner, 1)) as [number];
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE && doc === this.doc) this.#outbox.push(update);
    });
  }
  async connect(docs: Docs): Promise<void> {
    if (this.#connection) return;
    const hear = (event: DocEvent) => {
      if (event.type === 'update' && this.#connection?.end === end) this.#inbox.push(event.update);
    };
    const end = docs.subscribe(this.name, function* (event) {
      yield hear(event);
    });
    this.#connection = { docs, end };
    const opened = await docs.open(this.name, Y.encodeStateVector(this.doc));
    if (opened.ok) replay(this.doc, [opened.update], REMOTE);
    else this.cut();
  }
  cut(): void {
    this.#connection?.end();
    this.#connection = null;
    this.#inbox = [];
    this.#sending = null;
  }
  async send(): Promise<void> {
    const [first] = this.#outbox;
    const connection = this.#connection;
    if (!first || !connection || this.#sending) return;
    this.#sending = first;
    const answer = await connection.docs.update(this.name, this.owner, first);
    // The connection that it was sent on is gone, and its answer with it.
    if (this.#connection !== connection) return;
    this.#sending = null;
    if (answer.ok) this.#outbox.shift();
    else if (answer.refusal !== 'unavailable') this.refused.push(answer.refusal);
  }
  hear(): void {
    const update = this.#inbox.shift();
    if (update) replay(this.doc, [update], REMOTE);
  }
  get waiting(): number {
    return this.#outbox.length + this.#inbox.length;
  }
}

const formats = [{ bold: {} }, { bold: null }, { italic: {} }];
function editMinutes({ doc }: Tab, chance: Chance): void {
  const body = doc.getXmlFragment('body');
  const paragraph = body.get(chance(Math.max(body.length, 1))) as Y.XmlElement | undefined;
  const text = paragraph?.get(0) as Y.XmlText | undefined;
  const step = chance(8);
  if (!text || step === 0)
    doc.transact(() => {
      const made = new Y.XmlElement('paragraph');
      body.insert(chance(body.length + 1), [made]);
      made.insert(0, [new Y.XmlText('Chủ tọa kết luận')]);
    });
  else if (step === 1 && body.length > 1) body.delete(chance(body.length), 1);
  else if (step < 5 && text.length > 1) text.format(chance(text.length - 1), 1, formats[chance(3)]!);
  else if (step === 5 && text.length > 1) text.delete(chance(text.length - 1), 1);
  else text.insert(chance(text.length + 1), 'ế');
}
function drawInk({ doc, owner }: Tab, chance: Chance): void {
  const strokes = doc.getMap(inkRoot(owner.personId));
  const key = `${chance(2)}-s${chance(12)}`;
  if (strokes.has(key) && chance(2)) strokes.delete(key);
  else strokes.set(key, { t: 'pen', c: 'red', w: 1, p: encodeStroke([{ x: chance(500), y: 1, pressure: 1 }]) });
}
const worlds: readonly { name: string; edit(tab: Tab, chance: Chance): void; show(doc: Y.Doc): unknown }[] = [
  { name: minutesDoc('m1'), edit: editMinutes, show: minutesContent },
  {
    name: sharedInkDoc('v1'),
    edit: drawInk,
    show: (doc: Y.Doc) => ['an', 'binh'].map((personId) => doc.getMap(inkRoot(personId)).toJSON()),
  },
];

test.each(worlds)(
  '$name: honest tabs over two servers and a store that fails are never refused and end alike',
  async ({ name, edit, show }) => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const chance = chanceOf(seed);
        const house = new House(memoryStore({ now }), chance);
        const people = ['an', 'an', 'binh'];
        const tabs = people.map((personId) => new Tab(house, name, { personId, deviceId: `of-${personId}` }));
        const any = () => house.servers[chance(2)]!;
        for (const tab of tabs) await tab.load(any());
        const underWay: Promise<void>[] = [];
        for (let step = 0; step < 250; step += 1) {
          const tab = tabs[chance(tabs.length)]!;
          const act = chance(24);
          if (act < 6) edit(tab, chance);
          else if (act < 13) underWay.push(tab.send());
          else if (act < 19) tab.hear();
          else if (act === 19) tab.cut();
          else if (act < 22) await tab.connect(any());
          else if (chance(3) === 0) await tab.load(any());
          for (let turns = chance(6); turns > 0; turns -= 1) await null;
          if (chance(4) === 0) await new Promise(setImmediate);
        }
        house.calm = true;
        await Promise.all(underWay);
        do {
          for (const tab of tabs) {
            await tab.connect(any());
            await tab.send();
            tab.hear();
          }
          for (const docs of house.servers) await docs.refresh(name);
        } while (tabs.some(({ waiting, refused }) => waiting > 0 && refused.length === 0));
        for (const docs of house.servers) await docs.settled();

        expect(tabs.flatMap(({ refused }) => refused)).toEqual([]);
        expect(house.faults.filter((fault) => !(fault instanceof Full || fault instanceof Unreachable))).toEqual([]);
        const fresh = createDocs({ streams: house.store.streams, leases: house.leases, now, onFault: () => {} });
        const stored = await fresh.read(name, show);
        const state = await fresh.read(name, Y.snapshot);
        for (const docs of house.servers) {
          expect(await docs.read(name, show)).toEqual(stored);
          // Not only what is shown: memory holds no deletion that the log does not.
          expect(Y.equalSnapshots(await docs.read(name, Y.snapshot), state)).toBe(true);
        }
        for (const { doc } of tabs) {
          expect(show(doc)).toEqual(stored);
          expect(Y.equalSnapshots(Y.snapshot(doc), state)).toBe(true);
        }
      }),
      { numRuns: 30, seed: 20_261_105 },
    );
  },
);
