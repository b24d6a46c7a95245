import type { Machine } from '@ecab/shared/ledger/machine';
import { type Kind, kindOf, machines, type States } from '@ecab/shared/ledger/machines';
import { Unreachable } from '../storage/faults.js';
import { type Appended, type Host, type HostParts, openHost } from './host.js';

type Listener = (kind: Kind, entry: Appended<unknown>) => void;
/** The streams of commands that this node has open. */
export interface Hosts {
  /** @throws RangeError for a stream that holds no commands. */
  open(stream: string): Promise<Host<unknown>>;
  meeting(meetingId: string): Promise<Host<States['meeting']>>;
  body(bodyId: string): Promise<Host<States['body']>>;
  /** Called after each new entry, in order a stream; it must not throw. */
  onAppended(listener: Listener): void;
  /** Whether entries may be there that `onAppended` has not told and yet will. */
  isUnsure(): boolean;
  /** Waits until nothing is under way. */
  drain(): Promise<void>;
}
/** Streams kept open at most; the least recently used idle one is let go first. */
const OPEN_AT_MOST = 300;
/** An append of unknown outcome may show for as long as a driver still tries: about so many seconds of answered reads. */
const READ_BACK_EVERY_MS = 1000;
const READ_BACK_TIMES = 15;

export function createHosts(given: Omit<HostParts, 'unsure'>): Hosts {
  const parts: HostParts = { ...given, unsure };
  /** Streams where something may have been appended that nobody has seen; so many reads are left. */
  const unsures = new Map<string, number>();
  let readingBack = false;
  let isOver = false;
  const opened = new Map<string, Promise<Host<unknown>>>();
  const listeners: Listener[] = [];

  /** Also those let go that somebody still has in hand: of one stream there are never two, which would tell it twice. */
  const inHand = new Map<string, WeakRef<Host<unknown>>>();
  const forgotten = new FinalizationRegistry((stream: string) => {
    if (!inHand.get(stream)?.deref()) inHand.delete(stream);
  });

  function open(stream: string): Promise<Host<unknown>> {
    const letGoOf = opened.has(stream) ? undefined : inHand.get(stream)?.deref();
    const found = letGoOf ? Promise.resolve(letGoOf) : opened.get(stream);
    if (!found) return load(stream);
    opened.delete(stream);
    opened.set(stream, found);
    if (letGoOf) void letGo();
    return found;
  }
  function load(stream: string): Promise<Host<unknown>> {
    const kind = kindOf(stream);
    if (!kind) throw new RangeError(`${stream} takes no commands`);
    // While it loads, what it reads is history, not news.
    let loaded = false;
    const host = openHost<unknown>(machines[kind] as Machine<unknown>, stream, parts, (entry) => {
      if (loaded) for (const listen of listeners) listen(kind, entry);
    });
    opened.set(stream, host);
    host.then(
      (one) => {
        loaded = true;
        inHand.set(stream, new WeakRef(one));
        forgotten.register(one, stream);
        void letGo();
      },
      () => opened.delete(stream),
    );
    return host;
  }
  async function letGo() {
    for (const [stream, host] of opened) {
      if (opened.size <= OPEN_AT_MOST) return;
      // One that cannot be opened has taken itself off the list.
      if (!unsures.has(stream) && (await host.catch(() => null))?.idle()) opened.delete(stream);
    }
  }
  function unsure(stream: string) {
    unsures.set(stream, READ_BACK_TIMES);
    if (!readingBack && !isOver) void readBack();
  }
  /** What follows from an entry must not wait for somebody to look at its stream again. */
  async function readBack() {
    readingBack = true;
    while (unsures.size > 0 && !isOver) {
      await parts.pause(READ_BACK_EVERY_MS);
      for (const stream of unsures.keys())
        try {
          await (await open(stream)).catchUp();
          const left = (unsures.get(stream) ?? 0) - 1;
          if (left > 0) unsures.set(stream, left);
          else unsures.delete(stream);
        } catch (fault) {
          if (fault instanceof Unreachable) continue;
          unsures.delete(stream);
          parts.report(fault, { stream });
        }
    }
    readingBack = false;
  }
  return {
    open,
    meeting: (meetingId) => open(`meeting/${meetingId}`) as Promise<Host<States['meeting']>>,
    body: (bodyId) => open(`body/${bodyId}`) as Promise<Host<States['body']>>,
    onAppended: (listener) => void listeners.push(listener),
    isUnsure: () => unsures.size > 0,
    async drain() {
      // What is not known by then is found at the next start.
      isOver = true;
      for (const host of opened.values()) {
        const one = await host.catch(() => null);
        while (one && !one.idle()) await parts.pause(5);
      }
    },
  };
}
