import type { Link, PatientView } from '../../schemas/patient.ts';
import type { Demographics, PersonSummary } from '../../schemas/person.ts';
import type { PatientAccess } from '../store/index.ts';

/** What is needed to tell two people apart. */
export const personSummary = ({ name, birthDate, sex }: Demographics): PersonSummary => ({
  name: { family: name.family, given: name.given, familyKana: name.familyKana, givenKana: name.givenKana },
  birthDate,
  sex,
});

const consentState = (access: PatientAccess, today: string): PatientView['consent'] => {
  const inForce = access.consents.filter((consent) => consent.state === 'inForce' && consent.effectiveOn <= today);
  const withdrawn = access.consents.some((consent) => consent.state === 'withdrawn');
  return {
    state: inForce.length > 0 ? 'inForce' : withdrawn ? 'withdrawn' : 'none',
    kinds: [...new Set(inForce.map((consent) => consent.scope.kind))],
  };
};

const linkShown = (link: Link): PatientView['links'][number] => ({
  facilityId: link.facilityId,
  localId: link.localId,
  state: link.state,
  linkedByFacility: link.linkedByFacility,
  linkedAt: link.linkedAt,
  ...(link.verifiedBy && { verifiedBy: link.verifiedBy }),
  ...(link.verifiedAt && { verifiedAt: link.verifiedAt }),
});

/** A patient as a facility with a right to it sees it: links that have not ended, and whether a consent is in force today. */
export const patientView = (access: PatientAccess, today: string): PatientView => {
  const { patientId, demographics, version, registeredBy, registeredAt, mergedInto } = access.patient;
  return {
    patientId,
    demographics,
    version,
    registeredBy,
    registeredAt,
    ...(mergedInto && { mergedInto }),
    links: access.links.filter((link) => link.state !== 'ended').map(linkShown),
    consent: consentState(access, today),
  };
};
