import { Unreachable } from './faults.js';
import { memoryBlobs } from './memory/blobs.js';
import { memoryIndex } from './memory/index.js';
import { memoryStreams } from './memory/streams.js';
import { memoryVault } from './memory/vault.js';
import type { Instant, Store } from './ports.js';

export interface MemoryParts {
  readonly now: () => Instant;
  readonly incarnation?: string;
}

/** A store that keeps its word until the process ends: for tests, and the plainest reading of the four ports. */
export function memoryStore({ now, incarnation = 'memory' }: MemoryParts): Store {
  let closed = false;
  const guard = <P extends object>(port: P): P =>
    new Proxy(port, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          if (closed) throw new Unreachable('the store is closed');
          return method.apply(target, args) as unknown;
        };
      },
    });
  return {
    streams: guard(memoryStreams(now)),
    blobs: guard(memoryBlobs()),
    vault: guard(memoryVault(now)),
    index: guard(memoryIndex()),
    incarnation,
    close: async () => {
      closed = true;
    },
  };
}
