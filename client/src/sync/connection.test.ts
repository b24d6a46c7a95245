import { expect, test } from 'vitest';
import { testBrowser } from './browser.fixture.js';
import { until } from './readable.js';
import { seen } from './seen.fixture.js';
import { stage } from './tablet.fixture.js';

const { server: startServer, tab, person } = stage();

test('the greeting goes before everything else, on every connection', async () => {
  const server = await startServer();
  const { connection, boards } = await tab(server, person());
  boards.open('meeting/m1');
  await until(connection.state, ({ link }) => link === 'connected');
  await seen(() => expect(server.said('board:open')).toHaveLength(1));
  server.cut();
  await seen(() => expect(server.said('board:open')).toHaveLength(2));
  const order = server.heard.map(({ name }) => name).filter((name) => name === 'hello' || name === 'board:open');
  expect(order).toEqual(['hello', 'board:open', 'hello', 'board:open']);
});

test('the device keeps its id, and tells the incarnation of what it has kept', async () => {
  const server = await startServer();
  const personId = person();
  const first = await tab(server, personId);
  await until(first.connection.state, ({ link }) => link === 'connected');
  await first.close();
  const second = await tab(server, personId);
  await until(second.connection.state, ({ link }) => link === 'connected');
  expect(server.said('hello').map(({ incarnation }) => incarnation)).toEqual([null, 'first']);
});

test('out of reach it says since when, and comes back by itself', async () => {
  const server = await startServer();
  const { connection } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'connected');
  server.down();
  const { since } = await until(connection.state, ({ link }) => link === 'offline');
  expect(Date.parse(since!)).not.toBeNaN();
  server.up();
  const back = await until(connection.state, ({ link }) => link === 'connected');
  expect(back.since).toBeNull();
});

test('a page that is looked at again does not wait for its turn', async () => {
  const server = await startServer();
  const device = testBrowser().tab({ backOff: () => 1_000_000 });
  const { connection } = await tab(server, person(), undefined, device);
  await until(connection.state, ({ link }) => link === 'connected');
  server.cut();
  await until(connection.state, ({ link }) => link === 'connecting');
  device.happens('visible');
  await until(connection.state, ({ link }) => link === 'connected');
});

test('a server that wants a newer version is left alone', async () => {
  const server = await startServer();
  server.lowestProtocol = 99;
  const { connection } = await tab(server, person());
  const { ended, link } = await until(connection.state, (state) => state.ended !== null);
  expect({ ended, link }).toEqual({ ended: 'please-update', link: 'offline' });
  connection.retry();
  await seen(() => expect(server.connected()).toBe(0));
  expect(server.said('hello')).toHaveLength(1);
});

test('who is greeted as somebody else is signed out here, and sends nothing', async () => {
  const server = await startServer();
  const { connection, commands } = await tab(server, 'binh', undefined, testBrowser().tab());
  expect((await until(connection.state, ({ link }) => link === 'connected')).ended).toBeNull();
  const other = person();
  const { startSync } = await import('./sync.js');
  const device = testBrowser().tab();
  const wrong = await startSync({ personId: other, app: 'test', deviceId: 'binh.device', device, url: server.url });
  void wrong.commands.send('meeting/m1', 'floor:ask', { kind: 'speech' }, { queue: true });
  expect((await until(wrong.connection.state, ({ ended }) => ended !== null)).ended).toBe('signed-out');
  await wrong.close();
  expect(server.said('command')).toEqual([]);
  expect(commands.waiting.getState()).toBe(0);
});

test('a session that ends is told once and not tried again', async () => {
  const server = await startServer();
  const { connection } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'connected');
  server.tell('signed-out', { reason: 'revoked' });
  expect((await until(connection.state, ({ ended }) => ended !== null)).ended).toBe('signed-out');
});

test("timers go by the server's clock, however wrong the device's is", async () => {
  const server = await startServer();
  server.aheadMs = 2 * 86_400_000;
  const { connection } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'connected');
  const hours = (connection.serverNow() - Date.now()) / 3_600_000;
  expect(Math.round(hours)).toBe(48);
});

test('told to come again, it greets anew when it is its turn, on the same line', async () => {
  const server = await startServer();
  server.busy.push(30, 5);
  const { connection } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'connected');
  expect(server.said('hello')).toHaveLength(3);
  expect(new Set(server.heard.map(({ from }) => from)).size).toBe(1);
});
