import { Search } from 'lucide-react';
import type { Feature } from '../app/feature.js';
import { personOf } from '../app/session.js';

export const feature: Feature = {
  routes: [{ path: '/archive', lazy: () => import('./archive-page.js') }],
  nav: [{ to: '/archive', word: 'nav.archive', icon: Search, order: 4, may: (me) => personOf(me) !== null }],
};
