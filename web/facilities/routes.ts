import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  {
    path: '/facilities',
    load: () => import('./facilities-page.tsx'),
    menu: { order: 60, label: { ja: '参加施設', en: 'Facilities' } },
  },
  { path: '/facilities/:facilityId', load: () => import('./facility-page.tsx') },
  { path: '/facilities/:facilityId/preview', load: () => import('./preview-page.tsx') },
];
