import { Suspense, useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useWords } from '../i18n/say.js';
import { AppShell } from '../ui/app-shell.js';
import { ConnectionChip } from '../ui/connection-chip.js';
import { HeaderStatus } from '../ui/header.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { NavRail } from '../ui/nav-rail.js';
import { Banners } from './banners.js';
import { useBody } from './body.js';
import { useConnection } from './connection.js';
import { navItems, overlays } from './features.js';
import { dropKept, keepQueries } from './keep-queries.js';
import { addKeeper } from './leaving.js';
import { queries } from './queries.js';
import { personOf, useMe, useSession } from './session.js';

/** The frame of a signed-in person's screens. Who is not signed in is sent there, and comes back here afterwards. */
export function Frame({ rail }: { readonly rail: boolean }) {
  const { me, left } = useSession();
  const { pathname, search } = useLocation();
  if (me === undefined) return <LoadingSkeleton />;
  if (me === null) {
    return <Navigate to={left ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  if (me.kind === 'display') return <Navigate to={`/screen/${encodeURIComponent(me.roomId)}`} replace />;
  return <SignedIn rail={rail} />;
}

function SignedIn({ rail }: { readonly rail: boolean }) {
  const me = useMe();
  useKeptQueries(personOf(me)?.id);
  return (
    <HeaderStatus value={<Status />}>
      <AppShell rail={rail ? <Rail /> : undefined} banner={<Banners />}>
        <Suspense fallback={<LoadingSkeleton />}>
          <Outlet />
        </Suspense>
      </AppShell>
      {overlays.map((Overlay, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed when the application is built.
        <Overlay key={place} />
      ))}
    </HeaderStatus>
  );
}

function Status() {
  const { state, waiting, sending } = useConnection();
  return <ConnectionChip state={state} waiting={waiting} sending={sending} />;
}

function Rail() {
  const say = useWords('app');
  const me = useMe();
  const body = useBody();
  const items = navItems
    .filter(({ may }) => may?.(me) ?? true)
    .map(({ to, icon, last, word, Count }) => ({ to, icon, last, label: say(word), count: Count && <Count /> }));
  return <NavRail label={say('nav.label')} body={body?.shortName} items={items} />;
}
function useKeptQueries(personId: string | undefined): void {
  useEffect(() => {
    if (personId === undefined) return;
    let gone = false;
    let stop: (() => void) | undefined;
    keepQueries(queries, personId)
      .then((stopKeeping) => {
        if (gone) stopKeeping();
        else stop = stopKeeping;
      })
      .catch((error: unknown) => console.warn('lists are not kept on this device', error));
    const remove = addKeeper({
      wipe: async (who) => {
        if (who === personId) stop?.();
        await dropKept(who);
      },
    });
    return () => {
      gone = true;
      stop?.();
      remove();
    };
  }, [personId]);
}
