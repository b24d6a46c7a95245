import { minutesDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { openDatabase } from './database.js';
import { DocStore } from './doc-store.js';
import { readDraft } from './draft.js';
import { atServer, draw, ink, offline, ready, sent, stroke, strokesOf } from './ink.fixture.js';
import { until } from './readable.js';
import { seen } from './seen.fixture.js';
import { stage } from './tablet.fixture.js';

const { server: startServer, tab, person, browser, kill } = stage();

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

test('an update larger than the server takes becomes a draft unsent, and the connection stays', async () => {
  const server = await startServer();
  const an = person('an');
  const tablet = await tab(server, an);
  const handle = tablet.docs.open(minutesDoc('m1'), { write: true });
  const { doc } = await ready(handle);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('Ý kiến '.repeat(50_000))]);
  doc.getXmlFragment('body').push([paragraph]);
  const [draft] = await until(tablet.docs.drafts, (all) => all.length > 0);
  expect(draft?.refusal).toBe('too-large');
  expect(readDraft(draft!).getXmlFragment('body').toString()).toContain('Ý kiến Ý kiến');
  await sent(tablet);
  expect(server.said('doc:update')).toEqual([]);
  expect(server.said('hello')).toHaveLength(1);
});

test('what was made while a refusal was being kept is in its draft', async () => {
  const db = await openDatabase(person('an'));
  const store = new DocStore(db);
  const [base, mine] = [new Y.Doc(), new Y.Doc()];
  const updates: Uint8Array[] = [];
  mine.on('update', (update: Uint8Array) => updates.push(update));
  for (const key of ['a', 'b', 'c']) mine.getMap(inkRoot('an')).set(`0-${key}`, stroke);
  const [first, second, third] = updates as [Uint8Array, Uint8Array, Uint8Array];
  const draft = (id: string) => ({ id, at: '2026-11-26T01:00:00.000Z' });
  await store.keep(ink, 0, [], [first, second], null, draft('none'));
  await store.giveUp(ink, 'unsent', { ...draft('refused'), refusal: 'not-permitted' });
  expect(await store.keep(ink, 0, [], [third], null, draft('late'))).toBe('outdated');
  await store.groundDrafts(ink, 1, () => Y.encodeStateAsUpdate(base));
  const late = (await store.drafts()).find(({ id }) => id === 'late')!;
  expect(strokesOf(readDraft(late), 'an')).toContain('0-c');
  db.close();
});

test('a doc that is closed while it is being opened stays on the tablet, whatever is answered then', async () => {
  const server = await startServer();
  const an = person('an');
  const tablet = await tab(server, an, browser(), undefined, { lingerMs: 0 });
  const first = tablet.docs.open(ink, { write: true });
  await ready(first);
  draw(first, an, '0-a');
  await sent(tablet);
  let answer: (may: boolean) => void = () => {};
  const asked = new Promise<void>((told) => {
    server.mayRead = () =>
      new Promise<boolean>((done) => {
        answer = done;
        told();
      });
  });
  server.cut();
  await asked;
  first.close();
  await seen(() => expect(server.said('doc:close')).toHaveLength(1));
  answer(false);
  // What is asked after it is answered after it.
  await tablet.connection.ask('board:open', { stream: 'meeting/m1' });
  server.down();
  await offline(tablet);
  const again = tablet.docs.open(ink);
  await until(again.view, ({ state }) => state === 'read-only');
  expect(strokesOf(again.view.getState().doc, an)).toEqual(['0-a']);
});

test('a fault of the device that passes is waited out: what was written before it is sent without another word', async () => {
  const server = await startServer();
  const an = person('an');
  const tablet = await tab(server, an);
  const handle = tablet.docs.open(ink, { write: true });
  await ready(handle);
  const first = vi.spyOn(DocStore.prototype, 'first').mockRejectedValueOnce(new Error('UnknownError'));
  draw(handle, an, '0-a');
  await sent(tablet);
  expect(first.mock.calls.length).toBeGreaterThan(1);
  first.mockRestore();
  expect(await atServer(server, an)).toEqual(['0-a']);
});

test('while the device cannot be read a doc is tried again at leisure, and opens when it can', async () => {
  const server = await startServer();
  const an = person('an');
  const one = browser();
  const waits: number[] = [];
  const backOff = (attempt: number) => {
    waits.push(attempt);
    return 5;
  };
  const unsent = vi.spyOn(DocStore.prototype, 'unsent').mockRejectedValue(new Error('InvalidStateError'));
  const tablet = await tab(server, an, one, one.tab({ backOff }));
  const handle = tablet.docs.open(ink, { write: true });
  await seen(() => expect(waits.length).toBeGreaterThan(2));
  expect(unsent.mock.calls.length).toBeLessThanOrEqual(waits.length + 1);
  unsent.mockRestore();
  await ready(handle);
});

test('where there is no room to note that a doc is open, what was written earlier is sent all the same', async () => {
  const server = await startServer();
  const an = person('an');
  const tablet = await tab(server, an);
  const handle = tablet.docs.open(ink, { write: true });
  await ready(handle);
  server.down();
  await offline(tablet);
  draw(handle, an, '0-a');
  await tablet.docs.flush();
  const opened = vi.spyOn(DocStore.prototype, 'opened').mockRejectedValue(new Error('QuotaExceededError'));
  server.up();
  await sent(tablet);
  opened.mockRestore();
  expect(await atServer(server, an)).toEqual(['0-a']);
});
