import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  {
    path: '/emergency',
    load: () => import('./emergency-page.tsx'),
    menu: {
      order: 3,
      label: { ja: '救急', en: 'Emergency' },
      isInBar: true,
      isFor: ({ staff }) => staff.privileges.includes('ems'),
    },
  },
  { path: '/emergency/search', load: () => import('./search/search-page.tsx') },
  { path: '/emergency/grants', load: () => import('./grants/grants-page.tsx') },
  { path: '/emergency/:grantId', load: () => import('./grants/grant-page.tsx') },
];
