import { describe, expect, it } from '@jest/globals';
import type { Relaxation } from '../../../schemas/disaster.ts';
import type { EmsStatement } from '../../../schemas/ems.ts';
import {
  ALL_RELAXATIONS,
  CONSENTS,
  type Consent,
  confirm,
  isPossible,
  situationOf,
  type World,
} from './ems-situations.ts';

/**
 * The EMS table of the circulars, line by line, as it was written down before there were any rows: rule | mode | occasion | patient able |
 * family reached | unavoidable | consent | evidence and what else is owed. '*': whatever it is.
 */
type Line = {
  rule: string;
  mode: 'peacetime' | 'disaster';
  occasion: readonly NonNullable<EmsStatement['occasion']>[];
  able: boolean;
  family: NonNullable<EmsStatement['family']> | '*';
  unavoidable: boolean | '*';
  consent: readonly Consent[];
  owes: readonly string[];
  /** Of a disaster rule, beyond EMS for evacuees. */
  relaxation?: Relaxation;
  only?: (world: World) => boolean;
};
const ARRIVED = ['ambulance', 'noReferral'] as const;
const EVACUEE = ['evacuee'] as const;
const WRITTEN: Consent[] = ['patientWritten', 'familyWritten'];
const ORAL: Consent[] = ['patientOral', 'familyOral'];
const peace = { mode: 'peacetime', occasion: ARRIVED } as const;
const disaster = { mode: 'disaster', occasion: EVACUEE, unavoidable: '*' } as const;
const FORM = ['keepConsentForm'];
const CHART = ['recordInChart'];
const SHEET = ['recordInChartOrSheet'];
const EXPLAIN = ['explainToPatient'];

const LINES: readonly Line[] = [
  { ...peace, rule: 'EMS-N1', able: true, family: '*', unavoidable: false, consent: WRITTEN, owes: FORM },
  { ...peace, rule: 'EMS-N2', able: true, family: '*', unavoidable: true, consent: ORAL, owes: CHART },
  { ...peace, rule: 'EMS-N2W', able: true, family: '*', unavoidable: true, consent: WRITTEN, owes: FORM },
  {
    ...peace,
    rule: 'EMS-N3',
    able: false,
    family: 'before',
    unavoidable: false,
    consent: ['familyWritten'],
    owes: FORM,
  },
  { ...peace, rule: 'EMS-N4', able: false, family: 'before', unavoidable: true, consent: ['familyOral'], owes: CHART },
  {
    ...peace,
    rule: 'EMS-N4W',
    able: false,
    family: 'before',
    unavoidable: true,
    consent: ['familyWritten'],
    owes: FORM,
  },
  {
    ...peace,
    rule: 'EMS-N5',
    able: false,
    family: 'not',
    unavoidable: true,
    consent: ['unobtainable'],
    owes: EXPLAIN,
    only: ({ n5 }) => n5 === 'allowWithExplanation',
  },
  { ...disaster, rule: 'EMS-D1O', able: true, family: '*', consent: ORAL, owes: SHEET, relaxation: 'oralConsent' },
  { ...disaster, rule: 'EMS-D1W', able: true, family: '*', consent: WRITTEN, owes: FORM },
  {
    ...disaster,
    rule: 'EMS-D2O',
    able: false,
    family: 'before',
    consent: ['familyOral'],
    owes: SHEET,
    relaxation: 'oralConsent',
  },
  { ...disaster, rule: 'EMS-D2W', able: false, family: 'before', consent: ['familyWritten'], owes: FORM },
  {
    ...disaster,
    rule: 'EMS-D3',
    able: false,
    family: 'later',
    consent: ['unobtainable'],
    owes: ['obtainLaterConsent', ...EXPLAIN],
    relaxation: 'consentAfterTheFact',
    only: ({ d3 }) => d3 === 'afterTheFact',
  },
  {
    ...disaster,
    rule: 'EMS-D3N',
    able: false,
    family: 'later',
    consent: ['unobtainable'],
    owes: EXPLAIN,
    relaxation: 'consentOmitted',
    only: ({ d3, reason, unavoidable }) => d3 === 'omitted' && (reason || unavoidable),
  },
  {
    ...disaster,
    rule: 'EMS-D4',
    able: false,
    family: 'not',
    consent: ['unobtainable'],
    owes: EXPLAIN,
    relaxation: 'consentOmitted',
    only: ({ reason, unavoidable }) => reason || unavoidable,
  },
];

const lineFits = (line: Line, world: World): boolean =>
  line.occasion.some((occasion) => occasion === world.occasion) &&
  line.able === world.able &&
  (line.family === '*' || line.family === world.family) &&
  (line.unavoidable === '*' || line.unavoidable === world.unavoidable) &&
  line.consent.includes(world.consent) &&
  (line.mode === 'peacetime' ||
    (world.relaxations !== undefined &&
      world.relaxations.includes('emsForEvacuees') &&
      (line.relaxation === undefined || world.relaxations.includes(line.relaxation)))) &&
  (line.only?.(world) ?? true);

/** Evidence of oral consent: on a sheet only where the rule says so. */
const evidenceIn = (world: World, owes: readonly string[]): readonly string[] =>
  owes === SHEET && !world.relaxations?.includes('confirmationSheet') ? CHART : owes;

const permitOf = (because: readonly string[]): string[] =>
  because.filter((id) => /^EMS-[END]\d/.test(id) && id !== 'EMS-D5');
const evidenceOf = (owes: readonly string[]): string[] => owes.filter((duty) => !duty.startsWith('notify'));

const LISTS = [
  undefined,
  ALL_RELAXATIONS,
  ...ALL_RELAXATIONS.map((missing) => ALL_RELAXATIONS.filter((one) => one !== missing)),
];
const BOTH = [true, false] as const;
/** Every world with one more property that takes each of its values. */
const each = <W extends object, K extends string, V>(worlds: readonly W[], key: K, values: readonly V[]) =>
  worlds.flatMap((world) => values.map((value) => ({ ...world, [key]: value }) as W & Record<K, V>));
const patients = each(
  each(each([{}], 'able', BOTH), 'family', ['before', 'later', 'not'] as const),
  'consent',
  CONSENTS,
);
const arrivals = each(
  each(each(patients, 'occasion', ['ambulance', 'noReferral', 'evacuee'] as const), 'unavoidable', BOTH),
  'reason',
  BOTH,
);
const WORLDS: World[] = each(
  each(each(arrivals, 'relaxations', LISTS), 'n5', ['allowWithExplanation', 'refuse', undefined] as const),
  'd3',
  ['afterTheFact', 'omitted'] as const,
);

describe('the table of the circulars', () => {
  it.each(LINES.map((line) => [line.rule, line] as const))('%s permits exactly what its line says', (rule, line) => {
    const unlike = WORLDS.filter(isPossible).filter((world) => {
      const { decision, because, owes } = confirm(situationOf(world));
      const permitted = decision === 'allow' && permitOf(because).includes(rule);
      if (permitted !== lineFits(line, world)) return true;
      return permitted && evidenceOf(owes).join() !== evidenceIn(world, line.owes).join();
    });
    expect(unlike.slice(0, 3)).toEqual([]);
    expect(WORLDS.filter((world) => isPossible(world) && lineFits(line, world)).length).toBeGreaterThan(0);
  });

  it('has one line at most for each combination, and where it has none nothing opens', () => {
    const decided = WORLDS.filter(isPossible).map((world) => ({
      lines: LINES.filter((line) => lineFits(line, world)).map(({ rule }) => rule),
      ...confirm(situationOf(world)),
    }));
    expect(decided.filter(({ lines }) => lines.length > 1)).toEqual([]);
    const refused = decided.filter(({ decision }) => decision === 'refuse');
    expect(refused.filter(({ lines }) => lines.length > 0)).toEqual([]);
    expect(decided.filter(({ lines, decision }) => lines.length === 0 && decision === 'allow')).toEqual([]);
    expect(refused.length).toBeGreaterThan(1000);
  });

  it('says D5 of whoever is not an evacuee while a rule is in force, and changes nothing for them', () => {
    for (const world of WORLDS.filter(({ occasion, relaxations }) => occasion !== 'evacuee' && relaxations)) {
      const inDisaster = confirm(situationOf(world));
      const inPeace = confirm(situationOf({ ...world, relaxations: undefined }));
      expect(inDisaster.because.includes('EMS-D5')).toBe(inDisaster.decision === 'allow');
      expect({ ...inDisaster, because: inDisaster.because.filter((id) => id !== 'EMS-D5') }).toEqual(inPeace);
    }
  });

  it('has nothing for an evacuee in peacetime', () => {
    const evacuees = WORLDS.filter(({ occasion, relaxations }) => occasion === 'evacuee' && !relaxations);
    expect(evacuees.filter((world) => confirm(situationOf(world)).decision === 'allow')).toEqual([]);
  });
});
