import { ListChecks } from 'lucide-react';
import type { Feature } from '../app/feature.js';
import { personOf } from '../app/session.js';
import { LateCount } from './late-count.js';

export const feature: Feature = {
  routes: [
    { path: '/tasks', lazy: () => import('./tasks-page.js') },
    { path: '/tasks/:taskId', lazy: () => import('./tasks-page.js') },
  ],
  nav: [
    {
      to: '/tasks',
      word: 'nav.tasks',
      icon: ListChecks,
      order: 3,
      Count: LateCount,
      may: (me) => personOf(me) !== null,
    },
  ],
};
