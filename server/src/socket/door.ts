import type { Server as HttpServer } from 'node:http';
import type { Who } from '@ecab/shared/access/can';
import { type Forms, forms, LOWEST_PROTOCOL, type ToServer, type ToTablet } from '@ecab/shared/contract/wire';
import { schemas } from '@ecab/shared/sync/doc-name';
import { Server, type Socket } from 'socket.io';
import type { Session } from '../identity/sessions.js';
import type { Commands } from '../ledger/commands.js';
import type { Boards, Viewer } from '../sync/boards.js';
import type { Docs } from '../sync/docs.js';
import type { Leases } from '../sync/leases.js';
import { createBucket } from './bucket.js';
import type { DocRooms, Reader } from './doc-rooms.js';
import type { Follow, Follower } from './follow.js';

export interface SocketParts {
  readonly commands: Commands;
  readonly boards: Boards;
  readonly docs: Docs;
  readonly leases: Leases;
  readonly rooms: DocRooms;
  readonly follow: Follow;
  readonly incarnation: string;
  readonly now: () => string;
  readonly elapsed: () => number;
  readonly whoIs: (session: Session) => Who;
  readonly nameOf: (personId: string) => string;
  readonly resolve: (cookie: string | undefined) => Promise<Session | null>;
  /** Is the session still good? Asked now and then: it may have expired, or been ended by another server. */
  readonly alive: (sessionId: string) => Promise<Session | null>;
  readonly onEnded: (listener: (sessionId: string, reason: 'signed-out' | 'revoked' | 'expired') => void) => void;
  readonly sameOrigin: (headers: Readonly<Record<string, string | string[] | undefined>>) => boolean;
  readonly report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void;
}
type Tablet = Socket<ToServer, ToTablet, Record<never, never>, { session: Session }>;

/** Messages a second and at once that an honest tablet never reaches, pens included. */
const MESSAGES = { rate: 120, burst: 600 };
const BYTES = { rate: 512 * 1024, burst: 4 * 1024 * 1024 };
/** So many messages over the limit, and the socket is ended. */
const PATIENCE = 50;
const MAX_AWARE_BYTES = 4096;
const ALIVE_EVERY_MS = 30_000;

/** The socket door. Who asks is taken from the connection; every message is parsed; every answer is a value. */
export function openSocketDoor(http: HttpServer, parts: SocketParts) {
  const io = new Server<ToServer, ToTablet, Record<never, never>, { session: Session }>(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: 256 * 1024,
    allowRequest: (request, answer) => answer(null, parts.sameOrigin(request.headers)),
  });
  io.use((socket, next) => {
    parts.resolve(socket.handshake.headers.cookie).then(
      (session) => {
        if (!session) return next(new Error('signed-out'));
        socket.data.session = session;
        next();
      },
      (fault: unknown) => {
        parts.report(fault, { door: 'handshake' });
        next(new Error('unavailable'));
      },
    );
  });
  io.on('connection', (socket) => serve(socket, parts));
  parts.onEnded((sessionId, reason) => {
    for (const socket of io.of('/').sockets.values()) if (socket.data.session.id === sessionId) end(socket, reason);
  });
  const check = setInterval(() => {
    for (const socket of io.of('/').sockets.values())
      parts.alive(socket.data.session.id).then(
        (session) => session ?? end(socket, 'expired'),
        (fault: unknown) => parts.report(fault, { door: 'alive' }),
      );
  }, ALIVE_EVERY_MS);
  return {
    connected: () => io.of('/').sockets.size,
    stale(views: readonly string[]) {
      io.emit('stale', { views });
    },
    async close() {
      clearInterval(check);
      await io.close();
    },
  };
}
export type SocketDoor = ReturnType<typeof openSocketDoor>;

const end = (socket: Tablet, reason: 'signed-out' | 'revoked' | 'expired') => {
  socket.emit('signed-out', { reason });
  socket.disconnect(true);
};

function serve(socket: Tablet, parts: SocketParts) {
  const { session } = socket.data;
  const who = () => parts.whoIs(session);
  const owner = { personId: who().personId, deviceId: session.deviceId };
  const messages = createBucket(MESSAGES.rate, MESSAGES.burst, parts.elapsed);
  const bytes = createBucket(BYTES.rate, BYTES.burst, parts.elapsed);
  const boards = new Set<string>();
  let greeted = false;
  let over = 0;

  const viewer: Viewer = {
    who,
    board: (message) => void socket.emit('board', message),
    you: (message) => void socket.emit('you', message),
    closed(stream) {
      leaveBoard(stream.slice('meeting/'.length));
      socket.emit('revoked', { streams: [stream], docs: [], papers: [] });
    },
  };
  const reader: Reader = {
    key: socket.id,
    who,
    event(name, event) {
      if (event.type === 'update') socket.emit('doc', { name, update: event.update });
      else socket.emit('doc:final', { name });
    },
    aware: (name, from, person, state) => void socket.emit('doc:aware', { name, from, person, state }),
    revoked: (docs) => void socket.emit('revoked', { streams: [], docs, papers: [] }),
  };
  const follower: Follower = { who, follow: (told) => void socket.volatile.emit('follow', told) };

  function leaveBoard(meetingId: string) {
    if (!boards.delete(meetingId)) return;
    parts.boards.close(meetingId, viewer);
    parts.follow.leave(meetingId, follower);
  }
  socket.on('disconnect', () => {
    for (const meetingId of [...boards]) leaveBoard(meetingId);
    parts.rooms.leaveAll(reader);
  });
  // An unknown event, or a callback missing: nothing happens, and nobody else is harmed.
  socket.use((_, next) => {
    if (messages.take(1)) return next();
    over += 1;
    if (over > PATIENCE) socket.disconnect(true);
  });

  /** One message: parsed, answered once, faults masked and reported. */
  function on<Name extends keyof Forms & keyof ToServer>(
    name: Name,
    handle: (message: Forms[Name]) => Promise<object | undefined>,
  ) {
    const listener = (raw: unknown, ack: unknown) => {
      const answer = (value: object) => (typeof ack === 'function' ? void ack(value) : undefined);
      const read = forms[name].safeParse(revived(raw));
      if (!read.success) return answer({ ok: false, refusal: 'invalid-request', now: parts.now() });
      if (!greeted && name !== 'hello') return answer({ ok: false, refusal: 'hello-first', now: parts.now() });
      handle(read.data as Forms[Name]).then(
        (value) => value && answer(value),
        (fault: unknown) => {
          parts.report(fault, { door: 'socket', message: name });
          answer({ ok: false, refusal: 'internal', now: parts.now() });
        },
      );
    };
    socket.on(name, listener as never);
  }

  on('hello', async ({ protocol }) => {
    if (protocol < LOWEST_PROTOCOL) return { ok: false, refusal: 'please-update', lowestProtocol: LOWEST_PROTOCOL };
    greeted = true;
    const { personId } = who();
    return {
      ok: true,
      incarnation: parts.incarnation,
      serverTime: parts.now(),
      person: { id: personId, name: parts.nameOf(personId) },
      lowestProtocol: LOWEST_PROTOCOL,
      schemas,
    };
  });
  on('command', (message) => parts.commands.handle(who(), message));
  on('board:open', async ({ stream }) => {
    const meetingId = /^meeting\/([A-Za-z0-9._-]{1,64})$/.exec(stream)?.[1];
    const opened = meetingId ? await parts.boards.open(meetingId, viewer) : null;
    if (!meetingId || !opened) return { ok: false, refusal: 'not-allowed' };
    boards.add(meetingId);
    await parts.follow.join(meetingId, follower);
    return opened;
  });
  on('board:close', async ({ stream }) => {
    leaveBoard(stream.slice('meeting/'.length));
    return undefined;
  });
  on('doc:open', async ({ name, stateVector }) => {
    const rights = await parts.rooms.rights(who(), name);
    if (!rights.read) return { ok: false, refusal: 'not-allowed' };
    parts.rooms.join(name, reader);
    const opened = await parts.docs.open(name, stateVector);
    if (!opened.ok) parts.rooms.leave(name, reader);
    return opened.ok ? { ...opened, write: rights.write && !opened.final } : opened;
  });
  on('doc:close', async ({ name }) => {
    parts.rooms.leave(name, reader);
    return undefined;
  });
  on('doc:lease', async ({ name, count }) => {
    if (!(await parts.rooms.rights(who(), name)).write) return { ok: false, refusal: 'not-allowed' };
    return { ok: true, ids: await parts.leases.lease(name, owner, count) };
  });
  on('doc:update', async ({ name, update }) => {
    if (!bytes.take(update.byteLength)) return { ok: false, refusal: 'too-fast' };
    if (!(await parts.rooms.rights(who(), name)).write) return { ok: false, refusal: 'not-allowed' };
    return parts.docs.update(name, owner, update);
  });
  on('doc:aware', async ({ name, state }) => {
    if (JSON.stringify(state ?? null).length <= MAX_AWARE_BYTES) parts.rooms.aware(name, reader, state);
    return undefined;
  });
  on('follow', async (position) =>
    (await parts.follow.move(follower, position)) ? { ok: true } : { ok: false, refusal: 'not-allowed' },
  );
}

/** socket.io hands bytes over as Buffer: a view of them is what the forms know. */
const revived = (raw: unknown): unknown => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [
      key,
      Buffer.isBuffer(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : value,
    ]),
  );
};
