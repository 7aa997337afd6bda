import { describe, expect, it } from '@jest/globals';
import { ANOTHER_PERSON, type EmsSituation } from '../../../layers/rules/index.ts';
import type { EmsStatement } from '../../../schemas/ems.ts';
import {
  ALL_RELAXATIONS,
  confirm,
  confirmWith,
  evacuated,
  lost,
  signed,
  situationOf,
  statementOf,
  unconscious,
  type World,
} from './ems-situations.ts';
import { clinic, disasterRule, hospital } from './ems-world.ts';

describe('telling the disclosing facility', () => {
  const notices = (world: World, change: Partial<EmsSituation> = {}): string[] =>
    confirm({ ...situationOf(world), ...change }).owes.filter((duty) => duty.startsWith('notify'));
  const absent = (world: World): Partial<EmsSituation> => ({
    inHours: true,
    statement: { ...statementOf(world), contactAbsent: true },
  });

  it.each<[string, World]>([
    ['a patient brought in by ambulance', signed],
    ['one who is not an evacuee while a rule is in force', { ...signed, relaxations: ALL_RELAXATIONS }],
    [
      'an evacuee whose rule does not waive it',
      { ...evacuated, relaxations: ALL_RELAXATIONS.filter((one) => one !== 'noticeOmitted') },
    ],
  ])('is owed beforehand or within 7 days for %s', (_who, world) => {
    expect(notices(world, { inHours: true })).toEqual(['notifyBefore']);
    expect(notices(world, { inHours: false })).toEqual(['notifyWithin7Days']);
    expect(notices(world, absent(world))).toEqual(['notifyWithin7Days']);
  });

  it('is owed both ways where nobody knows the hours', () => {
    expect(notices(signed, { inHours: undefined })).toEqual(['notifyBefore', 'notifyWithin7Days']);
  });

  it('may be omitted for an evacuee whose rule says so, and the decision says why', () => {
    expect(notices(evacuated, { inHours: true })).toEqual([]);
    expect(notices(evacuated, { inHours: false })).toEqual([]);
    expect(confirm(situationOf(evacuated)).because).toContain('EMS-NOTICE-3');
    expect(confirm(situationOf(signed)).because).not.toContain('EMS-NOTICE-3');
  });
});

describe('a refusal', () => {
  const REFUSALS = [
    { emsRefusedAt: '2024-01-01T00:00:00.000Z' },
    { emsBar: { at: '2024-01-01T00:00:00.000Z', everyone: true, viewers: [], contents: [] } },
    { emsBar: { at: '2024-01-01T00:00:00.000Z', everyone: false, viewers: [clinic.facilityId], contents: [] } },
    undefined,
  ] satisfies EmsSituation['record'][];

  it.each(REFUSALS)('%j bars every row without a consent', (record) => {
    for (const world of [unconscious, lost, { ...lost, family: 'later' as const }]) {
      expect(confirm(situationOf(world)).decision).toBe('allow');
      const refused = confirm({ ...situationOf(world), record });
      expect(refused).toEqual({ decision: 'refuse', because: ['EMS-BAR-04'], owes: [] });
    }
  });

  it.each(REFUSALS)('%j gives way to a consent taken anew', (record) => {
    for (const world of [signed, evacuated]) expect(confirm({ ...situationOf(world), record }).decision).toBe('allow');
  });
});

describe('own records from outside', () => {
  const own: EmsSituation = { ...situationOf(signed), statement: {}, discloser: { ...clinic, discloses: false } };

  it('open under E0 in any mode, with nothing stated and nothing owed', () => {
    for (const disaster of [undefined, disasterRule({ relaxations: ALL_RELAXATIONS })])
      expect(confirm({ ...own, disaster })).toEqual({ decision: 'allow', because: ['EMS-E0'], owes: [] });
  });

  it('open whatever the patient has said elsewhere', () => {
    expect(confirm({ ...own, record: { emsRefusedAt: '2024-01-01T00:00:00.000Z' } }).because).toEqual(['EMS-E0']);
    expect(confirm({ ...own, record: undefined }).because).toEqual(['EMS-E0']);
  });

  it('stay closed where the facility opens nothing to the occupation from outside', () => {
    expect(confirm({ ...own, viewer: { ...own.viewer, role: 'clerk' } }).decision).toBe('refuse');
  });
});

describe('what every look by EMS needs', () => {
  const asks: [string, Partial<EmsSituation>][] = [
    ['the person confirmed', { personConfirmed: false }],
    ['a facility that could be read', { discloser: undefined }],
    ['a facility that opens something', { discloser: { ...hospital, publication: { ownStaff: [], linked: [] } } }],
  ];
  it.each(asks)('is %s', (_what, change) => {
    for (const world of [signed, unconscious, evacuated, lost]) {
      expect(confirm(situationOf(world)).decision).toBe('allow');
      expect(confirm({ ...situationOf(world), ...change }).decision).toBe('refuse');
    }
  });

  it.each(['occasion', 'consent'] as const)('is that the %s was stated', (field) => {
    for (const world of [signed, unconscious, evacuated, lost]) {
      const { [field]: _unsaid, ...statement } = statementOf(world);
      expect(confirm({ ...situationOf(world), statement }).decision).toBe('refuse');
    }
  });

  it('is that nothing stated contradicts the consent', () => {
    const said = (statement: EmsStatement) =>
      confirm({ ...situationOf(signed), statement: { occasion: 'ambulance', ...statement } }).decision;
    const patient = { by: 'patient', form: 'written' } as const;
    const relatives = { by: 'family', form: 'written' } as const;
    expect(said({ consent: patient })).toBe('allow');
    expect(said({ consent: patient, patientAble: false })).toBe('refuse');
    expect(said({ consent: relatives, patientAble: false })).toBe('allow');
    expect(said({ consent: relatives, patientAble: false, family: 'later' })).toBe('refuse');
    expect(said({ consent: relatives })).toBe('refuse');
  });
});

describe('a wrong patient', () => {
  it('is called off, with nothing opened or owed, whatever was refused', () => {
    for (const refused of [true, false, undefined])
      expect(confirmWith({ ...ANOTHER_PERSON, ...(refused !== undefined && { refused }) })).toEqual({
        decision: 'allow',
        because: ['EMS-WRONG'],
        owes: [],
      });
  });
});
