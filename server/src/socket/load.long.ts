import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, BoardOpened } from '@ecab/shared/contract/wire';
import { sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { replay } from '@ecab/shared/sync/yjs-internals';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openCabinet, type Tablet, type TestCabinet } from '../testing/app.fixture.js';
import { dial, type Raw } from '../testing/raw.fixture.js';

// How fast it is, the bench says; here: that under such a load nothing is lost, nothing grows without end, all are equal.
const MEETING = 'm-2026-11-26';
const stream = `meeting/${MEETING}`;
const CHAIR = 'p-khieu';
const ink = sharedInkDoc(`${MEETING}~p03~1`);
const nothing = new Uint8Array();
const hello = (deviceId: string) => ({ protocol: 1, app: 'load', deviceId, incarnation: null });

let cabinet: TestCabinet;
/** Everyone who was called with a vote. */
const members: Tablet[] = [];
const order = async (one: Tablet, name: string, request: object = {}) => {
  const answer = await one.command(stream, name, request);
  expect(answer, `${name} by ${one.personId}`).toMatchObject({ ok: true });
};

beforeAll(async () => {
  cabinet = await openCabinet({ start: '2026-11-26T00:20:00.000Z' });
  const { seats } = (await cabinet.app.hosts.meeting(MEETING)).folded().state.people;
  for (const [personId, { role }] of Object.entries(seats))
    if (role === 'member' || role === 'chair') members.push(await cabinet.tablet(personId));
}, 300_000);
afterAll(() => cabinet.close(), 60_000);

/** As a tablet comes: greeted when it is told to, then its board and a doc. */
async function arrive(cookie: string, n: number): Promise<Raw & { board: BoardOpened; doc: Y.Doc }> {
  const one = await dial(cabinet.url, { cookie, origin: cabinet.url });
  const { socket } = one;
  for (;;) {
    const answer = await socket.emitWithAck('hello', hello(`load-${n}`));
    if (answer.ok) break;
    expect(answer.refusal).toBe('busy');
    await pause((answer as { retryInMs?: number }).retryInMs ?? 1_000);
  }
  const doc = new Y.Doc();
  socket.on('doc', ({ update }) => replay(doc, [new Uint8Array(update)], 'server'));
  const [board, opened] = await Promise.all([
    socket.emitWithAck('board:open', { stream }),
    socket.emitWithAck('doc:open', { name: ink, stateVector: nothing, write: false }),
  ]);
  if (!board.ok || !opened.ok) throw new Error(`not opened: ${JSON.stringify([board, opened])}`);
  if (opened.update.length > 0) replay(doc, [new Uint8Array(opened.update)], 'server');
  return { ...one, board, doc };
}
async function pen({ socket, personId }: Tablet) {
  const leased = await socket.emitWithAck('doc:lease', { name: ink, count: 1 });
  if (!leased.ok) throw new Error(leased.refusal);
  const doc = new Y.Doc();
  [doc.clientID] = leased.ids as [number];
  let made = nothing;
  doc.on('update', (update: Uint8Array) => {
    made = Uint8Array.from(update);
  });
  return async (key: string) => {
    const p = encodeStroke(Array.from({ length: 60 }, (_, x) => ({ x, y: x % 7, pressure: 0.5 })));
    doc.getMap(inkRoot(personId)).set(key, { t: 'pen', c: 'blue', w: 2, p });
    expect(await socket.emitWithAck('doc:update', { name: ink, update: made })).toEqual({ ok: true });
  };
}

test('Z01 300 devices join within 5 s while others draw: all get in, all have the same board and the same ink', async () => {
  const pens = await Promise.all(members.slice(0, 5).map(pen));
  let drawing = true;
  let strokes = 0;
  const draw = pens.map(async (stroke, at) => {
    for (let n = 0; drawing; n += 1) {
      await stroke(`0-j${at}x${n}`);
      strokes += 1;
      await pause(20);
    }
  });
  const arriving = Array.from({ length: 300 }, async (_, n) => {
    await pause((n * 5_000) / 300);
    return arrive(members[n % members.length]!.cookie, n);
  });
  const tablets = await Promise.all(arriving);
  drawing = false;
  await Promise.all(draw);
  const state = await cabinet.app.docs.read(ink, (doc) => Y.encodeStateVector(doc));
  for (const { doc } of tablets)
    await new Promise<void>((done) => {
      const look = () => Buffer.compare(Y.encodeStateVector(doc), state) === 0 && done();
      doc.on('update', look);
      look();
    });
  expect(new Set(tablets.map(({ board }) => board.digest)).size).toBeLessThanOrEqual(2);
  expect(strokes).toBeGreaterThan(0);
  expect(cabinet.faults).toEqual([]);
  for (const { socket } of tablets) socket.close();
});

test('Z02 300 ballots within 2 s, each of a member pressed on two devices and again, during ink: one ballot each, counted right', async () => {
  const chair = members.find(({ personId }) => personId === CHAIR)!;
  await order(chair, 'attendance:open');
  for (const one of members) {
    const answer = await one.command(stream, 'attendance:check-in');
    if (!answer.ok) expect(answer.refusal).toBe('excused');
  }
  await order(chair, 'session:open', { withoutVoting: false });
  await order(chair, 'item:call', { itemId: 'i1' });
  await order(chair, 'item:call', { itemId: 'i2' });
  await order(chair, 'poll:open', {
    pollId: 'z02',
    itemId: 'i2',
    question: 'Thử',
    kind: 'open',
    settles: false,
    repeats: null,
  });
  const seconds = await Promise.all(members.map(({ personId }) => cabinet.tablet(personId)));
  const pens = await Promise.all(members.slice(0, 5).map(pen));
  const ink = pens.map(async (stroke, at) => {
    for (let n = 0; n < 30; n += 1) await stroke(`0-b${at}x${n}`);
  });
  const times = Math.ceil(300 / members.length);
  const answers = await Promise.all(
    members.flatMap(({ personId }, at) =>
      Array.from({ length: times }, async (_, n): Promise<{ personId: string; answer: Answer }> => {
        await pause((n * 2_000) / times);
        const device = n % 2 ? members[at]! : seconds[at]!;
        const request = { pollId: 'z02', choice: at % 3 ? 'approve' : 'reject' };
        return { personId, answer: await device.command(stream, 'ballot:cast', request, `z02-${personId}`) };
      }),
    ),
  );
  await Promise.all(ink);
  const receipts = new Map<string, Set<number>>();
  for (const { personId, answer } of answers)
    if (answer.ok) receipts.set(personId, (receipts.get(personId) ?? new Set()).add(answer.at.seq));
    else expect(answer.refusal).toBe('not-present');
  for (const seqs of receipts.values()) expect(seqs.size).toBe(1);
  await order(chair, 'poll:close', { pollId: 'z02' });
  await order(chair, 'poll:announce', { pollId: 'z02' });
  const board = await chair.board(stream);
  const counts = board.entities()['poll:z02']?.result?.counts;
  expect(receipts.size).toBeGreaterThan(15);
  expect((counts?.approve ?? 0) + (counts?.reject ?? 0)).toBe(receipts.size);
  expect(cabinet.faults).toEqual([]);
});

test('Z03 40 pens at 60 points a second: every finished stroke is everywhere, the points on the way stay few messages', async () => {
  const artists = await Promise.all(
    Array.from({ length: 40 }, (_, n) => cabinet.tablet(members[n % members.length]!.personId)),
  );
  for (const one of artists) await one.socket.emitWithAck('doc:open', { name: ink, stateVector: nothing, write: true });
  const viewers = await Promise.all(members.slice(0, 3).map(({ cookie }, n) => arrive(cookie, 1_000 + n)));
  let [messages, told] = [0, 0];
  viewers[0]!.socket.on('doc:live', ({ all }) => {
    messages += 1;
    told += all.length;
  });
  const pens = await Promise.all(artists.map(pen));
  const p = Buffer.from(encodeStroke(Array.from({ length: 60 }, (_, x) => ({ x, y: 1, pressure: 1 })))).toString(
    'base64',
  );
  let said = 0;
  await Promise.all(
    artists.map(async ({ socket }, at) => {
      for (let n = 0; n < 180; n += 1) {
        const key = `0-z${at}x${Math.floor(n / 60)}`;
        socket.emit('doc:live', {
          name: ink,
          pen: `p${at}`,
          live: { kind: 'ink', key, c: 'red', w: 1, from: n % 60, p },
        });
        said += 1;
        if (n % 60 === 59) await pens[at]!(key);
        await pause(16);
      }
    }),
  );
  const state = await cabinet.app.docs.read(ink, (doc) => Y.encodeStateVector(doc));
  for (const { doc } of viewers)
    await new Promise<void>((done) => {
      const look = () => Buffer.compare(Y.encodeStateVector(doc), state) === 0 && done();
      doc.on('update', look);
      look();
    });
  const strokes = artists.flatMap(({ personId }, at) =>
    [0, 1, 2].map((n) => viewers[0]!.doc.getMap(inkRoot(personId)).has(`0-z${at}x${n}`)),
  );
  expect(strokes).toEqual(strokes.map(() => true));
  expect(told).toBeGreaterThan(40);
  expect(messages).toBeLessThan(said / 10);
  expect(cabinet.faults).toEqual([]);
  for (const { socket } of viewers) socket.close();
});
