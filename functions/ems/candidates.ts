import { personSummary } from '../../layers/deed/index.ts';
import {
  addressHead,
  isTellingPhone,
  PDQ_REASONS,
  type PdqQuery,
  pdqMatch,
  phoneKey,
} from '../../layers/names/index.ts';
import { publishedContents } from '../../layers/rules/index.ts';
import type { EmsDiscloser, FoundFacilityPatient } from '../../layers/store/index.ts';
import type { Facility, Role } from '../../schemas/directory.ts';
import type { EmsCandidate } from '../../schemas/ems.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import type { Demographics } from '../../schemas/person.ts';
import type { FacilityId } from '../../schemas/primitives.ts';

/** A facility's patient who may be the person asked for, and why. */
export type Ranked = FoundFacilityPatient & { match: NonNullable<ReturnType<typeof pdqMatch>> };

/** Those who may be the person asked for, the likeliest first; among equals in the order of their IDs. */
export const rankedBy = (query: PdqQuery, patients: readonly FoundFacilityPatient[]): Ranked[] =>
  patients
    .flatMap((patient): Ranked[] => {
      const match = pdqMatch(query, comparable(patient.demographics));
      return match ? [{ ...patient, match }] : [];
    })
    .sort((a, b) => b.match.score - a.match.score || (placeOf(a) < placeOf(b) ? -1 : 1));

const placeOf = ({ facilityId, localId }: FoundFacilityPatient): string => `${facilityId} ${localId}`;

/** 支援措置: neither address nor telephone takes part, or whoever guesses one would be told that it is right. */
const comparable = (demographics: Demographics): Demographics => {
  if (!demographics.protected) return demographics;
  const { address: _address, phone: _phone, ...rest } = demographics;
  return rest;
};

/** Whether a facility opens anything to the caller's occupation by EMS. */
export const opensTo =
  (role: Role | undefined, todayJst: string) =>
  (discloser: EmsDiscloser | undefined): boolean =>
    publishedContents({
      policy: discloser && { ownStaff: [], linked: [], ems: discloser.ems },
      audience: 'ems',
      role,
      todayJst,
    }).size > 0;

/**
 * 不同意・撤回: whoever refused, withdrew, or left one of the two facilities out is found by no name search, nor is whom the facility itself never
 * sends.
 */
export const mayBeFound =
  (viewer: FacilityId) =>
  ({ localId, emsRefusedAt, emsBar }: FacilityPatient, facility: Facility | undefined): boolean =>
    facility?.excludedLocalIds.includes(localId) === false &&
    emsRefusedAt === undefined &&
    !emsBar?.everyone &&
    !emsBar?.viewers.includes(viewer);

/** Facility, patient ID, and just enough to tell two people apart. */
export const candidateOf = (
  { facilityId, localId, demographics, match }: Ranked,
  facilityName: string,
): EmsCandidate => {
  const { address = '', phone = '' } = comparable(demographics);
  const head = addressHead(address);
  const digits = phoneKey(phone);
  return {
    facilityId,
    facilityName,
    localId,
    person: personSummary(demographics),
    ...(head && { addressHead: head }),
    ...(isTellingPhone(digits) && { phoneEnd: digits.slice(-4) }),
    because: match.because.map((id) => ({ id, ...PDQ_REASONS[id] })),
  };
};
