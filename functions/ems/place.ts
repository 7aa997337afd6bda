import type { Desk } from '../../layers/deed/index.ts';
import { ProblemError } from '../../layers/edge/index.ts';
import { isOpenAt } from '../../layers/names/index.ts';
import {
  type Decision,
  decide,
  type EmsSituation,
  emsFacts,
  type Facts,
  type InForce,
  ruleBetween,
} from '../../layers/rules/index.ts';
import type { Facility } from '../../schemas/directory.ts';
import type { DisasterRule, NetworkSettings } from '../../schemas/disaster.ts';
import type { EmsStatement } from '../../schemas/ems.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import type { StaffId } from '../../schemas/primitives.ts';

/** All that decides about an EMS look at one record, beside what the person at the terminal states. */
export type EmsPlace = Omit<EmsSituation, 'statement' | 'personConfirmed' | 'settings'> & { settings: NetworkSettings };

type Read = {
  facility: Facility | undefined;
  record: FacilityPatient | undefined;
  settings: NetworkSettings;
  disaster: InForce;
};

/**
 * Where one facility's record is asked for, and the drill rule that covers the pair. `remote`: the caller's own facility, from outside; neither its
 * hours nor a disaster rule then matter.
 */
export const emsPlace = (
  desk: Desk,
  { facility, record, settings, disaster }: Read,
): { place: EmsPlace; drill: DisasterRule | undefined; remote: boolean } => {
  const { facilityId, facility: own, staff } = desk.caller;
  const remote = facility?.facilityId === facilityId;
  const pair = own && facility && !remote ? { viewer: own, discloser: facility } : undefined;
  const hours = remote ? undefined : facility?.openingHours;
  const place: EmsPlace = {
    discloser: facility,
    viewer: { facilityId, role: staff?.role },
    record,
    settings,
    disaster: pair && ruleBetween(disaster.real, pair),
    inHours: hours && isOpenAt(hours, desk.at),
  };
  return { place, drill: pair && ruleBetween(disaster.drills, pair), remote };
};

/** What the rules would say of a statement, once the person is confirmed. `caller`: the facts of who asks. */
export const decideEms = (asked: { caller: Facts; place: EmsPlace; statement: EmsStatement }): Decision => {
  const { caller, place, statement } = asked;
  return decide({
    act: 'ems.confirm',
    facts: { ...caller, ...emsFacts({ ...place, statement, personConfirmed: true }) },
  });
};

/** EMS is a person's: no facility's system comes this far. */
export const staffIdOf = (desk: Desk): StaffId => {
  if (desk.claims.kind !== 'staff') throw new ProblemError('FORBIDDEN');
  return desk.claims.staffId;
};
