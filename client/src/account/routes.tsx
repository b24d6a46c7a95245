import { CircleUserRound } from 'lucide-react';
import type { Feature } from '../app/feature.js';

export const feature: Feature = {
  openRoutes: [
    { path: '/sign-in', lazy: () => import('./sign-in-page.js') },
    { path: '/sign-in/link', lazy: () => import('./link-page.js') },
    { path: '/sign-in/qr', lazy: () => import('./claim-page.js') },
  ],
  routes: [{ path: '/account', lazy: () => import('./account-page.js') }],
  nav: [{ to: '/account', word: 'nav.account', icon: CircleUserRound, order: 100, last: true }],
};
