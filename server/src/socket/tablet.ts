import type { Who } from '@ecab/shared/access/can';
import { type Forms, forms, LOWEST_PROTOCOL, type ToServer, type ToTablet } from '@ecab/shared/contract/wire';
import { schemas } from '@ecab/shared/sync/doc-name';
import type { Socket } from 'socket.io';
import type { Session } from '../identity/sessions.js';
import type { Commands } from '../ledger/commands.js';
import { StoreFault } from '../storage/faults.js';
import type { Boards, Viewer } from '../sync/boards.js';
import type { Docs } from '../sync/docs.js';
import type { Leases } from '../sync/leases.js';
import { createBucket } from './bucket.js';
import type { DocRooms, Reader } from './doc-rooms.js';
import type { Follow, Follower } from './follow.js';
import type { Frames } from './frame.js';
import { createLine } from './line.js';
import type { UnderWay } from './under-way.js';

export interface TabletParts {
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
  readonly report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void;
  readonly underWay: UnderWay;
}
export type Tablet = Socket<ToServer, ToTablet, Record<never, never>, { session: Session }>;

/** Messages a second and at once that an honest tablet never reaches, pens included. */
const MESSAGES = { rate: 120, burst: 600 };
const BYTES = { rate: 512 * 1024, burst: 4 * 1024 * 1024 };
/** So many messages over the limit, and the socket is ended. */
const PATIENCE = 50;
const MAX_AWARE_BYTES = 4096;

/** What one tablet says: every message is parsed, every answer is a value; and what it is told. */
export function serve(socket: Tablet, frames: Frames, parts: TabletParts) {
  const { session } = socket.data;
  const who = () => parts.whoIs(session);
  const owner = { personId: who().personId, deviceId: session.deviceId };
  const messages = createBucket(MESSAGES.rate, MESSAGES.burst, parts.elapsed);
  const bytes = createBucket(BYTES.rate, BYTES.burst, parts.elapsed);
  const boards = new Set<string>();
  let greeted = false;
  let over = 0;

  const catchUp = () => {
    parts.boards.catchUp(viewer);
    parts.rooms.catchUp(reader).catch((fault: unknown) => parts.report(fault, { door: 'catch-up' }));
  };
  const line = createLine(socket, catchUp, () => socket.disconnect(true));
  const viewer: Viewer = {
    who,
    board: (message) => line.offer(frames.of('board', message)),
    you: (message) => line.send(frames.of('you', message)),
    closed(stream) {
      leaveBoard(stream.slice('meeting/'.length));
      socket.emit('revoked', { streams: [stream], docs: [], papers: [] });
    },
  };
  const reader: Reader = {
    key: socket.id,
    who,
    doc: (message) => line.offer(frames.of('doc', message)),
    final: (message) => line.send(frames.of('doc:final', message)),
    aware: (message) => line.latest(`aware/${message.name}/${message.from}`, frames.of('doc:aware', message)),
    revoked: (docs) => void socket.emit('revoked', { streams: [], docs, papers: [] }),
  };
  const follower: Follower = {
    who,
    follow: (meetingId, told) => line.latest(`follow/${meetingId}`, frames.of('follow', told)),
  };

  function leaveBoard(meetingId: string) {
    if (!boards.delete(meetingId)) return;
    parts.boards.close(meetingId, viewer);
    parts.follow.leave(meetingId, follower);
  }
  socket.on('disconnect', () => {
    line.close();
    for (const meetingId of [...boards]) leaveBoard(meetingId);
    parts.rooms.leaveAll(reader);
  });
  // An unknown event, or a callback missing: nothing happens, and nobody else is harmed.
  socket.use((_, next) => {
    if (messages.take(1)) return next();
    over += 1;
    if (over > PATIENCE) socket.disconnect(true);
  });

  /** One message: parsed, answered once, faults masked and reported. `then` runs once the answer is on its way. */
  function on<Name extends keyof Forms & keyof ToServer>(
    name: Name,
    handle: (message: Forms[Name]) => Promise<object | undefined>,
    then?: () => void,
  ) {
    const listener = (raw: unknown, ack: unknown) => {
      const answer = (value: object) => (typeof ack === 'function' ? void ack(value) : undefined);
      const read = forms[name].safeParse(revived(raw));
      if (!read.success) return answer({ ok: false, refusal: 'invalid-request', now: parts.now() });
      if (!greeted && name !== 'hello') return answer({ ok: false, refusal: 'hello-first', now: parts.now() });
      const unavailable = (): object => ({ ok: false, refusal: 'unavailable', now: parts.now() });
      const work: Promise<object | undefined> = parts.underWay.run<object | undefined>(
        name,
        () => handle(read.data as Forms[Name]),
        unavailable,
      );
      work.then(
        (value) => {
          if (value) answer(value);
          then?.();
        },
        (fault: unknown) => {
          parts.report(fault, { door: 'socket', message: name });
          answer(fault instanceof StoreFault ? unavailable() : { ok: false, refusal: 'internal', now: parts.now() });
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
  on(
    'doc:open',
    async ({ name, stateVector }) => {
      const rights = await parts.rooms.rights(who(), name);
      if (!rights.read) return { ok: false, refusal: 'not-allowed' };
      const joined = await parts.rooms.join(name, reader, stateVector);
      if (!joined.ok) return joined;
      const { update, stateVector: vector, final } = joined;
      return { ok: true, update, stateVector: vector, write: rights.write && !final, final };
    },
    catchUp,
  );
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
