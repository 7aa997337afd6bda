import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  { path: '/patients/:patientId/summary', load: () => import('./patient-summary-page.tsx') },
  { path: '/emergency/:grantId/summary', load: () => import('./grant-summary-page.tsx') },
];
