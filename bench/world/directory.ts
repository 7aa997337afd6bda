import { SCOPES } from '../../layers/rules/index.ts';
import { facilityWrites, type Store, staffWrite, systemWrite } from '../../layers/store/index.ts';
import { demoFacilities } from '../../local/demo/facilities.ts';
import { demoStaff } from '../../local/demo/staff.ts';
import type { FacilityId, StaffId } from '../../schemas/primitives.ts';
import { signedIn } from '../in-process.ts';
import type { Filler } from './fill.ts';
import type { Performer } from './world.ts';

/** Who stands for each of those that ask. */
const STAFF_OF = {
  clinic: 'test-clinic.nurse' as StaffId,
  hospital: 'ty-hospital.doctor' as StaffId,
  hospitalAdmin: 'ty-hospital.admin' as StaffId,
  office: 'network-office.office' as StaffId,
  otherOfficer: 'network-office.office2' as StaffId,
};
export const SYSTEM_FACILITY = 'ty-hospital' as FacilityId;
const OWN_SYSTEM = 'bench-system';

/** The demo's facilities, people and a hospital's system, in tables that nobody has set up. Answers the system's client id. */
export async function fillDirectory(filler: Filler): Promise<string> {
  const system = {
    clientId: OWN_SYSTEM,
    facilityId: SYSTEM_FACILITY,
    name: 'bench',
    state: 'active',
    version: 1,
  } as const;
  await filler.put([
    ...demoFacilities.flatMap(facilityWrites),
    ...demoStaff.map((staff) => staffWrite({ ...staff, sub: `sub-${staff.staffId}` })),
    systemWrite(system),
  ]);
  return OWN_SYSTEM;
}

/** Sessions for all of them; `clientId`: the system's. */
export const performers = async (store: Store, clientId: string): Promise<Performer> => ({
  clinic: await signedIn(store, STAFF_OF.clinic),
  hospital: await signedIn(store, STAFF_OF.hospital),
  hospitalAdmin: await signedIn(store, STAFF_OF.hospitalAdmin),
  office: await signedIn(store, STAFF_OF.office),
  otherOfficer: await signedIn(store, STAFF_OF.otherOfficer),
  system: { kind: 'system', clientId, scopes: [SCOPES.system] },
});
