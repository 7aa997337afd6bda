import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  { path: '/patients/:patientId/consents', load: () => import('./history-page.tsx') },
  { path: '/patients/:patientId/consents/new', load: () => import('./grant-page.tsx') },
  { path: '/patients/:patientId/consents/form', load: () => import('./form-page.tsx') },
  { path: '/patients/:patientId/consents/:consentId/withdrawal', load: () => import('./withdrawal-page.tsx') },
];
