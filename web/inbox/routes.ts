import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  {
    path: '/inbox',
    load: () => import('./inbox-page.tsx'),
    menu: {
      order: 6,
      label: { ja: '受信箱', en: 'Inbox' },
      // EMS-USE-01: whoever handles registration where records are disclosed.
      isFor: ({ staff, facility }) => facility.discloses && staff.role !== 'networkOffice',
    },
  },
  { path: '/inbox/:grantId', load: () => import('./use-page.tsx') },
];
