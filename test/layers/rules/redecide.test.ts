import { describe, expect, it } from '@jest/globals';
import {
  type DecidedEvent,
  decide,
  decideLook,
  type Facts,
  receiptOf,
  redecide,
  ruleTableHash,
} from '../../../layers/rules/index.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';

const DOCTOR: Facts = {
  isSystem: false,
  systemActive: false,
  scopeIsStaff: true,
  staffActive: true,
  subMatches: true,
  sessionCurrent: true,
  facilityActive: true,
  facilityViews: true,
  facilityTakesPart: true,
  worksWithPatients: true,
  handlesRegistration: true,
  isNetworkOffice: false,
  ownLinkVerified: true,
  ownLinkAbsent: false,
  registeredByCaller: false,
};
const reading: DecidedEvent = {
  outcome: { result: 'allowed', because: ['PATIENT-03'] },
  receipt: receiptOf({ act: 'patient.read', facts: DOCTOR }),
};

describe('deciding again from an audit event', () => {
  it('gives the same answer for an honest event', () => {
    expect(decide({ act: 'patient.read', facts: DOCTOR }).because).toEqual(['PATIENT-03']);
    expect(redecide(reading)).toMatchObject({ verdict: 'same', table: ruleTableHash() });
  });

  it('says that nothing was decided where there is no receipt', () => {
    expect(redecide({ outcome: { result: 'failed', because: [] } })).toEqual({ verdict: 'noReceipt' });
  });

  it('reports an answer that the facts do not bear', () => {
    const receipt = receiptOf({ act: 'patient.read', facts: { ...DOCTOR, ownLinkVerified: false } });
    expect(redecide({ ...reading, receipt })).toMatchObject({
      verdict: 'differs',
      differences: ['result', 'because'],
      again: { result: 'refused', because: ['DEFAULT-DENY'] },
    });
  });

  it('reports a duty that was left out, and a rule that was put in', () => {
    const facts = { ...DOCTOR, localIdIsOwn: false };
    const receipt = receiptOf({ act: 'link.put', facts });
    expect(
      redecide({ outcome: { result: 'allowed', because: ['LINK-02'], owes: ['showToIssuer'] }, receipt }),
    ).toMatchObject({ verdict: 'same' });
    expect(redecide({ outcome: { result: 'allowed', because: ['LINK-02'] }, receipt })).toMatchObject({
      verdict: 'differs',
      differences: ['owes'],
    });
    expect(
      redecide({ outcome: { result: 'allowed', because: ['LINK-02', 'LINK-03'], owes: ['showToIssuer'] }, receipt }),
    ).toMatchObject({
      differences: ['because'],
    });
  });

  it('reports a mask of opened contents that is wider than what the rules opened', () => {
    const disclosers = [
      {
        facilityId: 'ty-hospital' as FacilityId,
        facts: {
          ownRecord: false,
          discloserDiscloses: true,
          disclosedLinkVerified: true,
          consentInForce: true,
          consentCoversPair: true,
        },
        covered: new Set(['laboratory'] as const),
        published: new Set(['laboratory', 'physicianNote'] as const),
      },
    ];
    const look = decideLook({ act: 'look.timeline', facts: DOCTOR, disclosers });
    const outcome = { result: 'allowed' as const, because: look.because };
    expect(redecide({ outcome, receipt: look.receipt })).toMatchObject({ verdict: 'same' });
    const widened = {
      ...look.receipt,
      disclosers: look.receipt.disclosers?.map((part) => ({ ...part, opened: '2008' })) ?? [],
    };
    expect(redecide({ outcome, receipt: widened })).toMatchObject({
      verdict: 'differs',
      differences: ['opened'],
      stored: { opened: { 'ty-hospital': '2008' } },
      again: { opened: { 'ty-hospital': '8' } },
    });
  });

  it('accepts that an act which the rules allowed ended otherwise, never the other way round', () => {
    expect(
      redecide({ ...reading, outcome: { result: 'failed', because: ['PATIENT-03'], code: 'VERSION_CONFLICT' } }),
    ).toMatchObject({ verdict: 'same' });
    const refused = receiptOf({ act: 'patient.read', facts: {} });
    const because = decide({ act: 'patient.read', facts: {} }).because;
    expect(redecide({ outcome: { result: 'refused', because }, receipt: refused })).toMatchObject({ verdict: 'same' });
    expect(redecide({ outcome: { result: 'allowed', because }, receipt: refused })).toMatchObject({
      verdict: 'differs',
      differences: ['result'],
    });
  });

  it('never calls equal what was decided under another table', () => {
    const receipt = { ...receiptOf({ act: 'patient.read', facts: DOCTOR }), table: '0123456789abcdef' };
    expect(redecide({ ...reading, receipt })).toMatchObject({
      verdict: 'otherTable',
      table: '0123456789abcdef',
      stored: { result: 'allowed' },
      again: { result: 'allowed' },
    });
  });
});
