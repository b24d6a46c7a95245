import type { Machine } from '@ecab/shared/ledger/machine';
import { type Kind, kindOf, machines, type States } from '@ecab/shared/ledger/machines';
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
  /** Waits until nothing is under way. */
  drain(): Promise<void>;
}
/** Streams kept open at most; the least recently used idle one is let go first. */
const OPEN_AT_MOST = 300;

export function createHosts(parts: HostParts): Hosts {
  const opened = new Map<string, Promise<Host<unknown>>>();
  const listeners: Listener[] = [];

  function open(stream: string): Promise<Host<unknown>> {
    const found = opened.get(stream);
    if (found) {
      opened.delete(stream);
      opened.set(stream, found);
      return found;
    }
    const kind = kindOf(stream);
    if (!kind) throw new RangeError(`${stream} takes no commands`);
    // While it loads, what it reads is history, not news.
    let loaded = false;
    const host = openHost<unknown>(machines[kind] as Machine<unknown>, stream, parts, (entry) => {
      if (loaded) for (const listen of listeners) listen(kind, entry);
    });
    opened.set(stream, host);
    host.then(
      () => {
        loaded = true;
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
      if ((await host.catch(() => null))?.idle()) opened.delete(stream);
    }
  }
  return {
    open,
    meeting: (meetingId) => open(`meeting/${meetingId}`) as Promise<Host<States['meeting']>>,
    body: (bodyId) => open(`body/${bodyId}`) as Promise<Host<States['body']>>,
    onAppended: (listener) => void listeners.push(listener),
    async drain() {
      for (const host of opened.values()) {
        const one = await host.catch(() => null);
        while (one && !one.idle()) await parts.pause(5);
      }
    },
  };
}
