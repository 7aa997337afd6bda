import { describe, expect, it } from '@jest/globals';
import { grantFacts, takesBackRefusal } from '../../../layers/rules/index.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import { consent, facility, localId, person, staff } from '../../layers/store/people.ts';

const AT = '2026-11-22T03:04:05.678Z';
const BEFORE = '2026-11-22T03:04:05.677Z';
const AFTER = '2026-11-22T03:04:05.679Z';

describe('what a refusal ended, taken back by now', () => {
  const grant: EmsGrant = {
    grantId: 'grt_test' as EmsGrant['grantId'],
    facilityId: facility('ty-hospital'),
    localId: localId('0000001'),
    viewerFacilityId: facility('test-clinic'),
    person,
    remote: false,
    statement: {},
    because: [],
    owes: [],
    openedBy: staff('test-clinic.doctor'),
    openedAt: AT,
    until: '2026-11-26T03:04:05.678Z',
    windowFrom: '2026-10-23',
    state: 'live',
    extensions: [],
    openObligations: 0,
    messages: 0,
    version: 1,
  };
  it.each([
    [BEFORE, false],
    [AT, true],
    [AFTER, true],
    [undefined, false],
  ])('of %s: an access opened at 05.678 stays over is %s', (emsEndedAt, refusedSinceGrant) => {
    const record = emsEndedAt === undefined ? {} : { emsEndedAt };
    const facts = grantFacts({ grant, viewer: grant.viewerFacilityId, record, rules: [], now: AFTER });
    expect(facts.refusedSinceGrant).toBe(refusedSinceGrant);
  });
});

describe('a comprehensive consent takes the place of a refusal', () => {
  it.each([
    ['recorded a moment after it', { recordedAt: AFTER }, true],
    ['recorded in the same moment', { recordedAt: AT }, false],
    ['recorded before it', { recordedAt: BEFORE }, false],
    ['of the day before, recorded late', { recordedAt: AFTER, effectiveOn: '2026-11-21' }, false],
    ['withdrawn since', { recordedAt: AFTER, state: 'withdrawn' as const }, false],
  ])('or not, where it was %s', (_what, change, takes) => {
    expect(takesBackRefusal(consent(1, change), { at: AT, day: '2026-11-22' })).toBe(takes);
  });

  it('not where it speaks of some facilities only', () => {
    const facilities = [facility('test-clinic'), facility('ty-hospital')];
    const scope = { kind: 'individual' as const, facilities, excludedContents: [] };
    expect(takesBackRefusal(consent(1, { recordedAt: AFTER, scope }), { at: AT, day: '2026-11-22' })).toBe(false);
  });
});
