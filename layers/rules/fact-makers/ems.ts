import type { Facility, Role } from '../../../schemas/directory.ts';
import type { DisasterRule, NetworkSettings, Relaxation } from '../../../schemas/disaster.ts';
import type { EmsStatement } from '../../../schemas/ems.ts';
import type { FacilityPatient } from '../../../schemas/patient.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import type { Fact, Facts } from '../facts.ts';
import { opensSomething } from './publication.ts';

export type EmsSituation = {
  statement: EmsStatement;
  personConfirmed: boolean;
  /** The disclosing facility's directory record; `undefined` where it could not be read. */
  discloser: Facility | undefined;
  viewer: { facilityId: FacilityId; role: Role | undefined };
  /** The disclosing facility's record of the patient; `undefined` where there is none, or it could not be read. */
  record: (Pick<FacilityPatient, 'emsRefusedAt' | 'emsBar'> & Partial<Pick<FacilityPatient, 'localId'>>) | undefined;
  settings: NetworkSettings | undefined;
  /** The rule in force between the two facilities; `undefined`: peacetime. A drill is asked with its drill rule here. */
  disaster: DisasterRule | undefined;
  /** Whether it is within the discloser's opening hours; `undefined` where it has none. */
  inHours: boolean | undefined;
};

/**
 * Every fact that the confirmation of an EMS look-up (`ems.confirm`) adds to those of the caller. What is asked and was not stated is unknown,
 * and so is what two statements say differently: neither ever permits.
 */
export const emsFacts = (situation: EmsSituation): Facts => ({
  personConfirmed: situation.personConfirmed,
  personIsAnother: false,
  ...recordFacts(situation),
  ...occasionFacts(situation.statement),
  ...consentOfEms(situation.statement),
  ...familyFacts(situation.statement),
  ...reachableFacts(situation),
  ...choiceFacts(situation.settings),
  ...disasterFacts(situation.disaster),
});

/** The other answer to a look-up: the person shown is somebody else (患者違い). Nothing else is asked, and nothing opens. */
export const ANOTHER_PERSON = { personConfirmed: false, personIsAnother: true } as const satisfies Facts;

function recordFacts({ discloser, viewer, record }: EmsSituation): Facts {
  if (discloser === undefined) return {};
  const own = discloser.facilityId === viewer.facilityId;
  const refused = own ? false : record && isRefused(record, viewer.facilityId);
  return {
    askedRecordIsOwn: own,
    openedForEms: own
      ? opensOutside(discloser, viewer.role)
      : opensToEms(discloser, viewer.role) && !isExcluded(discloser, record),
    ...(refused !== undefined && { refused }),
  };
}

/** Whom the facility never sends (any more): what it sent before that decision is closed with it. */
const isExcluded = ({ excludedLocalIds }: Facility, record: EmsSituation['record']): boolean =>
  record?.localId !== undefined && excludedLocalIds.includes(record.localId);

const isRefused = ({ emsRefusedAt, emsBar }: NonNullable<EmsSituation['record']>, viewer: FacilityId): boolean =>
  emsRefusedAt !== undefined || (emsBar !== undefined && (emsBar.everyone || emsBar.viewers.includes(viewer)));

const opensOutside = ({ state, publication }: Facility, role: Role | undefined): boolean =>
  state === 'active' && opensSomething({ policy: publication, audience: 'ownStaffOutside', role });

const opensToEms = ({ state, discloses, openingHours, publication }: Facility, role: Role | undefined): boolean =>
  state === 'active' &&
  discloses &&
  openingHours !== undefined &&
  opensSomething({ policy: publication, audience: 'ems', role });

function occasionFacts({ occasion, unavoidable, reason }: EmsStatement): Facts {
  const words = unavoidable?.kind === 'other' ? unavoidable.words : unavoidable?.kind;
  const stated = isSaid(words);
  return {
    ...(occasion && { occasionOfEms: occasion !== 'evacuee', isEvacuee: occasion === 'evacuee' }),
    unavoidable: stated,
    reasonGiven: stated || isSaid(reason),
  };
}

const isSaid = (words: string | undefined): boolean => words !== undefined && words.trim() !== '';

/** Who consented and how; a patient who consents is able, one of whom nothing is said beside 取得不能 is not. */
function consentOfEms({ consent, patientAble }: EmsStatement): Facts {
  switch (consent?.by) {
    case undefined:
      return { ...(patientAble !== undefined && { patientAble }) };
    case 'patient':
      return { consentByFamily: false, ...consentTaken(consent), ...(patientAble !== false && { patientAble: true }) };
    case 'family':
      return { consentByFamily: true, ...consentTaken(consent), ...(patientAble !== undefined && { patientAble }) };
    case 'unobtainable':
      return { ...NO_CONSENT, patientAble: patientAble === true };
  }
}

const NO_CONSENT = {
  consentTaken: false,
  consentByFamily: false,
  consentWritten: false,
  consentOral: false,
} as const satisfies Facts;

const consentTaken = ({ form }: NonNullable<EmsStatement['consent']>): Facts => ({
  consentTaken: true,
  ...(form && { consentWritten: form === 'written', consentOral: form === 'oral' }),
});

/** A family that consents was reached before. */
function familyFacts({ consent, family }: EmsStatement): Facts {
  const reached = consent?.by === 'family' ? 'before' : family;
  const contradicted = family !== undefined && family !== reached;
  if (reached === undefined || contradicted) return {};
  return { familyBefore: reached === 'before', familyLater: reached === 'later', familyNot: reached === 'not' };
}

function reachableFacts({ inHours, statement }: EmsSituation): Facts {
  if (statement.contactAbsent === true || inHours === false) return { discloserReachable: false };
  return inHours === undefined ? {} : { discloserReachable: true };
}

/** Until the network has chosen, N5 is unknown and permits nothing. */
const choiceFacts = (settings: NetworkSettings | undefined): Facts => ({
  ...(settings?.n5 && { n5Allowed: settings.n5 === 'allowWithExplanation' }),
  ...(settings && { d3Omitted: settings.d3 === 'omitted' }),
});

const RELAXES = {
  relaxesEms: 'emsForEvacuees',
  relaxesOral: 'oralConsent',
  relaxesSheet: 'confirmationSheet',
  relaxesAfter: 'consentAfterTheFact',
  relaxesConsent: 'consentOmitted',
  relaxesNotice: 'noticeOmitted',
} as const satisfies Partial<Record<Fact, Relaxation>>;

const disasterFacts = (disaster: DisasterRule | undefined): Facts => ({
  disasterInForce: disaster !== undefined,
  ...Object.fromEntries(
    Object.entries(RELAXES).map(([fact, relaxation]) => [fact, disaster?.relaxations.includes(relaxation) ?? false]),
  ),
});
