import type { Route } from '../app/route.ts';

export const routes: readonly Route[] = [
  {
    path: '/patients',
    load: () => import('./search/search-page.tsx'),
    menu: { order: 2, label: { ja: '患者', en: 'Patients' }, isInBar: true },
  },
  { path: '/patients/new', load: () => import('./registration/register-page.tsx') },
  { path: '/patients/:patientId', load: () => import('./patient/patient-page.tsx') },
  { path: '/patients/:patientId/own-id', load: () => import('./registration/own-id-page.tsx') },
  { path: '/patients/:patientId/facilities', load: () => import('./registration/facilities-page.tsx') },
  { path: '/patients/:patientId/latest', load: () => import('./registration/latest-page.tsx') },
  {
    path: '/links',
    load: () => import('./links/links-page.tsx'),
    menu: {
      order: 7,
      label: { ja: '紐づけの確認', en: 'Links to confirm' },
      // LINK-07; and only a facility that discloses is claimed to know somebody.
      isFor: ({ staff, facility }) => staff.role !== 'networkOffice' && facility.discloses,
    },
  },
];
