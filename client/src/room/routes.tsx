import type { Feature } from '../app/feature.js';
import { KeepPosition } from './last-position.js';

export const feature: Feature = {
  fullRoutes: [{ path: '/meetings/:meetingId/room', lazy: () => import('./room-page.js') }],
  Everywhere: KeepPosition,
};
