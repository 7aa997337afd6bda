import type { ConsentInput } from '../../../schemas/consent.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import { FACILITY } from '../facilities.ts';
import type { Chance } from '../random.ts';
import type { DemoRecord, Registration } from './person.ts';
import type { StoryPerson } from './story-person.ts';

const PATIENT = { who: 'patient' } as const;

const clerkOf = (facilityId: FacilityId): string =>
  facilityId === FACILITY.testCareHome ? `${facilityId}.care` : `${facilityId}.clerk`;

/** Those who may give another facility's ID do it at registration; a pharmacy or care home gives its own ID when it joins (施設追加時). */
const givesItsOwnId = (facilityId: FacilityId): boolean =>
  facilityId === FACILITY.testPharmacy || facilityId === FACILITY.testCareHome;

/**
 * Either the registering clinic types a hospital's card, or the hospital's own clerk adds its ID when the patient comes. Tries at other
 * facilities' IDs are counted per person and day: the clinic's doctor keeps all of them for the tour.
 */
const linkerOf = (chance: Chance, link: { of: FacilityId; registrar: FacilityId }): string => {
  const typesTheCard = chance.percent(25) && link.registrar === FACILITY.testClinic;
  return typesTheCard && !givesItsOwnId(link.of) ? `${FACILITY.testClinic}.nurse` : clerkOf(link.of);
};

/** A card's number as people type it: as it stands, without the zeros, or in full width. */
const drawTyping = (chance: Chance, localId: string): string => {
  const stripped = localId.replace(/^0+/, '');
  const fullWidth = stripped.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  return chance.weighted([
    [localId, 6],
    [stripped, 3],
    [fullWidth, 1],
  ] as const);
};

const drawScope = (chance: Chance, records: readonly DemoRecord[]): ConsentInput['scope'] => {
  const others = records.map(({ facilityId }) => facilityId);
  const kind = chance.weighted([
    ['comprehensive', 80],
    ['individual', 12],
    ['facilityLeftOut', 4],
    ['contentLeftOut', 4],
  ] as const);
  if (kind === 'individual' && others.length >= 2)
    return { kind, facilities: others.slice(0, 2), excludedContents: [] };
  return {
    kind: 'comprehensive',
    excludedFacilities: kind === 'facilityLeftOut' ? [FACILITY.testPharmacy] : [],
    excludedContents: kind === 'contentLeftOut' ? ['infection', 'physicianNote'] : [],
  };
};

const drawConsentedBy = (chance: Chance, age: number): ConsentInput['consentedBy'] => {
  if (age < 16) return { who: 'proxy', relation: chance.pick(['母', '父']) };
  if (age >= 85 && chance.percent(50))
    return { who: 'proxy', relation: chance.pick(['長男', '長女', '配偶者', '次女']) };
  return PATIENT;
};

const WITHDRAWALS = ['本人の申し出による。', '転居のため。', '家族と相談した結果、共有を望まなくなった。'];

const drawConsent = (
  chance: Chance,
  person: { age: number; records: readonly DemoRecord[] },
): Registration['consent'] =>
  chance.percent(97)
    ? {
        scope: drawScope(chance, person.records),
        consentedBy: drawConsentedBy(chance, person.age),
        method: chance.weighted([
          ['written', 90],
          ['oral', 7],
          ['app', 3],
        ] as const),
        daysAgo: chance.between(0, 300),
      }
    : undefined;

/** A clinic's clerk registers whom the clinic knows, else a hospital's; the first of `records` that can. */
const registrarOf = (records: readonly DemoRecord[]): DemoRecord | undefined =>
  [FACILITY.testClinic, FACILITY.tyHospital, FACILITY.testHospital]
    .map((facilityId) => records.find((record) => record.facilityId === facilityId))
    .find((record) => record !== undefined);

export const drawRegistration = (
  chance: Chance,
  person: { age: number; records: readonly DemoRecord[] },
): Registration | undefined => {
  const own = registrarOf(person.records);
  if (own === undefined) return undefined;
  const consent = drawConsent(chance, person);
  const others = person.records.filter((record) => record !== own);
  return {
    by: clerkOf(own.facilityId),
    localId: drawTyping(chance, own.localId),
    wareki: chance.percent(50),
    kana: chance.weighted([
      ['katakana', 84],
      ['hiragana', 8],
      ['halfWidth', 8],
    ] as const),
    ...(consent && { consent }),
    links: others.map(({ facilityId, localId }) => ({
      by: linkerOf(chance, { of: facilityId, registrar: own.facilityId }),
      facilityId,
      localId: drawTyping(chance, localId),
      becomes: 'verified' as const,
    })),
    ...(consent &&
      chance.percent(4) && { withdrawal: { reason: chance.pick(WITHDRAWALS), withdrawnBy: consent.consentedBy } }),
  };
};

export const storyRegistration = (person: StoryPerson, records: readonly DemoRecord[]): Registration | undefined => {
  const { registration } = person;
  if (registration === undefined) return undefined;
  const recordAt = (facilityId: FacilityId): DemoRecord => {
    const found = records.find((record) => record.facilityId === facilityId);
    if (found === undefined) throw new Error(`${person.key} has no record at ${facilityId}`);
    return found;
  };
  const own = recordAt(FACILITY[registration.at]);
  return {
    by: clerkOf(own.facilityId),
    localId: own.localId,
    wareki: registration.wareki ?? false,
    kana: registration.kana ?? 'katakana',
    ...(registration.consent && { consent: registration.consent }),
    links: registration.links.map(({ at, becomes }): Registration['links'][number] => {
      const { facilityId, localId } = recordAt(FACILITY[at]);
      return {
        by: clerkOf(givesItsOwnId(facilityId) ? facilityId : own.facilityId),
        facilityId,
        localId,
        becomes: becomes ?? 'verified',
      };
    }),
    ...(registration.withdrawal && { withdrawal: registration.withdrawal }),
  };
};
