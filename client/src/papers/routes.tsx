import type { Feature } from '../app/feature.js';

export const feature: Feature = {
  fullRoutes: [{ path: '/papers/:versionId', lazy: () => import('./reader-page.js') }],
};
