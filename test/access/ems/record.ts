import { jstDayOf } from '../../../layers/names/index.ts';
import { emsBarOf } from '../../../layers/rules/index.ts';
import type { FacilityPatient } from '../../../schemas/patient.ts';
import type { Emergency, KnownPerson } from './situation.ts';

/** The facility's record of a person, with what the deeds copy there from the patient's consents. */
export function recordOf({ now }: Emergency, person: KnownPerson): FacilityPatient {
  const { facilityId, localId, refusedAt, takenBackAt, consents = [] } = person;
  const emsBar = emsBarOf({ consents, facilityId, todayJst: jstDayOf(now) });
  return {
    facilityId,
    localId,
    ...(refusedAt !== undefined && { emsRefusedAt: refusedAt }),
    ...(takenBackAt !== undefined && { emsEndedAt: takenBackAt }),
    ...(emsBar && { emsBar }),
    version: 1,
  };
}
