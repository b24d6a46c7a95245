import { expect, test } from 'vitest';
import type { DocHandle } from './docs.js';
import { atServer, clientsIn, connected, draw, ink, offline, ready, sent, strokesOf } from './ink.fixture.js';
import { until } from './readable.js';
import { seen } from './seen.fixture.js';
import { stage } from './tablet.fixture.js';

const { server: startServer, tab, person, browser, kill } = stage();

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
