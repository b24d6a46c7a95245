import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { checkUpdate } from './check.js';
import { agendaContent, contentDigest, minutesContent } from './content.js';
import { agenda } from './policies/agenda.js';
import { ink, inkRoot } from './policies/ink.js';
import { minutes } from './policies/minutes.js';
import type { Policy } from './policy.js';
import { encodeStroke } from './stroke.js';
import { hasPending, replay } from './yjs-internals.js';

/** Chance from a seed (mulberry32), so that a round that failed can be run again. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
type Chance = ReturnType<typeof chanceOf>;
const REMOTE = 'remote';

/** A server in memory: checks, applies, keeps what the doc emitted. */
class Cabinet {
  readonly doc = new Y.Doc();
  readonly log: Uint8Array[] = [];
  readonly owners = new Map<number, string>();
  readonly refused: string[] = [];
  constructor(readonly policy: Policy) {
    this.doc.on('update', (update: Uint8Array) => this.log.push(update));
  }
  receive(personId: string, update: Uint8Array): void {
    const leased = (client: number) => this.owners.get(client) === personId;
    const checked = checkUpdate(this.doc, update, this.policy, { personId, leased });
    if (!checked.ok) this.refused.push(checked.refusal);
    else if (!checked.empty) Y.applyUpdate(this.doc, checked.update);
    if (hasPending(this.doc)) this.refused.push('pending');
  }
}

/**
 * A tab of a tablet: writes under its own id, sends in order, may lose its connection or be loaded anew. One that
 * `tidies` applies what it hears as any Yjs client would, and sends what it tidied.
 */
class Tab {
  doc = new Y.Doc();
  undo: Y.UndoManager | null = null;
  private outbox: Uint8Array[] = [];
  private read = 0;
  private online = true;
  constructor(
    readonly personId: string,
    private readonly cabinet: Cabinet,
    private readonly lease: () => number,
    private readonly tidies: boolean,
  ) {
    this.load();
  }
  private apply(update: Uint8Array): void {
    if (this.tidies) Y.applyUpdate(this.doc, update, REMOTE);
    else replay(this.doc, [update], REMOTE);
  }
  private load(): void {
    this.doc = new Y.Doc();
    this.undo = null;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) this.outbox.push(update);
    });
    const unsent = [...this.outbox];
    this.apply(Y.encodeStateAsUpdate(this.cabinet.doc));
    for (const update of unsent) this.apply(update);
    this.read = this.cabinet.log.length;
    const client = this.lease();
    this.cabinet.owners.set(client, this.personId);
    this.doc.clientID = client;
  }
  /** Sends one, or sends it and loses the answer. */
  send(chance: Chance): void {
    const [first] = this.outbox;
    if (!first || !this.online) return;
    this.cabinet.receive(this.personId, first);
    if (chance(4) > 0) this.outbox.shift();
  }
  hear(): void {
    if (this.online && this.read < this.cabinet.log.length) {
      this.apply(this.cabinet.log[this.read]!);
      this.read += 1;
    }
  }
  cut(): void {
    this.online = false;
  }
  /** Back: all that is missing comes by state vector at once. */
  resume(): void {
    if (this.online) return;
    this.online = true;
    this.apply(Y.encodeStateAsUpdate(this.cabinet.doc, Y.encodeStateVector(this.doc)));
    this.read = this.cabinet.log.length;
  }
  reload(): void {
    if (this.online) this.load();
  }
  settle(): void {
    this.resume();
    for (; this.outbox.length > 0; this.outbox.shift()) this.cabinet.receive(this.personId, this.outbox[0]!);
    while (this.read < this.cabinet.log.length) this.hear();
  }
  get waiting(): number {
    return this.outbox.length + this.cabinet.log.length - this.read;
  }
}

type Edit = (tab: Tab, chance: Chance) => void;
const letters = ['a', 'ế', 'đ', ' biểu quyết', '😀', 'n'];
const pick = <T>(all: readonly T[], chance: Chance): T | undefined => all[chance(all.length)];

const drawInk: Edit = (tab, chance) => {
  const strokes = tab.doc.getMap(inkRoot(tab.personId));
  tab.undo ??= new Y.UndoManager(strokes, { captureTimeout: 0 });
  const key = pick([...strokes.keys()], chance);
  const points = Array.from({ length: 3 }, () => ({ x: chance(500), y: chance(700), pressure: chance(10) / 10 }));
  const value = { t: 'pen', c: 'red', w: 2, p: encodeStroke(points) };
  const step = chance(7);
  if (step === 0 && key) strokes.delete(key);
  else if (step === 1) strokes.set(key ?? '0-s', value);
  else if (step === 2) tab.undo.undo();
  else if (step === 3) tab.undo.redo();
  else strokes.set(`${chance(3)}-s${chance(40)}`, value);
};

const editAgenda: Edit = ({ doc }, chance) => {
  const items = doc.getMap<Y.Map<unknown>>('items');
  const id = pick([...items.keys()], chance);
  const item = id === undefined ? undefined : items.get(id);
  const step = chance(6);
  if (!item || step === 0)
    doc.transact(() => {
      const made = new Y.Map<unknown>();
      items.set(`i${chance(6)}`, made);
      for (const [key, value] of Object.entries({
        title: new Y.Text('Tờ trình'),
        note: new Y.Text(),
        presenterId: null,
        minutes: 15,
        kind: 'decision',
        order: `a${chance(9)}`,
        parent: null,
        vote: 'open',
        audience: 'everyone',
      }))
        made.set(key, value);
    });
  else if (step === 1 && chance(3) === 0) items.delete(id!);
  else if (step === 2) item.set('order', `b${chance(99)}`);
  else if (step === 3) item.set('minutes', chance(600));
  else typeInto(item.get(chance(2) ? 'title' : 'note') as Y.Text, chance);
};
/** A place between two letters: no editor stops in the middle of an emoji, and Yjs spoils one that is cut there. */
function between(text: Y.Text, chance: Chance): number {
  const words = (text.toDelta() as readonly { insert: string }[]).map(({ insert }) => insert).join('');
  const at = chance(words.length + 1);
  return /^[\uDC00-\uDFFF]/.test(words.slice(at)) ? at - 1 : at;
}
function span(text: Y.Text, chance: Chance): readonly [at: number, length: number] {
  const [one, other] = [between(text, chance), between(text, chance)];
  return [Math.min(one, other), Math.abs(one - other)];
}
function typeInto(text: Y.Text, chance: Chance): void {
  if (chance(3) > 0) text.insert(between(text, chance), pick(letters, chance)!);
  else {
    const [at, length] = span(text, chance);
    if (length > 0 && length < 4) text.delete(at, length);
  }
}

const fact = { stream: 'meeting/m1', seq: 4, index: 0, text: 'có mặt 24' };
const formats = [{ bold: {} }, { bold: null }, { italic: {} }, { italic: null }, { fact }, { 'fact--aBcD12+/': fact }];
const editMinutes: Edit = ({ doc }, chance) => {
  const body = doc.getXmlFragment('body');
  const texts: Y.XmlText[] = [];
  const blocks: Y.XmlElement[] = [];
  const walk = (parent: Y.XmlFragment) => {
    for (const child of parent.toArray()) {
      if (child instanceof Y.XmlText) texts.push(child);
      else if (child instanceof Y.XmlElement) {
        blocks.push(child);
        walk(child);
      }
    }
  };
  walk(body);
  const text = pick(texts, chance);
  const step = chance(10);
  if (!text || step === 0)
    doc.transact(() => {
      let inside: Y.XmlFragment = body;
      for (const name of chance(3) > 0 ? [] : ['bulletList', 'listItem']) {
        const one = new Y.XmlElement(name);
        inside.insert(inside === body ? chance(body.length + 1) : 0, [one]);
        inside = one;
      }
      const block = new Y.XmlElement(chance(2) ? 'paragraph' : 'heading');
      inside.insert(chance(inside.length + 1), [block]);
      // Typed by Yjs as strings; editors write numbers.
      if (block.nodeName === 'heading') block.setAttribute('level', 2 as unknown as string);
      block.insert(0, [new Y.XmlText('Chủ tọa khai mạc')]);
    });
  else if (step === 1 && body.length > 2) body.delete(chance(body.length), 1);
  else if (step === 2)
    pick(
      blocks.filter(({ nodeName }) => nodeName === 'paragraph'),
      chance,
    )?.setAttribute('textAlign', 'justify');
  else if (step < 6) {
    const [at, length] = span(text, chance);
    if (length > 0) text.format(at, length, pick(formats, chance)!);
  } else if (step === 6) {
    const [at, length] = span(text, chance);
    if (length > 0) text.delete(at, length);
  } else if (step === 7) text.insert(between(text, chance), 'mới', pick(formats, chance)!);
  else typeInto(text, chance);
};

const worlds = {
  ink: {
    policy: ink(null),
    edit: drawInk,
    show: (doc: Y.Doc) => [inkRoot('an'), inkRoot('binh'), inkRoot('chi')].map((root) => doc.getMap(root).toJSON()),
  },
  agenda: { policy: agenda, edit: editAgenda, show: agendaContent },
  minutes: { policy: minutes, edit: editMinutes, show: minutesContent },
};

/** A hundred edits of four tabs of three people, in a random order of sending, hearing, cuts and reloads. */
function meet(kind: keyof typeof worlds, seed: number): { cabinet: Cabinet; tabs: Tab[] } {
  const chance = chanceOf(seed);
  const cabinet = new Cabinet(worlds[kind].policy);
  let last = 2 ** 40;
  const lease = () => {
    last += 1 + chance(1_000) * (chance(2) ? 1 : 5);
    return last;
  };
  const tabs = ['an', 'an', 'binh', 'chi'].map((personId) => new Tab(personId, cabinet, lease, chance(3) === 0));
  for (let step = 0; step < 400; step += 1) {
    const tab = pick(tabs, chance)!;
    const act = chance(20);
    if (act < 6) worlds[kind].edit(tab, chance);
    else if (act < 12) tab.send(chance);
    else if (act < 17) tab.hear();
    else if (act === 17) tab.cut();
    else if (act === 18) tab.resume();
    else if (chance(4) === 0) tab.reload();
  }
  // Tidying formats sends deletions of its own, so hearing may lead to sending once more.
  while (tabs.some(({ waiting }) => waiting > 0)) for (const tab of tabs) tab.settle();
  return { cabinet, tabs };
}

describe.each(['ink', 'agenda', 'minutes'] as const)('%s of honest people', (kind) => {
  test('is never refused, and everyone ends with the same', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { cabinet, tabs } = meet(kind, seed);
        expect(cabinet.refused).toEqual([]);
        const shown = worlds[kind].show(cabinet.doc);
        const state = Y.snapshot(cabinet.doc);
        for (const { doc } of tabs) {
          expect(worlds[kind].show(doc)).toEqual(shown);
          expect(Y.equalSnapshots(Y.snapshot(doc), state)).toBe(true);
          if (kind !== 'ink') expect(contentDigest(doc, kind)).toBe(contentDigest(cabinet.doc, kind));
        }
        const again = new Y.Doc();
        replay(again, cabinet.log);
        expect(worlds[kind].show(again)).toEqual(shown);
        // Loaded from the log the doc is the very same, deletions too.
        expect(Y.equalSnapshots(Y.snapshot(again), state)).toBe(true);
      }),
      { numRuns: 40, seed: 20_261_105 },
    );
  });
});
