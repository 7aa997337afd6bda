import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  {
    path: '/',
    load: () => import('./home-page.tsx'),
    menu: { order: 1, label: { ja: 'ホーム', en: 'Home' }, isInBar: true },
  },
];
