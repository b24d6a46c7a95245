import type { Feature } from '../app/feature.js';

export const feature: Feature = {
  routes: [{ path: '/meetings/:meetingId/minutes', lazy: () => import('./minutes-page.js') }],
};
