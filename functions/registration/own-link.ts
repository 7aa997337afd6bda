import type { Desk, Verdict } from '../../layers/deed/index.ts';
import { demographicsMatch } from '../../layers/names/index.ts';
import type { FacilityPatient, Link } from '../../schemas/patient.ts';
import type { Demographics } from '../../schemas/person.ts';
import type { LocalId, PatientId } from '../../schemas/primitives.ts';

/**
 * The caller's own facility's ID: verified by the facility itself. Fails where that ID belongs to another patient, or where the own record's
 * demographics differ and the person has not confirmed that.
 */
export const ownLink = async (
  desk: Desk,
  verdict: Verdict,
  want: {
    patientId: PatientId;
    demographics: Demographics;
    localId: LocalId;
    profile: FacilityPatient | undefined;
    confirmDifference: boolean;
  },
): Promise<Link> => {
  const { profile, patientId, localId } = want;
  if (profile?.linkedPatientId && profile.linkedPatientId !== patientId) await desk.fail(verdict, 'LINK_EXISTS');
  const compared = profile?.demographics && demographicsMatch(want.demographics, profile.demographics);
  if (compared && !compared.matches && !want.confirmDifference) {
    await desk.fail(verdict, 'LINK_DEMOGRAPHICS_DIFFER', { extra: { differences: compared.differences } });
  }
  return {
    patientId,
    facilityId: desk.caller.facilityId,
    localId,
    state: 'verified',
    verifiedBy: 'ownFacility',
    ...(desk.claims.kind === 'staff' && { linkedBy: desk.claims.staffId }),
    linkedByFacility: desk.caller.facilityId,
    linkedAt: desk.at,
    verifiedAt: desk.at,
    version: 1,
  };
};
