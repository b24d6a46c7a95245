import type { Feature } from '../app/feature.js';

export const feature: Feature = { openRoutes: [{ path: '/screen/:roomId', lazy: () => import('./screen-page.js') }] };
