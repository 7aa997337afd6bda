import { describe, expect, it } from '@jest/globals';
import { discloserFacts, patientFacts, sendingFacts } from '../../../../layers/rules/index.ts';
import type { Facility } from '../../../../schemas/directory.ts';
import type { Link } from '../../../../schemas/patient.ts';
import type { FacilityId, LocalId, PatientId } from '../../../../schemas/primitives.ts';

const [HOSPITAL, CLINIC] = ['ty-hospital', 'test-clinic'] as FacilityId[] as [FacilityId, FacilityId];
const LOCAL = '0001234' as LocalId;
const link = (facilityId: FacilityId, state: Link['state']): Link => ({
  patientId: 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as PatientId,
  facilityId,
  localId: LOCAL,
  state,
  linkedByFacility: CLINIC,
  linkedAt: '2024-01-01T00:00:00.000Z',
  version: 1,
});
const hospital: Facility = {
  facilityId: HOSPITAL,
  name: 'TYテスト病院',
  nameEn: 'TY Test Hospital',
  kind: 'hospital',
  municipality: '金沢市',
  discloses: true,
  views: true,
  localIds: { digits: 7, padding: 'zero' },
  publication: { ownStaff: [{ contentType: 'physicianNote' }], linked: [{ contentType: 'laboratory', delayDays: 7 }] },
  excludedLocalIds: ['0009999' as LocalId],
  state: 'active',
  joinedOn: '2020-04-01',
  version: 1,
};

describe('the facts of a patient', () => {
  it.each<[string, Link[], object]>([
    ['no link', [], { ownLinkVerified: false, ownLinkAbsent: true }],
    ["only another facility's", [link(HOSPITAL, 'verified')], { ownLinkVerified: false, ownLinkAbsent: true }],
    ['a verified own link', [link(CLINIC, 'verified')], { ownLinkVerified: true, ownLinkAbsent: false }],
    ['a pending own link', [link(CLINIC, 'pending')], { ownLinkVerified: false, ownLinkAbsent: false }],
    ['an ended own link', [link(CLINIC, 'ended')], { ownLinkVerified: false, ownLinkAbsent: false }],
  ])('with %s', (_what, links, facts) => {
    expect(patientFacts({ patient: { registeredBy: HOSPITAL }, links, viewer: CLINIC })).toEqual({
      registeredByCaller: false,
      ...facts,
    });
  });

  it('are unknown where nothing could be read', () => {
    expect(patientFacts({ patient: undefined, links: undefined, viewer: CLINIC })).toEqual({});
  });
});

describe('the facts of a disclosing facility', () => {
  const ask = {
    facilityId: HOSPITAL,
    facility: hospital,
    links: [link(HOSPITAL, 'verified')],
    consents: [],
    viewer: { facilityId: CLINIC, role: 'doctor' as const },
    todayJst: '2024-02-01',
  };

  it('are what it publishes to linked facilities, or to its own staff', () => {
    expect(discloserFacts(ask)).toMatchObject({
      published: new Set(['laboratory']),
      facts: { ownRecord: false, discloserDiscloses: true, disclosedLinkVerified: true, consentInForce: false },
    });
    expect(discloserFacts({ ...ask, viewer: { facilityId: HOSPITAL, role: 'doctor' } })).toMatchObject({
      published: new Set(['physicianNote']),
      facts: { ownRecord: true },
    });
  });

  it('are exact for one document', () => {
    const document = { contentType: 'laboratory' as const, day: '2024-01-25' };
    expect(discloserFacts({ ...ask, document }).published).toEqual(new Set(['laboratory']));
    expect(discloserFacts({ ...ask, document: { ...document, day: '2024-01-26' } }).published).toEqual(new Set());
  });

  it.each<[string, Partial<typeof hospital>]>([
    ['has left', { state: 'left' }],
    ['no longer discloses', { discloses: false }],
  ])('say so when it %s', (_what, change) => {
    expect(discloserFacts({ ...ask, facility: { ...hospital, ...change } }).facts.discloserDiscloses).toBe(false);
  });

  it('are unknown, with nothing published, where nothing could be read', () => {
    expect(discloserFacts({ ...ask, facility: undefined, links: undefined, consents: undefined })).toEqual({
      facilityId: HOSPITAL,
      covered: new Set(),
      published: new Set(),
      facts: { ownRecord: false },
    });
  });
});

describe('the facts of what a facility sends', () => {
  const known = {
    facilityId: HOSPITAL,
    localId: LOCAL,
    linkedPatientId: 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as PatientId,
  };
  const { linkedPatientId: _none, ...unlinked } = known;
  const entrusted: Facility = { ...hospital, entrustment: { recordedOn: '2024-01-01', reference: '契約 第1号' } };

  it.each([
    ['a linked patient', hospital, known, { ownRecord: true, linkedOrEntrusted: true, notExcluded: true }],
    [
      'a patient who is not linked',
      hospital,
      unlinked,
      { ownRecord: true, linkedOrEntrusted: false, notExcluded: true },
    ],
    [
      'a patient the network has never met',
      hospital,
      undefined,
      { ownRecord: true, linkedOrEntrusted: false, notExcluded: true },
    ],
    [
      'the same under an entrustment',
      entrusted,
      undefined,
      { ownRecord: true, linkedOrEntrusted: true, notExcluded: true },
    ],
    [
      "another facility's patient",
      hospital,
      { ...known, facilityId: CLINIC },
      { ownRecord: false, linkedOrEntrusted: false, notExcluded: true },
    ],
    [
      'another local ID',
      hospital,
      { ...known, localId: '0001235' as LocalId },
      { ownRecord: false, linkedOrEntrusted: false, notExcluded: true },
    ],
  ])('about %s', (_what, facility, facilityPatient, facts) => {
    expect(sendingFacts({ facility, localId: LOCAL, facilityPatient })).toEqual(facts);
  });

  it('leave out a patient on the exclusion list, entrusted or not', () => {
    expect(
      sendingFacts({ facility: entrusted, localId: '0009999' as LocalId, facilityPatient: undefined }).notExcluded,
    ).toBe(false);
  });

  it('are unknown where the facility could not be read', () => {
    expect(sendingFacts({ facility: undefined, localId: LOCAL, facilityPatient: known })).toEqual({});
  });
});
