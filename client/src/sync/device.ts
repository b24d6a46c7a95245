/** When the page comes and goes, and whether the system has a network at all. */
export interface Page {
  /** `leaving`: the page may be frozen or gone after this turn. @returns how to stop listening. */
  on(event: 'visible' | 'hidden' | 'online' | 'offline' | 'leaving', listener: () => void): () => void;
  isOnline(): boolean;
}
/** As much of BroadcastChannel as the tabs of one person need. */
export interface TabChannel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
  close(): void;
}
/** What the sync layer uses of the browser; whatever plain HTTP does not offer is undefined, and done without. */
export interface Device {
  readonly page: Page;
  readonly locks: LockManager | undefined;
  readonly caches: CacheStorage | undefined;
  readonly channel: ((name: string) => TabChannel) | undefined;
  /** This device's clock, in ms; never order nor proof. */
  readonly now: () => number;
  /** How long to wait before attempt `n` (from 0), in ms. */
  readonly backOff: (attempt: number) => number;
  /** Told once of each fault. */
  readonly report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void;
}

/** Full jitter between 0.5 and 10 s, so that 300 tablets do not come back at once. */
export function fullJitter(random: () => number): (attempt: number) => number {
  return (attempt) => {
    const most = Math.min(10_000, 1_000 * 2 ** Math.min(attempt, 10));
    return 500 + random() * (most - 500);
  };
}

/** A wait between two attempts of `ms`; what is waited for is the next attempt, not a fact that could be told. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Random and never made twice. `crypto.randomUUID` is missing on plain HTTP. */
export function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The browser's own. */
export function browserDevice(): Device {
  return {
    page: browserPage(),
    locks: navigator.locks,
    caches: globalThis.caches,
    channel: typeof BroadcastChannel === 'undefined' ? undefined : (name) => new BroadcastChannel(name),
    now: () => Date.now(),
    backOff: fullJitter(Math.random),
    report: (fault, about) => console.error('sync', about, fault),
  };
}

/** Made once on this device, and kept on it whoever signs in. */
export function deviceId(): string {
  const kept = localStorage.getItem('ecab.device');
  if (kept !== null) return kept;
  const made = newId();
  localStorage.setItem('ecab.device', made);
  return made;
}

function browserPage(): Page {
  const listen = (target: EventTarget, type: string, listener: () => void) => {
    target.addEventListener(type, listener);
    return () => target.removeEventListener(type, listener);
  };
  return {
    isOnline: () => navigator.onLine,
    on(event, listener) {
      switch (event) {
        case 'online':
        case 'offline':
          return listen(window, event, listener);
        case 'visible': {
          const seen = listen(document, 'visibilitychange', () => document.visibilityState === 'visible' && listener());
          // Out of the back-forward cache: the socket died with the freeze.
          const shown = listen(window, 'pageshow', listener);
          return () => [seen, shown].forEach((stop) => void stop());
        }
        case 'hidden':
          return listen(document, 'visibilitychange', () => document.visibilityState === 'hidden' && listener());
        case 'leaving': {
          // iOS tells of a suspended page by either, and of none after them.
          const stops = [
            listen(window, 'pagehide', listener),
            listen(document, 'freeze', listener),
            listen(document, 'visibilitychange', () => document.visibilityState === 'hidden' && listener()),
          ];
          return () => stops.forEach((stop) => void stop());
        }
      }
    },
  };
}
