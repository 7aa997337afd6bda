import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DiscloserFacts, decideLook, type Facts } from '../../../layers/rules/index.ts';
import type { ContentType } from '../../../schemas/content-types.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import { anyDisclosers, anyFacts } from './arbitraries.ts';

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
  ownLinkVerified: true,
  ownLinkAbsent: false,
  registeredByCaller: false,
};
const SOME: ReadonlySet<ContentType> = new Set(['prescription', 'laboratory']);
const own = (change: Partial<DiscloserFacts> = {}): DiscloserFacts => ({
  facilityId: 'test-clinic' as FacilityId,
  facts: {
    ownRecord: true,
    discloserDiscloses: false,
    disclosedLinkVerified: true,
    consentInForce: true,
    consentCoversPair: true,
  },
  covered: SOME,
  published: SOME,
  ...change,
});
const hospital = (facts: Facts = {}, change: Partial<DiscloserFacts> = {}): DiscloserFacts => ({
  facilityId: 'ty-hospital' as FacilityId,
  facts: {
    ownRecord: false,
    discloserDiscloses: true,
    disclosedLinkVerified: true,
    consentInForce: true,
    consentCoversPair: true,
    ...facts,
  },
  covered: SOME,
  published: SOME,
  ...change,
});
const timeline = (facts: Facts, ...disclosers: DiscloserFacts[]) =>
  decideLook({ act: 'look.timeline', facts, disclosers });
const openedAt = (look: ReturnType<typeof timeline>, facility: string): ContentType[] => [
  ...(look.opened.get(facility as FacilityId) ?? []),
];

describe('a look at the timeline', () => {
  it('LOOK-02: opens what is both consented to and published, facility by facility', () => {
    const look = timeline(
      DOCTOR,
      own(),
      hospital({}, { covered: new Set(['prescription', 'report']), published: new Set(['prescription', 'image']) }),
    );
    expect(look).toMatchObject({ decision: 'allow', because: ['LOOK-03', 'LOOK-01', 'LOOK-02'] });
    expect(openedAt(look, 'ty-hospital')).toEqual(['prescription']);
    expect(openedAt(look, 'test-clinic')).toEqual(['prescription', 'laboratory']);
  });

  it.each<[string, Facts]>([
    ['without a consent in force', { consentInForce: false }],
    ['where the consent does not cover the pair', { consentCoversPair: false }],
    ["while the hospital's ID is pending", { disclosedLinkVerified: false }],
    ['from a facility that no longer discloses', { discloserDiscloses: false }],
  ])('LOOK-02: opens nothing of another facility %s, and keeps own records open (LOOK-01)', (_why, facts) => {
    const look = timeline(DOCTOR, own({ facts: { ...own().facts, ...facts, ownRecord: true } }), hospital(facts));
    expect(look.decision).toBe('allow');
    expect(openedAt(look, 'ty-hospital')).toEqual([]);
    expect(openedAt(look, 'test-clinic')).toEqual(['prescription', 'laboratory']);
  });

  it('LOOK-02: opens nothing of another facility to one that does not view', () => {
    const look = timeline({ ...DOCTOR, facilityViews: false }, own(), hospital());
    expect(openedAt(look, 'ty-hospital')).toEqual([]);
    expect(openedAt(look, 'test-clinic')).toEqual(['prescription', 'laboratory']);
  });

  it('LOOK-04: stands empty for the facility that registered and has not linked yet', () => {
    const look = timeline(
      { ...DOCTOR, ownLinkVerified: false, ownLinkAbsent: true, registeredByCaller: true },
      hospital(),
    );
    expect(look).toMatchObject({ decision: 'allow', because: ['LOOK-04'] });
    expect(openedAt(look, 'ty-hospital')).toEqual([]);
  });

  it('is refused as a whole, opening nothing, to the network office and to an administrator without an occupation', () => {
    const look = timeline(
      { ...DOCTOR, worksWithPatients: false, isNetworkOffice: true, isFacilityAdmin: true },
      own(),
      hospital(),
    );
    expect(look).toMatchObject({ decision: 'refuse', because: ['DEFAULT-DENY'] });
    expect([...look.opened.values()].every((types) => types.size === 0)).toBe(true);
  });

  it('SESSION-01: is refused with the rule that barred it', () => {
    expect(timeline({ ...DOCTOR, sessionCurrent: false }, own())).toMatchObject({
      decision: 'refuse',
      because: ['SESSION-01'],
    });
  });
});

describe('a look at one document', () => {
  const document = (wanted: ContentType, ...disclosers: DiscloserFacts[]) =>
    decideLook({ act: 'look.document', facts: DOCTOR, disclosers, wanted });

  it('is allowed where its own content opens', () => {
    const look = document('laboratory', hospital());
    expect(look).toMatchObject({ decision: 'allow', because: ['LOOK-03', 'LOOK-02'] });
    expect(openedAt(look, 'ty-hospital')).toEqual(['laboratory']);
  });

  it('is refused where only another content would open', () => {
    expect(document('physicianNote', hospital())).toMatchObject({ decision: 'refuse', because: ['DEFAULT-DENY'] });
  });

  it('keeps in its receipt no more than was asked for', () => {
    expect(document('laboratory', hospital()).receipt.disclosers).toEqual([
      { f: 'ty-hospital', t: expect.any(Array), covered: '8', published: '8', opened: '8' },
    ]);
  });
});

describe('a request for the latest data', () => {
  it('PATIENT-05: reaches the facilities of which something opens, and is refused where there is none', () => {
    const ask = (...disclosers: DiscloserFacts[]) => decideLook({ act: 'patient.refresh', facts: DOCTOR, disclosers });
    expect(ask(hospital())).toMatchObject({ decision: 'allow', because: ['PATIENT-05', 'LOOK-02'] });
    const nothing = { decision: 'refuse', because: ['DEFAULT-DENY'] };
    expect(ask(hospital({ consentCoversPair: false }))).toMatchObject(nothing);
    const withdrawn = { ...own().facts, consentInForce: false, consentCoversPair: false };
    expect(ask(own({ facts: withdrawn }))).toMatchObject(nothing);
    expect(ask()).toMatchObject(nothing);
  });
});

describe('every look', () => {
  const anyLook = fc.record({
    act: fc.constantFrom(
      'look.timeline' as const,
      'look.document' as const,
      'look.content' as const,
      'patient.refresh' as const,
    ),
    facts: anyFacts,
    disclosers: anyDisclosers,
  });

  it('opens no more than is published, and of another facility no more than is consented to, with both links', () => {
    fc.assert(
      fc.property(anyLook, (question) => {
        const look = decideLook(question);
        for (const discloser of question.disclosers) {
          const opened = openedAt(look, discloser.facilityId);
          if (opened.length === 0) continue;
          expect(look.decision).toBe('allow');
          expect(opened.every((type) => discloser.published.has(type))).toBe(true);
          expect(question.facts).toMatchObject({ ownLinkVerified: true, worksWithPatients: true });
          if (discloser.facts.ownRecord === true) continue;
          expect(opened.every((type) => discloser.covered.has(type))).toBe(true);
          expect(discloser.facts.disclosedLinkVerified).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('opens nothing more when a facility is added, and nothing else of the others', () => {
    fc.assert(
      fc.property(anyLook, (question) => {
        const all = decideLook(question);
        for (const discloser of question.disclosers) {
          const alone = decideLook({ ...question, disclosers: [discloser] });
          expect(openedAt(all, discloser.facilityId)).toEqual(openedAt(alone, discloser.facilityId));
        }
      }),
      { numRuns: 500 },
    );
  });
});
