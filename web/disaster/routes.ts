import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  {
    path: '/disaster',
    load: () => import('./rules-page.tsx'),
    menu: {
      order: 70,
      label: { ja: '臨時運用', en: 'Disaster rules' },
      count: ({ disasters }) => disasters.length,
    },
  },
  { path: '/disaster/new', load: () => import('./declare-page.tsx') },
  { path: '/disaster/settings', load: () => import('./settings-page.tsx') },
];
