import type { Server as HttpServer } from 'node:http';
import type { ToServer, ToTablet } from '@ecab/shared/contract/wire';
import { Server } from 'socket.io';
import { pause, within } from '../adapters/system.js';
import type { EndReason, Session } from '../identity/sessions.js';
import { createFrames } from './frame.js';
import { serve, type Tablet, type TabletParts } from './tablet.js';

export interface SocketParts extends TabletParts {
  readonly resolve: (cookie: string | undefined) => Promise<Session | null>;
  /** Is the session still good? Asked now and then: it may have expired, or been ended by another server. */
  readonly alive: (sessionId: string) => Promise<Session | null>;
  readonly onEnded: (listener: (sessionId: string, reason: EndReason) => void) => void;
  readonly sameOrigin: (headers: Readonly<Record<string, string | string[] | undefined>>) => boolean;
}
const ALIVE_EVERY_MS = 30_000;
/** A tablet out of reach takes no leave. */
const GONE_WITHIN_MS = 1_000;

/** The socket door. Who asks is taken from the connection. */
export function openSocketDoor(http: HttpServer, parts: SocketParts) {
  const io = new Server<ToServer, ToTablet, Record<never, never>, { session: Session }>(http, {
    transports: ['websocket'],
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: 256 * 1024,
    allowRequest: (request, answer) => answer(null, parts.sameOrigin(request.headers)),
  });
  const frames = createFrames(io.encoder);
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
  io.on('connection', (socket) => serve(socket, frames, parts));
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
  const gone = async () => {
    while (io.engine.clientsCount > 0) await pause(5);
  };
  return {
    connected: () => io.of('/').sockets.size,
    stale(views: readonly string[]) {
      io.emit('stale', { views });
    },
    async close() {
      clearInterval(check);
      // Each is sent what it was answered, and told; closing the door first would throw both away.
      io.disconnectSockets(true);
      await within(GONE_WITHIN_MS, gone(), () => undefined);
      await io.close();
    },
  };
}
export type SocketDoor = ReturnType<typeof openSocketDoor>;

const end = (socket: Tablet, reason: EndReason) => {
  socket.emit('signed-out', { reason });
  socket.disconnect(true);
};
