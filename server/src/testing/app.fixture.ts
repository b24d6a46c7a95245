import { randomUUID } from 'node:crypto';
import type { Holder } from '@ecab/shared/contract/identity';
import type { Answer, BoardOpened, ToServer, ToTablet } from '@ecab/shared/contract/wire';
import { digestOf } from '@ecab/shared/ledger/entry';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { io, type Socket } from 'socket.io-client';
import * as Y from 'yjs';
import { createPdfs } from '../adapters/pdf/pdfs.js';
import { print as printPage } from '../adapters/pdf-make/print.js';
import { createClock } from '../adapters/system.js';
import { type AppParts, createApp } from '../app.js';
import { readConfig } from '../config.js';
import { setUpDemo } from '../demo/set-up.js';
import { loadProfiles } from '../profiles/load.js';
import { memoryStore } from '../storage/memory.js';
import type { Store } from '../storage/ports.js';

/** A whole cabinet in this process, with real sockets and HTTP on a free port. */
export async function openCabinet({
  start,
  store: given,
  print = printPage,
}: {
  readonly start: string;
  readonly store?: Store;
  readonly print?: AppParts['print'];
}) {
  const clock = createClock(start);
  const store = given ?? memoryStore({ now: clock.now });
  const pdfs = createPdfs();
  const config = readConfig({ PORT: '0', CLOCK_START: start, LOG_LEVEL: 'silent' });
  const faults: unknown[] = [];
  const report = (fault: unknown, about: object) =>
    void faults.push(Object.assign(new Error('reported'), { fault, about }));
  const parts = { config, store, pdfs, clock, profiles: loadProfiles(), print, release: 'test', report };
  const installed = (await store.vault.get('installation'))?.value as { bodyId: string } | undefined;
  const bodyId = installed?.bodyId ?? (await setUpDemo(parts));
  const app = await createApp({ ...parts, bodyId });
  await app.start();
  const url = `http://127.0.0.1:${await app.listen()}`;
  const tablets: { close(): void }[] = [];
  const open = async (to: Holder): Promise<Tablet> => {
    const one = await openTablet(app, url, to, clock.now);
    tablets.push(one);
    return one;
  };
  return {
    app,
    url,
    store,
    clock,
    faults,
    /** Signs somebody in by a link, as a tablet of his. */
    tablet: (personId: string): Promise<Tablet> => open({ kind: 'person', personId }),
    /** The same for the display of a room. */
    display: (roomId: string): Promise<Tablet> => open({ kind: 'display', roomId }),
    async close() {
      for (const one of tablets) one.close();
      await app.drain();
      await pdfs.close();
      if (!given) await store.close();
    },
  };
}
export type TestCabinet = Awaited<ReturnType<typeof openCabinet>>;

export type TabletSocket = Socket<ToTablet, ToServer>;
export interface Tablet {
  readonly personId: string;
  readonly cookie: string;
  readonly socket: TabletSocket;
  command(stream: string, name: string, request?: object, commandId?: string): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** POST, as a page of ours sends it. */
  send(
    path: string,
    body: string | FormData,
    headers?: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<Response>;
  /** The board of a meeting, kept up to date; checks each digest that comes. */
  board(stream: string): Promise<TestBoard>;
  close(): void;
}
export interface TestBoard {
  readonly entities: () => MeetingBoard;
  readonly you: () => Record<string, unknown>;
  /** Resolves when the board is as new as the command that was answered. */
  until(seq: number): Promise<void>;
  readonly wrongDigests: () => number;
}

async function openTablet(
  app: Awaited<ReturnType<typeof createApp>>,
  url: string,
  to: Holder,
  now: () => string,
): Promise<Tablet> {
  const expiresAt = new Date(Date.parse(now()) + 600_000).toISOString();
  const personId = to.kind === 'person' ? to.personId : `display:${to.roomId}`;
  const { token } = await app.identity.links.create({ to, expiresAt });
  const signedIn = await fetch(`${url}/api/identity/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token, remember: true }),
  });
  if (!signedIn.ok) throw new Error(`${personId}: ${signedIn.status} ${await signedIn.text()}`);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const socket = await connect(url, cookie, `test-${to.kind === 'person' ? to.personId : to.roomId}`);
  return {
    personId,
    cookie,
    socket,
    command: (stream, name, request = {}, commandId = randomUUID()) =>
      socket.emitWithAck('command', { commandId, stream, name, request }),
    get: (path, headers = {}) => fetch(`${url}${path}`, { headers: { cookie, ...headers } }),
    send: (path, body, headers = {}, signal) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { cookie, origin: url, ...headers },
        body,
        ...(signal && { signal }),
      }),
    board: (stream) => followBoard(socket, stream),
    close: () => void socket.close(),
  };
}

/** A socket of who has this cookie, greeted. */
export async function connect(url: string, cookie: string, deviceId: string): Promise<TabletSocket> {
  const socket: TabletSocket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie, origin: url },
  });
  await new Promise<void>((done, fail) => {
    socket.once('connect', done);
    socket.once('connect_error', fail);
  });
  await socket.emitWithAck('hello', { protocol: 1, app: 'test', deviceId, incarnation: null });
  return socket;
}

async function followBoard(socket: TabletSocket, stream: string): Promise<TestBoard> {
  let doc = new Y.Doc();
  let name = '';
  let seq = 0;
  let mine: Record<string, unknown> = {};
  let wrong = 0;
  let waiting: { seq: number; done: () => void }[] = [];
  const plain = () => doc.getMap('board').toJSON();
  const take = (message: { name: string; seq: number; update: Uint8Array; digest?: string }) => {
    if (message.name !== name) doc = new Y.Doc();
    name = message.name;
    Y.applyUpdate(doc, new Uint8Array(message.update));
    seq = message.seq;
    if (message.digest !== undefined && message.digest !== digestOf(plain())) wrong += 1;
    for (const one of waiting) if (seq >= one.seq) one.done();
    waiting = waiting.filter((one) => seq < one.seq);
  };
  socket.on('board', (message) => message.stream === stream && take(message));
  socket.on('you', (message) => {
    if (message.stream === stream) mine = message.you as Record<string, unknown>;
  });
  const opened = await socket.emitWithAck('board:open', { stream });
  if (!opened.ok) throw new Error(`board ${stream}: ${opened.refusal}`);
  const { state, digest, you, ...rest } = opened as BoardOpened;
  mine = you as Record<string, unknown>;
  take({ ...rest, update: state, digest });
  return {
    entities: () => plain() as MeetingBoard,
    you: () => mine,
    until: (wanted) =>
      seq >= wanted ? Promise.resolve() : new Promise((done) => void waiting.push({ seq: wanted, done })),
    wrongDigests: () => wrong,
  };
}
