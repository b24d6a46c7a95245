import 'fake-indexeddb/auto';
import type { Device, Page } from './device.js';

type Held = { readonly name: string; readonly owner: object; readonly end: () => void };
type Line = { readonly owner: object; readonly enter: () => void };

/** The Web Locks of one browser: exclusive, first come first served; a tab that dies lets go of all it held. */
class Locks {
  readonly #held = new Map<string, Held>();
  readonly #lines = new Map<string, Line[]>();

  of(owner: object): LockManager {
    const request = (name: string, ...rest: unknown[]) => {
      const act = rest.at(-1) as () => Promise<unknown>;
      const { signal } = (rest.length > 1 ? rest[0] : {}) as { signal?: AbortSignal };
      return new Promise<unknown>((resolve, reject) => {
        const line = this.#lines.get(name) ?? [];
        this.#lines.set(name, line);
        const one: Line = {
          owner,
          enter: () => {
            const end = () => {
              if (this.#held.get(name)?.end !== end) return;
              this.#held.delete(name);
              this.#next(name);
            };
            this.#held.set(name, { name, owner, end });
            act().then(resolve, reject).finally(end);
          },
        };
        line.push(one);
        signal?.addEventListener('abort', () => {
          if (!line.includes(one)) return;
          line.splice(line.indexOf(one), 1);
          reject(signal.reason);
        });
        queueMicrotask(() => this.#next(name));
      });
    };
    return { request, query: () => Promise.reject(new Error('not asked here')) } as unknown as LockManager;
  }
  kill(owner: object): void {
    for (const [name, line] of this.#lines)
      this.#lines.set(
        name,
        line.filter((one) => one.owner !== owner),
      );
    for (const held of [...this.#held.values()]) if (held.owner === owner) held.end();
  }
  #next(name: string): void {
    if (!this.#held.has(name)) this.#lines.get(name)?.shift()?.enter();
  }
}

/** A device in one tab, with what a test may do to it. */
export interface TestTab extends Device {
  readonly reports: unknown[];
  happens(event: Parameters<Page['on']>[0]): void;
  /** As when the system kills the page: locks free, channels silent, nothing is kept any more. */
  die(): void;
}

/** One browser with a store, locks and caches that its tabs share. */
export function testBrowser({ locks: hasLocks = true } = {}) {
  const locks = new Locks();
  const caches = memoryCaches();
  return {
    caches,
    tab(over: Partial<Device> = {}): TestTab {
      const owner = {};
      const channels = new Set<BroadcastChannel>();
      const reports: unknown[] = [];
      const listeners = new Map<string, Set<() => void>>();
      const page: Page = {
        isOnline: () => true,
        on(event, listener) {
          const all = listeners.get(event) ?? new Set();
          listeners.set(event, all.add(listener));
          return () => void all.delete(listener);
        },
      };
      return {
        page,
        locks: hasLocks ? locks.of(owner) : undefined,
        caches,
        channel(name) {
          const channel = new BroadcastChannel(name);
          channels.add(channel);
          return channel as never;
        },
        now: () => Date.now(),
        backOff: () => 1,
        report: (fault) => void reports.push(fault),
        ...over,
        reports,
        happens: (event) => [...(listeners.get(event) ?? [])].forEach((listener) => void listener()),
        die() {
          locks.kill(owner);
          for (const channel of channels) channel.close();
        },
      };
    },
  };
}
export type TestBrowser = ReturnType<typeof testBrowser>;

function memoryCaches(): CacheStorage {
  const all = new Map<string, Map<string, Response>>();
  const open = async (name: string) => {
    const entries = all.get(name) ?? new Map<string, Response>();
    all.set(name, entries);
    return {
      keys: async () => [...entries.keys()].map((path) => ({ url: `http://tablet${path}` })),
      match: async (key: string) => entries.get(key)?.clone(),
      put: async (key: string, response: Response) => void entries.set(key, response),
      delete: async (key: string) => entries.delete(key),
    };
  };
  return { open, delete: async (name: string) => all.delete(name) } as unknown as CacheStorage;
}
