import type { Feature } from '../app/feature.js';

export const feature: Feature = { routes: [{ path: '/sync', lazy: () => import('./sync-page.js') }] };
