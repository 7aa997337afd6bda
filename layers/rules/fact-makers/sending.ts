import type { Facility } from '../../../schemas/directory.ts';
import type { FacilityPatient } from '../../../schemas/patient.ts';
import type { LocalId } from '../../../schemas/primitives.ts';
import type { Facts } from '../facts.ts';

/**
 * What a facility sends to the network about its own patient. `facilityPatient` is the network's record of that local ID, absent where
 * there is none; `facility` the caller's own, `undefined` where it could not be read.
 */
export function sendingFacts(read: {
  facility: Pick<Facility, 'facilityId' | 'entrustment' | 'excludedLocalIds'> | undefined;
  localId: LocalId;
  facilityPatient: Pick<FacilityPatient, 'facilityId' | 'localId' | 'linkedPatientId'> | undefined;
}): Facts {
  const { facility, localId, facilityPatient } = read;
  if (!facility) return {};
  const itsPatient = facilityPatient?.facilityId === facility.facilityId && facilityPatient.localId === localId;
  return {
    ownRecord: facilityPatient === undefined || itsPatient,
    linkedOrEntrusted:
      facility.entrustment !== undefined || (itsPatient && facilityPatient.linkedPatientId !== undefined),
    notExcluded: !facility.excludedLocalIds.includes(localId),
  };
}
