import { expect, test } from 'vitest';
import { until } from './readable.js';
import { seen } from './seen.fixture.js';
import { stage } from './tablet.fixture.js';

const { server: startServer, tab, person, browser, kill } = stage();
const stream = 'meeting/m1';
const an = { name: 'An', present: true };
const floor = { waiting: [] as string[] };

async function opened() {
  const server = await startServer();
  server.board.commit({ 'person:an': an, floor });
  const tablet = await tab(server, person());
  const board = tablet.boards.open(stream);
  await until(board.view, ({ state }) => state === 'live');
  return { server, tablet, board, view: () => board.view.getState() };
}

test('an opened board has every entity, its seq, and what concerns this person', async () => {
  const { view } = await opened();
  expect(view()).toMatchObject({ seq: 1, you: { role: 'member' }, refusal: null });
  expect(view().entities).toEqual({ 'person:an': an, floor });
});

test('what did not change keeps its identity, over updates and over a board opened anew', async () => {
  const { server, board, view } = await opened();
  const before = view().entities;
  server.tell('board', server.board.commit({ 'person:an': an, floor: { waiting: ['an'] } }));
  await until(board.view, ({ seq }) => seq === 2);
  expect(view().entities['person:an']).toBe(before['person:an']);
  expect(view().entities.floor).toEqual({ waiting: ['an'] });

  server.cut();
  await until(board.view, ({ state }) => state === 'kept');
  await until(board.view, ({ state }) => state === 'live');
  expect(view().entities['person:an']).toBe(before['person:an']);
});

test('what is gone from the board is gone here', async () => {
  const { server, board, view } = await opened();
  server.tell('board', server.board.commit({ floor }));
  await until(board.view, ({ seq }) => seq === 2);
  expect(view().entities).toEqual({ floor });
});

test("one's own write can be read once the board is as far as the answer", async () => {
  const { server, board, view } = await opened();
  let isThere = false;
  const there = board.untilSeq(2).then(() => {
    isThere = true;
  });
  await Promise.resolve();
  expect(isThere).toBe(false);
  server.tell('board', server.board.commit({ 'person:an': an, floor: { waiting: ['an'] } }));
  await there;
  expect(view().entities.floor).toEqual({ waiting: ['an'] });
});

test('a board of another generation takes nothing over from the one before', async () => {
  const { server, board, view } = await opened();
  server.down();
  await until(board.view, ({ state }) => state === 'kept');
  expect(view().entities).toEqual({ 'person:an': an, floor });
  server.board.regenerate({ 'item:i1': { title: 'Ngân sách' } });
  server.up();
  await until(board.view, ({ state }) => state === 'live');
  expect(view().entities).toEqual({ 'item:i1': { title: 'Ngân sách' } });
  expect(view().name).toBe('board/meeting/m1/all/2');
});

test('an update of another generation is no update of this board: it is opened anew', async () => {
  const { server, board, view, tablet } = await opened();
  server.board.regenerate({ 'person:an': an });
  server.tell('board', server.board.commit({ 'person:an': an, 'item:i1': { title: 'Ngân sách' } }));
  await until(board.view, ({ name, state }) => name === 'board/meeting/m1/all/2' && state === 'live');
  expect(view().entities).toEqual({ 'person:an': an, 'item:i1': { title: 'Ngân sách' } });
  expect(tablet.device.reports).toHaveLength(1);
});

test('another board sent whole, because rights have changed, replaces the one shown', async () => {
  const { server, board, view, tablet } = await opened();
  server.board.regenerate({ 'item:i6': { title: 'Đất đai' } });
  const { name, seq, state, digest } = server.board.opened();
  server.tell('board', { stream, name, seq, update: state, digest });
  await until(board.view, (shown) => shown.name === name);
  expect(view().entities).toEqual({ 'item:i6': { title: 'Đất đai' } });
  expect(server.said('board:open')).toHaveLength(1);
  expect(tablet.device.reports).toEqual([]);
});

test('a copy that is not what the server projects is dropped, opened anew and reported', async () => {
  const { server, board, view, tablet } = await opened();
  // The update is lost on the way; only the next, with the digest, arrives.
  server.board.commit({ 'person:an': { ...an, present: false }, floor });
  const next = server.board.commit({ 'person:an': { ...an, present: false }, floor: { waiting: ['binh'] } });
  server.tell('board', { ...next, update: new Uint8Array(), digest: server.board.digest() });
  await until(board.view, ({ seq, state }) => seq === 3 && state === 'live');
  expect(view().entities).toEqual({ 'person:an': { ...an, present: false }, floor: { waiting: ['binh'] } });
  expect(server.said('board:open')).toHaveLength(2);
  expect(tablet.device.reports).toHaveLength(1);
});

test('a right digest changes nothing', async () => {
  const { server, board, tablet } = await opened();
  const next = server.board.commit({ floor });
  server.tell('board', { ...next, digest: server.board.digest() });
  await until(board.view, ({ seq }) => seq === 2);
  expect(server.said('board:open')).toHaveLength(1);
  expect(tablet.device.reports).toEqual([]);
});

test('an update that builds on a missed one has the board opened anew', async () => {
  const { server, board, view } = await opened();
  server.board.commit({ 'person:an': an, floor: { waiting: ['an'] } });
  server.tell('board', server.board.commit({ 'person:an': an, floor: { waiting: ['an', 'binh'] } }));
  await seen(() => expect(server.said('board:open')).toHaveLength(2));
  await until(board.view, ({ state }) => state === 'live');
  expect(view().entities.floor).toEqual({ waiting: ['an', 'binh'] });
});

test('the last board shows on a tablet that starts without the network', async () => {
  const server = await startServer();
  server.board.commit({ 'person:an': an, floor });
  const personId = person();
  const device = browser();
  const before = await tab(server, personId, device);
  await until(before.boards.open(stream).view, ({ state }) => state === 'live');
  await before.boards.flush();
  await kill(before);
  server.down();

  const after = await tab(server, personId, device);
  const shown = await until(after.boards.open(stream).view, ({ state }) => state === 'kept');
  expect(shown).toMatchObject({ seq: 1, you: { role: 'member' }, entities: { 'person:an': an, floor } });
});

test('a revoked board is closed, and nothing of it is kept', async () => {
  const { server, board, tablet } = await opened();
  await tablet.boards.flush();
  server.tell('revoked', { streams: [stream], docs: [], papers: [] });
  const view = await until(board.view, ({ state }) => state === 'refused');
  expect(view).toMatchObject({ refusal: 'not-allowed', entities: {}, you: null });
  server.down();
  await until(tablet.connection.state, ({ link }) => link !== 'connected');
  const again = await tab(server, tablet.personId);
  await until(again.connection.state, ({ link }) => link === 'offline');
  expect(again.boards.open(stream).view.getState().state).toBe('loading');
});

test('a board that may not be seen says so', async () => {
  const server = await startServer();
  const tablet = await tab(server, person());
  const view = await until(tablet.boards.open('meeting/other').view, ({ state }) => state === 'refused');
  expect(view.refusal).toBe('not-allowed');
});
