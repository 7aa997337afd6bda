import { describe, expect, it } from '@jest/globals';
import { ANOTHER_PERSON, type EmsSituation, emsFacts } from '../../../../layers/rules/index.ts';
import { DEFAULT_SETTINGS, RELAXATIONS, type Relaxation } from '../../../../schemas/disaster.ts';
import type { EmsStatement } from '../../../../schemas/ems.ts';
import { clinic, disasterRule, hospital } from '../ems-world.ts';

const situation: EmsSituation = {
  statement: {},
  personConfirmed: true,
  discloser: hospital,
  viewer: { facilityId: clinic.facilityId, role: 'doctor' },
  record: {},
  settings: DEFAULT_SETTINGS,
  disaster: undefined,
  inHours: true,
};
const facts = (change: Partial<EmsSituation> = {}) => emsFacts({ ...situation, ...change });
const stated = (statement: EmsStatement) => facts({ statement });

describe('what is stated of an emergency', () => {
  it('is unknown where nothing was stated, but that no reason was given', () => {
    expect(facts()).toEqual({
      personConfirmed: true,
      personIsAnother: false,
      askedRecordIsOwn: false,
      openedForEms: true,
      refused: false,
      unavoidable: false,
      reasonGiven: false,
      discloserReachable: true,
      d3Omitted: false,
      disasterInForce: false,
      relaxesEms: false,
      relaxesOral: false,
      relaxesSheet: false,
      relaxesAfter: false,
      relaxesConsent: false,
      relaxesNotice: false,
    });
  });

  it.each<[NonNullable<EmsStatement['occasion']>, boolean]>([
    ['ambulance', false],
    ['noReferral', false],
    ['evacuee', true],
  ])('%s is an evacuee: %s', (occasion, evacuee) => {
    expect(stated({ occasion })).toMatchObject({ occasionOfEms: !evacuee, isEvacuee: evacuee });
  });

  it('takes a patient who consents for able', () => {
    const consent = { by: 'patient', form: 'oral' } as const;
    const able = { consentTaken: true, consentByFamily: false, consentOral: true, consentWritten: false };
    expect(stated({ consent })).toMatchObject({ ...able, patientAble: true });
    expect(stated({ consent, patientAble: false })).not.toHaveProperty('patientAble');
  });

  it('takes a family that consents for one reached before', () => {
    const consent = { by: 'family', form: 'written' } as const;
    const reached = { familyBefore: true, familyLater: false, familyNot: false };
    expect(stated({ consent })).toMatchObject({ consentTaken: true, consentByFamily: true, ...reached });
    expect(stated({ consent })).not.toHaveProperty('patientAble');
    expect(stated({ consent, family: 'before', patientAble: false })).toMatchObject({ ...reached, patientAble: false });
    for (const family of ['later', 'not'] as const)
      for (const fact of ['familyBefore', 'familyLater', 'familyNot'])
        expect(stated({ consent, family })).not.toHaveProperty(fact);
  });

  it('knows neither form of a consent whose form was not stated', () => {
    const said = stated({ consent: { by: 'patient' } });
    expect(said).toMatchObject({ consentTaken: true });
    expect(said).not.toHaveProperty('consentWritten');
    expect(said).not.toHaveProperty('consentOral');
  });

  it('takes 取得不能 for no consent, of somebody who is not able unless that was stated', () => {
    const none = { consentTaken: false, consentByFamily: false, consentWritten: false, consentOral: false };
    const consent = { by: 'unobtainable', form: 'written' } as const;
    expect(stated({ consent, family: 'later' })).toMatchObject({ ...none, patientAble: false, familyLater: true });
    expect(stated({ consent, patientAble: true })).toMatchObject({ ...none, patientAble: true });
    expect(stated({ consent })).not.toHaveProperty('familyNot');
  });

  it('needs words for another unavoidable reason than a threat to life', () => {
    expect(stated({ unavoidable: { kind: 'lifeThreat' } })).toMatchObject({ unavoidable: true, reasonGiven: true });
    expect(stated({ unavoidable: { kind: 'other', words: '服薬歴が不明' } })).toMatchObject({ unavoidable: true });
    expect(stated({ unavoidable: { kind: 'other', words: ' ' } })).toMatchObject({
      unavoidable: false,
      reasonGiven: false,
    });
    expect(stated({ reason: '家族の所在不明' })).toMatchObject({ unavoidable: false, reasonGiven: true });
    expect(stated({ reason: '　' })).toMatchObject({ reasonGiven: false });
  });

  it('has no room for a person who is another one', () => {
    expect(ANOTHER_PERSON).toEqual({ personConfirmed: false, personIsAnother: true });
    expect(facts({ personConfirmed: false })).toMatchObject({ personConfirmed: false, personIsAnother: false });
  });
});

describe('what is computed of an emergency', () => {
  it.each<[boolean | undefined, boolean | undefined, boolean | undefined]>([
    [true, undefined, true],
    [true, false, true],
    [true, true, false],
    [false, undefined, false],
    [false, false, false],
    [undefined, undefined, undefined],
    [undefined, false, undefined],
    [undefined, true, false],
  ])('in hours %s, contact absent %s: reachable %s', (inHours, contactAbsent, reachable) => {
    const statement = contactAbsent === undefined ? {} : { contactAbsent };
    expect(facts({ inHours, statement }).discloserReachable).toBe(reachable);
  });

  it.each<[string, Partial<EmsSituation>]>([
    ['has left', { discloser: { ...hospital, state: 'left' } }],
    ['does not disclose', { discloser: { ...hospital, discloses: false } }],
    ['opens nothing to EMS', { discloser: { ...hospital, publication: { ownStaff: [], linked: [] } } }],
    ['opens nothing to the occupation', { viewer: { ...situation.viewer, role: 'nurse' } }],
    ['opens to an occupation that is unknown', { viewer: { ...situation.viewer, role: undefined } }],
  ])('a facility that %s is not open', (_what, change) => {
    expect(facts(change).openedForEms).toBe(false);
  });

  it('a facility without opening hours is not open', () => {
    const { openingHours: _none, ...discloser } = hospital;
    expect(facts({ discloser }).openedForEms).toBe(false);
  });

  it('the own facility is open from outside without hours, EMS or disclosing', () => {
    const { openingHours: _none, ...own } = { ...clinic, discloses: false };
    expect(facts({ discloser: own })).toMatchObject({ askedRecordIsOwn: true, openedForEms: true });
    expect(facts({ discloser: { ...own, state: 'left' } }).openedForEms).toBe(false);
    expect(facts({ discloser: { ...own, publication: hospital.publication } }).openedForEms).toBe(false);
  });

  it('a facility that could not be read says nothing', () => {
    const unread = facts({ discloser: undefined });
    for (const fact of ['askedRecordIsOwn', 'openedForEms', 'refused']) expect(unread).not.toHaveProperty(fact);
  });

  it('the choice of N5 is unknown until it is made', () => {
    expect(n5Of(undefined)).toBeUndefined();
    expect(facts({ settings: undefined })).not.toHaveProperty('n5Allowed');
    expect(n5Of('allowWithExplanation')).toBe(true);
    expect(n5Of('refuse')).toBe(false);
    expect(facts({ settings: undefined })).not.toHaveProperty('d3Omitted');
    expect(facts({ settings: { ...DEFAULT_SETTINGS, d3: 'omitted' } }).d3Omitted).toBe(true);
  });

  it('a rule in force relaxes what it lists, and nothing else', () => {
    const made = {
      emsForEvacuees: 'relaxesEms',
      oralConsent: 'relaxesOral',
      confirmationSheet: 'relaxesSheet',
      consentAfterTheFact: 'relaxesAfter',
      consentOmitted: 'relaxesConsent',
      noticeOmitted: 'relaxesNotice',
    } as const satisfies Record<Relaxation, string>;
    for (const relaxation of Object.keys(RELAXATIONS) as Relaxation[]) {
      const found = facts({ disaster: disasterRule({ relaxations: [relaxation] }) });
      const relaxed = Object.entries(found).filter(([fact, value]) => fact.startsWith('relaxes') && value);
      expect(relaxed).toEqual([[made[relaxation], true]]);
      expect(found.disasterInForce).toBe(true);
    }
  });
});

const n5Of = (n5: 'allowWithExplanation' | 'refuse' | undefined): boolean | undefined =>
  facts({ settings: { ...DEFAULT_SETTINGS, ...(n5 && { n5 }) } }).n5Allowed;
