import type { Feature } from '../app/feature.js';

export const feature: Feature = {
  routes: [{ path: '/meetings/:meetingId/agenda', lazy: () => import('./agenda-page.js') }],
};
