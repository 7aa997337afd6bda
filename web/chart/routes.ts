import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  { path: '/patients/:patientId/chart', load: () => import('./chart-page.tsx') },
];
