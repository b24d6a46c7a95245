import type { ToTablet } from '@ecab/shared/contract/wire';
import type { Server, Socket } from 'socket.io';

/** A message as it goes over the wire, ready to be written to any number of tablets. */
export interface Frame {
  readonly bytes: Buffer;
}
type Encoder = Pick<Server['encoder'], 'encode'>;
const EVENT = 2;
const TEXT = 0x81;
const BINARY = 0x82;

/**
 * Encodes a message once for all who are sent the same object, and writes it with one call a tablet.
 *
 * socket.io encodes a message with bytes anew for every socket, and sends it as two WebSocket frames in two writes: with
 * 100 viewers and 200 strokes a second that was most of what the server did. Here both frames are one buffer, made once
 * (README, Performance). On the wire nothing differs, so every client of socket.io reads it.
 */
export function createFrames(encoder: Encoder) {
  // By the message itself: whoever fans out one object to a room needs not know that it is encoded here.
  const made = new WeakMap<object, Frame>();
  return {
    of<Name extends keyof ToTablet>(name: Name, message: Parameters<ToTablet[Name]>[0]): Frame {
      const found = made.get(message);
      if (found) return found;
      const [text, ...attachments]: (string | Uint8Array)[] = encoder.encode({
        type: EVENT as never,
        nsp: '/',
        data: [name, message],
      });
      // 4: "message" in the protocol of engine.io.
      const parts = framed(TEXT, Buffer.from(`4${text as string}`));
      for (const one of attachments as Uint8Array[]) parts.push(...framed(BINARY, one));
      const frame = { bytes: Buffer.concat(parts) };
      made.set(message, frame);
      return frame;
    },
  };
}
export type Frames = ReturnType<typeof createFrames>;

/** Header and payload of one whole WebSocket frame of a server: unmasked (RFC 6455, 5.2). */
function framed(kind: number, payload: Uint8Array): Uint8Array[] {
  const { length } = payload;
  if (length < 126) return [Uint8Array.of(kind, length), payload];
  const header = Buffer.alloc(length < 65_536 ? 4 : 10);
  header[0] = kind;
  if (length < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeUIntBE(length, 4, 6);
  }
  return [header, payload];
}

/** What engine.io and ws do not tell by their types. */
export interface Below {
  readonly readyState: number;
  /** Bytes written that the system has not taken. */
  readonly bufferedAmount: number;
  readonly _sender: { sendFrame(list: readonly Uint8Array[]): void };
  readonly _socket: { write(bytes: Uint8Array, taken: () => void): void; destroy(): void };
}
export const below = ({ transport }: Socket['conn']) => (transport as unknown as { socket: Below }).socket;
const OPEN = 1;

/**
 * Straight to the socket where engine.io has nothing waiting, else behind what it has, by the option that the adapter of
 * socket.io itself uses for frames made ahead. Its five events and a callback for each packet were a fifth of the cost.
 */
export function write(conn: Socket['conn'], { bytes }: Frame): void {
  const ws = below(conn);
  if (conn.readyState === 'open' && conn.transport.writable && ws.readyState === OPEN) ws._sender.sendFrame([bytes]);
  else conn.write('', { compress: false, wsPreEncodedFrame: [bytes] } as { compress: boolean });
}
