import type { LiveOf } from '@ecab/shared/contract/wire';
import { agendaDoc, privateInkDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createClock } from '../adapters/system.js';
import { memoryStore } from '../storage/memory.js';
import { openCabinet, type Tablet, type TestCabinet } from '../testing/app.fixture.js';
import { dial, heard, type Raw } from '../testing/raw.fixture.js';

const MEETING = 'm-2026-11-26';
const stream = `meeting/${MEETING}`;
const SECRETARY = 'p-huong';
const MEMBER = 'p-oanh';
const CHAIR = 'p-khieu';
const nothing = new Uint8Array();
const stroke = { t: 'pen', c: 'blue', w: 2, p: encodeStroke([{ x: 10, y: 20, pressure: 0.5 }]) };

let cabinet: TestCabinet;
let honest: Tablet;
let ink: string;
let strokes = 0;
let inkMay: Promise<void> = Promise.resolve();
/** Called when a doc is read from the store; it is read when the promise is fulfilled. */
let reading: (stream: string) => Promise<void> = async () => {};
const open: { close(): void }[] = [];
const closed = <T extends { socket: { close(): unknown } }>(one: T): T => {
  open.push({ close: () => void one.socket.close() });
  return one;
};
const tablet = async (personId: string) => closed(await cabinet.tablet(personId));
const cookieOf = async (personId: string) => (await tablet(personId)).cookie;
const raw = async (cookie: string) => closed(await dial(cabinet.url, { cookie, origin: cabinet.url }));
async function greeted(personId: string): Promise<Raw> {
  const one = await raw(await cookieOf(personId));
  expect(await ask(one, 'hello', { protocol: 1, app: 'x', deviceId: 'x', incarnation: null })).toMatchObject({
    ok: true,
  });
  return one;
}
const ask = ({ socket }: Raw, event: string, message: unknown): Promise<{ ok: boolean; refusal?: string }> =>
  (socket as unknown as { emitWithAck(event: string, message: unknown): Promise<{ ok: boolean }> }).emitWithAck(
    event,
    message,
  );
/** A tablet's doc under a leased id; `change` gives the bytes that it would send. */
async function pen({ socket }: Tablet, name = ink) {
  const leased = await socket.emitWithAck('doc:lease', { name, count: 1 });
  if (!leased.ok) throw new Error(leased.refusal);
  const doc = new Y.Doc();
  [doc.clientID] = leased.ids as [number];
  let update = nothing;
  doc.on('update', (made: Uint8Array) => {
    update = Uint8Array.from(made);
  });
  return {
    doc,
    change(work: () => void) {
      work();
      return update;
    },
  };
}
/** New strokes of that person, one at a time. */
async function drawing(one: Tablet) {
  const { doc, change } = await pen(one);
  return {
    stroke: () =>
      change(() => {
        strokes += 1;
        doc.getMap(inkRoot(one.personId)).set(`0-s${strokes}`, stroke);
      }),
  };
}

beforeAll(async () => {
  const start = '2026-11-26T00:20:00.000Z';
  const store = memoryStore({ now: createClock(start).now });
  const { append, snapshot } = store.streams;
  store.streams.snapshot = async (name, form) => {
    if (name.startsWith('doc/')) await reading(name);
    return snapshot.call(store.streams, name, form);
  };
  // Ink may be held up in the store.
  store.streams.append = async (name, after, entry) => {
    if (name.startsWith('doc/')) await inkMay;
    return append.call(store.streams, name, after, entry);
  };
  cabinet = await openCabinet({ start, store });
  honest = await cabinet.tablet(MEMBER);
  ink = sharedInkDoc(`${MEETING}~p03~1`);
}, 180_000);
afterAll(() => cabinet.close(), 60_000);

/** However a case ends: the process lives, the next honest request is answered, what is acknowledged is stored. */
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  const pen = await drawing(honest);
  expect(await honest.socket.emitWithAck('doc:update', { name: ink, update: pen.stroke() })).toEqual({ ok: true });
  const [kept] = await cabinet.app.docs.read(ink, (doc) => [doc.getMap(inkRoot(MEMBER)).has(`0-s${strokes}`)]);
  expect(kept).toBe(true);
  expect((await honest.get('/api/identity/me')).status).toBeLessThan(500);
  expect(cabinet.faults.splice(0)).toEqual([]);
});

describe('who comes in', () => {
  test.each([
    ['no token', ''],
    ['a forged token', `ecab=${'A'.repeat(43)}`],
    ['a token cut short', 'ecab=abc'],
  ])('S01 with %s nobody does', async (_, cookie) => {
    await expect(dial(cabinet.url, { cookie, origin: cabinet.url })).rejects.toThrow('signed-out');
  });

  test('S01 an old token opens nothing, and another person’s opens that person’s tablet only', async () => {
    const other = await tablet('p-luu');
    const one = await raw(other.cookie);
    expect(await ask(one, 'hello', { protocol: 1, app: 'x', deviceId: MEMBER, incarnation: null })).toMatchObject({
      ok: true,
      person: { id: 'p-luu' },
    });
    const answer = await fetch(`${cabinet.url}/api/identity/sign-out`, {
      method: 'POST',
      headers: { cookie: other.cookie, origin: cabinet.url, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.ok).toBe(true);
    expect(await one.ended).toBe('io server disconnect');
    await expect(dial(cabinet.url, { cookie: other.cookie, origin: cabinet.url })).rejects.toThrow('signed-out');
  });

  test.each(['http://elsewhere.example', 'null', ''])(
    'S02 from the site %j nobody does, whatever he holds',
    async (origin) => {
      await expect(dial(cabinet.url, { cookie: honest.cookie, ...(origin && { origin }) })).rejects.toThrow(
        'websocket error',
      );
    },
  );

  test('S16 there is no polling, so no POST of 100,000 packets', async () => {
    const packets = Array.from({ length: 100_000 }, () => '2').join('\x1e');
    for (const method of ['POST', 'GET']) {
      const answer = await fetch(`${cabinet.url}/socket.io/?EIO=4&transport=polling`, {
        method,
        headers: { cookie: honest.cookie, origin: cabinet.url },
        ...(method === 'POST' && { body: packets }),
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ message: 'Transport unknown' });
    }
  });
});

describe('what is sent', () => {
  test.each([1024 * 1024 + 1, 100 * 1024 * 1024])(
    'S03 a frame of %i bytes ends the socket that sent it',
    async (bytes) => {
      const one = await greeted(MEMBER);
      one.say('doc:update', { name: ink, update: new Uint8Array(bytes) });
      expect(await one.ended).toMatch(/^transport/);
    },
  );

  test('S04 names that nobody knows are heard by nobody; 10,000 of them end the socket', async () => {
    const one = await greeted(MEMBER);
    for (const name of ['__proto__', 'constructor', 'toString', 'board', '$where', 'command ']) one.say(name, {}, {});
    expect(await ask(one, 'doc:open', { name: 'x', stateVector: nothing, write: false })).toMatchObject({ ok: false });
    for (let n = 0; n < 10_000; n += 1) one.say(`name-${n}`, n);
    expect(await one.ended).not.toBe('io client disconnect');
  });

  const wrong: unknown[] = [0, -1, null, [], [[]], 'x', true, {}, { $gt: '' }, { toString: 1 }, { name: { $gt: '' } }];
  const events = [
    'hello',
    'command',
    'board:open',
    'board:close',
    'doc:open',
    'doc:close',
    'doc:lease',
    'doc:update',
    'doc:aware',
    'doc:live',
    'follow',
  ];
  test.each(events)('S05 %s with values of any type is refused, with and without a callback', async (event) => {
    const one = await greeted(MEMBER);
    for (const value of [...wrong, undefined]) {
      one.say(event, value);
      one.say(event, value, 'no callback', { $ne: 1 });
      const { ok, refusal } = await ask(one, event, value);
      expect({ ok, refusal }).toEqual({ ok: false, refusal: 'invalid-request' });
    }
    one.say(event);
  });

  test.each(['..', 'a b', 'a/../b', `a${'b'.repeat(64)}`])(
    'S05 what is no id of a meeting, %j, is not looked up as one',
    async (meetingId) => {
      const one = await greeted(MEMBER);
      const position = { versionId: 'v', pageIndex: 0, zoom: 1, left: 0, top: 0 };
      expect(await ask(one, 'follow', { meetingId, ...position })).toMatchObject({ refusal: 'invalid-request' });
    },
  );

  test('S05 what is nested 50,000 deep is no message, and no fault', async () => {
    const one = await greeted(MEMBER);
    // As text: the encoder of socket.io does not bear it either.
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const command = `{"commandId":"deep","stream":"${stream}","name":"floor:ask","request":{"kind":${deep}}}`;
    one.frame(`2["command",${command}]`);
    one.frame(`2["doc:aware",{"name":"${ink}","state":${deep}}]`);
    expect(await ask(one, 'board:close', { stream: 7 })).toMatchObject({ refusal: 'invalid-request' });
  });

  test('S15 bytes in what a tablet says of itself are told to nobody', async () => {
    const [one, other] = [await greeted(MEMBER), await greeted(CHAIR)];
    for (const reader of [one, other]) await ask(reader, 'doc:open', { name: ink, stateVector: nothing, write: false });
    const told: unknown[] = [];
    other.socket.on('doc:aware', ({ state }) => told.push(state));
    const bytes = [Buffer.alloc(1)];
    for (const state of [bytes, { at: { deep: bytes } }])
      expect(await ask(one, 'doc:aware', { name: ink, state })).toMatchObject({ refusal: 'invalid-request' });
    // One attachment that stands in thirty places: whoever were told would take none so many.
    const places = Array.from({ length: 30 }, () => '{"_placeholder":true,"num":0}').join(',');
    one.frame(`51-["doc:aware",{"name":"${ink}","state":[${places}]}]`);
    one.frame(new Uint8Array(1));
    one.say('doc:aware', { name: ink, state: { page: 3 } });
    await vi.waitFor(() => expect(told).toEqual([{ page: 3 }]), 30_000);
  });

  test('S05 before the greeting nothing is done', async () => {
    const one = await raw(honest.cookie);
    expect(await ask(one, 'board:open', { stream })).toMatchObject({ ok: false, refusal: 'hello-first' });
  });

  test('S06 of 1,000 messages a second from one the surplus is refused, told, and then the socket is ended', async () => {
    const one = await greeted(MEMBER);
    const limited = heard(one.socket, 'limited');
    const answers = Array.from({ length: 2_000 }, () =>
      ask(one, 'doc:lease', { name: 'x', count: 1 }).catch(() => null),
    );
    expect(await one.ended).toBe('io server disconnect');
    expect(await limited).toEqual({ reason: 'too-fast' });
    // The last ones were never answered.
    const told = (await Promise.all(answers)).filter((one) => one?.refusal === 'too-fast');
    expect(told).toHaveLength(50);
  });

  test('S06 of 200 sockets of one person 64 are open, and others come in as before', async () => {
    const cookie = await cookieOf('p-luu');
    const all = await Promise.allSettled(Array.from({ length: 200 }, () => raw(cookie)));
    // His own tablet is one.
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(63);
    await tablet('p-sam');
  });

  test.each([
    ['a placeholder without its bytes', ['51-["doc:update",{"_placeholder":true,"num":0}]', '2["board:close",{}]']],
    ['a placeholder of bytes that are not there', ['51-["doc:update",{"_placeholder":true,"num":7}]', nothing]],
    ['eleven attachments', ['511-["doc:update",{"_placeholder":true,"num":0}]']],
    ['attachments without a number', ['5-["doc:update"]']],
    ['bytes that nothing announced', [Uint8Array.of(1, 2, 3)]],
    ['no packet of socket.io', ['9', '2{', '2["disconnect"]']],
    ['a message without data', ['']],
  ])('S15 %s: the socket that sent it is ended', async (_, frames) => {
    const one = await greeted(MEMBER);
    for (const frame of frames) one.frame(frame);
    expect(await one.ended).not.toBe('io client disconnect');
  });

  test('S19 an answer that nobody waits for holds nothing up', async () => {
    const one = await tablet(MEMBER);
    const pen = await drawing(one);
    const updates = Array.from({ length: 30 }, () => pen.stroke());
    for (const update of updates.slice(0, -1))
      (one.socket as unknown as Raw['socket']).emit('doc:update', { name: ink, update }, () => {});
    (one.socket as unknown as { emit(name: string, message: object): void }).emit('command', {});
    expect(await one.socket.emitWithAck('doc:update', { name: ink, update: updates[29]! })).toEqual({ ok: true });
  });
});

describe('who may no longer', () => {
  /** A clerk of the body who was not called to the meeting: all he may, he may by his office. */
  async function newClerk() {
    const { bodyId, body } = cabinet.app.directory;
    const admin = await tablet('p-admin');
    const like = body().people['p-uyen'];
    const person = { ...like, personId: 'p-moi', signIn: 'moi', fullName: 'Người Mới', roles: ['clerk'] };
    const order = (name: string, request: object) => admin.command(`body/${bodyId}`, name, request);
    expect(await order('roster:add', { person })).toMatchObject({ ok: true });
    return {
      tablet: await tablet('p-moi'),
      lower: () => order('roster:amend', { person: { ...person, roles: [] } }),
      remove: () => order('roster:remove', { personId: 'p-moi', reason: 'chuyển công tác' }),
    };
  }

  test('S09 a role taken away in the middle of a meeting counts at the next message, and closes what it opened', async () => {
    const clerk = await newClerk();
    const one = clerk.tablet;
    expect(await one.socket.emitWithAck('doc:open', { name: ink, stateVector: nothing, write: true })).toMatchObject({
      ok: true,
      write: false,
    });
    await one.board(stream);
    const revoked: string[] = [];
    const both = new Promise<void>((done) =>
      one.socket.on('revoked', ({ streams, docs }) => {
        revoked.push(...streams, ...docs);
        if (revoked.length === 2) done();
      }),
    );
    expect(await clerk.lower()).toMatchObject({ ok: true });
    await both;
    expect(revoked.sort()).toEqual([stream, ink].sort());
    expect(await one.socket.emitWithAck('doc:open', { name: ink, stateVector: nothing, write: false })).toMatchObject({
      refusal: 'not-allowed',
    });
    const told = heard(one.socket, 'signed-out');
    expect(await clerk.remove()).toMatchObject({ ok: true });
    expect(await told, 'who has left the body is nobody at once').toEqual({ reason: 'revoked' });
  });

  test('S10 who is released from the meeting leaves its board and docs, and hears nothing more', async () => {
    const office = await tablet(SECRETARY);
    const guest = await tablet('p-luu');
    await guest.board(stream);
    expect(await guest.socket.emitWithAck('doc:open', { name: ink, stateVector: nothing, write: true })).toMatchObject({
      ok: true,
    });
    const after: string[] = [];
    const gone = new Promise<void>((done) => {
      const left = new Set([stream, ink]);
      guest.socket.on('revoked', ({ streams, docs }) => {
        for (const one of [...streams, ...docs]) left.delete(one);
        if (left.size === 0) done();
      });
    });
    const seat = (await cabinet.app.hosts.meeting(MEETING)).folded().state.people.seats['p-luu'];
    expect(await office.command(stream, 'person:release', { personId: 'p-luu' })).toMatchObject({ ok: true });
    await gone;
    guest.socket.onAny((name: string) => after.push(name));
    const pen = await drawing(honest);
    await honest.socket.emitWithAck('doc:update', { name: ink, update: pen.stroke() });
    expect(await guest.socket.emitWithAck('doc:update', { name: ink, update: pen.stroke() })).toMatchObject({
      refusal: 'not-allowed',
    });
    expect(await guest.command(stream, 'floor:ask', { kind: 'speech' })).toMatchObject({ refusal: 'not-allowed' });
    // What the room was told in between would have come before these answers.
    expect(after).not.toContain('doc');
    expect(after).not.toContain('board');
    const back = { people: [{ personId: 'p-luu', ...seat }] };
    expect(await office.command(stream, 'person:call', back)).toMatchObject({ ok: true });
  });

  test('S10 who is released while a doc of the meeting is being opened for him is not given it', async () => {
    const [office, guest] = [await tablet(SECRETARY), await tablet('p-luu')];
    const name = privateInkDoc(`${MEETING}~p03~1`, 'p-luu');
    let read = () => {};
    const asked = new Promise<void>((found) => {
      reading = (stream) => {
        if (stream === `doc/${name}`) found();
        return new Promise((go) => {
          read = go;
        });
      };
    });
    const opened = guest.socket.emitWithAck('doc:open', { name, stateVector: nothing, write: true });
    await asked;
    const seat = (await cabinet.app.hosts.meeting(MEETING)).folded().state.people.seats['p-luu'];
    expect(await office.command(stream, 'person:release', { personId: 'p-luu' })).toMatchObject({ ok: true });
    reading = async () => {};
    read();
    expect(await opened).toEqual({ ok: false, refusal: 'not-allowed' });
    const back = { people: [{ personId: 'p-luu', ...seat }] };
    expect(await office.command(stream, 'person:call', back)).toMatchObject({ ok: true });
  });

  test('S13 who may only read writes nothing: no update, no id to write under, no name but his own', async () => {
    const one = await tablet('p-uyen');
    const before = await cabinet.app.docs.read(ink, (doc) => Y.encodeStateVector(doc));
    await one.socket.emitWithAck('doc:open', { name: ink, stateVector: nothing, write: true });
    const pen = await drawing(honest);
    const update = pen.stroke();
    expect(await one.socket.emitWithAck('doc:update', { name: ink, update })).toMatchObject({ refusal: 'not-allowed' });
    expect(await one.socket.emitWithAck('doc:lease', { name: ink, count: 1 })).toMatchObject({
      refusal: 'not-allowed',
    });
    expect(await cabinet.app.docs.read(ink, (doc) => Y.encodeStateVector(doc))).toEqual(before);
    await honest.socket.emitWithAck('doc:open', { name: ink, stateVector: nothing, write: false });
    const told = heard(honest.socket, 'doc:aware');
    one.socket.emit('doc:aware', { name: ink, state: { person: { id: MEMBER, name: 'An' } } });
    expect((await told).person.id).toBe('p-uyen');
    // Of a doc that he may not read he hears and says nothing.
    expect(
      await one.socket.emitWithAck('doc:open', { name: agendaDoc(MEETING), stateVector: nothing, write: true }),
    ).toMatchObject({ refusal: 'not-allowed' });
  });

  test('S14 after a log-out nothing of the session is recovered', async () => {
    const one = await tablet('p-luu');
    await one.socket.emitWithAck('doc:open', { name: ink, stateVector: nothing, write: false });
    const told = heard(one.socket, 'signed-out');
    await fetch(`${cabinet.url}/api/identity/sign-out`, {
      method: 'POST',
      headers: { cookie: one.cookie, origin: cabinet.url, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(await told).toEqual({ reason: 'signed-out' });
    one.socket.connect();
    const refused = await new Promise<Error>((done) => one.socket.once('connect_error', done));
    expect(refused.message).toBe('signed-out');
    expect(one.socket.recovered).toBeFalsy();
  });

  test('S08 a session that runs out is over at the next message', async () => {
    const one = await greeted('p-luu');
    const told = heard(one.socket, 'signed-out');
    cabinet.clock.standAt('2026-12-27T00:00:00.000Z');
    one.say('board:open', { stream }, () => {});
    expect(await told).toEqual({ reason: 'expired' });
    expect(await one.ended).toBe('io server disconnect');
    cabinet.clock.standAt(null);
  });
});

describe('what passes', () => {
  const points = (count: number) =>
    Buffer.from(encodeStroke(Array.from({ length: count }, (_, x) => ({ x, y: 1, pressure: 1 })))).toString('base64');
  const line = (from: number, count = 3) =>
    ({ kind: 'ink', key: '0-live', c: 'red', w: 2, from, p: points(count) }) as const;
  const watching = async (one: Tablet) => {
    const opened = await one.socket.emitWithAck('doc:open', { name: ink, stateVector: nothing, write: false });
    if (!opened.ok) throw new Error(opened.refusal);
    const lines: LiveOf[] = [];
    let look = () => {};
    one.socket.on('doc:live', ({ all }) => {
      lines.push(...all);
      look();
    });
    return (until: (one: LiveOf) => boolean) =>
      new Promise<LiveOf[]>((done) => {
        look = () => lines.some(until) && done(lines);
        look();
      });
  };

  test('a stroke that is being drawn is seen by who sees the paper, under the name that the server knows, and never stored', async () => {
    const [artist, viewer, clerk] = [await tablet('p-luu'), await tablet(MEMBER), await tablet('p-uyen')];
    for (const one of [artist, clerk])
      await one.socket.emitWithAck('doc:open', { name: ink, stateVector: nothing, write: true });
    const seen = await watching(viewer);
    const before = await cabinet.app.docs.read(ink, (doc) => Y.encodeStateVector(doc));
    // In one window of 40 ms the last word counts; who may not write draws nothing, but may point.
    for (let from = 0; from < 30; from += 1) artist.socket.emit('doc:live', { name: ink, pen: 'a', live: line(from) });
    clerk.socket.emit('doc:live', { name: ink, pen: 'c', live: line(0) });
    clerk.socket.emit('doc:live', { name: ink, pen: 'd', live: { kind: 'pointer', pageIndex: 0, x: 1, y: 2 } });
    const lines = await seen(({ personId }) => personId === 'p-uyen').then(() =>
      seen(({ live }) => live?.kind === 'ink' && live.from === 29),
    );
    expect(new Set(lines.map(({ personId, pen }) => `${personId} ${pen}`))).toEqual(new Set(['p-luu a', 'p-uyen d']));
    expect(lines.filter(({ pen }) => pen === 'a').length).toBeLessThan(30);
    expect(await cabinet.app.docs.read(ink, (doc) => Y.encodeStateVector(doc))).toEqual(before);
    artist.close();
    await seen(({ pen, live }) => pen === 'a' && live === null);
  });

  test('points of any other form are nothing', async () => {
    const [artist, viewer] = [await greeted('p-luu'), await tablet(MEMBER)];
    const seen = await watching(viewer);
    await ask(artist, 'doc:open', { name: ink, stateVector: nothing, write: true });
    for (const live of [
      line(-1),
      line(0, 400),
      { ...line(0), p: 'x' },
      { ...line(0), key: '__proto__' },
      { kind: 'ink' },
      7,
    ])
      artist.say('doc:live', { name: ink, pen: 'a', live });
    artist.say('doc:live', { name: agendaDoc(MEETING), pen: 'a', live: line(0) });
    artist.say('doc:live', { name: ink, pen: 'b', live: line(0) });
    const lines = await seen(({ pen }) => pen === 'b');
    expect(lines.filter(({ live }) => live !== null).map(({ pen }) => pen)).toEqual(['b']);
  });
});

describe('who is slow', () => {
  /** Bytes on their way to tablets, as the monitor of the machine reads it. */
  const waiting = async () => {
    const text = await (await fetch(`${cabinet.url}/metrics`)).text();
    return Number(/^ecab_sockets_waiting_bytes (\d+)/m.exec(text)?.[1]);
  };

  test('S17 a tablet that reads nothing costs a bounded amount, and is told in a message or two what it missed', async () => {
    const sleeper = await greeted(MEMBER);
    const copy = new Y.Doc();
    let messages = 0;
    sleeper.socket.on('doc', ({ update }) => {
      messages += 1;
      Y.applyUpdate(copy, new Uint8Array(update));
    });
    expect(await ask(sleeper, 'doc:open', { name: ink, stateVector: nothing, write: false })).toMatchObject({
      ok: true,
    });
    const wake = sleeper.sleep();
    // Always the same five strokes, so that the doc stays small.
    const long = encodeStroke(Array.from({ length: 11_900 }, (_, n) => ({ x: n % 500, y: 1, pressure: 1 })));
    let most = 0;
    let sent = 0;
    async function draw() {
      const one = await tablet(MEMBER);
      const { doc, change } = await pen(one);
      for (let n = 0; n < 60; n += 1, sent += 1) {
        const update = change(() => doc.getMap(inkRoot(MEMBER)).set(`1-long${n % 5}`, { ...stroke, p: long }));
        expect(await one.socket.emitWithAck('doc:update', { name: ink, update })).toEqual({ ok: true });
      }
      one.close();
      most = Math.max(most, await waiting());
    }
    // Until the machine's own buffers are full (3.6 MB at a time), and then as much again.
    while (most === 0 && sent < 1_200) await draw();
    await draw();
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(1024 * 1024);
    const [before, state] = [messages, await cabinet.app.docs.read(ink, (doc) => Y.encodeStateVector(doc))];
    wake();
    await new Promise<void>((done) => {
      const look = () => Buffer.compare(Y.encodeStateVector(copy), state) === 0 && done();
      copy.on('update', look);
      look();
    });
    expect(messages - before).toBeLessThan(sent);
  });

  test('S17 one that is owed more than any tablet takes is ended, alone', async () => {
    const one = await tablet(CHAIR);
    const { doc, change } = await pen(one);
    const long = encodeStroke(Array.from({ length: 11_900 }, (_, n) => ({ x: n % 500, y: 1, pressure: 1 })));
    for (let n = 0; n < 50; n += 1) {
      const update = change(() => doc.getMap(inkRoot(CHAIR)).set(`2-owed${n}`, { ...stroke, p: long }));
      expect(await one.socket.emitWithAck('doc:update', { name: ink, update })).toEqual({ ok: true });
    }
    const sleeper = await greeted(MEMBER);
    sleeper.sleep();
    for (let n = 0; n < 16; n += 1)
      sleeper.say('doc:open', { name: ink, stateVector: nothing, write: false }, () => {});
    await vi.waitFor(async () => expect(await waiting()).toBe(0), 30_000);
    expect(await ask(await greeted(CHAIR), 'board:open', { stream })).toMatchObject({ ok: true });
  });

  test('S17 one that asks for more and more without reading is ended', async () => {
    const sleeper = await greeted(MEMBER);
    sleeper.sleep();
    for (let n = 0; n < 500; n += 1)
      sleeper.say('doc:open', { name: ink, stateVector: nothing, write: false }, () => {});
    expect(
      await ask(await greeted(MEMBER), 'doc:open', { name: ink, stateVector: nothing, write: false }),
    ).toMatchObject({
      ok: true,
    });
    expect(await waiting()).toBeLessThan(20 * 1024 * 1024);
  });
});

test('commands, ballots among them, never wait behind ink: not in the doc’s turn, not in the store, not on the same socket', async () => {
  const one = await tablet(CHAIR);
  const board = await one.board(stream);
  const artist = await drawing(one);
  let release = () => {};
  inkMay = new Promise((done) => {
    release = done;
  });
  const drawn = Array.from({ length: 100 }, () =>
    one.socket.emitWithAck('doc:update', { name: ink, update: artist.stroke() }),
  );
  const opened = await one.command(stream, 'attendance:open');
  if (!opened.ok) throw new Error(opened.refusal);
  await board.until(opened.at.seq);
  const answer = await one.command(stream, 'attendance:check-in');
  expect(answer).toMatchObject({ ok: true });
  expect(await Promise.race([Promise.all(drawn), 'still in the store'])).toBe('still in the store');
  release();
  expect(await Promise.all(drawn)).toEqual(drawn.map(() => ({ ok: true })));
});

test('S18 a handler that throws answers `internal`, is reported once, and harms nobody else', async () => {
  const one = await tablet(MEMBER);
  const [hosts, faulty] = [cabinet.app.hosts, new Error('a bug')];
  const { open: well } = hosts;
  const board = one.socket.emitWithAck.bind(one.socket);
  Object.assign(hosts, { meeting: () => Promise.reject(faulty) });
  expect(await board('board:open', { stream })).toMatchObject({ ok: false, refusal: 'internal' });
  Object.assign(hosts, { meeting: (meetingId: string) => well(`meeting/${meetingId}`) });
  expect(await board('board:open', { stream })).toMatchObject({ ok: true });
  expect(cabinet.faults.splice(0)).toMatchObject([{ fault: faulty, about: { door: 'socket', message: 'board:open' } }]);
});
