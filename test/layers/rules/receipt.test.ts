import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DecisionReceipt } from '../../../events/audit-event.ts';
import { ALL_TYPES, maskOf, typesOf } from '../../../layers/rules/content-mask.ts';
import {
  type DiscloserFacts,
  decide,
  decideLook,
  type Facts,
  type Receipt,
  receiptOf,
  redecide,
} from '../../../layers/rules/index.ts';
import { ACTS } from '../../../schemas/acts.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import { anyDisclosers, anyFacts, anyTypes } from './arbitraries.ts';

const RUNS = { numRuns: 2000 };
const anyAct = fc.constantFrom(...ACTS);
const anyLookAct = fc.constantFrom(
  'look.timeline' as const,
  'look.document' as const,
  'look.content' as const,
  'patient.refresh' as const,
  'ems.timeline' as const,
  'ems.document' as const,
  'ems.content' as const,
);
/** As the audit event keeps it: written as JSON, read back through its schema. */
const keptAndRead = (receipt: Receipt): DecisionReceipt => DecisionReceipt.parse(JSON.parse(JSON.stringify(receipt)));
const resultOf = (decision: 'allow' | 'refuse') => (decision === 'allow' ? ('allowed' as const) : ('refused' as const));

describe('a receipt', () => {
  it('is what the audit event asks for', () => {
    const receipt: DecisionReceipt = receiptOf({ act: 'patient.read', facts: { staffActive: true }, from: ['pat_1'] });
    expect(DecisionReceipt.parse(receipt)).toEqual(receipt);
    expect(receipt).toMatchObject({ act: 'patient.read', from: ['pat_1'], facts: { t: ['sa'] } });
  });

  it('lets every decision be made again from it alone', () => {
    fc.assert(
      fc.property(anyAct, anyFacts, (act, facts) => {
        const { decision, because, owes } = decide({ act, facts });
        const again = redecide({
          outcome: { result: resultOf(decision), because, owes },
          receipt: keptAndRead(receiptOf({ act, facts })),
        });
        expect(again).toMatchObject({ verdict: 'same', differences: [] });
      }),
      RUNS,
    );
  });

  it('lets every look be decided again from it alone, what opened included', () => {
    fc.assert(
      fc.property(anyLookAct, anyFacts, anyDisclosers, (act, facts, disclosers) => {
        const look = decideLook({ act, facts, disclosers });
        const outcome = { result: resultOf(look.decision), because: look.because, owes: look.owes };
        expect(redecide({ outcome, receipt: keptAndRead(look.receipt) })).toMatchObject({
          verdict: 'same',
          differences: [],
        });
      }),
      RUNS,
    );
  });

  it('keeps a look at four facilities within 550 bytes', () => {
    const facts: Facts = {
      isSystem: false,
      systemActive: false,
      scopeIsStaff: true,
      staffActive: true,
      subMatches: true,
      sessionCurrent: true,
      facilityActive: true,
      facilityViews: true,
      worksWithPatients: true,
      ownLinkVerified: true,
      ownLinkAbsent: false,
      registeredByCaller: true,
    };
    const disclosers = ['test-clinic', 'ty-hospital', 'test-hospital', 'test-pharmacy'].map(
      (name, index): DiscloserFacts => ({
        facilityId: name as FacilityId,
        facts: {
          ownRecord: index === 0,
          discloserDiscloses: true,
          disclosedLinkVerified: true,
          consentInForce: true,
          consentCoversPair: true,
        },
        covered: new Set(ALL_TYPES),
        published: new Set(ALL_TYPES),
      }),
    );
    const { receipt, because } = decideLook({ act: 'look.timeline', facts, disclosers });
    expect(because).toEqual(['LOOK-03', 'LOOK-01', 'LOOK-02']);
    expect(Buffer.byteLength(JSON.stringify(receipt))).toBeLessThan(550);
  });
});

describe('a mask', () => {
  it('is read back as the set it was made of', () => {
    fc.assert(
      fc.property(anyTypes, (types) => {
        expect(typesOf(maskOf(types))).toEqual(types);
      }),
    );
  });

  it('has bit n for the content type with code n', () => {
    expect(maskOf(new Set(['prescription']))).toBe('2');
    expect(maskOf(new Set(['prescription', 'infection', 'vitalChart']))).toBe('10012');
    expect(maskOf(new Set())).toBe('0');
  });

  it('leaves out types of a later release', () => {
    expect(typesOf('ffffffffffffffff')).toEqual(new Set(ALL_TYPES));
  });
});
