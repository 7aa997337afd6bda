import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  {
    path: '/profile',
    load: () => import('./profile-page.tsx'),
    menu: { order: 90, label: { ja: 'プロフィール', en: 'My profile' } },
  },
];
