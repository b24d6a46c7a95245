import type { Socket } from 'socket.io';
import { below, type Frame, write } from './frame.js';

/** What has not left the server yet, above which a tablet counts as slow: it then gets no more than it can take. */
const SLOW_BYTES = 256 * 1024;
/** Ephemeral things wait for a line that is as good as empty: the next is worth more than this one. */
const BUSY_BYTES = 16 * 1024;
/** Nobody who reads at all has so much before him: answers to what he asks, and he asks on without reading. */
const MOST_BYTES = 16 * 1024 * 1024;
const NOTHING = new Uint8Array();

/**
 * What is on its way to one tablet. A suspended tablet keeps its socket for a minute and reads nothing: each of 100
 * would cost the server the whole storm. So what can be made good later is not queued for it; it is told what it
 * missed, in one message, when it reads again.
 */
export interface Line {
  /** Must arrive, in order. */
  send(frame: Frame): void;
  /** Can be made good later. @returns false if it was not sent: `onFree` will tell when to. */
  offer(frame: Frame): boolean;
  /** Of each key only the newest counts; dropped first. */
  latest(key: string, frame: Frame): void;
  isSlow(): boolean;
  /** Once what is on its way has been taken, or the socket has ended. */
  whenTaken(work: () => void): void;
  /** Bytes that have not left the server. */
  waiting(): number;
  close(): void;
}
interface Packet {
  readonly data?: string | Uint8Array;
  readonly options?: { readonly wsPreEncodedFrame?: readonly Uint8Array[] };
}

/** @param onFree what was offered in vain may be told now. @param onStuck it takes nothing and asks for ever more. */
export function createLine(socket: Socket, onFree: () => void, onStuck: () => void): Line {
  const { conn } = socket;
  const slots = new Map<string, Frame>();
  const expecting: (() => void)[] = [];
  /** Held back by engine.io until the write before has been taken. */
  let held = 0;
  let listening = false;
  let missed = false;
  let closed = false;
  let stuck = false;

  const waiting = () => held + below(conn).bufferedAmount;
  const created = (packet: Packet) => {
    if (!conn.transport.writable) held += (packet.options?.wsPreEncodedFrame?.[0] ?? packet.data)?.length ?? 0;
    if (stuck || waiting() <= MOST_BYTES) return;
    // Once: what it is told of it is created, too.
    stuck = true;
    onStuck();
  };
  const flushed = () => {
    held = 0;
  };
  conn.on('packetCreate', created);
  conn.on('flush', flushed);

  /** Until the system has taken all that was written: the next turn of the event loop, or a minute. */
  function listen() {
    if (listening) return;
    listening = true;
    // Nothing, after all the rest.
    below(conn)._socket.write(NOTHING, () => {
      listening = false;
      // First what engine.io held back.
      setImmediate(drained);
    });
  }
  function drained() {
    if (conn.readyState !== 'open') return;
    for (const [key, frame] of slots) {
      if (waiting() > BUSY_BYTES) return listen();
      slots.delete(key);
      write(conn, frame);
    }
    if (missed || expecting.length > 0) {
      if (waiting() > BUSY_BYTES) return listen();
      for (const work of expecting.splice(0)) work();
    }
    if (!missed) return;
    missed = false;
    onFree();
  }
  const line: Line = {
    waiting,
    isSlow: () => waiting() > SLOW_BYTES,
    whenTaken(work) {
      if (closed || waiting() <= BUSY_BYTES) return work();
      expecting.push(work);
      listen();
    },
    send: (frame) => write(conn, frame),
    offer(frame) {
      if (!missed && !line.isSlow()) {
        write(conn, frame);
        return true;
      }
      missed = true;
      listen();
      return false;
    },
    latest(key, frame) {
      if (waiting() <= BUSY_BYTES && !missed) {
        slots.delete(key);
        write(conn, frame);
        return;
      }
      slots.set(key, frame);
      listen();
    },
    close() {
      closed = true;
      conn.off('packetCreate', created);
      conn.off('flush', flushed);
      slots.clear();
      // Whoever waits for this tablet waits no longer.
      for (const work of expecting.splice(0)) work();
    },
  };
  return line;
}
