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
  /** Milliseconds on a clock that never steps back. */
  readonly elapsed: () => number;
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
/**
 * A stream that has news again waits so many times as long as the last took to handle, unless somebody waits for it; all
 * that comes until then is handled as one. At 500 ballots a second each entry was projected: a quarter of what the server
 * did.
 */
const RESTS = 20;
const LONGEST_REST_MS = 100;

export function createFollower(parts: FollowerParts): Follower {
  const { hosts, streams, vault, now } = parts;
  const key = `cursor/${parts.name}`;
  const due = new Map<string, number>();
  let working: Promise<void> | null = null;
  let stopped = false;
  let sweeping = true;
  /** So many wait until it has caught up. */
  let waiting = 0;
  let handled = { stream: '', until: 0 };
  let wake = () => {};

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
  async function rest(stream: string) {
    const ms = handled.stream === stream ? handled.until - parts.elapsed() : 0;
    if (ms <= 0 || waiting > 0) return;
    await Promise.race([
      parts.pause(ms),
      new Promise<void>((woken) => {
        wake = woken;
      }),
    ]);
  }
  async function work() {
    for (;;) {
      const [first] = due.keys();
      if (first !== undefined) await rest(first);
      const [next] = due;
      if (!next || stopped) break;
      const [stream, after] = next;
      due.delete(stream);
      const kind = kindOf(stream);
      const begun = parts.elapsed();
      try {
        if (kind) await parts.handle(stream, kind, after);
      } catch (fault) {
        parts.report(fault, { job: parts.name, stream });
        due.set(stream, Math.min(due.get(stream) ?? after, after));
        await parts.pause(RETRY_MS);
      }
      const ended = parts.elapsed();
      handled = { stream, until: ended + Math.min(LONGEST_REST_MS, RESTS * (ended - begun)) };
    }
    if (!stopped && !sweeping) await mark();
  }
  /** All that was appended before now, less a margin, is done. */
  async function mark() {
    if (hosts.isUnsure()) return;
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
      waiting += 1;
      wake();
      while (working !== null) await working;
      waiting -= 1;
    },
    stop() {
      stopped = true;
      wake();
    },
  };
}
