import { type Forms, type HelloBack, PROTOCOL, type ToServer, type ToTablet } from '@ecab/shared/contract/wire';
import { io } from 'socket.io-client';
import { createStore } from 'zustand/vanilla';
import { type Device, pause } from './device.js';
import type { Readable } from './readable.js';
import { ServerClock } from './server-clock.js';

export interface ConnectionState {
  readonly link: 'connecting' | 'connected' | 'offline';
  /** Since when the server is out of reach, ISO 8601; null while it is not, and before the first attempt failed. */
  readonly since: string | null;
  /** Why there will be no further attempt: the server wants a newer version, or the session is over. */
  readonly ended: 'please-update' | 'signed-out' | null;
  /** The server's last greeting: incarnation, schemas, who is signed in. */
  readonly hello: HelloBack | null;
  /** The server's clock less this device's, in ms. */
  readonly offsetMs: number;
  /** The last thing that was to be stored could not be: it is kept here and asked again. */
  readonly unsaved: boolean;
}

/** No answer came: the message may have arrived or not. */
export class Lost extends Error {}

/** Messages that are answered, and the answer. */
export type Asked = Exclude<keyof ToServer, 'board:close' | 'doc:close' | 'doc:aware' | 'doc:live' | 'follow'>;
export type AnswerOf<Name extends Asked> =
  Parameters<ToServer[Name]> extends [unknown, (answer: infer Answer) => void]
    ? Extract<Answer, { ok: boolean }>
    : never;
/** A message as it is sent: bytes of any kind of buffer. */
export type Sent<Name extends keyof Forms> = {
  readonly [Field in keyof Forms[Name]]: Forms[Name][Field] extends Uint8Array ? Uint8Array : Forms[Name][Field];
};
type Told<Name extends keyof ToTablet> = Parameters<ToTablet[Name]>[0];

export interface Connection {
  readonly state: Readable<ConnectionState>;
  /** @throws Lost if the answer does not come, at once where there is no connection. */
  ask<Name extends Asked>(name: Name, message: Sent<Name>): Promise<AnswerOf<Name>>;
  /**
   * Asks again after a pause while the server cannot answer just now (`unavailable`, `too-fast`) or its answer is lost.
   *
   * @throws Lost as soon as the connection is gone: who asked has to begin anew on the next.
   */
  askPatiently<Name extends Asked>(name: Name, message: Sent<Name>): Promise<AnswerOf<Name>>;
  /** Without an answer; dropped where there is no connection. `volatile`: also dropped while the line is busy. */
  tell<Name extends keyof ToServer>(name: Name, message: Sent<Name>, how?: 'volatile'): void;
  on<Name extends keyof ToTablet>(name: Name, listener: (message: Told<Name>) => void): () => void;
  /** Told after each greeting: everything that was open must be opened again. */
  onConnected(listener: () => void): () => void;
  isConnected(): boolean;
  serverNow(): number;
  /** The server's time as ISO 8601. */
  serverTime(): string;
  /** Takes a time that the server named in an answer to what was asked at `askedAt` (this device's clock). */
  heardTime(askedAt: number, serverTime: string): void;
  /** Attempts at once instead of at the next turn. */
  retry(): void;
  close(): void;
}

export interface ConnectionParts {
  readonly device: Pick<Device, 'page' | 'now' | 'backOff'>;
  /** Origin of the server; the page's own if left out. */
  readonly url?: string;
  readonly app: string;
  readonly deviceId: string;
  /** Whose tablet this is: a greeting for anybody else ends the connection, so that nothing of one goes out as another's. */
  readonly personId: string;
  readonly incarnation: () => string | null;
  readonly answerWithinMs?: number;
}

/** Whatever a server says, this tablet asks again after so long. */
const MOST_WAIT_MS = 10_000;
/** The store that the server stands on, as it last greeted. */
export const serverStore = ({ state }: Pick<Connection, 'state'>): string | null =>
  state.getState().hello?.incarnation ?? null;
/** Said of a moment, not of what was asked. */
const passing = new Set(['unavailable', 'too-fast', 'hello-first']);
export const isPassing = (refusal: string | undefined) => refusal !== undefined && passing.has(refusal);
/** Answered well once they are stored. */
const stored = new Set<string>(['command', 'doc:update']);
const refusalIn = (answer: object) => ('refusal' in answer ? String(answer.refusal) : undefined);

/** One socket for everything this tab says. The greeting goes first on every connection. */
export function createConnection(parts: ConnectionParts): Connection {
  const { device, answerWithinMs = 10_000 } = parts;
  const clock = new ServerClock(device.now);
  const state = createStore<ConnectionState>(() => ({
    link: 'connecting',
    since: null,
    ended: null,
    hello: null,
    offsetMs: 0,
    unsaved: false,
  }));
  const greeted = new Set<() => void>();
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  // Our own back-off: that of socket.io is no full jitter. Polling first would fail behind several servers.
  const socket = io(parts.url ?? '', {
    transports: ['websocket'],
    withCredentials: true,
    autoConnect: false,
    reconnection: false,
    forceNew: true,
    timeout: answerWithinMs,
  });

  const isConnected = () => state.getState().link === 'connected';
  const emit = (name: string, message: object): Promise<unknown> =>
    socket
      .timeout(answerWithinMs)
      .emitWithAck(name, message)
      .then(revived, (error: unknown) => Promise.reject(new Lost(name, { cause: error })));

  function noteStored<Answer extends object>(answer: Answer): Answer {
    const unsaved = refusalIn(answer) === 'unavailable';
    if (unsaved !== state.getState().unsaved) state.setState({ unsaved });
    return answer;
  }
  function connect() {
    clearTimeout(timer);
    timer = undefined;
    if (closed || state.getState().ended || socket.connected) return;
    socket.connect();
  }
  function failed() {
    if (closed || state.getState().ended) return;
    const { link, since } = state.getState();
    // A line that was there is tried once more before it is called offline.
    const next = link === 'connected' && device.page.isOnline() ? 'connecting' : 'offline';
    state.setState({ link: next, since: since ?? new Date(clock.serverNow()).toISOString() });
    clearTimeout(timer);
    timer = setTimeout(connect, device.backOff(attempt));
    attempt += 1;
  }
  function end(ended: 'please-update' | 'signed-out') {
    clearTimeout(timer);
    state.setState({
      ended,
      link: 'offline',
      since: state.getState().since ?? new Date(clock.serverNow()).toISOString(),
    });
    socket.disconnect();
  }
  async function greet() {
    const askedAt = device.now();
    const message = { protocol: PROTOCOL, app: parts.app, deviceId: parts.deviceId, incarnation: parts.incarnation() };
    const answer = (await emit('hello', message)) as AnswerOf<'hello'>;
    if (!answer.ok) {
      if (answer.refusal === 'please-update' || answer.lowestProtocol > PROTOCOL) return end('please-update');
      if (answer.refusal === 'signed-out' || answer.refusal === 'not-signed-in') return end('signed-out');
      if (answer.refusal === 'busy') return standInLine(answer.retryInMs ?? MOST_WAIT_MS);
      throw new Lost(`hello: ${answer.refusal}`);
    }
    if (answer.lowestProtocol > PROTOCOL) return end('please-update');
    // Another tab has signed somebody else in: the cookie is his now.
    if (answer.person.id !== parts.personId) return end('signed-out');
    clock.heard(askedAt, answer.serverTime);
    attempt = 0;
    state.setState({ link: 'connected', since: null, hello: answer, offsetMs: clock.offsetMs });
    for (const listener of greeted) listener();
  }
  /** All tablets of the room came back at once. The server has said when it is this one's turn. */
  async function standInLine(retryInMs: number) {
    const { id } = socket;
    await pause(Math.min(retryInMs, MOST_WAIT_MS));
    if (socket.connected && socket.id === id) await greet();
  }
  const hangUp = () => {
    socket.disconnect();
    failed();
  };
  socket.on('connect', () => void greet().catch(() => socket.connected && hangUp()));
  socket.on('connect_error', (error) => {
    // The door's middleware refuses with a code as its whole message: the one way that socket.io has.
    if (error.message === 'signed-out' || error.message === 'not-signed-in') end('signed-out');
    else failed();
  });
  socket.on('disconnect', (reason) => reason !== 'io client disconnect' && failed());
  socket.on('signed-out', () => end('signed-out'));

  /** A suspended tablet often wakes with a socket that only looks alive. */
  function wake() {
    if (state.getState().ended || closed) return;
    if (!isConnected()) {
      attempt = 0;
      connect();
      return;
    }
    const askedAt = device.now();
    const message = { protocol: PROTOCOL, app: parts.app, deviceId: parts.deviceId, incarnation: parts.incarnation() };
    emit('hello', message).then(
      (answer) => {
        const { ok, serverTime } = answer as { ok: boolean; serverTime?: string };
        if (ok && serverTime) connection.heardTime(askedAt, serverTime);
      },
      () => socket.connected && hangUp(),
    );
  }
  const stops = [
    device.page.on('visible', wake),
    device.page.on('online', wake),
    device.page.on('offline', () => !isConnected() && !closed && state.setState({ link: 'offline' })),
  ];

  const connection: Connection = {
    state,
    isConnected,
    ask<Name extends Asked>(name: Name, message: Sent<Name>) {
      if (!isConnected()) return Promise.reject(new Lost(name));
      const answer = emit(name, message) as Promise<AnswerOf<Name>>;
      return stored.has(name) ? answer.then(noteStored) : answer;
    },
    async askPatiently<Name extends Asked>(name: Name, message: Sent<Name>) {
      const { hello } = state.getState();
      for (let tries = 0; ; tries += 1) {
        try {
          const answer = await connection.ask(name, message);
          if (!isPassing(refusalIn(answer))) return answer;
        } catch (error) {
          if (!(error instanceof Lost)) throw error;
        }
        if (!isConnected() || state.getState().hello !== hello) throw new Lost(name);
        await pause(device.backOff(tries));
      }
    },
    tell(name, message, how) {
      if (!isConnected()) return;
      if (how === 'volatile') socket.volatile.emit(name, message);
      else socket.emit(name, message);
    },
    on(name, listener) {
      const hear = (message: unknown) => listener(revived(message) as Told<typeof name>);
      socket.on(name as string, hear);
      return () => void socket.off(name as string, hear);
    },
    onConnected(listener) {
      greeted.add(listener);
      return () => void greeted.delete(listener);
    },
    serverNow: () => clock.serverNow(),
    serverTime: () => new Date(clock.serverNow()).toISOString(),
    heardTime(askedAt, serverTime) {
      clock.heard(askedAt, serverTime);
      state.setState({ offsetMs: clock.offsetMs });
    },
    retry() {
      attempt = 0;
      connect();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      for (const stop of stops) stop();
      socket.disconnect();
    },
  };
  connect();
  return connection;
}

/** Bytes come as ArrayBuffer in browsers and as Buffer in Node; everybody here expects Uint8Array. */
function revived(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return message;
  return Object.fromEntries(
    Object.entries(message).map(([key, value]: [string, unknown]) => {
      if (value instanceof ArrayBuffer) return [key, new Uint8Array(value)];
      if (ArrayBuffer.isView(value))
        return [key, new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice()];
      return [key, value];
    }),
  );
}
