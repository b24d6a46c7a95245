import type { Position, ToTablet } from '@ecab/shared/contract/wire';
import type { Connection } from './connection.js';
import { throttle } from './throttle.js';

export type Followed = Parameters<ToTablet['follow']>[0];
export interface Follow {
  /** Where the presenter is now. At once, then at most every 60 ms, the last never lost. Only the token's holder is heard. */
  sendPosition(position: Position): void;
  /** Positions of any meeting whose board is open here. */
  onPosition(listener: (position: Followed) => void): () => void;
  close(): void;
}

export function createFollow(connection: Connection): Follow {
  const send = throttle<Position>(60, (position) => connection.tell('follow', position));
  return {
    sendPosition: send,
    onPosition: (listener) => connection.on('follow', listener),
    close: () => send.cancel(),
  };
}
