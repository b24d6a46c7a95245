import { Suspense } from 'react';
import { Link, Outlet } from 'react-router';
import { useWords } from '../i18n/say.js';
import { AppShell } from '../ui/app-shell.js';
import { ConnectionChip } from '../ui/connection-chip.js';
import { HeaderStatus } from '../ui/header.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { NavRail } from '../ui/nav-rail.js';
import { Banners } from './banners.js';
import { useBody } from './body.js';
import { useConnection } from './connection.js';
import { navItems } from './features.js';
import css from './frame.module.css';
import { useMe } from './session.js';

/** The frame around a signed-in person's screens. */
export function Frame({ rail }: { readonly rail: boolean }) {
  return (
    <HeaderStatus value={<Status />}>
      <AppShell rail={rail ? <Rail /> : undefined} banner={<Banners />}>
        <Suspense fallback={<LoadingSkeleton />}>
          <Outlet />
        </Suspense>
      </AppShell>
    </HeaderStatus>
  );
}

function Status() {
  const { state, waiting, sending, drafts } = useConnection();
  return (
    // Around the link: words inside a status are no name of the link that it is in.
    <span role="status">
      <Link to="/sync" className={css.status}>
        <ConnectionChip state={state} waiting={waiting} sending={sending} drafts={drafts} />
      </Link>
    </span>
  );
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
