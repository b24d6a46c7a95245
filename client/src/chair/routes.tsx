import type { Feature } from '../app/feature.js';

export const feature: Feature = {
  fullRoutes: [{ path: '/meetings/:meetingId/chair', lazy: () => import('./chair-page.js') }],
};
