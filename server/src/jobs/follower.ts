import { type Kind, kindOf } from '@ecab/shared/ledger/machines';
import type { Hosts } from '../ledger/hosts.js';
import type { Instant, Streams, Vault } from '../storage/ports.js';

/** Something that follows every stream of commands, at least once an entry, also across restarts. */
export interface FollowerParts {
  /** Names its cursor. */
  readonly name: string;
  readonly hosts: Hosts;
  readonly streams: Streams;
  readonly vault: Vault;
  readonly now: () => Instant;
  readonly pause: (ms: number) => Promise<void>;
  readonly report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void;
  /** The stream has entries after `after`; 0 at a sweep. Doing it again must do no harm. */
  readonly handle: (stream: string, kind: Kind, after: number) => Promise<void>;
}
export interface Follower {
  /** Catches up with what was appended while this node was down; then follows. Answers when it has caught up. */
  start(): Promise<void>;
  /** Waits until nothing is left to do. */
  settled(): Promise<void>;
  stop(): void;
}
/** An entry may have become visible a little after its time says. */
const MARGIN_MS = 120_000;
const RETRY_MS = 1000;
const SWEEP_PAGE = 200;

export function createFollower(parts: FollowerParts): Follower {
  const { hosts, streams, vault, now } = parts;
  const key = `cursor/${parts.name}`;
  const due = new Map<string, number>();
  let working: Promise<void> | null = null;
  let stopped = false;
  let sweeping = true;

  function add(stream: string, after: number) {
    due.set(stream, Math.min(due.get(stream) ?? after, after));
    run();
  }
  function run() {
    working ??= work().finally(() => {
      working = null;
      // What came while the cursor was being marked would otherwise wait for the next entry of any stream.
      if (due.size > 0 && !stopped) run();
    });
  }
  async function work() {
    while (!stopped) {
      const [next] = due;
      if (!next) break;
      const [stream, after] = next;
      due.delete(stream);
      const kind = kindOf(stream);
      try {
        if (kind) await parts.handle(stream, kind, after);
      } catch (fault) {
        parts.report(fault, { job: parts.name, stream });
        due.set(stream, Math.min(due.get(stream) ?? after, after));
        await parts.pause(RETRY_MS);
      }
    }
    if (!stopped && !sweeping) await mark();
  }
  /** All that was appended before now, less a margin, is done. */
  async function mark() {
    const at = new Date(Date.parse(now()) - MARGIN_MS).toISOString();
    try {
      const before = await vault.get(key);
      if (before && String(before.value) >= at) return;
      await vault.put(key, at, before ? before.version : 'absent');
    } catch (fault) {
      // Without the mark the next start does a little again.
      parts.report(fault, { job: parts.name });
    }
  }
  hosts.onAppended((_, { stream, before }) => {
    if (!stopped) add(stream, before.seq);
  });
  return {
    async start() {
      const since = String((await vault.get(key))?.value ?? '1970-01-01T00:00:00.000Z');
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<Streams['touched']>> = await streams.touched(since, after, SWEEP_PAGE);
        for (const stream of page.streams) if (kindOf(stream)) add(stream, 0);
        after = page.next;
      } while (after !== null);
      sweeping = false;
      await this.settled();
      await mark();
    },
    async settled() {
      while (working !== null) await working;
    },
    stop() {
      stopped = true;
    },
  };
}
