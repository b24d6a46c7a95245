import { CalendarDays } from 'lucide-react';
import type { Feature } from '../app/feature.js';
import { personOf } from '../app/session.js';
import { ComingPanel, OfficePanel, TodayPanel, UnreadPanel } from './home-panels.js';

export const feature: Feature = {
  routes: [
    { path: '/meetings', lazy: () => import('./meetings-page.js') },
    { path: '/meetings/new', lazy: () => import('./new-meeting-page.js') },
    { path: '/meetings/:meetingId', lazy: () => import('./meeting-page.js') },
    { path: '/meetings/:meetingId/items/:itemId', lazy: () => import('./meeting-page.js') },
    { path: '/meetings/:meetingId/people', lazy: () => import('./people-page.js') },
    { path: '/meetings/:meetingId/details', lazy: () => import('./details-page.js') },
  ],
  nav: [{ to: '/meetings', word: 'nav.meetings', icon: CalendarDays, order: 2, may: (me) => personOf(me) !== null }],
  home: [
    { column: 'main', order: 1, Panel: TodayPanel },
    { column: 'main', order: 2, Panel: ComingPanel },
    { column: 'side', order: 1, Panel: OfficePanel },
    { column: 'side', order: 2, Panel: UnreadPanel },
  ],
};
