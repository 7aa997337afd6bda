import { describe, expect, it } from '@jest/globals';
import { cancelledObligations, newObligations, obligationDuties } from '../../../layers/deed/ems-obligations.ts';
import { emsGrantIdOf, obligationNameOf, openStore } from '../../../layers/store/index.ts';
import { DEFAULT_SETTINGS, type NetworkSettings } from '../../../schemas/disaster.ts';
import { EmsGrant } from '../../../schemas/ems.ts';
import { ObligationDuty } from '../../../schemas/obligation.ts';
import { facility, localId, person, staff } from '../store/people.ts';
import { SECRET } from '../store/tables.ts';

/** Asked for its seal alone. */
const store = openStore({ tables: { records: 'records', directory: 'directory', audit: 'audit' }, secret: SECRET });
const AT = '2026-11-22T03:04:05.678Z';
const HOUR = 3_600_000;
const name = { grant: '01JD3Z2V6Q5W8X9Y0ABCDEFGHJ', facilityId: facility('ty-hospital'), localId: localId('0001234') };

const owedBy = (owes: string[], change: Partial<NetworkSettings> = {}) => {
  const grant = EmsGrant.parse({
    grantId: emsGrantIdOf(store.seal, name),
    facilityId: name.facilityId,
    localId: name.localId,
    viewerFacilityId: facility('test-clinic'),
    person,
    remote: false,
    statement: {},
    because: [],
    owes,
    openedBy: staff('test-clinic.doctor'),
    openedAt: AT,
    until: '2026-11-26T03:04:05.678Z',
    windowFrom: '2026-10-23',
    state: 'live',
    extensions: [],
    openObligations: owes.length,
    messages: 0,
    version: 1,
  });
  return newObligations(store, grant, { ...DEFAULT_SETTINGS, ...change });
};
const hoursOf = (owes: string[], change: Partial<NetworkSettings> = {}) =>
  Object.fromEntries(
    owedBy(owes, change).map(({ duty, dueAt }) => [duty, (Date.parse(dueAt) - Date.parse(AT)) / HOUR]),
  );

describe('what a grant owes', () => {
  it('is due after the hours of the circular for notice, and after the network’s own days for the rest', () => {
    const days = { evidenceDays: 3, laterConsentDays: 20, explanationDays: 60 };
    expect(hoursOf(ObligationDuty.options, days)).toEqual({
      notifyBefore: 0,
      notifyWithin7Days: 7 * 24,
      keepConsentForm: 3 * 24,
      recordInChart: 3 * 24,
      recordInChartOrSheet: 3 * 24,
      obtainLaterConsent: 20 * 24,
      explainToPatient: 60 * 24,
    });
  });

  it('is one obligation a duty of the facility and the person that looked, whose id names it', () => {
    const [obligation] = owedBy(['recordInChart']);
    expect(obligation).toMatchObject({
      facilityId: 'test-clinic',
      staffId: 'test-clinic.doctor',
      discloserFacilityId: 'ty-hospital',
      localId: '0001234',
      state: 'open',
      createdAt: AT,
      reminded: {},
    });
    expect(obligationNameOf(store.seal, obligation?.obligationId ?? '')).toEqual({ ...name, duty: 'recordInChart' });
  });

  it('and nobody has to fulfil (a hint for the screen) is no obligation', () => {
    expect(obligationDuties(['showToIssuer', 'recordInChart', 'something of a later table'])).toEqual([
      'recordInChart',
    ]);
  });

  it.each([
    [true, 'fulfilled', { through: 'inbox', by: 'test-clinic.doctor', at: AT }],
    [false, 'open', undefined],
  ] as const)('beforehand, where the inbox counts as notice: %s, is %s', (inboxIsNotice, state, fulfilment) => {
    const [before, after] = owedBy(['notifyBefore', 'notifyWithin7Days'], { inboxIsNotice });
    expect(before?.state).toBe(state);
    if (fulfilment) expect(before).toMatchObject({ closedAt: AT, fulfilment });
    else expect(before?.fulfilment).toBeUndefined();
    expect(after?.state).toBe('open');
  });
});

describe('a wrong patient', () => {
  it('cancels what is open, and leaves what was fulfilled', () => {
    const obligations = owedBy(['notifyBefore', 'recordInChart'], { inboxIsNotice: true });
    const cancelled = cancelledObligations(obligations, '2026-11-22T04:00:00.000Z');
    expect(cancelled).toMatchObject([
      {
        before: { duty: 'recordInChart', state: 'open', version: 1 },
        next: { duty: 'recordInChart', state: 'cancelled', closedAt: '2026-11-22T04:00:00.000Z', version: 2 },
      },
    ]);
  });
});
