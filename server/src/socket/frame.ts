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

/** The adapter of socket.io writes frames made ahead through this very option; the packet's own data is then not read. */
export function write(conn: Socket['conn'], { bytes }: Frame): void {
  const options = { compress: false, wsPreEncodedFrame: [bytes] };
  conn.write('', options as { compress: boolean });
}
