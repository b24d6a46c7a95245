import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, ToServer, ToTablet } from '@ecab/shared/contract/wire';
import { fromBytes } from '@ecab/shared/ledger/entry';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSqliteStore } from './adapters/sqlite/open.js';
import { sourceArgs } from './adapters/worker.js';
import { runFound } from './founding/run.js';
import { bodyStream } from './testing/small-cabinet.fixture.js';

// The server as a process: told to stop, or killed, in the midst of things.

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../docs/body.example.yaml', import.meta.url));
let folder: string;
let dataDir: string;
let tokens: string[];
let running: Running | null;

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}
async function start(): Promise<Running> {
  const child = spawn(process.execPath, [...sourceArgs(), MAIN], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const [, url] = /(http:\/\/[^\s]+)\n/.exec(said) ?? [];
    if (url) {
      running = { child, url };
      return running;
    }
  }
  throw new Error(`the server did not start: ${said}`);
}
async function ended({ child }: Running): Promise<readonly [code: number | null, signal: string | null]> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return [child.exitCode, child.signalCode];
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ecab-stop-'));
  dataDir = join(folder, 'data');
  tokens = [];
  const print = (line: string) => void tokens.push(...(/#([\w-]+)/.exec(line)?.slice(1) ?? []));
  expect(await runFound([EXAMPLE], { DATA_DIR: dataDir }, print)).toBe(0);
});
afterEach(async () => {
  running?.child.kill('SIGKILL');
  if (running) await ended(running);
  running = null;
  rmSync(folder, { recursive: true });
});

async function signIn(url: string, token = ''): Promise<string> {
  const answer = await fetch(`${url}/api/identity/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token, remember: true }),
  });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
async function connect(url: string, cookie: string): Promise<Socket<ToTablet, ToServer>> {
  const extraHeaders = { cookie, origin: url };
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders });
  await new Promise<void>((done) => void socket.once('connect', () => done()));
  await socket.emitWithAck('hello', { protocol: 1, app: 'test', deviceId: 'd', incarnation: null });
  return socket as Socket<ToTablet, ToServer>;
}
async function storedIds(): Promise<string[]> {
  const store = await openSqliteStore({ folder: dataDir, now: () => new Date().toISOString() });
  const entries = await store.streams.read(bodyStream, 0, 99_999);
  await store.close();
  return entries.flatMap(({ entry }) => fromBytes(entry).commands.map(({ commandId }) => commandId));
}

test('told to stop, it answers what it has begun, tells its tablets, and ends with 0', async () => {
  const server = await start();
  const cookie = await signIn(server.url, tokens[0]);
  const sockets = await Promise.all([1, 2, 3, 4].map(() => connect(server.url, cookie)));
  const gone = sockets.map((socket) => new Promise<string>((done) => void socket.once('disconnect', done)));
  const answered = new Map<string, Answer>();
  let toldToStop = false;
  for (let n = 0; n < 400; n += 1) {
    const commandId = randomUUID();
    const message = { commandId, stream: bodyStream, name: 'room:add', request: { roomId: commandId, name: 'Phòng' } };
    sockets[n % 4]?.emit('command', message, (answer) => {
      answered.set(commandId, answer);
      if (toldToStop) return;
      toldToStop = true;
      server.child.kill('SIGTERM');
    });
  }
  expect(await Promise.all(gone)).toEqual(gone.map(() => 'io server disconnect'));
  expect(await ended(server)).toEqual([0, null]);
  for (const answer of answered.values()) if (!answer.ok) expect(answer.refusal).toBe('unavailable');
  const accepted = [...answered].filter(([, { ok }]) => ok).map(([id]) => id);
  expect(accepted.length).toBeGreaterThan(0);
  const stored = await storedIds();
  // Nothing that is stored was left without its answer, and nothing else was called stored.
  expect(stored.slice(-accepted.length).sort()).toEqual(accepted.sort());
});

/** Half of a file, and then nothing more. */
async function halfAnUpload(server: Running): Promise<{ ended: Promise<unknown>; done: () => void }> {
  const cookie = await signIn(server.url, tokens[1]);
  const secretary = await connect(server.url, cookie);
  const request = {
    kind: 'regularSession',
    title: 'Phiên họp',
    number: 12,
    place: 'UBND xã',
    roomId: null,
    startsAt: new Date(Date.now() + 10 * 86_400_000).toISOString(),
    chairId: 'p-thuc',
    profileId: 'vn.ubnd.commune@2025',
  };
  const made = await secretary.emitWithAck('command', {
    commandId: randomUUID(),
    stream: 'meeting/m1',
    name: 'meeting:create',
    request,
  });
  expect(made).toMatchObject({ ok: true });
  const upload = httpRequest(`${server.url}/api/meetings/m1/papers`, {
    method: 'POST',
    headers: {
      cookie,
      origin: server.url,
      'content-type': 'multipart/form-data; boundary=b',
      'content-length': 5_000_000,
    },
  });
  const over = new Promise((done) => upload.once('error', done).once('close', done));
  upload.write(
    '--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-',
  );
  upload.write(Buffer.alloc(1_000_000, 'x'));
  await vi.waitFor(() => expect(incoming()).toHaveLength(1), { timeout: 10_000 });
  return { ended: over, done: () => void upload.destroy() };
}
const incoming = (): string[] => readdirSync(join(dataDir, 'blobs', 'incoming'));

test('killed in the middle of an upload, it starts again without the half of it', async () => {
  const server = await start();
  const upload = await halfAnUpload(server);
  server.child.kill('SIGKILL');
  expect(await ended(server)).toEqual([null, 'SIGKILL']);
  await upload.ended;
  expect(incoming()).toHaveLength(1);
  const again = await start();
  expect(incoming()).toEqual([]);
  again.child.kill('SIGTERM');
  expect(await ended(again)).toEqual([0, null]);
});

test('told to stop, it does not wait for an upload that does not end', { timeout: 60_000 }, async () => {
  const server = await start();
  const upload = await halfAnUpload(server);
  server.child.kill('SIGTERM');
  expect(await ended(server)).toEqual([0, null]);
  await upload.ended;
  expect(incoming()).toEqual([]);
});
