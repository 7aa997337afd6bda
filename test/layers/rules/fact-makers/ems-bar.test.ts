import { describe, expect, it } from '@jest/globals';
import { emsBarOf } from '../../../../layers/rules/index.ts';
import type { Consent, ConsentScope } from '../../../../schemas/consent.ts';
import type { ContentType } from '../../../../schemas/content-types.ts';
import type { ConsentId, FacilityId, PatientId, StaffId } from '../../../../schemas/primitives.ts';

const [HOSPITAL, CLINIC, PHARMACY] = ['ty-hospital', 'test-clinic', 'test-pharmacy'] as FacilityId[] as [
  FacilityId,
  FacilityId,
  FacilityId,
];
const TODAY = '2024-02-01';
const at = (day: number): string => `2024-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;

const consent = (day: number, scope: ConsentScope, change: Partial<Consent> = {}): Consent => ({
  consentId: 'con_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as ConsentId,
  patientId: 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as PatientId,
  scope,
  effectiveOn: `2024-01-${String(day).padStart(2, '0')}`,
  consentedBy: { who: 'patient' },
  method: 'written',
  recordedBy: 'test-clinic.clerk' as StaffId,
  recordedAtFacility: CLINIC,
  recordedAt: at(day),
  state: 'inForce',
  replaces: [],
  version: 1,
  ...change,
});
const all = (leftOut: { facilities?: FacilityId[]; contents?: ContentType[] } = {}): ConsentScope => ({
  kind: 'comprehensive',
  excludedFacilities: leftOut.facilities ?? [],
  excludedContents: leftOut.contents ?? [],
});
const among = (facilities: FacilityId[], contents: ContentType[] = []): ConsentScope => ({
  kind: 'individual',
  facilities,
  excludedContents: contents,
});
const withdrawn = (day: number, scope: ConsentScope, on: number): Consent =>
  consent(day, scope, {
    state: 'withdrawn',
    endedAt: at(on),
    withdrawal: {
      reason: '本人の希望',
      withdrawnBy: { who: 'patient' },
      recordedBy: 'test-clinic.clerk' as StaffId,
      recordedAtFacility: CLINIC,
      recordedAt: at(on),
    },
  });
const barOf = (consents: Consent[], facilityId = HOSPITAL) => emsBarOf({ consents, facilityId, todayJst: TODAY });
const everyone = (on: number) => ({ at: at(on), everyone: true, viewers: [], contents: [] });

describe('what consents leave closed to EMS', () => {
  it.each<[string, Consent[]]>([
    ['no consent at all', []],
    ['a comprehensive consent that leaves nothing out', [consent(5, all())]],
    ['an individual consent', [consent(5, among([HOSPITAL, CLINIC]))]],
    ['a consent that was replaced', [consent(5, all({ facilities: [HOSPITAL] }), { state: 'replaced' })]],
    ['a withdrawal and a new comprehensive consent', [withdrawn(5, all(), 6), consent(7, all())]],
    [
      'a withdrawn individual consent beside a comprehensive one',
      [withdrawn(5, among([HOSPITAL, CLINIC]), 6), consent(4, all())],
    ],
  ])('is nothing with %s', (_what, consents) => {
    expect(barOf(consents)).toBeUndefined();
  });

  it.each<[string, Consent[]]>([
    ['a withdrawal, and nothing in force', [withdrawn(5, all(), 6)]],
    ['a withdrawn individual consent, and nothing in force', [withdrawn(5, among([HOSPITAL, CLINIC]), 6)]],
    [
      'a withdrawn comprehensive consent beside an individual one',
      [withdrawn(5, all(), 6), consent(8, among([HOSPITAL, CLINIC]))],
    ],
    [
      'a withdrawal and a consent that takes effect tomorrow',
      [withdrawn(5, all(), 6), consent(7, all(), { effectiveOn: '2024-02-02' })],
    ],
  ])('is everything with %s', (_what, consents) => {
    expect(barOf(consents)).toEqual(everyone(6));
  });

  it('lets a new consent open again on the very day it takes effect', () => {
    expect(barOf([withdrawn(5, all(), 6), consent(7, all(), { effectiveOn: TODAY })])).toBeUndefined();
  });

  it('is everything at a facility that was left out, and the facility everywhere else', () => {
    const consents = [consent(5, all({ facilities: [HOSPITAL] }))];
    expect(barOf(consents)).toEqual(everyone(5));
    expect(barOf(consents, CLINIC)).toEqual({ at: at(5), everyone: false, viewers: [HOSPITAL], contents: [] });
  });

  it('is what the latest comprehensive consent leaves out', () => {
    const earlier = consent(5, all({ facilities: [CLINIC], contents: ['physicianNote'] }));
    const later = consent(9, all({ facilities: [PHARMACY], contents: ['infection'] }));
    const bar = { at: at(9), everyone: false, viewers: [PHARMACY], contents: ['infection'] };
    expect(barOf([earlier, later])).toEqual(bar);
    expect(barOf([later, earlier])).toEqual(bar);
    expect(barOf([earlier, consent(9, all())])).toBeUndefined();
  });

  it('is both where two were recorded at the same instant', () => {
    const both = [consent(5, all({ facilities: [CLINIC] })), consent(5, all({ contents: ['infection'] }))];
    expect(barOf(both)).toEqual({ at: at(5), everyone: false, viewers: [CLINIC], contents: ['infection'] });
  });

  it('is what an individual consent leaves out at the facilities it names, until a later comprehensive one', () => {
    const individual = consent(7, among([HOSPITAL, CLINIC], ['physicianNote']));
    const bar = { at: at(7), everyone: false, viewers: [], contents: ['physicianNote'] };
    expect(barOf([individual])).toEqual(bar);
    expect(barOf([consent(5, all()), individual])).toEqual(bar);
    expect(barOf([individual], PHARMACY)).toBeUndefined();
    expect(barOf([individual, consent(8, all())])).toBeUndefined();
  });

  it('is not taken back by an individual consent', () => {
    const consents = [consent(5, all({ facilities: [CLINIC] })), consent(7, among([HOSPITAL, CLINIC]))];
    expect(barOf(consents)).toEqual({ at: at(5), everyone: false, viewers: [CLINIC], contents: [] });
  });
});
