import type { Page } from 'playwright-core';
import type { Cell, Section } from '../report/figures.ts';
import { DEVICES } from './devices.ts';
import { DOCTOR } from './linked-patient.ts';
import { axeFaults, coveredControls, widthsOf } from './screen-faults.ts';
import { SCREEN_HEADING } from './sign-in.ts';
import type { Stage } from './stage.ts';
import { Transfers } from './transfers.ts';

type Screen = { name: string; by: string; path: (patientId: string) => string };

const OFFICE = 'network-office.office';
const HOSPITAL_ADMIN = 'ty-hospital.admin';

/** Every screen that has an address of its own and needs nothing to be begun first. */
const SCREENS: Screen[] = [
  { name: 'home', by: DOCTOR, path: () => '/' },
  { name: 'patients', by: DOCTOR, path: () => '/patients' },
  { name: 'registration', by: DOCTOR, path: () => '/patients/new' },
  { name: 'patient', by: DOCTOR, path: (id) => `/patients/${id}` },
  { name: 'facilities of a patient', by: DOCTOR, path: (id) => `/patients/${id}/facilities` },
  { name: 'chart', by: DOCTOR, path: (id) => `/patients/${id}/chart` },
  { name: 'summary', by: DOCTOR, path: (id) => `/patients/${id}/summary` },
  { name: 'consents', by: DOCTOR, path: (id) => `/patients/${id}/consents` },
  { name: 'new consent', by: DOCTOR, path: (id) => `/patients/${id}/consents/new` },
  { name: 'consent form', by: DOCTOR, path: (id) => `/patients/${id}/consents/form` },
  { name: 'who looked', by: DOCTOR, path: (id) => `/patients/${id}/access-log` },
  { name: 'emergency', by: DOCTOR, path: () => '/emergency' },
  { name: 'emergency search', by: DOCTOR, path: () => '/emergency/search' },
  { name: 'emergency accesses', by: DOCTOR, path: () => '/emergency/grants' },
  { name: 'obligations', by: DOCTOR, path: () => '/obligations' },
  { name: 'inbox', by: HOSPITAL_ADMIN, path: () => '/inbox' },
  { name: 'links to confirm', by: HOSPITAL_ADMIN, path: () => '/links' },
  { name: 'facilities', by: DOCTOR, path: () => '/facilities' },
  { name: 'a facility', by: DOCTOR, path: () => '/facilities/ty-hospital' },
  { name: 'preview', by: HOSPITAL_ADMIN, path: () => '/facilities/test-clinic/preview' },
  { name: 'disaster rules', by: OFFICE, path: () => '/disaster' },
  { name: 'declare a rule', by: OFFICE, path: () => '/disaster/new' },
  { name: 'profile', by: DOCTOR, path: () => '/profile' },
];

/** What axe finds on each screen, what covers what, and what sticks out, at each width. */
export async function* screens(stage: Stage): Section {
  const patientId = await stage.linkedPatient();
  const rows: Cell[][] = [];
  const found: string[] = [];
  for (const [by, own] of Map.groupBy(SCREENS, (screen) => screen.by)) {
    const cells = new Map<string, Cell[]>(own.map(({ name }) => [name, [name]]));
    for (const device of Object.keys(DEVICES) as (keyof typeof DEVICES)[]) {
      const page = await stage.signedIn(by, { device });
      for (const { name, path } of own) {
        const faults = await faultsAt(page, path(patientId));
        cells.get(name)?.push({ value: faults.length, atMost: 0 });
        found.push(...faults.map((fault) => `${name}, ${device}: ${fault}`));
      }
      await page.context().close();
    }
    rows.push(...cells.values());
  }
  yield {
    title: { ja: '画面の検査', en: 'Faults of each screen (axe’s rules, covered controls, sideways scrolling)' },
    columns: ['', ...Object.keys(DEVICES)],
    rows,
    notes: found,
  };
}

async function faultsAt(page: Page, path: string): Promise<string[]> {
  const transfers = await Transfers.of(page);
  await page.goto(path);
  const heading = page.locator(SCREEN_HEADING).first();
  if (!(await heading.waitFor().then(yes, no))) return ['the screen does not stand'];
  await transfers.quiet();
  const { wanted, given } = await widthsOf(page);
  const sideways = wanted > given ? [`sideways: ${wanted} px in ${given} px`] : [];
  return [...(await axeFaults(page)), ...(await coveredControls(page)), ...sideways];
}

const yes = (): boolean => true;
const no = (): boolean => false;
