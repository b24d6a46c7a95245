import { agendaDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DocHandle } from './docs.js';
import { atServer, clientsIn, connected, draw, ink, offline, ready, sent, strokesOf } from './ink.fixture.js';
import { until } from './readable.js';
import { seen } from './seen.fixture.js';
import { stage } from './tablet.fixture.js';

const { server: startServer, tab, person, browser, kill } = stage();

test('a stroke reaches the server under a leased id, and another tablet', async () => {
  const server = await startServer();
  const an = person('an');
  const mine = await tab(server, an);
  const theirs = await tab(server, person('binh'));
  const other = theirs.docs.open(ink);
  await until(other.view, ({ live }) => live);
  expect(other.view.getState().state).toBe('read-only');
  const handle = mine.docs.open(ink, { write: true });
  const { doc } = await ready(handle);
  expect(doc.clientID).toBeGreaterThanOrEqual(2 ** 32);
  draw(handle, an, '0-a1');
  expect(handle.view.getState().unsent).toBe(1);
  await sent(mine);
  expect(handle.view.getState()).toMatchObject({ unsent: 0, state: 'ready', refused: null });
  expect(handle.view.getState().savedAt).not.toBeNull();
  await seen(() => expect(strokesOf(other.view.getState().doc, an)).toEqual(['0-a1']));
  expect(server.faults).toEqual([]);
});

test('a page that begins anew knows from its first moment what is unsent', async () => {
  const server = await startServer();
  const an = person('an');
  const one = browser();
  const before = await tab(server, an, one);
  const handle = before.docs.open(ink, { write: true });
  await ready(handle);
  server.down();
  await offline(before);
  draw(handle, an, '0-a');
  draw(handle, an, '0-b');
  await before.docs.flush();
  await kill(before);
  const after = await tab(server, an, one);
  expect([...after.docs.unsent.getState()]).toEqual([[ink, 2]]);
  expect(after.outbox.view.getState().waiting).toBe(2);
});

test('edits made offline arrive after the reconnect as single updates, in order of making', async () => {
  const server = await startServer();
  const an = person('an');
  const tablet = await tab(server, an);
  const handle = tablet.docs.open(ink, { write: true });
  await ready(handle);
  server.down();
  await offline(tablet);
  const keys = ['0-a', '0-b', '0-c', '0-d', '0-e'];
  for (const key of keys) draw(handle, an, key);
  handle.view.getState().doc.getMap(inkRoot(an)).delete('0-a');
  await until(tablet.outbox.view, ({ waiting }) => waiting === 6);
  expect(handle.view.getState()).toMatchObject({ state: 'ready', live: false, unsent: 6 });

  const progress: string[] = [];
  tablet.outbox.view.subscribe(({ sending }) => sending && progress.push(`${sending.done}/${sending.total}`));
  server.up();
  await sent(tablet);
  const updates = server.said('doc:update').map(({ update }) => update);
  expect(updates).toHaveLength(6);
  const copy = new Y.Doc();
  const grows = updates.slice(0, 5).map((update) => {
    Y.applyUpdate(copy, update);
    return strokesOf(copy, an);
  });
  expect(grows).toEqual(keys.map((_, at) => keys.slice(0, at + 1)));
  expect(await atServer(server, an)).toEqual(['0-b', '0-c', '0-d', '0-e']);
  expect(new Set(progress.map((one) => one.split('/')[1]))).toEqual(new Set(['6']));
  expect(tablet.outbox.view.getState()).toMatchObject({ waiting: 0, sending: null });
});

test('an update whose answer is lost is sent again, and is there once', async () => {
  const server = await startServer();
  const an = person('an');
  const tablet = await tab(server, an);
  const handle = tablet.docs.open(ink, { write: true });
  await ready(handle);
  let turn = 0;
  server.gate = () => (turn++ === 0 ? null : 'pass');
  draw(handle, an, '0-a1');
  await sent(tablet);
  expect(server.said('doc:update')).toHaveLength(2);
  expect(await atServer(server, an)).toEqual(['0-a1']);
  expect(tablet.docs.drafts.getState()).toEqual([]);
});

test('S19 answers that never come: the queue stays, on the page and over a reload, and goes up in order', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const before = await tab(server, an, device, device.tab(), { answerWithinMs: 100 });
  const handle = before.docs.open(ink, { write: true });
  await ready(handle);
  server.gate = () => 'silent';
  for (const key of ['0-a', '0-b', '0-c']) draw(handle, an, key);
  // Asked again and again, on a line that stays: never the next one before the first is answered.
  await seen(() => expect(server.said('doc:update').length).toBeGreaterThan(2));
  const asked = server.said('doc:update').map(({ update }) => Buffer.from(update).toString('hex'));
  expect(new Set(asked).size).toBe(1);
  expect(before.docs.unsent.getState().get(ink)).toBe(3);
  await before.docs.flush();
  await kill(before);

  const after = await tab(server, an, device, device.tab(), { answerWithinMs: 100 });
  await until(after.docs.unsent, (counts) => counts.get(ink) === 3);
  server.gate = () => 'pass';
  await until(after.docs.unsent, (counts) => counts.size === 0);
  expect(await atServer(server, an)).toEqual(['0-a', '0-b', '0-c']);
  expect(after.docs.drafts.getState()).toEqual([]);
});

test('after a reload what was unsent goes up once under its old id, and new edits have a new one', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const before = await tab(server, an, device);
  const first = before.docs.open(ink, { write: true });
  const oldId = (await ready(first)).doc.clientID;
  server.down();
  await offline(before);
  draw(first, an, '0-a1');
  draw(first, an, '0-a2');
  await until(before.docs.unsent, (counts) => counts.get(ink) === 2);
  await before.docs.flush();
  await kill(before);

  // Still offline: what was made is there, and can be gone on with.
  const after = await tab(server, an, device);
  const second = after.docs.open(ink, { write: true });
  const { doc } = await ready(second);
  expect(strokesOf(doc, an)).toEqual(['0-a1', '0-a2']);
  expect(doc.clientID).not.toBe(oldId);
  draw(second, an, '0-a3');
  server.up();
  await until(after.docs.unsent, (counts) => counts.size === 0 && server.said('doc:update').length > 0);
  await until(second.view, ({ unsent }) => unsent === 0);
  const clients = server.said('doc:update').flatMap(({ update }) => clientsIn(update));
  expect(clients).toEqual([oldId, oldId, doc.clientID]);
  expect(await atServer(server, an)).toEqual(['0-a1', '0-a2', '0-a3']);
});

test('what is unsent of a doc goes up though nobody opens it again', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const before = await tab(server, an, device);
  const handle = before.docs.open(ink, { write: true });
  await ready(handle);
  server.down();
  await offline(before);
  draw(handle, an, '0-a1');
  await before.docs.flush();
  await kill(before);
  server.up();
  const after = await tab(server, an, device);
  await connected(after);
  await seen(async () => expect(await atServer(server, an)).toEqual(['0-a1']));
  await until(after.docs.unsent, (counts) => counts.size === 0);
});

test('titles that two secretaries write at once are one title', async () => {
  const server = await startServer();
  const name = agendaDoc('m1');
  const [one, two, reader] = await Promise.all(['an', 'binh', 'chi'].map((who) => tab(server, person(who))));
  const writes = [one!, two!].map(({ docs }) => docs.open(name, { write: true }));
  const reads = reader!.docs.open(name);
  await Promise.all([...writes.map(ready), until(reads.view, ({ live }) => live)]);
  const title = (handle: DocHandle) =>
    (handle.view.getState().doc.getMap('items').get('i1') as Y.Map<Y.Text> | undefined)?.get('title');
  const { doc } = writes[0]!.view.getState();
  doc.transact(() => {
    const item = new Y.Map<unknown>();
    doc.getMap('items').set('i1', item);
    item.set('title', new Y.Text('Ngân sách'));
    item.set('order', 'a');
  });
  await seen(() => expect(title(writes[1]!)?.toString()).toBe('Ngân sách'));
  title(writes[0]!)?.insert(9, ' 2027');
  title(writes[1]!)?.insert(0, 'Dự toán ');
  title(writes[1]!)?.insert(8, 'lớn ');
  for (const handle of [...writes, reads])
    await seen(() => expect(title(handle)?.toString()).toBe('Dự toán lớn Ngân sách 2027'));
  await Promise.all([one!, two!].map(sent));
  expect(server.faults).toEqual([]);
  expect(reader!.device.reports).toEqual([]);
});

test('who is in a doc is told to the others, and that one has gone', async () => {
  const server = await startServer();
  const an = person('an');
  const mine = await tab(server, an);
  const theirs = await tab(server, person('binh'));
  const [here, there] = [mine, theirs].map(({ docs }) => docs.open(ink)) as [DocHandle, DocHandle];
  await Promise.all([here, there].map((handle) => until(handle.view, ({ live }) => live)));
  here.awareness.set({ page: 3 });
  const [seen] = await until(there.awareness.others, (others) => others.length === 1);
  expect(seen).toMatchObject({ person: { id: an }, state: { page: 3 } });
  here.awareness.set(null);
  await until(there.awareness.others, (others) => others.length === 0);
});
