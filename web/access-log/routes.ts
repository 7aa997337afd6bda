import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  { path: '/patients/:patientId/access-log', load: () => import('./patient-log-page.tsx') },
  { path: '/profile/access-log', load: () => import('./own-log-page.tsx') },
];
