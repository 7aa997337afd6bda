import { describe, expect, it } from '@jest/globals';
import type { Consent } from '../../../schemas/consent.ts';
import type { PatientView } from '../../../schemas/patient.ts';
import { consequencesOf } from '../../../web/consents/consequences.ts';

const links = [
  { facilityId: 'test-clinic', state: 'verified' },
  { facilityId: 'ty-hospital', state: 'verified' },
  { facilityId: 'test-pharmacy', state: 'verified' },
  { facilityId: 'test-hospital', state: 'pending' },
] as unknown as PatientView['links'];

const consent = (consentId: string, scope: object): Consent => ({ consentId, scope }) as Consent;

describe('what a withdrawal takes away at once', () => {
  it('is the sight of each other of all linked facilities that a comprehensive consent covers', () => {
    const all = consent('a', { kind: 'comprehensive', excludedFacilities: ['test-pharmacy'], excludedContents: [] });
    expect(consequencesOf(all, { links, inForce: [all] })).toEqual({
      losing: ['test-clinic', 'ty-hospital'],
      remaining: 0,
    });
  });

  it('of an individual consent is that of the facilities it names; others stay in force', () => {
    const one = consent('a', {
      kind: 'individual',
      facilities: ['ty-hospital', 'test-pharmacy'],
      excludedContents: [],
    });
    const other = consent('b', {
      kind: 'individual',
      facilities: ['ty-hospital', 'test-clinic'],
      excludedContents: [],
    });
    expect(consequencesOf(one, { links, inForce: [one, other] })).toEqual({
      losing: ['test-pharmacy', 'ty-hospital'].toSorted((a, b) => (a > b ? -1 : 1)),
      remaining: 1,
    });
  });

  it('is nothing where only one facility has linked an ID: its own record stays its own', () => {
    const all = consent('a', { kind: 'comprehensive', excludedFacilities: [], excludedContents: [] });
    expect(consequencesOf(all, { links: links.slice(0, 1), inForce: [all] }).losing).toEqual([]);
  });
});
