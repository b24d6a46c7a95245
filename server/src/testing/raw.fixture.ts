import { once } from 'node:events';
import type { ToServer, ToTablet } from '@ecab/shared/contract/wire';
import { io, type Socket } from 'socket.io-client';

export type RawSocket = Socket<ToTablet, ToServer>;
/** A connection that keeps to no protocol: whatever headers, whatever events, whatever frames. */
export interface Raw {
  readonly socket: RawSocket;
  /** Fulfilled with why, when the server ends it. */
  readonly ended: Promise<string>;
  say(event: string, ...all: unknown[]): void;
  /** A message of engine.io as it stands, past the encoder of socket.io. */
  frame(text: string | Uint8Array): void;
  /** Reads nothing more until the returned function is called. */
  sleep(): () => void;
}

/** @throws what the door said when it did not let it in. */
export async function dial(url: string, headers: Record<string, string>): Promise<Raw> {
  const socket: RawSocket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: headers,
  });
  await new Promise<void>((done, fail) => {
    socket.once('connect', done);
    socket.once('connect_error', (error) => {
      socket.close();
      fail(error);
    });
  });
  const ended = new Promise<string>((done) => socket.once('disconnect', (reason) => done(reason)));
  const { engine } = socket.io;
  // The net socket below, in Node.
  const line = () => (engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }).ws._socket;
  return {
    socket,
    ended,
    say: (event, ...all) => void (socket as unknown as { emit(...all: unknown[]): void }).emit(event, ...all),
    frame: (text) => void engine.write(text as string),
    sleep() {
      line().pause();
      return () => line().resume();
    },
  };
}

/** The next message of that name. */
export const heard = async <Name extends keyof ToTablet>(
  socket: RawSocket,
  name: Name,
): Promise<Parameters<ToTablet[Name]>[0]> => {
  const [message] = (await once(socket as never, name)) as [Parameters<ToTablet[Name]>[0]];
  return message;
};
