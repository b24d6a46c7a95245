import { Workbox } from 'workbox-window';
import { create } from 'zustand';

export interface Update {
  /** A new version is loaded and waits. */
  readonly ready: boolean;
  /** The server no longer talks to this version; set by the sync layer when the hello is refused. */
  readonly required: boolean;
  readonly apply: () => void;
}
export const useUpdate = create<Update>(() => ({ ready: false, required: false, apply: reload }));

/** iOS now and then keeps the "controlling" event to itself; then the reload comes by the clock. */
const RELOAD_AFTER_MS = 3_000;
const CHECK_EVERY_MS = 60 * 60_000;

/**
 * Registers the service worker, which keeps the application for offline. A new version is only announced: the reload
 * comes when the person asks for it, never in the middle of a meeting. Without HTTPS there is no service worker.
 */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const worker = new Workbox('/sw.js');
  worker.addEventListener('waiting', () =>
    useUpdate.setState({
      ready: true,
      apply: () => {
        worker.addEventListener('controlling', reload);
        worker.messageSkipWaiting();
        setTimeout(reload, RELOAD_AFTER_MS);
      },
    }),
  );
  const check = () => void worker.update().catch(() => {});
  worker
    .register()
    .then(() => {
      setInterval(check, CHECK_EVERY_MS);
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && check());
    })
    .catch((error: unknown) => console.warn('no service worker', error));
}

/** Fetches the newest version although an old one is cached: for the "please update" screen. */
export async function updateNow(): Promise<void> {
  if (useUpdate.getState().ready) return useUpdate.getState().apply();
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  // The old worker would answer the reload from its cache, with the old version again.
  await Promise.all(registrations.map((one) => one.unregister()));
  reload();
}

function reload(): void {
  location.reload();
}
