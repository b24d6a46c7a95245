import { agendaDoc, minutesDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DocHandle } from './docs.js';
import { readDraft } from './draft.js';
import { until } from './readable.js';
import { seen } from './seen.fixture.js';
import type { TestServer } from './server.fixture.js';
import { stage, type Tablet } from './tablet.fixture.js';

const { server: startServer, tab, person, browser, kill } = stage();
const ink = sharedInkDoc('v1');
const stroke = { t: 'pen', c: 'blue', w: 2, p: encodeStroke([{ x: 10, y: 20, pressure: 0.5 }]) };

const strokesOf = (doc: Y.Doc, personId: string) => [...doc.getMap(inkRoot(personId)).keys()].sort();
const draw = (handle: DocHandle, personId: string, key: string) =>
  handle.view.getState().doc.getMap(inkRoot(personId)).set(key, stroke);
const atServer = (server: TestServer, personId: string, name = ink) =>
  server.docs.read(name, (doc) => strokesOf(doc, personId));
const ready = (handle: DocHandle) => until(handle.view, ({ state }) => state === 'ready');
const sent = ({ docs }: Tablet) => until(docs.unsent, (counts) => counts.size === 0);
const connected = ({ connection }: Tablet) => until(connection.state, ({ link }) => link === 'connected');
const offline = ({ connection }: Tablet) => until(connection.state, ({ link }) => link === 'offline');
/** Whose structs an update holds. */
const clientsIn = (update: Uint8Array) => [...Y.parseUpdateMeta(update).from.keys()];

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

test('two tabs never write under one id, one of them sends, and both see both', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const tabs = [await tab(server, an, device), await tab(server, an, device)];
  const handles = tabs.map(({ docs }) => docs.open(ink, { write: true }));
  const ids = (await Promise.all(handles.map(ready))).map(({ doc }) => doc.clientID);
  expect(new Set(ids).size).toBe(2);
  server.down();
  await Promise.all(tabs.map(offline));
  draw(handles[0]!, an, '0-a1');
  // Without the server, over the channel between the tabs.
  await seen(() => expect(strokesOf(handles[1]!.view.getState().doc, an)).toEqual(['0-a1']));
  draw(handles[1]!, an, '0-b1');
  await seen(() => expect(strokesOf(handles[0]!.view.getState().doc, an)).toEqual(['0-a1', '0-b1']));
  for (const { docs } of tabs) await until(docs.unsent, (counts) => counts.get(ink) === 2);
  server.up();
  await Promise.all(tabs.map(sent));
  expect(server.said('doc:update').map(({ update }) => clientsIn(update))).toEqual([[ids[0]], [ids[1]]]);
  expect(await atServer(server, an)).toEqual(['0-a1', '0-b1']);
});

test('when the tab that sends dies, the other goes on', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const first = await tab(server, an, device);
  await connected(first);
  const second = await tab(server, an, device);
  const handle = second.docs.open(ink, { write: true });
  await ready(handle);
  await kill(first);
  draw(handle, an, '0-a1');
  await sent(second);
  expect(await atServer(server, an)).toEqual(['0-a1']);
});

test('a hidden tab, which may be suspended any time, lets the other one send', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const first = await tab(server, an, device);
  const handle = first.docs.open(ink, { write: true });
  await ready(handle);
  const second = await tab(server, an, device);
  await connected(second);
  const senders = () => server.heard.filter(({ name }) => name === 'doc:update').map(({ from }) => from);
  draw(handle, an, '0-a1');
  await sent(first);
  first.device.happens('hidden');
  draw(handle, an, '0-a2');
  await sent(first);
  expect(new Set(senders()).size).toBe(2);
  expect(await atServer(server, an)).toEqual(['0-a1', '0-a2']);
});

test('without locks two tabs still have two ids, and nothing is there twice', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser({ locks: false });
  const tabs = [await tab(server, an, device), await tab(server, an, device)];
  const handles = tabs.map(({ docs }) => docs.open(ink, { write: true }));
  const ids = (await Promise.all(handles.map(ready))).map(({ doc }) => doc.clientID);
  expect(new Set(ids).size).toBe(2);
  for (const [at, handle] of handles.entries()) draw(handle, an, `0-${at}`);
  await Promise.all(tabs.map(sent));
  await seen(async () => expect(await atServer(server, an)).toEqual(['0-0', '0-1']));
  for (const { docs } of tabs) expect(docs.drafts.getState()).toEqual([]);
});

test('a refused stroke is kept as a draft, and the doc is again what the server has', async () => {
  const server = await startServer();
  const an = person('an');
  const tablet = await tab(server, an);
  const handle = tablet.docs.open(ink, { write: true });
  const { doc: before } = await ready(handle);
  draw(handle, an, '0-good');
  await sent(tablet);
  // Under somebody else's root: the check refuses it.
  draw(handle, 'binh', '0-bad');
  draw(handle, an, '0-after');
  const { refused } = await until(handle.view, (view) => view.refused !== null);
  expect(refused?.refusal).toBe('not-permitted');
  const { doc } = await until(handle.view, ({ state, live }) => state === 'ready' && live);
  expect(doc).not.toBe(before);
  expect(doc.clientID).not.toBe(before.clientID);
  await sent(tablet);
  expect(strokesOf(doc, 'binh')).toEqual([]);
  expect(strokesOf(doc, an)).toEqual(await atServer(server, an));

  const drafts = await until(tablet.docs.drafts, (all) => all.length > 0);
  const [draft] = drafts;
  expect(draft).toMatchObject({ id: refused?.draftId, doc: ink, refusal: 'not-permitted' });
  const kept = readDraft(draft!);
  expect(strokesOf(kept, 'binh')).toEqual(['0-bad']);

  // And writing goes on.
  draw(handle, an, '0-next');
  await sent(tablet);
  expect(await atServer(server, an)).toContain('0-next');
  for (const { id } of drafts) await tablet.docs.discardDraft(id);
  expect(tablet.docs.drafts.getState()).toEqual([]);
});

test('an editor that writes what was refused again and again is slowed down', async () => {
  const server = await startServer();
  const waits: number[] = [];
  const an = person('an');
  const one = browser();
  const backOff = (attempt: number) => {
    waits.push(attempt);
    return 1;
  };
  const tablet = await tab(server, an, one, one.tab({ backOff }));
  const handle = tablet.docs.open(ink, { write: true });
  for (let n = 1; n <= 3; n += 1) {
    await ready(handle);
    draw(handle, 'binh', '0-bad');
    await until(tablet.docs.drafts, (all) => all.length === n);
  }
  await seen(() => expect(waits).toEqual([1, 2]));
  await ready(handle);
  draw(handle, an, '0-good');
  await sent(tablet);
  expect(await atServer(server, an)).toEqual(['0-good']);
});

test('what an editor writes into a doc that was given up becomes a draft, and goes nowhere', async () => {
  const server = await startServer();
  const an = person('an');
  const tablet = await tab(server, an);
  const handle = tablet.docs.open(ink, { write: true });
  const { doc: old } = await ready(handle);
  draw(handle, 'binh', '0-bad');
  await until(handle.view, ({ doc, state, live }) => doc !== old && state === 'ready' && live);
  old.getMap(inkRoot(an)).set('0-late', stroke);
  const drafts = await until(tablet.docs.drafts, (all) => all.length === 2);
  expect(drafts.map(({ refusal }) => refusal).sort()).toEqual(['not-permitted', 'read-only']);
  await sent(tablet);
  expect(await atServer(server, an)).toEqual([]);
  expect(handle.view.getState().state).toBe('ready');
});

test('a refusal in one tab takes what depends on it out of the other', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const tabs = [await tab(server, an, device), await tab(server, an, device)];
  const [one, two] = tabs.map(({ docs }) => docs.open(ink, { write: true })) as [DocHandle, DocHandle];
  await Promise.all([ready(one), ready(two)]);
  draw(one, 'binh', '0-bad');
  for (const handle of [one, two]) {
    await until(handle.view, (view) => view.refused !== null);
    const { doc } = await until(handle.view, ({ state, live }) => state === 'ready' && live);
    expect(strokesOf(doc, 'binh')).toEqual([]);
  }
  draw(two, an, '0-a1');
  await Promise.all(tabs.map(sent));
  expect(await atServer(server, an)).toEqual(['0-a1']);
  expect(tabs[1]!.docs.drafts.getState()).toHaveLength(1);
});

test('unavailable and too-fast are of the moment: the update waits and goes up', async () => {
  const server = await startServer();
  const an = person('an');
  const tablet = await tab(server, an);
  const handle = tablet.docs.open(ink, { write: true });
  await ready(handle);
  const refusals = ['unavailable', 'too-fast', 'internal'];
  server.gate = () => {
    const refusal = refusals.shift();
    return refusal === undefined ? 'pass' : { ok: false, refusal };
  };
  draw(handle, an, '0-a1');
  await sent(tablet);
  expect(await atServer(server, an)).toEqual(['0-a1']);
  expect(tablet.docs.drafts.getState()).toEqual([]);
});

test('a final doc is shown and not written', async () => {
  const server = await startServer();
  const name = minutesDoc('m1');
  const tablet = await tab(server, person());
  const handle = tablet.docs.open(name, { write: true });
  await ready(handle);
  await server.docs.finalise(name, await server.docs.digest(name));
  await until(handle.view, ({ state }) => state === 'final');
  server.cut();
  await until(handle.view, ({ live }) => !live);
  await until(handle.view, ({ live }) => live);
  expect(handle.view.getState().state).toBe('final');
});

test('who may only read writes nothing: an edit all the same is set aside and told', async () => {
  const server = await startServer();
  server.mayWrite = () => false;
  const an = person('an');
  const tablet = await tab(server, an);
  const handle = tablet.docs.open(ink, { write: true });
  const { doc } = await until(handle.view, ({ state }) => state === 'read-only');
  draw(handle, an, '0-a1');
  await until(handle.view, (view) => view.refused !== null && view.live);
  expect(handle.view.getState().doc).not.toBe(doc);
  expect(strokesOf(handle.view.getState().doc, an)).toEqual([]);
  await until(tablet.docs.drafts, (drafts) => drafts.length === 1);
  expect(server.said('doc:update')).toEqual([]);
});

test('a revoked doc is closed and deleted; only what this person had not sent stays, as a draft', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const tablet = await tab(server, an, device);
  const handle = tablet.docs.open(ink, { write: true });
  await ready(handle);
  draw(handle, an, '0-sent');
  await sent(tablet);
  server.gate = () => ({ ok: false, refusal: 'unavailable' });
  draw(handle, an, '0-unsent');
  await tablet.docs.flush();
  server.mayRead = () => false;
  server.tell('revoked', { streams: [], docs: [ink], papers: [] });
  const { doc } = await until(handle.view, ({ state }) => state === 'refused');
  expect(strokesOf(doc, an)).toEqual([]);
  const [draft] = await until(tablet.docs.drafts, (drafts) => drafts.length > 0);
  expect(draft).toMatchObject({ refusal: 'not-allowed', state: null });
  await kill(tablet);
  server.down();
  const after = await tab(server, an, device);
  await offline(after);
  const again = after.docs.open(ink);
  await after.docs.flush();
  expect(again.view.getState().state).toBe('loading');
  expect(strokesOf(again.view.getState().doc, an)).toEqual([]);
});

test('a server restored from an older backup gets nothing sent: the whole copy is kept aside', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const before = await tab(server, an, device);
  const handle = before.docs.open(ink, { write: true });
  await ready(handle);
  draw(handle, an, '0-sent');
  await sent(before);
  server.down();
  await offline(before);
  draw(handle, an, '0-unsent');
  await before.docs.flush();
  await before.close();

  const restored = await startServer();
  restored.incarnation = 'second';
  const after = await tab(restored, an, device);
  const again = after.docs.open(ink, { write: true });
  const { doc } = await until(again.view, ({ state, live }) => state === 'ready' && live);
  expect(strokesOf(doc, an)).toEqual([]);
  const [draft] = await until(after.docs.drafts, (drafts) => drafts.length > 0);
  expect(draft?.refusal).toBe('restored');
  const kept = readDraft(draft!);
  expect(strokesOf(kept, an)).toEqual(['0-sent', '0-unsent']);
  expect(restored.said('doc:update')).toEqual([]);
});

test('a server that has lost what it acknowledged is found out by its state vector', async () => {
  const server = await startServer();
  const an = person('an');
  const device = browser();
  const before = await tab(server, an, device);
  const handle = before.docs.open(ink, { write: true });
  await ready(handle);
  draw(handle, an, '0-sent');
  await sent(before);
  await before.close();
  const after = await tab(await startServer(), an, device);
  const again = after.docs.open(ink, { write: true });
  await until(again.view, ({ state, live }) => state === 'ready' && live);
  const [draft] = await until(after.docs.drafts, (drafts) => drafts.length > 0);
  expect(draft).toMatchObject({ refusal: 'restored', updates: [] });
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
