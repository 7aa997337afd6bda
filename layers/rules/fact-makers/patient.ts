import type { Link, Patient } from '../../../schemas/patient.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import type { Facts } from '../facts.ts';

/** What a patient's records say about one facility; `undefined` where they could not be read. */
export const patientFacts = (read: {
  patient: Pick<Patient, 'registeredBy'> | undefined;
  /** All links of the patient, ended ones too. */
  links: readonly Link[] | undefined;
  viewer: FacilityId;
}): Facts => {
  const { patient, links, viewer } = read;
  const own = links?.filter((link) => link.facilityId === viewer);
  return {
    ...(patient && { registeredByCaller: patient.registeredBy === viewer }),
    ...(own && { ownLinkVerified: own.some((link) => link.state === 'verified'), ownLinkAbsent: own.length === 0 }),
  };
};
