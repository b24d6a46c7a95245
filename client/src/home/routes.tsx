import { House } from 'lucide-react';
import type { Feature } from '../app/feature.js';

export const feature: Feature = {
  routes: [{ path: '/', lazy: () => import('./home-page.js') }],
  nav: [{ to: '/', word: 'nav.home', icon: House, order: 1 }],
};
