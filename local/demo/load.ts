import { jstDayOf } from '../../layers/names/index.ts';
import type { Facility } from '../../schemas/directory.ts';
import type { Sentence } from '../../schemas/primitives.ts';
import type { RunningRegion } from '../running-region.ts';
import { type Account, keepAccounts } from './accounts.ts';
import { demoFacilities, facilityOf, HOSPITALS } from './facilities.ts';
import { createClerks } from './load/clerks.ts';
import { loadFacilities, loadNetworkSettings, loadStaff } from './load/directory.ts';
import { beginOrResume, demoFolder, type LoadState, once } from './load/progress.ts';
import { ingestStorages, storagesOf } from './load/records.ts';
import { isRegistered, register } from './load/registrations.ts';
import { demoPeople } from './people.ts';

export type { Account } from './accounts.ts';

export type Progress = (done: number, total: number, what: Sentence) => void;

export type LoadOptions = {
  /** Facilities, people and systems only: no patients, no records, and none of the network's choices. What is begun empty stays empty until the region is reset. */
  empty: boolean;
  progress: Progress;
  /** The JST day on which the year of records ends; today where absent. */
  referenceDay?: string;
};

type Loading = { region: RunningRegion; state: LoadState; accounts: readonly Account[]; progress: Progress };

/**
 * Puts the demo region in: the directory, then (unless empty) the network's choices, the hospitals' storages through the ingest that real data take, then
 * registrations over HTTP as clerks make them. May be killed at any time and called again; what is complete is not done twice.
 * @returns the accounts, which also stand in `accounts.json`.
 */
export const loadDemo = async (
  region: RunningRegion,
  { empty, progress, referenceDay }: LoadOptions,
): Promise<Account[]> => {
  const { dataDir } = region;
  const today = referenceDay ?? jstDayOf(new Date().toISOString());
  const state = beginOrResume(dataDir, { empty, referenceDay: today });
  const accounts = keepAccounts(dataDir);
  const loading: Loading = { region, state, accounts, progress };
  await once({ dataDir, state, step: 'directory' }, () => loadDirectory(loading));
  if (state.empty) return accounts;
  await once({ dataDir, state, step: 'settings' }, () => loadNetworkSettings(region));
  await loadRecords(loading);
  await once({ dataDir, state, step: 'registrations' }, () => loadRegistrations(loading));
  return accounts;
};

const loadDirectory = async ({ region, accounts, progress }: Loading): Promise<void> => {
  const what = { ja: '施設と職員を登録しています', en: 'Facilities and staff' };
  const total = demoFacilities.length + accounts.length;
  progress(0, total, what);
  await loadFacilities(region);
  await loadStaff(region, accounts, (done) => progress(demoFacilities.length + done, total, what));
};

/** Hospital by hospital: its storages are written to `demo/<facility>`, then read from there. */
const loadRecords = async (loading: Loading): Promise<void> => {
  for (const facilityId of HOSPITALS) {
    const hospital = facilityOf(facilityId);
    await writeRecords(loading, hospital);
    await readRecords(loading, hospital);
  }
};

const storagesAt = ({ region, state }: Loading, { facilityId }: Facility) =>
  storagesOf({ folder: demoFolder(region.dataDir), facilityId, referenceDay: state.referenceDay });

const writeRecords = async (loading: Loading, hospital: Facility): Promise<void> => {
  const { region, state, progress } = loading;
  const what = { ja: `${hospital.name}の電子カルテを作っています`, en: `Generating the records of ${hospital.nameEn}` };
  await once({ dataDir: region.dataDir, state, step: `storages/${hospital.facilityId}` }, async () => {
    progress(0, 1, what);
    await storagesAt(loading, hospital).write();
    progress(1, 1, what);
  });
};

const readRecords = async (loading: Loading, hospital: Facility): Promise<void> => {
  const { region, state, progress } = loading;
  const { facilityId, name, nameEn } = hospital;
  const what = { ja: `${name}の診療情報を取り込んでいます`, en: `Ingesting the records of ${nameEn}` };
  await once({ dataDir: region.dataDir, state, step: `ingest/${facilityId}` }, async () => {
    const { roots } = storagesAt(loading, hospital);
    await ingestStorages(region, { facilityId, roots, said: (done, total) => progress(done, total, what) });
  });
};

/** Registrations that are under way at the same time: as many as two clerks at a counter. */
const AT_ONCE = 2;

const loadRegistrations = async ({ region, state, accounts, progress }: Loading): Promise<void> => {
  const what = { ja: '患者を登録しています', en: 'Registering patients' };
  const waiting = demoPeople().filter(isRegistered);
  const total = waiting.length;
  const office = { clientOf: createClerks(region, accounts), referenceDay: state.referenceDay };
  let done = 0;
  const work = async (): Promise<void> => {
    for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
      await register(office, person);
      done += 1;
      progress(done, total, what);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
};
