import type { Who } from '@ecab/shared/access/can';
import { type Forms, forms, LOWEST_PROTOCOL, type ToServer, type ToTablet } from '@ecab/shared/contract/wire';
import { schemas } from '@ecab/shared/sync/doc-name';
import type { Socket } from 'socket.io';
import type { EndReason, Session } from '../identity/sessions.js';
import type { Commands } from '../ledger/commands.js';
import { StoreFault } from '../storage/faults.js';
import type { Boards, Viewer } from '../sync/boards.js';
import type { Docs } from '../sync/docs.js';
import type { Leases } from '../sync/leases.js';
import type { DocRooms, Reader } from './doc-rooms.js';
import type { Follow, Follower } from './follow.js';
import { below, type Frames } from './frame.js';
import { createLimits, type PersonLimits } from './limits.js';
import { createLine, type Line } from './line.js';
import type { Turnstile } from './turnstile.js';
import type { UnderWay } from './under-way.js';

export interface TabletParts {
  readonly commands: Commands;
  readonly boards: Boards;
  readonly docs: Docs;
  readonly leases: Leases;
  readonly rooms: DocRooms;
  readonly follow: Follow;
  readonly turnstile: Turnstile;
  /** Whose tablet it is: the person, or the room of a display. */
  readonly holder: string;
  readonly person: PersonLimits;
  readonly incarnation: string;
  readonly now: () => string;
  readonly elapsed: () => number;
  readonly whoIs: (session: Session) => Who;
  readonly nameOf: (personId: string) => string;
  readonly report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void;
  readonly underWay: UnderWay;
}
export type Tablet = Socket<ToServer, ToTablet, Record<never, never>, { session: Session }>;

const MAX_AWARE_BYTES = 4096;
/** More boards and docs than these are not opened in one go: nobody else's turn is taken. */
const OPENING_AT_ONCE = 16;

/** Over: told why, and cut. */
export function end(socket: Tablet, reason: EndReason): void {
  socket.emit('signed-out', { reason });
  socket.disconnect(true);
}

/** What one tablet says: every message is parsed, every answer is a value; and what it is told. */
export function serve(socket: Tablet, frames: Frames, parts: TabletParts): Line {
  const { session } = socket.data;
  const who = () => parts.whoIs(session);
  const owner = { personId: who().personId, deviceId: session.deviceId };
  const limits = createLimits(parts.elapsed);
  const boards = new Set<string>();
  let greeted = false;
  let opening = 0;

  const catchUp = () => {
    parts.boards.catchUp(viewer);
    parts.rooms.catchUp(reader).catch((fault: unknown) => parts.report(fault, { door: 'catch-up' }));
  };
  const cut = () => {
    socket.emit('limited', { reason: 'too-fast' });
    socket.disconnect(true);
  };
  // Nothing that it is told would reach it, and what waits for it is to be let go of now.
  const line = createLine(socket, catchUp, () => below(socket.conn)._socket.destroy());
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
    live: (message) => line.latest(`live/${message.name}`, frames.of('doc:live', message)),
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
  function leaveAll() {
    for (const meetingId of [...boards]) leaveBoard(meetingId);
    parts.rooms.leaveAll(reader);
  }
  socket.on('disconnect', () => {
    line.close();
    leaveAll();
  });
  // A message may have no data at all.
  socket.conn.on('message', (data?: string | Buffer) => limits.bytes(data?.length ?? 0) || cut());
  // An unknown event, or a callback missing: nothing happens, and nobody else is harmed.
  socket.use((packet, next) => {
    const ack: unknown = packet.at(-1);
    const how = limits.message();
    // Said at the next message, not half a minute later.
    if (socket.data.session.expiresAt <= parts.now()) end(socket, 'expired');
    else if (how === 'well') next();
    else if (how === 'end') cut();
    else if (typeof ack === 'function') ack({ ok: false, refusal: 'too-fast', now: parts.now() });
  });

  /** One message: parsed, answered once, faults masked and reported. `then` runs once the answer is on its way. */
  function on<Name extends keyof Forms & keyof ToServer>(
    name: Name,
    handle: (message: Forms[Name]) => Promise<object | undefined>,
    then?: () => void,
  ) {
    const listener = (raw: unknown, ack: unknown) => {
      const answer = (value: object) => (typeof ack === 'function' ? void ack(value) : undefined);
      const read = isDeep(raw) ? null : forms[name].safeParse(revived(raw));
      if (!read?.success) return answer({ ok: false, refusal: 'invalid-request', now: parts.now() });
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

  /** In its turn; the place is given on when the tablet has taken its answer. */
  async function inTurn<T extends object>(open: () => Promise<T>): Promise<T | { ok: false; refusal: string }> {
    // Who asks without reading would have us hold whole docs for him.
    if (line.isSlow() || opening >= OPENING_AT_ONCE) return { ok: false, refusal: 'too-fast' };
    opening += 1;
    const leave = await parts.turnstile.enter(parts.holder);
    try {
      return await (socket.connected ? open() : { ok: false as const, refusal: 'unavailable' });
    } finally {
      opening -= 1;
      // Gone while the store was asked: what it has entered since, it has to be taken out of here.
      if (!socket.connected) leaveAll();
      // After the answer has been written.
      setImmediate(() => line.whenTaken(leave));
    }
  }

  on('hello', async ({ protocol }) => {
    if (protocol < LOWEST_PROTOCOL) return { ok: false, refusal: 'please-update', lowestProtocol: LOWEST_PROTOCOL };
    const retryInMs = greeted ? 0 : Math.ceil(parts.turnstile.knock(session.deviceId));
    if (retryInMs > 0) return { ok: false, refusal: 'busy', lowestProtocol: LOWEST_PROTOCOL, retryInMs };
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
  on('command', async (message) =>
    parts.person.command()
      ? parts.commands.handle(who(), message)
      : { ok: false, refusal: 'too-fast', now: parts.now() },
  );
  on('board:open', async ({ stream }) => {
    const meetingId = /^meeting\/([A-Za-z0-9._-]{1,64})$/.exec(stream)?.[1];
    if (!meetingId) return { ok: false, refusal: 'not-allowed' };
    return inTurn(async () => {
      const opened = await parts.boards.open(meetingId, viewer);
      if (!opened) return { ok: false, refusal: 'not-allowed' };
      boards.add(meetingId);
      await parts.follow.join(meetingId, follower);
      // Told to leave meanwhile.
      return boards.has(meetingId) ? opened : { ok: false, refusal: 'not-allowed' };
    });
  });
  on('board:close', async ({ stream }) => {
    leaveBoard(stream.slice('meeting/'.length));
    return undefined;
  });
  on(
    'doc:open',
    ({ name, stateVector }) =>
      inTurn(async () => {
        const rights = await parts.rooms.rights(who(), name);
        if (!rights.read) return { ok: false, refusal: 'not-allowed' };
        const joined = await parts.rooms.join(name, reader, stateVector);
        if (!joined.ok) return joined;
        const { update, stateVector: vector, final } = joined;
        return { ok: true, update, stateVector: vector, write: rights.write && !final, final };
      }),
    catchUp,
  );
  on('doc:close', async ({ name }) => {
    parts.rooms.leave(name, reader);
    return undefined;
  });
  on('doc:lease', async ({ name, count }) => {
    if (!(await parts.rooms.rights(who(), name)).write) return { ok: false, refusal: 'not-allowed' };
    const ids = await parts.leases.lease(name, owner, count);
    return ids.length > 0 ? { ok: true, ids } : { ok: false, refusal: 'too-many' };
  });
  on('doc:update', async ({ name, update }) => {
    if (!limits.update(update.byteLength) || !parts.person.update(update.byteLength))
      return { ok: false, refusal: 'too-fast' };
    const { read, write } = await parts.rooms.rights(who(), name);
    // With the last word of a text the right to write it ends: whoever has it open is told so, or that it has this.
    const isLate = !write && read && parts.rooms.has(name, reader) && (await parts.docs.isFinal(name));
    if (!write && !isLate) return { ok: false, refusal: 'not-allowed' };
    return parts.docs.update(name, owner, update);
  });
  on('doc:aware', async ({ name, state }) => {
    // Last wins: one that is dropped here is made good by the next.
    const isShort = JSON.stringify(state).length <= MAX_AWARE_BYTES;
    if (isShort && parts.person.aware()) parts.rooms.aware(name, reader, state);
    return undefined;
  });
  on('doc:live', async (message) => {
    await parts.rooms.live(message, reader);
    return undefined;
  });
  on('follow', async (position) =>
    (await parts.follow.move(follower, position)) ? { ok: true } : { ok: false, refusal: 'not-allowed' },
  );
  return line;
}

/** Deeper than any message: what walks through it level by level, as JSON itself does when it is written, runs out of stack. */
const MOST_LEVELS = 64;
function isDeep(raw: unknown): boolean {
  let level: unknown[] = [raw];
  for (let depth = 0; depth < MOST_LEVELS; depth += 1) {
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null && !Buffer.isBuffer(one) ? Object.values(one) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
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
