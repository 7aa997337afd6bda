import type { Consent } from '../../schemas/consent.ts';
import type { PatientView } from '../../schemas/patient.ts';

export type Consequences = {
  /** Facilities that lose each other's records now: linked, and covered by this consent. */
  losing: string[];
  /** Further consents that stay in force (individual ones stand side by side). */
  remaining: number;
};

/** What a withdrawal of one consent takes away at once. A facility alone loses nothing: its own record stays its own. */
export const consequencesOf = (
  consent: Consent,
  { links, inForce }: { links: PatientView['links']; inForce: readonly Consent[] },
): Consequences => {
  const { scope } = consent;
  const covers = (facilityId: string): boolean =>
    scope.kind === 'comprehensive'
      ? !(scope.excludedFacilities as string[]).includes(facilityId)
      : (scope.facilities as string[]).includes(facilityId);
  const covered = links
    .filter(({ state, facilityId }) => state === 'verified' && covers(facilityId))
    .map(({ facilityId }) => facilityId as string);
  return {
    losing: covered.length > 1 ? covered : [],
    remaining: inForce.filter(({ consentId }) => consentId !== consent.consentId).length,
  };
};
