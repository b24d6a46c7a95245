import { Suspense, useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useSync } from '../sync/hooks.js';
import { SyncProvider } from '../sync/sync-provider.js';
import { syncKeeper } from '../sync/wipe.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { overlays } from './features.js';
import { dropKept, keepQueries } from './keep-queries.js';
import { addKeeper } from './leaving.js';
import { queries } from './queries.js';
import { depart, personOf, useSession } from './session.js';
import { useUpdate } from './update.js';

// Not with the screens: whose session has ended has none any more when the device is wiped.
addKeeper(syncKeeper);
addKeeper({ wipe: dropKept });

/**
 * All screens of a signed-in person: one connection for them all, however he moves between them. Who is not signed in is
 * sent there, and comes back here afterwards.
 */
export function SignedIn() {
  const { me, left } = useSession();
  const { pathname, search } = useLocation();
  if (me === undefined) return <LoadingSkeleton />;
  if (me === null)
    return <Navigate to={left ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  if (me.kind === 'display') return <Navigate to={`/screen/${encodeURIComponent(me.roomId)}`} replace />;
  return <Connected personId={personOf(me)?.id ?? ''} />;
}

function Connected({ personId }: { readonly personId: string }) {
  useKeptQueries(personId);
  return (
    <SyncProvider personId={personId} app={APP_VERSION} onEnded={ended} fallback={<LoadingSkeleton />}>
      <Stale />
      <Suspense fallback={<LoadingSkeleton />}>
        <Outlet />
      </Suspense>
      {overlays.map((Overlay, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed when the application is built.
        <Overlay key={place} />
      ))}
    </SyncProvider>
  );
}
/** What is unsent outlives a session that ran out; who signs in again finds it. */
export function ended(why: 'please-update' | 'signed-out'): void {
  if (why === 'please-update') useUpdate.setState({ required: true });
  else void depart('unless-unsent');
}

/** Lists that the server says have changed are fetched again where they are shown. */
function Stale() {
  const { connection } = useSync();
  useEffect(
    () =>
      connection.on('stale', ({ views }) => {
        for (const view of views) void queries.invalidateQueries({ queryKey: [view] });
      }),
    [connection],
  );
  return null;
}

function useKeptQueries(personId: string): void {
  useEffect(() => {
    let gone = false;
    let stop: (() => void) | undefined;
    keepQueries(queries, personId)
      .then((stopKeeping) => {
        if (gone) stopKeeping();
        else stop = stopKeeping;
      })
      .catch((error: unknown) => console.warn('lists are not kept on this device', error));
    return () => {
      gone = true;
      stop?.();
    };
  }, [personId]);
}
