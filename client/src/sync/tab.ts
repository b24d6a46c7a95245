import type { Device } from './device.js';

/** This tab among the others of the same person. Its id is held by a Web Lock for as long as the tab lives. */
export interface Tab {
  readonly id: string;
  /**
   * Runs `act` once the tab of that id is gone; at once where the browser has no locks. Two heirs come one after the other.
   */
  after(id: string, act: () => Promise<void>): void;
  close(): void;
}

const lockOf = (id: string) => `ecab-tab-${id}`;

export function createTab(id: string, { locks, report }: Pick<Device, 'locks' | 'report'>): Tab {
  const ended = new AbortController();
  const closed = new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()));
  locks?.request(lockOf(id), () => closed).catch((fault: unknown) => report(fault, { tab: id }));
  return {
    id,
    after(other, act) {
      if (other === id) return;
      const done = locks ? locks.request(lockOf(other), { signal: ended.signal }, act) : act();
      done.catch((fault: unknown) => ended.signal.aborted || report(fault, { tab: id, heirOf: other }));
    },
    close: () => ended.abort(),
  };
}
