import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, type Forms, forms, type ToServer, type ToTablet } from '@ecab/shared/contract/wire';
import { digestOf } from '@ecab/shared/ledger/entry';
import { publish } from '@ecab/shared/sync/board';
import { schemas } from '@ecab/shared/sync/doc-name';
import type { Rescued } from '@ecab/shared/sync/rescue';
import { Server, type Socket } from 'socket.io';
import * as Y from 'yjs';
import { memoryStore } from '../../../server/src/storage/memory.js';
import type { Store } from '../../../server/src/storage/ports.js';
import { createDocs } from '../../../server/src/sync/docs.js';
import { Leases } from '../../../server/src/sync/leases.js';

type Tablet = Socket<ToServer, ToTablet>;
interface Heard {
  readonly name: keyof Forms;
  readonly message: never;
  readonly personId: string;
  /** The socket, so the tab. */
  readonly from: string;
}
export const INCARNATION = 'first';

/** A board of one stream, published as the server does. */
function testBoard(stream: string) {
  let generation = 1;
  let doc = new Y.Doc();
  let now: Record<string, unknown> = {};
  let pending: Uint8Array[] = [];
  let seq = 0;
  const name = () => `board/${stream}/all/${generation}`;
  const listen = () => doc.on('update', (update: Uint8Array) => pending.push(update));
  listen();
  return {
    get seq() {
      return seq;
    },
    commit(next: Record<string, unknown>) {
      publish(doc, now, next);
      now = next;
      seq += 1;
      const update = Y.mergeUpdates(pending);
      pending = [];
      return { stream, name: name(), seq, update };
    },
    digest: () => digestOf(now),
    /** The projection has changed, so nothing of the board before is to be kept. */
    regenerate(next: Record<string, unknown>) {
      generation += 1;
      doc = new Y.Doc();
      pending = [];
      listen();
      publish(doc, {}, next);
      pending = [];
      now = next;
    },
    opened: () => ({
      ok: true as const,
      name: name(),
      seq,
      state: Y.encodeStateAsUpdate(doc),
      digest: digestOf(now),
      you: { role: 'member' },
    }),
  };
}

/**
 * A server that speaks the contract: sockets and docs are the real ones, on a store in memory; commands and boards do as
 * the test says. Who is asking stands before the first dot of the device's id.
 */
export async function testServer(given?: { readonly store: Store; readonly incarnation: string }) {
  const http = createServer();
  const io = new Server<ToServer, ToTablet>(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    allowRequest: (_, answer) => answer(null, up),
  });
  let up = true;
  const now = () => new Date().toISOString();
  const store = given?.store ?? memoryStore({ now, incarnation: INCARNATION });
  const leases = new Leases({ vault: store.vault, now, random: (count) => randomBytes(count) });
  const faults: unknown[] = [];
  const docs = createDocs({ streams: store.streams, leases, now, onFault: (fault) => faults.push(fault) });
  const heard: Heard[] = [];
  const board = testBoard('meeting/m1');
  const server = {
    docs,
    board,
    heard,
    faults,
    url: '',
    incarnation: given?.incarnation ?? INCARNATION,
    lowestProtocol: 1,
    schemas: schemas as Record<string, number>,
    /** Whose tablets get through. */
    admits: (_personId: string) => true,
    /** Rescue copies that were given. */
    rescued: [] as {
      readonly meetingId: string;
      readonly id: string;
      readonly why: string;
      readonly rescued: Rescued;
    }[],
    /** A store as this one is now: what a restore from a backup of this moment brings back. */
    async backup(incarnation: string) {
      const copy = memoryStore({ now, incarnation });
      const { streams } = await store.streams.touched('1970-01-01T00:00:00.000Z', null, 1_000);
      for (const stream of streams)
        for (const { seq, entry } of await store.streams.read(stream, 0, 100_000))
          await copy.streams.append(stream, seq - 1, entry);
      for (const { key, value } of await store.vault.list('lease/', null, 10_000))
        await copy.vault.put(key, value, 'absent');
      return { store: copy, incarnation };
    },
    /** The next greetings are told to come again in so many milliseconds. */
    busy: [] as number[],
    /** Milliseconds that its clock is ahead. */
    aheadMs: 0,
    /** Of every board; null: none. */
    refusesBoards: null as string | null,
    mayRead: (_name: string): boolean | Promise<boolean> => true,
    mayWrite: (_name: string, _personId: string) => true,
    /** Answers a command; null lets the answer be lost together with the connection. */
    decide: (_command: Forms['command']): Answer | null | Promise<Answer | null> => recorded(1),
    /** Looks at an update before the docs do; null lets the answer be lost with the line, after it was stored; `silent` never answers. */
    gate: (_update: Forms['doc:update']): { ok: false; refusal: string } | 'pass' | 'silent' | null => 'pass',
    /** All that was said under one name. */
    said: <Name extends keyof Forms>(name: Name): Forms[Name][] =>
      heard.filter((one) => one.name === name).map(({ message }) => message),
    cut: () => io.disconnectSockets(true),
    down() {
      up = false;
      io.disconnectSockets(true);
    },
    up() {
      up = true;
    },
    tell: io.emit.bind(io),
    connected: () => io.of('/').sockets.size,
    async close() {
      await io.close();
    },
  };
  io.on('connection', (socket) => serve(socket as Tablet));

  function serve(socket: Tablet) {
    let owner = { personId: '', deviceId: '' };
    const ends: (() => void)[] = [];
    const on = <Name extends keyof Forms>(name: Name, handle: (message: Forms[Name]) => unknown) => {
      const listener = async (raw: Record<string, unknown>, ack?: (answer: unknown) => void) => {
        const views = Object.entries(raw).map(([key, value]) => [
          key,
          Buffer.isBuffer(value) ? Uint8Array.from(value) : value,
        ]);
        const message = forms[name].parse(Object.fromEntries(views)) as Forms[Name];
        heard.push({ name, message: message as never, personId: owner.personId, from: socket.id });
        const answer = await handle(message);
        if (answer === null) socket.disconnect(true);
        else ack?.(answer);
      };
      socket.on(name, listener as never);
    };
    on('hello', ({ deviceId }) => {
      const retryInMs = server.busy.shift();
      if (retryInMs !== undefined) return { ok: false, refusal: 'busy', lowestProtocol: 1, retryInMs };
      owner = { personId: deviceId.split('.')[0]!, deviceId };
      if (!server.admits(owner.personId)) return null;
      return {
        ok: true,
        incarnation: server.incarnation,
        serverTime: new Date(Date.now() + server.aheadMs).toISOString(),
        person: { id: owner.personId, name: owner.personId },
        lowestProtocol: server.lowestProtocol,
        schemas: server.schemas,
      };
    });
    on('command', (command) => server.decide(command));
    on('board:open', ({ stream }) =>
      stream === 'meeting/m1' && !server.refusesBoards
        ? board.opened()
        : { ok: false, refusal: server.refusesBoards ?? 'not-allowed' },
    );
    on('board:close', () => undefined);
    on('doc:open', async ({ name, stateVector }) => {
      if (!(await server.mayRead(name))) return { ok: false, refusal: 'not-allowed' };
      ends.push(
        docs.subscribe(name, (event) => {
          if (event.type === 'update') socket.emit('doc', { name, update: event.update });
          else socket.emit('doc:final', { name });
        }),
      );
      const opened = await docs.open(name, stateVector);
      return opened.ok ? { ...opened, write: server.mayWrite(name, owner.personId) && !opened.final } : opened;
    });
    on('doc:close', () => undefined);
    on('doc:lease', async ({ name, count }) =>
      server.mayWrite(name, owner.personId)
        ? { ok: true, ids: await leases.lease(name, owner, count) }
        : { ok: false, refusal: 'not-allowed' },
    );
    on('doc:update', async (message) => {
      const gate = server.gate(message);
      if (gate === 'silent') return new Promise(() => {});
      if (gate !== null && gate !== 'pass') return gate;
      if (!server.mayWrite(message.name, owner.personId) && !(await docs.isFinal(message.name)))
        return { ok: false, refusal: 'not-allowed' };
      const answer = await docs.update(message.name, owner, message.update);
      return gate === null ? null : answer;
    });
    on('doc:aware', ({ name, state }) => {
      const { personId: id } = owner;
      socket.broadcast.emit('doc:aware', { name, from: socket.id, person: { id, name: id }, state });
    });
    on('doc:live', () => undefined);
    on('follow', (position) => {
      socket.broadcast.emit('follow', { ...position, personId: owner.personId });
      return { ok: true };
    });
    socket.on('disconnect', () => ends.forEach((end) => void end()));
  }
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return server;
}
export type TestServer = Awaited<ReturnType<typeof testServer>>;

export const recorded = (seq: number): Answer => ({ ok: true, at: { stream: 'meeting/m1', seq } });
export const refused = (refusal: string): Answer => ({ ok: false, refusal, now: new Date().toISOString() });
