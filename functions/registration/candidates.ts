import { personSummary } from '../../layers/deed/index.ts';
import { DUPLICATE_REASONS, scoreDuplicate } from '../../layers/names/index.ts';
import type { FoundPatient } from '../../layers/store/index.ts';
import type { DuplicateCandidate } from '../../schemas/patient.ts';
import type { Demographics } from '../../schemas/person.ts';
import type { FacilityId } from '../../schemas/primitives.ts';

const CAP = 20;
const WEIGHT = { same: 0, likely: 1, possible: 2 } as const;

/** Who may be the same person, the surest first, each with why. At most 20. */
export const duplicateCandidates = (
  demographics: Demographics,
  found: FoundPatient[],
  facilityId: FacilityId,
): DuplicateCandidate[] =>
  found
    .flatMap((patient): DuplicateCandidate[] => {
      const score = scoreDuplicate(demographics, patient.demographics);
      if (!score) return [];
      return [
        {
          patientId: patient.patientId,
          person: personSummary(patient.demographics),
          certainty: score.certainty,
          because: score.because.map((id) => ({ id, ...DUPLICATE_REASONS[id] })),
          linkedAtYourFacility: patient.linkedAt.some((place) => place.facilityId === facilityId),
        },
      ];
    })
    .sort((a, b) => WEIGHT[a.certainty] - WEIGHT[b.certainty])
    .slice(0, CAP);
