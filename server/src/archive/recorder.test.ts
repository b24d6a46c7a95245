import { randomBytes } from 'node:crypto';
import { privateInkDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot, strokeKey } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openSigner } from '../ledger/signer.js';
import { memoryStore } from '../storage/memory.js';
import { createDocs } from '../sync/docs.js';
import { Leases } from '../sync/leases.js';
import { verifyPackage } from '../verify/package.js';
import { unzip } from '../verify/zip.js';
import { createWriter, type Write } from './orders.fixture.js';
import { bodyOrders, documentOrders, later, meetingOrders, type Ordered } from './past.fixture.js';
import { demoBody, pastMeetings } from './past-data.fixture.js';
import { readWhole } from './read-whole.js';
import { createRecorder } from './recorder.js';

const now = () => '2026-11-20T00:00:00.000Z';
const store = memoryStore({ now });
const leases = new Leases({ vault: store.vault, now, random: randomBytes });
const onFault = (fault: unknown) => {
  throw fault;
};
const docs = createDocs({ streams: store.streams, leases, now, onFault });
const { streams, blobs } = store;
const signer = await openSigner(store.vault);
const directory = { bodyId: demoBody.id };
const recorder = createRecorder({ streams, blobs, docs, directory, release: '1.0.0', signer });
const minutesPdf = Buffer.from('%PDF-1.7 minutes');
const paperPdf = Buffer.from('%PDF-1.7 paper');
let write: Write;

const filesOf = async (meetingId: string) => {
  const { sha256, sizeBytes } = await recorder.pack(meetingId);
  const bytes = (await readWhole(blobs, sha256))!;
  expect(bytes.length).toBe(sizeBytes);
  return { bytes, sha256, files: new Map(unzip(bytes).map((one) => [one.name, new TextDecoder().decode(one.bytes)])) };
};
const json = <T>(files: ReadonlyMap<string, string>, name: string) => JSON.parse(files.get(name)!) as T;

beforeAll(async () => {
  write = await createWriter(store);
  await write(bodyOrders());
  await blobs.put(minutesPdf);
});

/** With a paper for its first item. */
async function* withPaper(orders: Iterable<Ordered>, itemId: string): AsyncGenerator<Ordered> {
  const { sha256, size } = await blobs.put(paperPdf);
  const about = {
    paperId: 'p1',
    itemId,
    title: 'Tài liệu',
    pages: 1,
    needsPassword: false,
    text: null,
    filename: 'a.pdf',
  };
  for (const order of orders) {
    if (order.name === 'papers:send')
      yield { ...order, name: 'paper:add', request: { ...about, sha256, sizeBytes: size } };
    yield order;
  }
}
/** With this many requests for the floor, each withdrawn, while an item is on the table. */
function* withRequests(orders: Iterable<Ordered>, many: number): Generator<Ordered> {
  for (const order of orders) {
    yield order;
    if (order.name !== 'item:call') continue;
    for (let n = 0; n < 2 * many; n += 1) {
      const at = new Date(Date.parse(order.at) + n + 1).toISOString();
      const [name, request] = n % 2 === 0 ? ['floor:ask', { kind: 'speech' }] : ['floor:withdraw', {}];
      yield { ...order, at, name: name as string, request: request as object };
    }
    many = 0;
  }
}
/** Draws one stroke into a doc of ink as a tablet would. @returns its points in base64. */
async function draw(name: string, personId: string, x: number): Promise<string> {
  const owner = { personId, deviceId: 'tablet' };
  const doc = new Y.Doc();
  [doc.clientID] = (await leases.lease(name, owner, 1)) as [number];
  const p = encodeStroke([{ x, y: 1, pressure: 1 }]);
  doc.getMap(inkRoot(personId)).set(strokeKey(0, 's1'), { t: 'pen', c: 'blue', w: 1.5, p });
  expect(await docs.update(name, owner, Y.encodeStateAsUpdate(doc))).toMatchObject({ ok: true });
  return Buffer.from(p).toString('base64');
}

test('every past meeting of the demonstration is packed, packed again the same, and its package holds', async () => {
  for (const one of pastMeetings) {
    await write(meetingOrders(one, minutesPdf));
    const { bytes, sha256 } = await filesOf(one.id);
    expect(() => verifyPackage(bytes, { keys: null, say: () => {} })).not.toThrow();
    expect((await recorder.pack(one.id)).sha256).toBe(sha256);
  }
}, 60_000);

test('the package has documents of the meeting that were registered by then, people as they were called, no later news', async () => {
  const fresh = {
    ...pastMeetings[0]!,
    id: 'm-again',
    items: pastMeetings[0]!.items.map((one) => ({ ...one, tasks: [] })),
  };
  const own = [...documentOrders()].filter(
    ({ request }) => (request as { meetingId: string }).meetingId === 'm-2023-12-28',
  );
  const [early, late] = own.map((one) => ({ ...one, request: { ...one.request, meetingId: fresh.id } }));
  await write([{ ...early!, at: later(fresh.startedAt, 60) }]);
  await write(meetingOrders(fresh, minutesPdf));
  const before = await filesOf(fresh.id);
  await write([{ ...late!, at: '2026-01-01T00:00:00.000Z' }]);
  const [, first] = bodyOrders();
  const { person } = first!.request as { person: { personId: string; fullName: string } };
  const request = { person: { ...person, fullName: 'Tên Sau Này' } };
  await write([{ ...first!, at: '2026-01-01T00:00:00.000Z', name: 'roster:amend', request }]);
  const after = await filesOf(fresh.id);
  expect(after.sha256).toBe(before.sha256);
  const decisions = json<{ documentId: string }[]>(after.files, 'decisions.json');
  expect(decisions.map(({ documentId }) => documentId)).toEqual([
    (early!.request as { documentId?: string }).documentId,
  ]);
  const people = json<{ personId: string; fullName: string }[]>(after.files, 'people.json');
  expect(people.find(({ personId }) => personId === person.personId)?.fullName).toBe(person.fullName);
  expect(people.map(({ personId }) => personId)).toEqual(expect.arrayContaining(['p-uyen', fresh.secretary]));
});

test('R20: a record of 20,000 entries is packed a little at a time, and holds', async () => {
  const one = {
    ...pastMeetings[0]!,
    id: 'm-long',
    items: pastMeetings[0]!.items.map((item) => ({ ...item, tasks: [] })),
  };
  await write(withRequests(meetingOrders(one, minutesPdf), 10_000));
  let turns = 0;
  let packing = true;
  const other = () => {
    turns += 1;
    if (packing) setImmediate(other);
  };
  other();
  const { sha256 } = await recorder.pack(one.id);
  packing = false;
  // Others had their turn at least once in a hundred entries, when they are read and when people are gathered.
  expect(turns).toBeGreaterThan(400);
  const told: string[] = [];
  verifyPackage((await readWhole(blobs, sha256))!, { keys: null, say: (_vi, en) => told.push(en) });
  expect(told.join(' ')).toMatch(/20,?\d\d\d/);
}, 60_000);

test('shared ink is in it, private ink never', async () => {
  const one = {
    ...pastMeetings[1]!,
    id: 'm-ink',
    items: pastMeetings[1]!.items.map((item) => ({ ...item, tasks: [] })),
  };
  const orders: Ordered[] = [];
  for await (const order of withPaper(meetingOrders(one, minutesPdf), one.items[0]!.id)) orders.push(order);
  await write(orders);
  const versionId = `${one.id}~p1~1`;
  const shared = await draw(sharedInkDoc(versionId), 'p-oanh', 111);
  const secret = await draw(privateInkDoc(versionId, 'p-oanh'), 'p-oanh', 222);
  const { files } = await filesOf(one.id);
  expect(json(files, 'annotations-shared.json')).toEqual({
    [versionId]: [
      { personId: 'p-oanh', pageIndex: 0, strokeId: 's1', tool: 'pen', colour: 'blue', width: 1.5, points: shared },
    ],
  });
  expect(files.get('papers/p1/1-a.pdf')).toBe(paperPdf.toString());
  expect(secret).not.toBe(shared);
  for (const text of files.values()) expect(text).not.toContain(secret);
});
