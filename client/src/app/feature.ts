import type { Me } from '@ecab/shared/contract/identity';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';

/** A place in the rail. There is one only where its route exists, so the rail has no dead links. */
export interface FeatureNav {
  readonly to: string;
  readonly word: 'nav.home' | 'nav.meetings' | 'nav.tasks' | 'nav.archive' | 'nav.account';
  readonly icon: LucideIcon;
  /** From the top; at most five are shown. */
  readonly order: number;
  readonly last?: boolean;
  /** What waits there: draws a `NavCount`, or nothing. */
  readonly Count?: ComponentType;
  readonly may?: (me: Me) => boolean;
}

/** A card of the home screen. */
export interface HomePanel {
  readonly column: 'main' | 'side';
  readonly order: number;
  readonly Panel: ComponentType;
}

/** What a feature adds to the house. It exports one as `feature` from its `routes.tsx`, and is found there. */
export interface Feature {
  /** Inside the frame with the rail. Pages lazily: `lazy: () => import('./page.js')`, exporting `Component`. */
  readonly routes?: readonly RouteObject[];
  /** For signed-in people, without the rail: reader, room, chair. */
  readonly fullRoutes?: readonly RouteObject[];
  /** Without a frame; also for who is not signed in: sign-in, the display. */
  readonly openRoutes?: readonly RouteObject[];
  readonly nav?: readonly FeatureNav[];
  readonly home?: readonly HomePanel[];
  /** Lies over whatever is shown to a signed-in person: the ballot. */
  readonly Everywhere?: ComponentType;
}
