import { minutesDoc, sharedInkDoc } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { encodeStroke } from '@ecab/shared/sync/stroke';
import { expect, test } from 'vitest';
import { openDatabase } from './database.js';
import { papersName } from './papers-cache.js';
import { until } from './readable.js';
import { seen } from './seen.fixture.js';
import type { TestServer } from './server.fixture.js';
import { stage } from './tablet.fixture.js';

const { server: startServer, tab, person, browser } = stage();
const stream = 'meeting/m1';
const both = { 'paper:p1': {}, 'paper:p2': {}, meeting: {} };
const stroke = { t: 'pen', c: 'blue', w: 2, p: encodeStroke([{ x: 10, y: 20, pressure: 0.5 }]) };

/** A tablet with two papers of the meeting, their ink and its minutes, and a paper of another meeting. */
async function filled(server: TestServer) {
  const an = person('an');
  const device = browser();
  const tablet = await tab(server, an, device);
  const board = tablet.boards.open(stream);
  await until(board.view, ({ state }) => state === 'live');
  const cache = await device.caches.open(papersName(an));
  for (const id of ['m1~p1~1', 'm1~p2~1', 'm2~p1~1'])
    await cache.put(`/api/papers/${encodeURIComponent(id)}/file`, new Response('%PDF'));
  for (const name of [sharedInkDoc('m1~p1~1'), sharedInkDoc('m1~p2~1'), minutesDoc('m1')]) {
    const handle = tablet.docs.open(name, { write: true });
    await until(handle.view, ({ state, live }) => state === 'ready' && live);
    if (name !== minutesDoc('m1')) handle.view.getState().doc.getMap(inkRoot(an)).set('0-a', stroke);
  }
  await until(tablet.docs.unsent, (counts) => counts.size === 0);
  const lies = async () => {
    const docs: string[] = [];
    for (const name of [sharedInkDoc('m1~p1~1'), sharedInkDoc('m1~p2~1'), minutesDoc('m1')])
      if (tablet.docs.peek(name).view.getState().state !== 'refused') docs.push(name);
    return { papers: [...(await tablet.papers.kept())].sort(), docs };
  };
  return { an, device, tablet, lies };
}

test('S09 a paper that the board no longer names is deleted from the tablet, and its ink is closed', async () => {
  const server = await startServer();
  server.board.commit(both);
  const { lies } = await filled(server);
  server.tell('board', server.board.commit({ 'paper:p1': {}, meeting: {} }));
  await seen(async () =>
    expect(await lies()).toEqual({
      papers: ['m1~p1~1', 'm2~p1~1'],
      docs: [sharedInkDoc('m1~p1~1'), minutesDoc('m1')],
    }),
  );
});

test('S10 who is no longer of the meeting keeps nothing of it, also when that was so while he was away', async () => {
  const server = await startServer();
  server.board.commit(both);
  const { an, device, tablet } = await filled(server);
  await tablet.boards.flush();
  await tablet.close();
  server.mayRead = () => false;
  server.refusesBoards = 'not-allowed';
  const after = await tab(server, an, device);
  // Nobody opens that meeting here.
  await seen(async () => expect(await after.papers.kept()).toEqual(['m2~p1~1']));
  const db = await openDatabase(an);
  await seen(async () => expect((await db.getAll('docs')).filter((one) => one.incarnation !== null)).toEqual([]));
  db.close();
  server.down();
  for (const name of [sharedInkDoc('m1~p1~1'), minutesDoc('m1')]) {
    const handle = after.docs.open(name);
    await after.docs.flush();
    await seen(() => expect(handle.view.getState().state).not.toBe('read-only'));
    expect([...handle.view.getState().doc.getMap(inkRoot(an)).keys()]).toEqual([]);
  }
});

test('a fault of the server at a board takes nothing from the tablet', async () => {
  const server = await startServer();
  server.board.commit(both);
  const { an, device, tablet } = await filled(server);
  await tablet.boards.flush();
  await tablet.close();
  server.refusesBoards = 'internal';
  const after = await tab(server, an, device);
  const board = after.boards.open(stream);
  await until(board.view, ({ refusal }) => refusal === 'internal');
  const handle = after.docs.open(sharedInkDoc('m1~p1~1'));
  await until(handle.view, ({ live }) => live);
  expect((await after.papers.kept()).length).toBe(3);
  server.refusesBoards = null;
  server.cut();
  await until(board.view, ({ state }) => state === 'live');
});
