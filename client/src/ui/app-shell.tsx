import type { ReactNode } from 'react';
import css from './app-shell.module.css';
import { LiveRegion } from './live-region.js';
import { SkipLink } from './skip-link.js';

interface Props {
  /** Left out in reader, room, chair and on the display: the page gets the space. */
  readonly rail?: ReactNode;
  /** Offline, update: lies above everything and pushes it down. */
  readonly banner?: ReactNode;
  /** A {@link Page}. */
  readonly children: ReactNode;
}

/** The frame of every screen: banner on top, rail at the left (tab bar below in portrait), the page beside it. */
export function AppShell({ rail, banner, children }: Props) {
  return (
    <div className={css.shell}>
      <SkipLink />
      <div className={css.banner} data-banner>
        {banner}
      </div>
      {rail}
      <div className={css.content}>{children}</div>
      <LiveRegion />
    </div>
  );
}
