import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ALL_TYPES } from '../../../../layers/rules/content-mask.ts';
import { consentFacts, decide, type Facts, leftOutFacts } from '../../../../layers/rules/index.ts';
import { Consent, type ConsentScope } from '../../../../schemas/consent.ts';
import { CONTENT_TYPES, type ContentType } from '../../../../schemas/content-types.ts';
import type { ConsentId, FacilityId, PatientId, StaffId } from '../../../../schemas/primitives.ts';

const [hospital, clinic, pharmacy, newcomer] = [
  'ty-hospital',
  'test-clinic',
  'test-pharmacy',
  'new-clinic',
] as FacilityId[] as [FacilityId, FacilityId, FacilityId, FacilityId];
const TODAY = '2024-02-01';
const TYPES = Object.keys(CONTENT_TYPES) as ContentType[];

const consent = (scope: ConsentScope, change: Partial<Consent> = {}): Consent => ({
  consentId: 'con_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as ConsentId,
  patientId: 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as PatientId,
  scope,
  effectiveOn: '2024-01-10',
  consentedBy: { who: 'patient' },
  method: 'written',
  recordedBy: 'test-clinic.clerk' as StaffId,
  recordedAtFacility: clinic,
  recordedAt: '2024-01-10T01:00:00.000Z',
  state: 'inForce',
  replaces: [],
  version: 1,
  ...change,
});
const comprehensive = (
  left: { facilities?: FacilityId[]; contents?: ContentType[] } = {},
  change: Partial<Consent> = {},
): Consent =>
  consent(
    { kind: 'comprehensive', excludedFacilities: left.facilities ?? [], excludedContents: left.contents ?? [] },
    change,
  );
const individual = (facilities: FacilityId[], contents: ContentType[] = [], change: Partial<Consent> = {}): Consent =>
  consent({ kind: 'individual', facilities, excludedContents: contents }, change);
const between = (
  consents: Consent[] | undefined,
  pair: { discloser?: FacilityId; viewer?: FacilityId; todayJst?: string } = {},
) => consentFacts({ consents, discloser: hospital, viewer: clinic, todayJst: TODAY, ...pair });
/** A clerk of a facility with a verified link. */
const linkedClerk: Facts = {
  isSystem: false,
  scopeIsStaff: true,
  staffActive: true,
  subMatches: true,
  sessionCurrent: true,
  facilityActive: true,
  handlesRegistration: true,
  isNetworkOffice: false,
  ownLinkVerified: true,
  ownLinkAbsent: false,
  registeredByCaller: false,
};
const later = { recordedAt: '2024-01-20T00:00:00.000Z' };

describe('a facility that the patient left out', () => {
  const leftOut = (consents: Consent[] | undefined, viewer = clinic) => leftOutFacts({ consents, viewer });

  it('is one that a comprehensive consent in force excludes', () => {
    const consents = [comprehensive({ facilities: [clinic] })];
    expect(leftOut(consents)).toEqual({ callerLeftOut: true });
    expect(leftOut(consents, hospital)).toEqual({ callerLeftOut: false });
  });

  it.each(['withdrawn', 'replaced'] as const)('is none once that consent is %s', (state) => {
    expect(leftOut([comprehensive({ facilities: [clinic] }, { state })])).toEqual({ callerLeftOut: false });
  });

  it('is none that an individual consent merely does not name', () => {
    expect(leftOut([individual([hospital, pharmacy])])).toEqual({ callerLeftOut: false });
  });

  it('is unknown, and so barred, where the consents could not be read', () => {
    const clerk: Facts = { ...linkedClerk, ...leftOut(undefined) };
    expect(decide({ act: 'consent.grant', facts: clerk })).toMatchObject({
      decision: 'refuse',
      because: ['CONSENT-07'],
    });
    expect(decide({ act: 'consent.grant', facts: { ...clerk, ...leftOut([]) } }).decision).toBe('allow');
  });

  it('lets nobody in by a consent of its own, and still takes a withdrawal', () => {
    const facts = { ...linkedClerk, ...leftOut([comprehensive({ facilities: [clinic] })]) };
    expect(decide({ act: 'consent.grant', facts }).because).toEqual(['CONSENT-07']);
    expect(decide({ act: 'consent.withdraw', facts }).decision).toBe('allow');
    const registering = { ...facts, ownLinkVerified: false, ownLinkAbsent: true, registeredByCaller: true };
    expect(decide({ act: 'consent.grant', facts: registering }).because).toEqual(['CONSENT-08']);
    // To whoever has nothing to do with the patient, nothing is told of the consent.
    const stranger = { ...registering, registeredByCaller: false };
    expect(decide({ act: 'consent.grant', facts: stranger }).because).toEqual(['DEFAULT-DENY']);
  });
});

describe('comprehensive consent', () => {
  it('covers every pair of facilities and every content', () => {
    expect(Consent.parse(comprehensive())).toBeTruthy();
    const all = { facts: { consentInForce: true, consentCoversPair: true }, covered: new Set(ALL_TYPES) };
    expect(between([comprehensive()])).toEqual(all);
    expect(between([comprehensive()], { discloser: pharmacy, viewer: newcomer })).toEqual(all);
  });

  it.each([
    ['disclose', { discloser: pharmacy, viewer: clinic }],
    ['view', { discloser: hospital, viewer: pharmacy }],
  ])('lets a facility that was left out neither disclose nor view (%s)', (_what, pair) => {
    const { facts, covered } = between([comprehensive({ facilities: [pharmacy] })], pair);
    expect(facts).toEqual({ consentInForce: true, consentCoversPair: false });
    expect(covered.size).toBe(0);
  });

  it('leaves out the contents that the patient left out', () => {
    const { covered } = between([comprehensive({ contents: ['physicianNote', 'infection'] })]);
    expect(covered).toEqual(new Set(ALL_TYPES.filter((type) => type !== 'physicianNote' && type !== 'infection')));
  });
});

describe('individual consent', () => {
  it('covers the facilities it names, in both directions', () => {
    const given = [individual([hospital, clinic])];
    expect(between(given).facts.consentCoversPair).toBe(true);
    expect(between(given, { discloser: clinic, viewer: hospital }).facts.consentCoversPair).toBe(true);
  });

  it('never widens to a facility that joins later', () => {
    const given = [individual([hospital, clinic])];
    expect(between(given, { viewer: newcomer })).toMatchObject({
      facts: { consentInForce: true, consentCoversPair: false },
    });
    expect(between(given, { discloser: newcomer }).covered.size).toBe(0);
  });

  it('does not join two consents into a pair that neither names', () => {
    const given = [individual([hospital, pharmacy]), individual([pharmacy, clinic])];
    expect(between(given).facts.consentCoversPair).toBe(false);
  });
});

describe('the time and the state of a consent', () => {
  it.each<[string, boolean]>([
    ['2024-01-31', true],
    ['2024-02-01', true],
    ['2024-02-02', false],
  ])('counts one that takes effect on %s on the day 2024-02-01: %s', (effectiveOn, counts) => {
    expect(between([comprehensive({}, { effectiveOn })]).facts).toEqual({
      consentInForce: counts,
      consentCoversPair: counts,
    });
  });

  it.each(['withdrawn', 'replaced'] as const)('never counts one that is %s', (state) => {
    expect(between([comprehensive({}, { state })])).toEqual({
      facts: { consentInForce: false, consentCoversPair: false },
      covered: new Set(),
    });
  });

  it('knows that there is none when the list is empty, and knows nothing when it could not be read', () => {
    expect(between([]).facts).toEqual({ consentInForce: false, consentCoversPair: false });
    expect(between(undefined)).toEqual({ facts: {}, covered: new Set() });
    expect(between([comprehensive()], { todayJst: 'today' }).facts).toEqual({});
  });
});

describe('several consents in force', () => {
  it('add up', () => {
    const given = [individual([hospital, clinic], ['image']), individual([hospital, pharmacy])];
    expect(between(given).facts.consentCoversPair).toBe(true);
    expect(between(given, { viewer: pharmacy }).covered).toEqual(new Set(ALL_TYPES));
    const overlapping = [
      individual([hospital, clinic], ['image'], { recordedAt: '2024-01-09T00:00:00.000Z' }),
      individual([hospital, clinic]),
    ];
    expect(between(overlapping).covered).toEqual(new Set(ALL_TYPES));
  });

  it('a content left out of a later individual consent is out for its own facilities only', () => {
    const given = [comprehensive(), individual([hospital, clinic], ['image'], later)];
    expect(between(given).covered.has('image')).toBe(false);
    expect(between(given, { viewer: pharmacy }).covered.has('image')).toBe(true);
  });

  it('a facility left out of a later comprehensive consent is out of an older individual one', () => {
    const older = individual([hospital, clinic]);
    expect(between([older, comprehensive({ facilities: [clinic] }, later)]).facts).toEqual({
      consentInForce: true,
      consentCoversPair: false,
    });
  });

  it('a content left out of a later comprehensive consent is out of an older individual one', () => {
    const { covered } = between([individual([hospital, clinic]), comprehensive({ contents: ['nursingNote'] }, later)]);
    expect(covered.has('nursingNote')).toBe(false);
    expect(covered.has('prescription')).toBe(true);
  });

  it('what was left out earlier may be agreed to later', () => {
    const { facts, covered } = between([
      comprehensive({ facilities: [clinic], contents: ['image'] }),
      individual([hospital, clinic], [], later),
    ]);
    expect(facts.consentCoversPair).toBe(true);
    expect(covered.has('image')).toBe(true);
  });

  it('a later withdrawn exclusion excludes nothing', () => {
    const withdrawn = comprehensive({ facilities: [clinic] }, { ...later, state: 'withdrawn' });
    expect(between([individual([hospital, clinic]), withdrawn]).facts.consentCoversPair).toBe(true);
  });
});

describe('any consents', () => {
  const facilities = [hospital, clinic, pharmacy, newcomer];
  const anyFacilities = fc.subarray(facilities);
  const anyContents = fc.subarray(TYPES);
  const anyScope: fc.Arbitrary<ConsentScope> = fc.oneof(
    fc.record({
      kind: fc.constant('comprehensive' as const),
      excludedFacilities: anyFacilities,
      excludedContents: anyContents,
    }),
    fc.record({
      kind: fc.constant('individual' as const),
      facilities: fc.subarray(facilities, { minLength: 2 }),
      excludedContents: anyContents,
    }),
  );
  const anyConsent = fc
    .record({
      scope: anyScope,
      state: fc.constantFrom('inForce' as const, 'inForce' as const, 'replaced' as const, 'withdrawn' as const),
      effectiveOn: fc.constantFrom('2024-01-01', TODAY, '2024-02-02'),
      recordedAt: fc.constantFrom('2024-01-01T00:00:00.000Z', '2024-01-05T00:00:00.000Z', '2024-01-09T00:00:00.000Z'),
    })
    .map(({ scope, ...change }) => consent(scope, change));
  const anyList = fc.array(anyConsent, { maxLength: 4 });
  const anyPair = fc.record({ discloser: fc.constantFrom(...facilities), viewer: fc.constantFrom(...facilities) });
  const within = (inner: ReadonlySet<ContentType>, outer: ReadonlySet<ContentType>) =>
    [...inner].every((type) => outer.has(type));

  it('cover contents only where they cover the pair, and the pair only where one is in force', () => {
    fc.assert(
      fc.property(anyList, anyPair, (consents, pair) => {
        const { facts, covered } = between(consents, pair);
        if (covered.size > 0) expect(facts.consentCoversPair).toBe(true);
        if (facts.consentCoversPair) expect(facts.consentInForce).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('cover less, never more, after a withdrawal without an exclusion', () => {
    fc.assert(
      fc.property(anyList, anyPair, (consents, pair) => {
        const open = consents.map((one) =>
          one.scope.kind === 'comprehensive'
            ? { ...one, scope: { ...one.scope, excludedFacilities: [], excludedContents: [] } }
            : { ...one, scope: { ...one.scope, excludedContents: [] } },
        );
        const [first, ...rest] = open;
        if (!first) return;
        expect(
          within(between([{ ...first, state: 'withdrawn' }, ...rest], pair).covered, between(open, pair).covered),
        ).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('treat discloser and viewer alike, and do not depend on the order of the list', () => {
    fc.assert(
      fc.property(anyList, anyPair, (consents, { discloser, viewer }) => {
        const asked = between(consents, { discloser, viewer });
        expect(between(consents, { discloser: viewer, viewer: discloser })).toEqual(asked);
        expect(between([...consents].reverse(), { discloser, viewer })).toEqual(asked);
      }),
      { numRuns: 1000 },
    );
  });
});
