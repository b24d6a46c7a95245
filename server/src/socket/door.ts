import type { Server as HttpServer } from 'node:http';
import type { ToServer, ToTablet } from '@ecab/shared/contract/wire';
import { Server } from 'socket.io';
import { pause, within } from '../adapters/system.js';
import type { EndReason, Session } from '../identity/sessions.js';
import { createFrames } from './frame.js';
import { createPersonLimits, type PersonLimits } from './limits.js';
import type { Line } from './line.js';
import { end, serve, type TabletParts } from './tablet.js';
import { createTurnstile } from './turnstile.js';

export interface SocketParts extends Omit<TabletParts, 'turnstile' | 'holder' | 'person'> {
  readonly later: (work: () => void, ms: number) => void;
  readonly resolve: (cookie: string | undefined) => Promise<Session | null>;
  /** Is the session still good? Asked now and then: it may have expired, or been ended by another server. */
  readonly alive: (sessionId: string) => Promise<Session | null>;
  readonly onEnded: (listener: (sessionId: string, reason: EndReason) => void) => void;
  readonly sameOrigin: (headers: Readonly<Record<string, string | string[] | undefined>>) => boolean;
}
const ALIVE_EVERY_MS = 30_000;
/** A tablet out of reach takes no leave. */
const GONE_WITHIN_MS = 1_000;
/** Of one person or display: a dozen tabs on each of a handful of devices, and as many that are only half dead. */
const SOCKETS_OF_ONE = 64;
/** Who has connected and says nothing. */
const CONNECT_WITHIN_MS = 10_000;
/** A list has changed again: told at once, and then not sooner than this. */
const STALE_EVERY_MS = 500;
/** As long as it takes until all may be sent at once again. */
const LIMITS_OUTLIVE_MS = 5 * 60_000;
const MAX_FRAME_BYTES = 256 * 1024;

/** The socket door. Who asks is taken from the connection. */
export function openSocketDoor(http: HttpServer, parts: SocketParts) {
  const io = new Server<ToServer, ToTablet, Record<never, never>, { session: Session }>(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: MAX_FRAME_BYTES,
    connectTimeout: CONNECT_WITHIN_MS,
    allowRequest: (request, answer) => answer(null, parts.sameOrigin(request.headers)),
  });
  const frames = createFrames(io.encoder);
  const sockets = () => io.of('/').sockets.values();
  const holder = ({ who }: Session) => (who.kind === 'person' ? `person ${who.personId}` : `room ${who.roomId}`);
  const socketsOf = (session: Session) =>
    [...sockets()].filter(({ data }) => holder(data.session) === holder(session)).length;
  io.use((socket, next) => {
    parts.resolve(socket.handshake.headers.cookie).then(
      (session) => {
        if (!session) return next(new Error('signed-out'));
        if (socketsOf(session) >= SOCKETS_OF_ONE) return next(new Error('too-many'));
        socket.data.session = session;
        next();
      },
      (fault: unknown) => {
        parts.report(fault, { door: 'handshake' });
        next(new Error('unavailable'));
      },
    );
  });
  const turnstile = createTurnstile(parts);
  const lines = new Set<Line>();
  /** Also of those whose last socket has gone: who comes back begins no new count. */
  const people = new Map<string, { readonly limits: PersonLimits; readonly seenAt: number }>();
  io.on('connection', (socket) => {
    const one = holder(socket.data.session);
    const { limits: person } = people.get(one) ?? { limits: createPersonLimits(parts.elapsed) };
    people.set(one, { limits: person, seenAt: parts.elapsed() });
    const line = serve(socket, frames, { ...parts, turnstile, holder: one, person });
    lines.add(line);
    socket.on('disconnect', () => lines.delete(line));
  });
  parts.onEnded((sessionId, reason) => {
    for (const socket of sockets()) if (socket.data.session.id === sessionId) end(socket, reason);
  });
  function check() {
    const here = new Set([...sockets()].map(({ data }) => holder(data.session)));
    for (const [one, { limits, seenAt }] of people)
      if (here.has(one)) people.set(one, { limits, seenAt: parts.elapsed() });
      else if (parts.elapsed() - seenAt > LIMITS_OUTLIVE_MS) people.delete(one);
    for (const socket of sockets())
      parts.alive(socket.data.session.id).then(
        (session) => {
          if (session) socket.data.session = session;
          else end(socket, socket.data.session.expiresAt <= parts.now() ? 'expired' : 'revoked');
        },
        (fault: unknown) => parts.report(fault, { door: 'alive' }),
      );
  }
  const checking = setInterval(check, ALIVE_EVERY_MS);
  const gone = async () => {
    while (io.engine.clientsCount > 0) await pause(5);
  };

  const changed = new Set<string>();
  let resting = false;
  function tellStale() {
    if (resting || changed.size === 0) return;
    resting = true;
    io.emit('stale', { views: [...changed] });
    changed.clear();
    parts.later(() => {
      resting = false;
      tellStale();
    }, STALE_EVERY_MS);
  }
  return {
    connected: () => io.of('/').sockets.size,
    /** Bytes on their way to tablets. */
    waiting: () => [...lines].reduce((sum, line) => sum + line.waiting(), 0),
    /** Some may belong to nobody now. */
    check,
    stale(views: readonly string[]) {
      for (const view of views) changed.add(view);
      tellStale();
    },
    async close() {
      clearInterval(checking);
      // Each is sent what it was answered, and told; closing the door first would throw both away.
      io.disconnectSockets(true);
      await within(GONE_WITHIN_MS, gone(), () => undefined);
      await io.close();
    },
  };
}
export type SocketDoor = ReturnType<typeof openSocketDoor>;
