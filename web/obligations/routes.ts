import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  {
    path: '/obligations',
    load: () => import('./obligations-page.tsx'),
    menu: {
      order: 4,
      label: { ja: '要対応', en: 'To do' },
      isInBar: true,
      // OBLIGATION-01: whoever handles registration at a facility that takes part.
      isFor: ({ staff }) => staff.role !== 'networkOffice',
      count: ({ obligations }) => obligations.open,
    },
  },
];
