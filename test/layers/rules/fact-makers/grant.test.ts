import { describe, expect, it } from '@jest/globals';
import {
  decideLook,
  emsAudience,
  type Facts,
  grantDiscloserFacts,
  grantFacts,
  grantStanding,
} from '../../../../layers/rules/index.ts';
import type { EmsGrant } from '../../../../schemas/ems.ts';
import type { EmsBar } from '../../../../schemas/patient.ts';
import type { DisasterRuleId, FacilityId } from '../../../../schemas/primitives.ts';
import { clinic, disasterRule, emsGrant, hospital } from '../ems-world.ts';

const NOW = '2024-01-14T00:00:00.000Z';
const OPENED = '2024-01-13T00:00:00.000Z';
const rule = disasterRule();
const evacuee = (change: Partial<EmsGrant> = {}) =>
  emsGrant({ disasterRuleId: rule.ruleId, until: rule.until, because: ['EMS-D1O'], ...change });
const remote = (change: Partial<EmsGrant> = {}) =>
  emsGrant({ facilityId: clinic.facilityId, remote: true, because: ['EMS-E0'], ...change });
const bar = (change: Partial<EmsBar> = {}): EmsBar => ({
  at: '2024-01-13T12:00:00.000Z',
  everyone: false,
  viewers: [],
  contents: [],
  ...change,
});

describe('a grant', () => {
  const standing = (now: string, grant = emsGrant(), rules = [rule]) => grantStanding(grant, { now, rules }).standing;

  it('is live for its 96 hours, and over at their end', () => {
    expect(standing('2024-01-16T23:59:59.999Z')).toBe('live');
    expect(standing('2024-01-17T00:00:00.000Z')).toBe('expired');
    expect(standing('2024-01-17T00:00:00.001Z')).toBe('expired');
    expect(grantStanding(emsGrant(), { now: NOW, rules: [] }).effectiveUntil).toBe('2024-01-17T00:00:00.000Z');
  });

  it.each(['closed', 'wrongPatient', 'refused', 'linked'] as const)('that was %s stays so', (state) => {
    const ended = emsGrant({ state, endedAt: '2024-01-13T06:00:00.000Z' });
    expect(grantStanding(ended, { now: NOW, rules: [rule] })).toEqual({
      standing: state,
      effectiveUntil: '2024-01-13T06:00:00.000Z',
    });
  });

  it('of an evacuee holds as long as its rule', () => {
    expect(grantStanding(evacuee(), { now: NOW, rules: [rule] })).toEqual({
      standing: 'live',
      effectiveUntil: rule.until,
    });
    expect(standing('2024-02-11T14:59:59.999Z', evacuee())).toBe('live');
    expect(standing('2024-02-11T15:00:00.000Z', evacuee())).toBe('expired');
  });

  it('of an evacuee ends with its rule, before its own time', () => {
    expect(grantStanding(evacuee(), { now: NOW, rules: [] })).toEqual({ standing: 'ruleEnded', effectiveUntil: NOW });
    const drill = disasterRule({ mode: 'drill' });
    expect(standing(NOW, evacuee(), [drill])).toBe('ruleEnded');
  });

  it('of an evacuee goes on under the rule that continues its own, and under no other', () => {
    const next = disasterRule({
      ruleId: 'dis_01JD3Z2V6Q5W8X9Y0ABCDEFGHA' as DisasterRuleId,
      until: '2024-03-11T15:00:00.000Z',
    });
    const continuing = { ...next, continues: [rule.ruleId] };
    const later = '2024-02-20T00:00:00.000Z';
    expect(grantStanding(evacuee(), { now: later, rules: [continuing] })).toEqual({
      standing: 'live',
      effectiveUntil: next.until,
    });
    expect(grantStanding(evacuee(), { now: NOW, rules: [rule, continuing] }).effectiveUntil).toBe(next.until);
    expect(standing(later, evacuee(), [next])).toBe('expired');
    expect(standing(NOW, evacuee(), [next])).toBe('ruleEnded');
  });

  it('of an evacuee is not carried beyond its rule by an extension', () => {
    const stay = evacuee({ until: '2024-03-31T00:00:00.000Z' });
    expect(grantStanding(stay, { now: NOW, rules: [rule] }).effectiveUntil).toBe(rule.until);
    expect(standing('2024-02-11T15:00:00.000Z', stay, [])).toBe('ruleEnded');
  });
});

describe('the facts of a grant', () => {
  const facts = (grant: EmsGrant | undefined, change: Partial<Parameters<typeof grantFacts>[0]> = {}): Facts =>
    grantFacts({ grant, viewer: clinic.facilityId, record: {}, rules: [rule], now: NOW, ...change });

  it('are those of the facility that looked, or of the one looked at', () => {
    expect(facts(emsGrant())).toEqual({
      grantOfCaller: true,
      useOfOwnRecords: false,
      grantLive: true,
      refusedSinceGrant: false,
    });
    expect(facts(emsGrant(), { viewer: hospital.facilityId })).toMatchObject({
      grantOfCaller: false,
      useOfOwnRecords: true,
    });
    expect(facts(remote())).toMatchObject({ grantOfCaller: true, useOfOwnRecords: true });
    expect(facts(emsGrant(), { viewer: 'nanao-clinic' as FacilityId })).toMatchObject({
      grantOfCaller: false,
      useOfOwnRecords: false,
    });
  });

  it('are unknown where there is no grant', () => {
    expect(facts(undefined)).toEqual({});
  });

  it.each<[string, boolean]>([
    ['2024-01-12T23:59:59.999Z', false],
    [OPENED, true],
    ['2024-01-13T00:00:00.001Z', true],
  ])('know a refusal at %s as one since the grant was opened: %s', (word, refused) => {
    expect(facts(emsGrant(), { record: { emsRefusedAt: word } }).refusedSinceGrant).toBe(refused);
    expect(facts(emsGrant(), { record: { emsBar: bar({ at: word, everyone: true }) } }).refusedSinceGrant).toBe(
      refused,
    );
    const viewers = [clinic.facilityId];
    expect(facts(emsGrant(), { record: { emsBar: bar({ at: word, viewers }) } }).refusedSinceGrant).toBe(refused);
  });

  it('know of no refusal where another facility, or only contents, were left out', () => {
    const others = bar({ viewers: ['nanao-clinic' as FacilityId], contents: ['physicianNote'] });
    expect(facts(emsGrant(), { record: { emsBar: others } }).refusedSinceGrant).toBe(false);
  });

  it('know of a refusal by the state of the grant, and of nothing where the record is missing', () => {
    expect(facts(emsGrant({ state: 'refused' })).refusedSinceGrant).toBe(true);
    expect(facts(emsGrant(), { record: undefined })).not.toHaveProperty('refusedSinceGrant');
  });

  it('know of no refusal of own records', () => {
    const record = { emsRefusedAt: NOW, emsBar: bar({ everyone: true }) };
    expect(facts(remote(), { record }).refusedSinceGrant).toBe(false);
    expect(facts(remote(), { record: undefined }).refusedSinceGrant).toBe(false);
  });
});

describe('a look through a grant', () => {
  const question = { facility: hospital, record: {}, role: 'doctor', todayJst: '2024-01-14' } as const;
  const DOCTOR: Facts = {
    isSystem: false,
    systemActive: false,
    scopeIsStaff: true,
    staffActive: true,
    subMatches: true,
    sessionCurrent: true,
    facilityActive: true,
    facilityViews: true,
    worksWithPatients: true,
    hasEmsPrivilege: true,
    isMedicalInstitution: true,
  };
  type Change = Partial<Parameters<typeof grantDiscloserFacts>[0]>;
  const look = (grant: EmsGrant, change: Change & { caller?: Facts; now?: string } = {}) => {
    const { caller, now = NOW, ...of } = change;
    const read = { ...question, ...of };
    const made = grantFacts({ grant, viewer: clinic.facilityId, record: read.record, rules: [rule], now });
    const decided = decideLook({
      act: 'ems.timeline',
      facts: { ...DOCTOR, ...made, ...caller },
      disclosers: [grantDiscloserFacts({ grant, ...read })],
    });
    return { ...decided, opened: [...(decided.opened.get(grant.facilityId) ?? [])] };
  };

  it('opens what the discloser opens to the occupation by EMS', () => {
    expect(look(emsGrant())).toMatchObject({ decision: 'allow', because: ['EMS-VIEW-03', 'EMS-VIEW-01'] });
    expect(look(emsGrant()).opened.sort()).toEqual(['laboratory', 'physicianNote']);
    expect(look(emsGrant(), { role: 'nurse' })).toMatchObject({ decision: 'allow', opened: [] });
    expect(emsAudience(emsGrant())).toBe('ems');
  });

  it('opens from outside what the own facility opens so, whatever the patient has left out', () => {
    const record = { emsBar: bar({ everyone: true, contents: ['prescription'] }) };
    const change = { facility: { ...clinic, discloses: false }, record };
    expect(look(remote(), change)).toMatchObject({ because: ['EMS-VIEW-03', 'EMS-VIEW-02'], opened: ['prescription'] });
    expect(look(remote(), { ...change, caller: { facilityViews: false } }).opened).toEqual(['prescription']);
    expect(emsAudience(remote())).toBe('ownStaffOutside');
  });

  it('opens nothing at its end, and nothing after', () => {
    expect(look(emsGrant(), { now: '2024-01-16T23:59:59.999Z' }).opened).toHaveLength(2);
    expect(look(emsGrant(), { now: '2024-01-17T00:00:00.000Z' })).toMatchObject({ decision: 'refuse', opened: [] });
  });

  it.each<[string, EmsGrant, Parameters<typeof look>[1]]>([
    ['of another facility', emsGrant({ viewerFacilityId: 'nanao-clinic' as FacilityId }), {}],
    ['without the privilege', emsGrant(), { caller: { hasEmsPrivilege: false } }],
    ['from a pharmacy', emsGrant(), { caller: { isMedicalInstitution: false } }],
    ['after a refusal', emsGrant(), { record: { emsRefusedAt: NOW } }],
    ['where the record is missing', emsGrant(), { record: undefined }],
  ])('is refused %s', (_why, grant, change) => {
    expect(look(grant, change)).toMatchObject({ decision: 'refuse', opened: [] });
  });

  it.each<[string, Parameters<typeof look>[1]]>([
    ['no longer discloses', { facility: { ...hospital, discloses: false } }],
    ['has left', { facility: { ...hospital, state: 'left' } }],
    ['is another one', { facility: { ...hospital, facilityId: 'suzu-hospital' as FacilityId } }],
    ['could not be read', { facility: undefined }],
  ])('opens nothing of a facility that %s', (_why, change) => {
    expect(look(emsGrant(), change)).toMatchObject({ decision: 'allow', opened: [] });
  });

  it('opens nothing of another facility to one that no longer views', () => {
    expect(look(emsGrant(), { caller: { facilityViews: false } }).opened).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['2024-01-12T23:59:59.999Z', ['laboratory', 'physicianNote']],
    [OPENED, ['laboratory']],
    ['2024-01-13T00:00:00.001Z', ['laboratory']],
  ])("keeps closed what the patient left out at %s, unless the patient's own consent came later", (word, opened) => {
    const record = { emsBar: bar({ at: word, contents: ['physicianNote'] }) };
    expect(look(emsGrant(), { record }).opened.sort()).toEqual(opened);
    const byFamily = emsGrant({ statement: { consent: { by: 'family', form: 'written' } } });
    expect(look(byFamily, { record }).opened).toEqual(['laboratory']);
  });

  it('is exact for one document', () => {
    const document = { contentType: 'laboratory' as const, department: '内科', day: '2024-01-10' };
    const exact = grantDiscloserFacts({ ...question, grant: emsGrant(), document });
    expect(exact.published).toEqual(new Set(['laboratory']));
    const publication = { ...hospital.publication, ems: [{ contentType: 'laboratory' as const, delayDays: 5 }] };
    const delayed = { ...question, grant: emsGrant(), document, facility: { ...hospital, publication } };
    expect(grantDiscloserFacts(delayed).published).toEqual(new Set());
    expect(grantDiscloserFacts({ ...delayed, todayJst: '2024-01-15' }).published).toEqual(new Set(['laboratory']));
  });
});
