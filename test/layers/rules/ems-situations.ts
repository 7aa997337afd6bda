import { callerFacts, decide, type EmsSituation, emsFacts, type Facts, SCOPES } from '../../../layers/rules/index.ts';
import { DEFAULT_SETTINGS, RELAXATIONS, type Relaxation } from '../../../schemas/disaster.ts';
import type { EmsStatement } from '../../../schemas/ems.ts';
import { callerOf, clinic, disasterRule, hospital } from './ems-world.ts';

export const ALL_RELAXATIONS = Object.keys(RELAXATIONS) as Relaxation[];
export const CONSENTS = ['patientWritten', 'patientOral', 'familyWritten', 'familyOral', 'unobtainable'] as const;
export type Consent = (typeof CONSENTS)[number];

/** An emergency as it really is. */
export type World = {
  occasion: NonNullable<EmsStatement['occasion']>;
  able: boolean;
  family: NonNullable<EmsStatement['family']>;
  unavoidable: boolean;
  consent: Consent;
  reason: boolean;
  /** What the rule in force relaxes; undefined in peacetime. */
  relaxations: readonly Relaxation[] | undefined;
  n5: 'allowWithExplanation' | 'refuse' | undefined;
  d3: 'afterTheFact' | 'omitted';
};

/** A patient who consents is able. */
export const isPossible = ({ consent, able }: World): boolean => able || !consent.startsWith('patient');

export const statementOf = (world: World): EmsStatement => ({
  occasion: world.occasion,
  patientAble: world.able,
  family: world.family,
  consent:
    world.consent === 'unobtainable'
      ? { by: 'unobtainable' }
      : {
          by: world.consent.startsWith('patient') ? 'patient' : 'family',
          form: world.consent.endsWith('Written') ? 'written' : 'oral',
        },
  ...(world.unavoidable && { unavoidable: { kind: 'lifeThreat' as const } }),
  ...(world.reason && { reason: '家族の連絡先がわからない' }),
});

export const situationOf = (world: World): EmsSituation => ({
  statement: statementOf(world),
  personConfirmed: true,
  discloser: hospital,
  viewer: { facilityId: clinic.facilityId, role: 'doctor' },
  record: {},
  settings: { ...DEFAULT_SETTINGS, ...(world.n5 && { n5: world.n5 }), d3: world.d3 },
  disaster: world.relaxations && disasterRule({ relaxations: [...world.relaxations] }),
  inHours: false,
});
/** A doctor of the clinic with the EMS privilege. */
const doctor = callerFacts(callerOf(clinic, { scopes: [SCOPES.staff] }));
/** What the rules say when that doctor confirms. */
export const confirm = (situation: EmsSituation) => confirmWith(emsFacts(situation));
export const confirmWith = (facts: Facts) => decide({ act: 'ems.confirm', facts: { ...doctor, ...facts } });

export const signed: World = {
  occasion: 'ambulance',
  able: true,
  family: 'not',
  unavoidable: false,
  consent: 'patientWritten',
  reason: false,
  relaxations: undefined,
  n5: undefined,
  d3: 'afterTheFact',
};
export const evacuated: World = { ...signed, occasion: 'evacuee', relaxations: ALL_RELAXATIONS };
export const unconscious: World = {
  ...signed,
  able: false,
  unavoidable: true,
  consent: 'unobtainable',
  n5: 'allowWithExplanation',
};
export const lost: World = { ...evacuated, able: false, consent: 'unobtainable', reason: true };
