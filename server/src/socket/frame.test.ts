import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterEach, expect, test } from 'vitest';
import { createFrames, write } from './frame.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server of socket.io, one client of it, and all that the client hears. */
async function pair() {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const client = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ['websocket'] });
  closing.push(
    () => client.close(),
    () => server.close(),
  );
  const socket = await new Promise<Parameters<Parameters<typeof server.on>[1]>[0]>((done) =>
    server.once('connection', done),
  );
  const heard: unknown[] = [];
  client.onAny((...all) => heard.push(all));
  const until = (count: number) =>
    new Promise<void>((done) => {
      const look = () => heard.length >= count && done();
      client.onAny(look);
      look();
    });
  return { frames: createFrames(server.encoder), socket, heard, until };
}

const update = (length: number) => Uint8Array.from({ length }, (_, at) => at % 251);
test.each([0, 1, 125, 126, 65_535, 65_536, 300_000])(
  'of %i bytes a client of socket.io reads what was sent',
  async (length) => {
    const { frames, socket, heard, until } = await pair();
    const message = { name: 'paper/v1/shared@1', update: update(length) };
    socket.emit('doc', message);
    write(socket.conn, frames.of('doc', message));
    await until(2);
    const [sent, framed] = heard as [string, { name: string; update: Buffer }][];
    expect(framed?.[0]).toBe('doc');
    expect(framed?.[1].name).toBe(message.name);
    expect(framed?.[1].update.equals(message.update)).toBe(true);
    expect(sent?.[1].update.equals(message.update)).toBe(true);
  },
);

test('a message without bytes, and one of many letters', async () => {
  const { frames, socket, heard, until } = await pair();
  const you = { stream: 'meeting/m1', seq: 7, you: { note: 'Đề nghị biểu quyết. '.repeat(5_000) } };
  socket.emit('you', you);
  write(socket.conn, frames.of('you', you));
  write(socket.conn, frames.of('doc:final', { name: 'x' }));
  await until(3);
  expect(heard).toEqual([
    ['you', you],
    ['you', you],
    ['doc:final', { name: 'x' }],
  ]);
});

test('frames and what socket.io sends by itself keep their order', async () => {
  const { frames, socket, heard, until } = await pair();
  for (let n = 0; n < 200; n += 1) {
    if (n % 3) write(socket.conn, frames.of('doc', { name: String(n), update: update(n * 40) }));
    else socket.emit('doc', { name: String(n), update: update(n * 40) });
  }
  await until(200);
  expect(heard.map((one) => (one as [string, { name: string }])[1].name)).toEqual(
    Array.from({ length: 200 }, (_, n) => String(n)),
  );
});

test('one object is encoded once, however many it is sent to', async () => {
  const { frames } = await pair();
  const message = { name: 'x', update: update(9) };
  expect(frames.of('doc', message)).toBe(frames.of('doc', message));
  expect(frames.of('doc', { ...message })).not.toBe(frames.of('doc', message));
});
