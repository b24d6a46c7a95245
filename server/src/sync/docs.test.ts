import { agendaContent, contentDigest } from '@ecab/shared/sync/content';
import { agendaDoc, docStream, minutesDoc, privateInkDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { replay } from '@ecab/shared/sync/yjs-internals';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Corrupt, Full, Unreachable } from '../storage/faults.js';
import { memoryStore } from '../storage/memory.js';
import type { Store, Streams } from '../storage/ports.js';
import { createDocs, type DocEvent, type Docs } from './docs.js';
import { Leases } from './leases.js';
import type { PaceParts } from './pace.js';

const now = () => '2026-11-05T01:00:00.000Z';
const an = { personId: 'an', deviceId: 'd1' };
const binh = { personId: 'binh', deviceId: 'd2' };
const nothing = new Uint8Array();
const ink = sharedInkDoc('v1');

type Outcome = 'fails' | 'stored, but no one knows' | 'well';
/** A store whose next appends end as told. */
function shaky(streams: Streams) {
  const script: Outcome[] = [];
  const shakyStreams: Streams = {
    read: (...args) => streams.read(...args),
    head: (...args) => streams.head(...args),
    touched: (...args) => streams.touched(...args),
    snapshot: (...args) => streams.snapshot(...args),
    keep: (...args) => streams.keep(...args),
    trim: (...args) => streams.trim(...args),
    async append(...args) {
      const outcome = script.shift() ?? 'well';
      if (outcome === 'fails') throw new Full('no room');
      const answer = await streams.append(...args);
      if (outcome === 'stored, but no one knows') throw new Unreachable('the answer was lost');
      return answer;
    },
  };
  return { streams: shakyStreams, script };
}

let drawn = 0;
/** A server on a store; `lease` gives ids as the door does. */
function serverOn(store: Store, compactAfter = 200, pace?: PaceParts) {
  const random = () => {
    const bytes = Buffer.alloc(6);
    drawn += 1;
    bytes.writeUIntBE(2 ** 40 + drawn, 0, 6);
    return bytes;
  };
  const faults: unknown[] = [];
  const { streams, script } = shaky(store.streams);
  const leases = new Leases({ vault: store.vault, now, random });
  const docs = createDocs({
    streams,
    leases,
    now,
    onFault: (fault) => faults.push(fault),
    compactAfter,
    ...(pace && { pace }),
  });
  return { docs, leases, faults, script };
}
type Server = ReturnType<typeof serverOn>;

/** A tablet's doc, opened on a server, writing under a leased id. */
async function tablet({ docs, leases }: Server, name: string, by = an) {
  const doc = new Y.Doc();
  const opened = await docs.open(name, nothing);
  if (!opened.ok) throw new Error(opened.refusal);
  Y.applyUpdate(doc, opened.update);
  [doc.clientID] = (await leases.lease(name, by, 1)) as [number];
  return doc;
}
function made(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  doc.transact(() => change(doc));
  return Y.encodeStateAsUpdate(doc, before);
}
const stroke = { t: 'pen', c: 'blue', w: 2, p: encodeStroke([{ x: 10, y: 20, pressure: 0.5 }]) };
const draws =
  (key: string, personId = 'an') =>
  (doc: Y.Doc) =>
    void doc.getMap(inkRoot(personId)).set(key, stroke);
const strokes = (docs: Docs, personId = 'an', name = ink) =>
  docs.read(name, (doc) => [...doc.getMap(inkRoot(personId)).keys()].sort());
function hear(docs: Docs, name = ink): DocEvent[] {
  const heard: DocEvent[] = [];
  docs.subscribe(name, (event) => void heard.push(event));
  return heard;
}
const addItem = (id: string, title: string) => (doc: Y.Doc) => {
  const item = new Y.Map<unknown>();
  doc.getMap('items').set(id, item);
  item.set('title', new Y.Text(title));
  item.set('order', id);
};

describe('an update', () => {
  test('is stored, told to everyone, the sender too, and then acknowledged', async () => {
    const store = memoryStore({ now });
    const server = serverOn(store);
    const mine = await tablet(server, ink);
    const order: string[] = [];
    server.docs.subscribe(ink, () => void order.push('told'));
    const answer = server.docs.update(ink, an, made(mine, draws('0-a1'))).then((one) => {
      order.push('answered');
      return one;
    });
    expect(await answer).toEqual({ ok: true });
    expect(order).toEqual(['told', 'answered']);
    expect(await store.streams.head(docStream(ink))).toBe(1);
    expect(await strokes(serverOn(store).docs)).toEqual(['0-a1']);
  });

  test('that waits while another is stored goes into one entry with all that wait', async () => {
    const store = memoryStore({ now });
    const server = serverOn(store);
    const mine = await tablet(server, ink);
    const updates = Array.from({ length: 20 }, (_, n) => made(mine, draws(`0-a${n}`)));
    const answers = await Promise.all(updates.map((update) => server.docs.update(ink, an, update)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await store.streams.head(docStream(ink))).toBeLessThan(3);
    expect(await strokes(server.docs)).toHaveLength(20);
  });

  test('that adds to a doc which is full is refused; one that strikes out makes room', async () => {
    const server = serverOn(memoryStore({ now }));
    const mine = await tablet(server, ink);
    const points = Array.from({ length: 11_900 }, (_, n) => ({ x: n % 500, y: (n * 7) % 900, pressure: 1 }));
    const large = { ...stroke, p: encodeStroke(points) };
    const sent = (change: (doc: Y.Doc) => void) => server.docs.update(ink, an, made(mine, change));
    let count = 0;
    for (let answer = { ok: true } as Awaited<ReturnType<typeof sent>>; answer.ok; count += 1) {
      answer = await sent((doc) => void doc.getMap(inkRoot('an')).set(`0-${count}`, large));
      if (!answer.ok) expect(answer.refusal).toBe('doc-full');
    }
    expect(count * large.p.length).toBeGreaterThan(8 << 20);
    expect(count * large.p.length).toBeLessThan(9 << 20);
    // As a tablet does after a refusal, on a copy of what is there.
    const again = await tablet(server, ink);
    const rub = made(again, (doc) => {
      for (let n = 0; n < count / 2; n += 1) doc.getMap(inkRoot('an')).delete(`0-${n}`);
    });
    expect(await server.docs.update(ink, an, rub)).toEqual({ ok: true });
    await server.docs.settled();
    const more = made(again, (doc) => void doc.getMap(inkRoot('an')).set('0-more', large));
    expect(await server.docs.update(ink, an, more)).toEqual({ ok: true });
  });

  test('that waits for its turn is in what is read after it came', async () => {
    const store = memoryStore({ now });
    // The next turn never comes by itself.
    const server = serverOn(store, 200, { elapsed: () => 0, later: () => {} });
    const mine = await tablet(server, ink);
    await server.docs.update(ink, an, made(mine, draws('0-a1')));
    const second = server.docs.update(ink, an, made(mine, draws('0-a2')));
    expect(await strokes(server.docs)).toEqual(['0-a1', '0-a2']);
    expect(await second).toEqual({ ok: true });
  });

  test('from another device than the id was leased to is refused, and from a server that never saw the lease it is not', async () => {
    const store = memoryStore({ now });
    const server = serverOn(store);
    const update = made(await tablet(server, ink), draws('0-a1'));
    const other = serverOn(store);
    const refused = { ok: false, refusal: 'foreign-client' };
    expect(await other.docs.update(ink, { ...an, deviceId: 'd9' }, update)).toEqual(refused);
    expect(await other.docs.update(ink, binh, update)).toEqual(refused);
    expect(await other.docs.update(ink, an, update)).toEqual({ ok: true });
  });

  test('to a name that is no doc, or a doc of another schema', async () => {
    const { docs } = serverOn(memoryStore({ now }));
    for (const name of ['board/x', 'paper/v1/shared@2']) {
      expect(await docs.update(name, an, nothing)).toEqual({ ok: false, refusal: 'unknown-doc' });
      expect(await docs.open(name, nothing)).toEqual({ ok: false, refusal: 'unknown-doc' });
    }
  });

  test('by another person into private ink is refused', async () => {
    const server = serverOn(memoryStore({ now }));
    const name = privateInkDoc('v1', 'an');
    const theirs = await tablet(server, name, binh);
    const update = made(theirs, draws('0-b1', 'binh'));
    expect(await server.docs.update(name, binh, update)).toEqual({ ok: false, refusal: 'not-permitted' });
  });

  test('that makes the doc tidy its formats is stored and told with what was tidied', async () => {
    const store = memoryStore({ now });
    const server = serverOn(store);
    const name = minutesDoc('m1');
    await server.docs.seed(name, (doc) => {
      const paragraph = new Y.XmlElement('paragraph');
      doc.getXmlFragment('body').push([paragraph]);
      paragraph.push([new Y.XmlText('Khai mạc')]);
    });
    const mirror = await tablet(server, name);
    const heard = hear(server.docs, name);
    const textOf = (doc: Y.Doc) => (doc.getXmlFragment('body').get(0) as Y.XmlElement).get(0) as Y.XmlText;
    const [mine, theirs] = [await tablet(server, name), await tablet(server, name, binh)];
    // Both make the same words bold without having seen each other.
    await server.docs.update(
      name,
      an,
      made(mine, (doc) => textOf(doc).format(0, 4, { bold: {} })),
    );
    await server.docs.update(
      name,
      binh,
      made(theirs, (doc) => textOf(doc).format(0, 4, { bold: {} })),
    );
    replay(
      mirror,
      heard.flatMap((event) => (event.type === 'update' ? [event.update] : [])),
    );
    const state = await server.docs.read(name, Y.snapshot);
    expect(state.ds.clients.size).toBeGreaterThan(0);
    expect(Y.equalSnapshots(Y.snapshot(mirror), state)).toBe(true);
    expect(Y.equalSnapshots(await serverOn(store).docs.read(name, Y.snapshot), state)).toBe(true);
  });

  test('that is refused leaves nothing: the next ones in the same entry are taken', async () => {
    const server = serverOn(memoryStore({ now }));
    const mine = await tablet(server, ink);
    const theirs = await tablet(server, ink, binh);
    const answers = await Promise.all([
      server.docs.update(ink, an, Uint8Array.of(1, 255, 255, 255, 255, 15, 1, 0)),
      server.docs.update(ink, binh, made(theirs, draws('0-x', 'an'))),
      server.docs.update(ink, an, made(mine, draws('0-a1'))),
    ]);
    expect(answers.map((one) => (one.ok ? 'ok' : one.refusal))).toEqual(['malformed', 'not-permitted', 'ok']);
    expect(await strokes(server.docs)).toEqual(['0-a1']);
  });
});

describe('a store that fails', () => {
  test('before it stored: no one is told, memory is dropped, and the same update sent again is taken', async () => {
    const store = memoryStore({ now });
    const server = serverOn(store);
    const mine = await tablet(server, ink);
    const heard = hear(server.docs);
    const update = made(mine, draws('0-a1'));
    server.script.push('fails');
    expect(await server.docs.update(ink, an, update)).toEqual({ ok: false, refusal: 'unavailable' });
    expect(server.faults).toHaveLength(1);
    expect(heard).toEqual([]);
    expect(await strokes(server.docs)).toEqual([]);
    expect(await server.docs.update(ink, an, update)).toEqual({ ok: true });
    expect(heard).toHaveLength(1);
  });

  test('after it stored: what was hidden is told when the doc is loaded anew, once, and a resend is acknowledged', async () => {
    const store = memoryStore({ now });
    const server = serverOn(store);
    const mine = await tablet(server, ink);
    const heard = hear(server.docs);
    const update = made(mine, draws('0-a1'));
    server.script.push('stored, but no one knows');
    expect(await server.docs.update(ink, an, update)).toEqual({ ok: false, refusal: 'unavailable' });
    expect(await server.docs.update(ink, an, update)).toEqual({ ok: true });
    expect(await store.streams.head(docStream(ink))).toBe(1);
    expect(heard).toHaveLength(1);
    const other = new Y.Doc();
    for (const event of heard) if (event.type === 'update') Y.applyUpdate(other, event.update);
    expect([...other.getMap(inkRoot('an')).keys()]).toEqual(['0-a1']);
  });

  test('a resend while the first is still being stored is one stroke and two acknowledgements', async () => {
    const store = memoryStore({ now });
    const server = serverOn(store);
    const mine = await tablet(server, ink);
    const update = made(mine, draws('0-a1'));
    const answers = await Promise.all([1, 2, 3].map(() => server.docs.update(ink, an, update)));
    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(await store.streams.head(docStream(ink))).toBe(1);
  });

  test('a damaged log is never served', async () => {
    const store = memoryStore({ now });
    await store.streams.append(docStream(ink), 0, Uint8Array.of(9, 9, 9));
    const { docs, faults } = serverOn(store);
    expect(await docs.open(ink, nothing)).toEqual({ ok: false, refusal: 'unavailable' });
    expect(faults[0]).toBeInstanceOf(Corrupt);
  });
});

describe('two servers on one store', () => {
  test('what moved is read, told here too, and decided anew', async () => {
    const store = memoryStore({ now });
    const [one, two] = [serverOn(store), serverOn(store)];
    const mine = await tablet(one, ink);
    const theirs = await tablet(two, ink, binh);
    const heard = hear(one.docs);
    expect(await two.docs.update(ink, binh, made(theirs, draws('0-b1', 'binh')))).toEqual({ ok: true });
    expect(await one.docs.update(ink, an, made(mine, draws('0-a1')))).toEqual({ ok: true });
    expect(heard).toHaveLength(2);
    expect(await strokes(one.docs, 'binh')).toEqual(['0-b1']);
    await two.docs.refresh(ink);
    expect(await strokes(two.docs)).toEqual(['0-a1']);
  });

  test('a missing reference is refused only after the log is read to its end', async () => {
    const store = memoryStore({ now });
    const [one, two] = [serverOn(store), serverOn(store)];
    const mine = await tablet(one, ink);
    await tablet(two, ink);
    const [first, second, third] = ['0-a1', '0-a2', '0-a3'].map((key) => made(mine, draws(key)));
    expect(await one.docs.update(ink, an, first!)).toEqual({ ok: true });
    expect(await two.docs.update(ink, an, second!)).toEqual({ ok: true });
    expect(await strokes(two.docs)).toEqual(['0-a1', '0-a2']);
    made(mine, draws('0-a4'));
    const fifth = made(mine, draws('0-a5'));
    expect(await one.docs.update(ink, an, fifth)).toEqual({ ok: false, refusal: 'gap' });
    expect(await one.docs.update(ink, an, third!)).toEqual({ ok: true });
  });

  test('the content that a server puts into a new doc is put in once', async () => {
    const store = memoryStore({ now });
    const [one, two] = [serverOn(store), serverOn(store)];
    const name = agendaDoc('m1');
    const outcomes = await Promise.all([
      one.docs.seed(name, addItem('a', 'Của máy một')),
      two.docs.seed(name, addItem('b', 'Của máy hai')),
    ]);
    expect(outcomes.sort()).toEqual(['exists', 'seeded']);
    expect(await one.docs.read(name, (doc) => agendaContent(doc).length)).toBe(1);
    await one.docs.refresh(name);
    await two.docs.refresh(name);
    expect(await one.docs.digest(name)).toBe(await two.docs.digest(name));
    expect(await one.docs.seed(name, addItem('c', 'Nữa'))).toBe('exists');
  });

  test('content that a tablet might not write is no seed either', async () => {
    const { docs } = serverOn(memoryStore({ now }));
    const seed = docs.seed(agendaDoc('m1'), (doc) => void doc.getMap('items').set('a', 1));
    await expect(seed).rejects.toThrow(TypeError);
  });
});

describe('a final doc', () => {
  const name = agendaDoc('m1');
  test('is closed only with the digest of what the secretary saw', async () => {
    const server = serverOn(memoryStore({ now }));
    const mine = await tablet(server, name);
    const heard = hear(server.docs, name);
    await server.docs.update(name, an, made(mine, addItem('a', 'Khai mạc')));
    const seen = contentDigest(mine, 'agenda');
    const late = await tablet(server, name, binh);
    await server.docs.update(name, binh, made(late, addItem('b', 'Bổ sung')));
    expect(await server.docs.finalise(name, seen)).toBe('changed-meanwhile');
    expect(await server.docs.finalise(name, await server.docs.digest(name))).toBe('final');
    expect(heard.at(-1)).toEqual({ type: 'final' });
    expect(await server.docs.open(name, nothing)).toMatchObject({ ok: true, final: true });
  });

  test('refuses every later update, on every server; what it has already is acknowledged', async () => {
    const store = memoryStore({ now });
    const [one, two] = [serverOn(store), serverOn(store)];
    const mine = await tablet(one, name);
    const update = made(mine, addItem('a', 'Khai mạc'));
    await one.docs.update(name, an, update);
    const theirs = await tablet(two, name, binh);
    const digest = await one.docs.digest(name);
    expect(await two.docs.isFinal(name)).toBe(false);
    expect(await one.docs.finalise(name, digest)).toBe('final');
    const late = made(theirs, addItem('b', 'Muộn'));
    expect(await two.docs.update(name, binh, late)).toEqual({ ok: false, refusal: 'doc-final' });
    expect(await two.docs.update(name, an, update)).toEqual({ ok: true });
    expect(await two.docs.isFinal(name)).toBe(true);
    expect(await two.docs.finalise(name, digest)).toBe('final');
    expect(
      await two.docs.finalise(
        name,
        digest.replace(/^./, (c) => (c === '0' ? '1' : '0')),
      ),
    ).toBe('changed-meanwhile');
  });

  test('is final once, also where the answer of the store was lost', async () => {
    const store = memoryStore({ now });
    const server = serverOn(store);
    const digest = await server.docs.digest(name);
    server.script.push('stored, but no one knows');
    await expect(server.docs.finalise(name, digest)).rejects.toThrow(Unreachable);
    expect(await server.docs.finalise(name, digest)).toBe('final');
    expect(await store.streams.head(docStream(name))).toBe(1);
  });
});

describe('the log', () => {
  test('is trimmed behind a snapshot, which carries the final state too', async () => {
    const store = memoryStore({ now });
    const server = serverOn(store, 3);
    const name = minutesDoc('m1');
    await server.docs.seed(name, (doc) => doc.getXmlFragment('body').push([new Y.XmlElement('paragraph')]));
    const mine = await tablet(server, name);
    for (let n = 0; n < 7; n += 1) {
      const update = made(mine, (doc) => doc.getXmlFragment('body').push([new Y.XmlElement('paragraph')]));
      expect(await server.docs.update(name, an, update)).toEqual({ ok: true });
      await server.docs.settled();
    }
    expect(await server.docs.finalise(name, contentDigest(mine, 'minutes'))).toBe('final');
    const left = await store.streams.read(docStream(name), 0, 100);
    expect(left.length).toBeLessThan(5);
    const again = serverOn(store);
    expect(await again.docs.digest(name)).toBe(contentDigest(mine, 'minutes'));
    expect(await again.docs.open(name, nothing)).toMatchObject({ final: true });
    expect(server.faults).toEqual([]);
  });

  test('of a doc larger than a snapshot may be keeps every entry, and is tried again when it is twice as long', async () => {
    const store = memoryStore({ now });
    const tried: number[] = [];
    const keep: Streams['keep'] = async (_stream, _form, upTo, bytes) => {
      tried.push(upTo);
      throw new RangeError(`a snapshot of ${bytes.length} bytes`);
    };
    const server = serverOn({ ...store, streams: { ...store.streams, keep } }, 4);
    const mine = await tablet(server, ink);
    const keys = Array.from({ length: 40 }, (_, n) => `0-a${n + 10}`);
    for (const key of keys) {
      expect(await server.docs.update(ink, an, made(mine, draws(key)))).toEqual({ ok: true });
      await server.docs.settled();
    }
    expect(tried).toHaveLength(4);
    expect(server.faults).toEqual(tried.map(() => expect.any(RangeError)));
    expect(await store.streams.read(docStream(ink), 0, 100)).toHaveLength(keys.length);
    expect(await strokes(serverOn(store).docs)).toEqual(keys);
  });

  test('that another server trimmed meanwhile is read from its snapshot', async () => {
    const store = memoryStore({ now });
    const [one, two] = [serverOn(store, 2), serverOn(store)];
    const theirs = await tablet(two, ink, binh);
    const heard = hear(two.docs);
    const mine = await tablet(one, ink);
    for (const key of ['0-a1', '0-a2', '0-a3', '0-a4']) {
      await one.docs.update(ink, an, made(mine, draws(key)));
      await one.docs.settled();
    }
    expect(await two.docs.update(ink, binh, made(theirs, draws('0-b1', 'binh')))).toEqual({ ok: true });
    const told = new Y.Doc();
    for (const event of heard) if (event.type === 'update') Y.applyUpdate(told, event.update);
    expect([...told.getMap(inkRoot('an')).keys()].sort()).toEqual(['0-a1', '0-a2', '0-a3', '0-a4']);
    expect([...told.getMap(inkRoot('binh')).keys()]).toEqual(['0-b1']);
  });

  test('a tablet that comes back gets what it lacks; one with a vector that is none is refused', async () => {
    const server = serverOn(memoryStore({ now }));
    const mine = await tablet(server, ink);
    const theirs = await tablet(server, ink, binh);
    await server.docs.update(ink, an, made(mine, draws('0-a1')));
    const opened = await server.docs.open(ink, Y.encodeStateVector(theirs));
    if (!opened.ok) throw new Error(opened.refusal);
    Y.applyUpdate(theirs, opened.update);
    expect([...theirs.getMap(inkRoot('an')).keys()]).toEqual(['0-a1']);
    expect(await server.docs.open(ink, Uint8Array.of(200))).toEqual({ ok: false, refusal: 'malformed' });
  });

  test('all who join together get the same bytes, encoded once', async () => {
    const server = serverOn(memoryStore({ now }));
    await server.docs.update(ink, an, made(await tablet(server, ink), draws('0-a1')));
    const [first, second] = await Promise.all([
      server.docs.join(ink, nothing),
      server.docs.join(ink, Uint8Array.of(0)),
    ]);
    if (!first.ok || !second.ok) throw new Error('refused');
    expect(second.update).toBe(first.update);
  });

  test('a doc that no one uses leaves memory and comes back as it was', async () => {
    const store = memoryStore({ now });
    let time = 0;
    const clock = () => new Date(1_800_000_000_000 + time).toISOString();
    const { leases, docs: first } = serverOn(store);
    let loads = 0;
    const streams: Streams = {
      ...shaky(store.streams).streams,
      snapshot: (...args) => {
        loads += 1;
        return store.streams.snapshot(...args);
      },
    };
    const docs = createDocs({ streams, leases, now: clock, onFault: () => {}, idleMs: 1_000 });
    const mine = await tablet({ docs, leases, faults: [], script: [] }, ink);
    await docs.update(ink, an, made(mine, draws('0-a1')));
    docs.sweep();
    await strokes(docs);
    expect(loads).toBe(1);
    const end = docs.subscribe(ink, () => {});
    time = 2_000;
    docs.sweep();
    end();
    expect(await strokes(docs)).toEqual(['0-a1']);
    expect(loads).toBe(1);
    time = 4_000;
    docs.sweep();
    expect(await strokes(docs)).toEqual(['0-a1']);
    expect(loads).toBe(2);
    expect(await strokes(first)).toEqual(['0-a1']);
  });

  test('a listener that fails harms no other', async () => {
    const server = serverOn(memoryStore({ now }));
    const mine = await tablet(server, ink);
    server.docs.subscribe(ink, () => {
      throw new Error('socket gone');
    });
    const heard = hear(server.docs);
    expect(await server.docs.update(ink, an, made(mine, draws('0-a1')))).toEqual({ ok: true });
    expect(heard).toHaveLength(1);
    expect(server.faults).toHaveLength(1);
  });
});
