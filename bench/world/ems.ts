import type { Store } from '../../layers/store/index.ts';
import { facilitiesById, facilityWrites, networkSettings, networkSettingsWrite } from '../../layers/store/index.ts';
import { FACILITY } from '../../local/demo/facilities.ts';
import type { Facility, OpeningHours } from '../../schemas/directory.ts';
import type { Filler } from './fill.ts';

const ALL_DAY = [{ from: '00:00', to: '24:00' }];
/** What an EMS look owes depends on the hours: always open, so that it does not depend on when the bench runs. */
const AROUND_THE_CLOCK: OpeningHours = {
  weekly: { mon: ALL_DAY, tue: ALL_DAY, wed: ALL_DAY, thu: ALL_DAY, fri: ALL_DAY, sat: ALL_DAY, sun: ALL_DAY },
  holidays: 'asUsual',
  closedDays: [],
  specialDays: [],
};

/** A hospital that has opted in to EMS, with all that it opens to linked facilities. */
const openedToEms = (facility: Facility): Facility => ({
  ...facility,
  publication: {
    ...facility.publication,
    ems: facility.publication.linked,
    ownStaffOutside: facility.publication.ownStaff,
  },
  openingHours: AROUND_THE_CLOCK,
  emsContact: { department: '地域連携室', phone: '0900-00-0000' },
  version: facility.version + 1,
});

/** Both hospitals opt in to EMS, and the network makes its choices. */
export async function openToEms({ store, filler }: { store: Store; filler: Filler }): Promise<void> {
  const { tyHospital, testHospital } = FACILITY;
  const [hospitals, settings] = await Promise.all([
    facilitiesById(store, [tyHospital, testHospital]),
    networkSettings(store),
  ]);
  await filler.put([
    ...[...hospitals.values()].map(openedToEms).flatMap(facilityWrites),
    networkSettingsWrite({ ...settings, n5: 'allowWithExplanation', version: settings.version + 1 }),
  ]);
}
