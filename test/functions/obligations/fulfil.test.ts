import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { fulfilObligation } from '../../../functions/obligations/fulfil-obligation.ts';
import type { fulfilObligations } from '../../../functions/obligations/fulfil-obligations.ts';
import { grantFacts, grantStanding } from '../../../layers/rules/index.ts';
import { canonicalJson, documentIdOf, obligationsOf } from '../../../layers/store/index.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import type { FulfilmentInput, ObligationDuty } from '../../../schemas/obligation.ts';
import { fulfilObligations as bulk } from '../../../schemas/operations/obligations.ts';
import type { ObligationId } from '../../../schemas/primitives.ts';
import { facility, localId, staff } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';
import { obligationOf, openGrant, profileOf, recordOf, VIEWER } from './owing.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let one: typeof fulfilObligation;
let several: typeof fulfilObligations;
let patients = 0;
let id: string;
const DOCTOR = 'test-clinic.doctor';
const AT = '2026-11-22T03:04:05.678Z';

beforeAll(async () => {
  ({ fulfilObligation: one } = await import('../../../functions/obligations/fulfil-obligation.ts'));
  ({ fulfilObligations: several } = await import('../../../functions/obligations/fulfil-obligations.ts'));
  world = await DeedWorld.open();
  await world.addFacility({ facilityId: facility('ty-hospital'), name: 'TYテスト病院' });
  await world.addFacility({ facilityId: VIEWER, kind: 'clinic' });
  await world.addFacility({ facilityId: facility('other-clinic'), kind: 'clinic' });
  await world.addStaff(DOCTOR);
  await world.addStaff('test-clinic.clerk', { role: 'clerk', privileges: [] });
  await world.addStaff('other-clinic.doctor');
});
afterAll(() => world.close());
beforeEach(() => {
  patients += 1;
  id = String(patients * 100).padStart(7, '0');
  world.clock.at(AT);
});

const form: FulfilmentInput = { kind: 'evidence', evidence: { kind: 'form', keptAt: '医事課 同意書棚' } };
const told: FulfilmentInput = { kind: 'notification', told: '地域連携室 担当', at: AT, how: 'telephone' };
const refusal: FulfilmentInput = { kind: 'laterConsent', outcome: 'refused' };

const idOf = async (grant: EmsGrant, duty: ObligationDuty): Promise<ObligationId> =>
  (await obligationOf(world, grant, duty)).obligationId;
type Ask = { by?: string; key?: string };
const fulfil = (obligationId: ObligationId, body: FulfilmentInput, { by = DOCTOR, key }: Ask = {}) =>
  world.ask(by, one, { params: { obligationId }, body }, key === undefined ? {} : { key });
const refusedTo = async (obligationId: ObligationId, body: FulfilmentInput, { by = DOCTOR, key }: Ask = {}) => {
  const { code, detail } = await world.refused(
    by,
    one,
    { params: { obligationId }, body },
    key === undefined ? {} : { key },
  );
  return { code, pointers: detail.errors?.map(({ pointer }) => pointer) };
};
const markOf = async (patient = id) => (await profileOf(world, patient)).emsOpen;
/** Of the latest request: the clock stands still, so that the events' own order says nothing. */
const lastEvent = async () => {
  const numbered = (await world.audited()).map((event) => ({ event, n: Number(event.requestId?.split(' ')[1] ?? 0) }));
  return numbered.sort((a, b) => a.n - b.n).at(-1)?.event;
};

describe('an obligation', () => {
  it('is fulfilled by anybody of the facility, says by whom, when and how, and is listed as closed', async () => {
    const grant = await openGrant(world, { owes: ['keepConsentForm', 'notifyWithin7Days'], id });
    world.clock.forward(1000);
    const at = new Date(world.clock.now()).toISOString();
    const { body } = await fulfil(await idOf(grant, 'keepConsentForm'), form, { by: 'test-clinic.clerk' });
    const done = { state: 'fulfilled', closedAt: at, discloserName: 'TYテスト病院', overdue: false };
    expect(body.obligation).toMatchObject({
      ...done,
      fulfilment: { input: form, through: 'person', by: 'test-clinic.clerk', at },
    });
    const closed = await obligationsOf(world.store, { owner: { staffId: staff(DOCTOR) }, state: 'closed', limit: 1 });
    expect(closed.items).toMatchObject([{ obligationId: body.obligation.obligationId, state: 'fulfilled' }]);
  });

  it('that is not the last of its grant leaves the mark; the last takes it away', async () => {
    const grant = await openGrant(world, { owes: ['keepConsentForm', 'notifyWithin7Days'], id });
    expect(await markOf()).toBe(1);
    await fulfil(await idOf(grant, 'keepConsentForm'), form);
    expect([(await recordOf(world, grant)).grant.openObligations, await markOf()]).toEqual([1, 1]);
    await fulfil(await idOf(grant, 'notifyWithin7Days'), told);
    expect([(await recordOf(world, grant)).grant.openObligations, await markOf()]).toEqual([0, 0]);
  });

  it('of another facility is not found, nor one that never was, and the audit tells the asker nothing of it', async () => {
    const grant = await openGrant(world, { owes: ['keepConsentForm'], id, viewer: facility('other-clinic') });
    const foreign = await idOf(grant, 'keepConsentForm');
    const never = `obl_${'A'.repeat(120)}` as ObligationId;
    for (const strange of [foreign, never]) {
      expect((await refusedTo(strange, form)).code).toBe('NOT_FOUND');
      const event = await lastEvent();
      expect(event).toMatchObject({ outcome: { result: 'refused', code: 'NOT_FOUND' }, request: { count: 1 } });
      expect([event?.resource, event?.patientId]).toEqual([undefined, undefined]);
    }
    expect((await obligationOf(world, grant, 'keepConsentForm')).state).toBe('open');
  });

  it('answers a double click with what the first did, and another request that it is closed', async () => {
    const grant = await openGrant(world, { owes: ['keepConsentForm'], id });
    const wanted = await idOf(grant, 'keepConsentForm');
    const [first, again] = await Promise.all([
      fulfil(wanted, form, { key: `click ${id}` }),
      fulfil(wanted, form, { key: `click ${id}` }),
    ]);
    expect(again.body).toEqual(first.body);
    expect((await recordOf(world, grant)).grant.version).toBe(2);
    expect((await world.audited()).filter(({ request }) => request?.['repeated'] === true)).toHaveLength(1);
    expect((await refusedTo(wanted, form)).code).toBe('OBLIGATION_CLOSED');
  });

  it('that two people fulfil at once is fulfilled by one of them', async () => {
    const grant = await openGrant(world, { owes: ['notifyWithin7Days'], id });
    const wanted = await idOf(grant, 'notifyWithin7Days');
    const outcomes = await Promise.allSettled([
      fulfil(wanted, told),
      fulfil(wanted, told, { by: 'test-clinic.clerk' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'OBLIGATION_CLOSED' },
    });
    expect([(await recordOf(world, grant)).grant.openObligations, await markOf()]).toEqual([0, 0]);
  });

  it('and another of the same grant, fulfilled at once by two people, are both fulfilled', async () => {
    const grant = await openGrant(world, { owes: ['keepConsentForm', 'notifyWithin7Days'], id });
    await Promise.all([
      fulfil(await idOf(grant, 'keepConsentForm'), form),
      fulfil(await idOf(grant, 'notifyWithin7Days'), told, { by: 'test-clinic.clerk' }),
    ]);
    expect([(await recordOf(world, grant)).grant.openObligations, await markOf()]).toEqual([0, 0]);
  });

  it('stays open where the fulfilment does not fit or lacks its evidence, and the refusal is audited', async () => {
    const grant = await openGrant(world, { owes: ['keepConsentForm', 'notifyBefore'], id });
    const wanted = await idOf(grant, 'keepConsentForm');
    expect(await refusedTo(wanted, told)).toEqual({ code: 'FULFILMENT_UNFIT', pointers: ['/body/kind'] });
    expect(await lastEvent()).toMatchObject({ outcome: { result: 'failed', code: 'FULFILMENT_UNFIT' } });
    expect(await refusedTo(wanted, { kind: 'evidence' })).toEqual({
      code: 'FULFILMENT_WITHOUT_EVIDENCE',
      pointers: ['/body/evidence'],
    });
    expect(await refusedTo(await idOf(grant, 'notifyBefore'), { ...told, at: '2026-11-22T03:04:05.679Z' })).toEqual({
      code: 'INVALID_REQUEST',
      pointers: ['/body/at'],
    });
    expect((await recordOf(world, grant)).grant.openObligations).toBe(2);
  });

  it('takes as picture of the form a consent form of the own facility, and nothing else', async () => {
    const grant = await openGrant(world, { owes: ['keepConsentForm'], id });
    const wanted = await idOf(grant, 'keepConsentForm');
    const pictured = (change: { facilityId?: string; contentType?: 'consentForm' | 'report' }): FulfilmentInput => ({
      kind: 'evidence',
      evidence: {
        kind: 'form',
        formDocumentId: documentIdOf(world.store.seal, {
          facilityId: facility(change.facilityId ?? VIEWER),
          localId: localId('77'),
          contentType: change.contentType ?? 'consentForm',
          day: '2026-11-22',
          thing: 'a'.repeat(24),
          versionTag: 'b'.repeat(16),
        }),
      },
    });
    for (const strange of [{ facilityId: 'ty-hospital' }, { contentType: 'report' as const }])
      expect(await refusedTo(wanted, pictured(strange))).toEqual({
        code: 'INVALID_REQUEST',
        pointers: ['/body/evidence/formDocumentId'],
      });
    expect((await fulfil(wanted, pictured({}))).body.obligation.state).toBe('fulfilled');
  });

  it('leaves an event with ids and codes alone', async () => {
    const grant = await openGrant(world, { owes: ['notifyWithin7Days'], id });
    const wanted = await idOf(grant, 'notifyWithin7Days');
    await fulfil(wanted, told);
    const event = await lastEvent();
    expect(event).toMatchObject({
      eventName: 'FulfilObligation',
      resource: { grantId: grant.grantId, facilityId: 'ty-hospital', localId: id },
      request: { kind: 'notification', duty: 'notifyWithin7Days' },
      outcome: { result: 'allowed', because: ['OBLIGATION-02'] },
    });
    expect(JSON.stringify(event)).not.toContain('地域連携室');
  });
});

describe('a refusal that is recorded later', () => {
  const looks = async (grant: EmsGrant) => {
    const { grant: stored } = await recordOf(world, grant);
    const now = new Date(world.clock.now()).toISOString();
    const record = await profileOf(world, id);
    return {
      standing: grantStanding(stored, { now, rules: [] }).standing,
      refused: grantFacts({ grant: stored, viewer: stored.viewerFacilityId, record, rules: [], now }).refusedSinceGrant,
    };
  };

  it('ends the access at the next look, and every other access to the record that was opened before', async () => {
    const grant = await openGrant(world, { owes: ['obtainLaterConsent'], id });
    const other = await openGrant(world, { owes: [], id, viewer: facility('other-clinic') });
    expect(await looks(grant)).toEqual({ standing: 'live', refused: false });
    world.clock.forward(1);
    await fulfil(await idOf(grant, 'obtainLaterConsent'), refusal);
    expect(await looks(grant)).toEqual({ standing: 'refused', refused: true });
    expect((await looks(other)).refused).toBe(true);
    const at = new Date(world.clock.now()).toISOString();
    expect((await recordOf(world, grant)).grant).toMatchObject({ state: 'refused', endedAt: at, endedBy: DOCTOR });
    expect(await profileOf(world, id)).toMatchObject({ emsOpen: 0, emsRefusedAt: at });
  });

  it('leaves the evidence, the notice and the explanation owed, and with them the mark', async () => {
    const grant = await openGrant(world, { owes: ['recordInChart', 'obtainLaterConsent', 'explainToPatient'], id });
    await fulfil(await idOf(grant, 'obtainLaterConsent'), refusal);
    const { obligations } = await recordOf(world, grant);
    expect(Object.fromEntries(obligations.map(({ duty, state }) => [duty, state]))).toEqual({
      recordInChart: 'open',
      obtainLaterConsent: 'fulfilled',
      explainToPatient: 'open',
    });
    expect(await profileOf(world, id)).toMatchObject({ emsOpen: 1, emsRefusedAt: AT });
  });

  it("by the patient, to whom it was explained, also settles the family's consent", async () => {
    const grant = await openGrant(world, { owes: ['obtainLaterConsent', 'explainToPatient'], id });
    await fulfil(await idOf(grant, 'explainToPatient'), { kind: 'explanation', outcome: 'refused' });
    expect(await obligationOf(world, grant, 'obtainLaterConsent')).toMatchObject({
      state: 'fulfilled',
      fulfilment: { input: { kind: 'laterConsent', outcome: 'refused' }, through: 'person', by: DOCTOR },
    });
    expect(await looks(grant)).toEqual({ standing: 'refused', refused: true });
    expect(await markOf()).toBe(0);
  });

  it('is kept of an access that was closed before, whose end stays as it was', async () => {
    const closed = { state: 'closed', closure: 'discharged', endedAt: AT, endedBy: staff(DOCTOR) } as const;
    const grant = await openGrant(world, { owes: ['obtainLaterConsent'], id, grant: closed });
    world.clock.forward(60_000);
    await fulfil(await idOf(grant, 'obtainLaterConsent'), refusal);
    expect((await recordOf(world, grant)).grant).toMatchObject(closed);
    expect((await profileOf(world, id)).emsRefusedAt).toBe('2026-11-22T03:05:05.678Z');
  });

  it.each(['obtained', 'unreachable', 'deceased'] as const)(
    'is not what %s means: the access goes on',
    async (outcome) => {
      const grant = await openGrant(world, { owes: ['obtainLaterConsent'], id });
      const evidence = { evidence: { kind: 'form' as const, keptAt: '棚' } };
      const input = { kind: 'laterConsent' as const, outcome, ...(outcome === 'obtained' && evidence) };
      await fulfil(await idOf(grant, 'obtainLaterConsent'), input);
      expect(await looks(grant)).toEqual({ standing: 'live', refused: false });
      expect((await profileOf(world, id)).emsRefusedAt).toBeUndefined();
    },
  );
});

describe('several obligations together', () => {
  const night = async (count: number, owes: ObligationDuty[] = ['notifyWithin7Days']): Promise<EmsGrant[]> => {
    const grants: EmsGrant[] = [];
    for (let n = 0; n < count; n += 1) grants.push(await openGrant(world, { owes, id: patient(n) }));
    return grants;
  };
  const patient = (n: number): string => String(patients * 100 + n).padStart(7, '0');
  const ask = async (grants: EmsGrant[], duty: ObligationDuty, fulfilment: FulfilmentInput) => ({
    body: { duty, obligationIds: await Promise.all(grants.map((grant) => idOf(grant, duty))), fulfilment },
  });

  it('are fulfilled at one stroke: ten grants, two of them of one patient', async () => {
    const grants = await night(9);
    grants.push(await openGrant(world, { owes: ['notifyWithin7Days'], id: patient(0) }));
    expect(await markOf(patient(0))).toBe(2);
    const { body } = await world.ask(DOCTOR, several, await ask(grants, 'notifyWithin7Days', told));
    expect(body.obligations.map(({ grantId, state }) => [grantId, state])).toEqual(
      grants.map(({ grantId }) => [grantId, 'fulfilled']),
    );
    for (let n = 0; n < 9; n += 1) expect(await markOf(patient(n))).toBe(0);
    const open = await obligationsOf(world.store, { owner: { facilityId: VIEWER }, state: 'open' });
    expect(open.items.filter(({ grantId }) => grants.some((grant) => grant.grantId === grantId))).toEqual([]);
    const event = await lastEvent();
    expect(event?.request?.['grants']).toHaveLength(10);
    expect(event?.request?.['records']).toHaveLength(9);
    expect(deflateRawSync(canonicalJson(event)).byteLength).toBeLessThan(1024);
  });

  it('fit one transaction at their largest: ten patients, each with the last obligation of the only grant', async () => {
    const grants = await night(10);
    const { body } = await world.ask(DOCTOR, several, await ask(grants, 'notifyWithin7Days', told));
    expect(body.obligations.every(({ state }) => state === 'fulfilled')).toBe(true);
  });

  it('are ten at most', () => {
    const asking = (count: number) => ({
      duty: 'notifyWithin7Days',
      obligationIds: Array.from({ length: count }, (_, n) => `obl_${String(n).padStart(40, '0')}`),
      fulfilment: told,
    });
    expect([10, 11].map((count) => bulk.body.safeParse(asking(count)).success)).toEqual([true, false]);
  });

  it('are all left open where one was closed before, and it is named', async () => {
    const grants = await night(3);
    const [first] = grants;
    if (!first) throw new Error('three were opened');
    const closed = await idOf(first, 'notifyWithin7Days');
    await fulfil(closed, told);
    const problem = await world.refused(DOCTOR, several, await ask(grants, 'notifyWithin7Days', told));
    expect([problem.code, problem.detail.extra]).toEqual(['OBLIGATION_CLOSED', { closed: [closed] }]);
    expect(await Promise.all([0, 1, 2].map((n) => markOf(patient(n))))).toEqual([0, 1, 1]);
  });

  it('are not found where one is of another facility', async () => {
    const grants = await night(2);
    const foreign = await openGrant(world, {
      owes: ['notifyWithin7Days'],
      id: patient(5),
      viewer: facility('other-clinic'),
    });
    const wanted = await ask([...grants, foreign], 'notifyWithin7Days', told);
    expect((await world.refused(DOCTOR, several, wanted)).code).toBe('NOT_FOUND');
    expect(await Promise.all([0, 1, 5].map((n) => markOf(patient(n))))).toEqual([1, 1, 1]);
  });

  it('are of one duty, the one that is named', async () => {
    const [grant] = await night(1, ['notifyWithin7Days', 'notifyBefore']);
    if (!grant) throw new Error('one was opened');
    const both = [await idOf(grant, 'notifyWithin7Days'), await idOf(grant, 'notifyBefore')];
    for (const obligationIds of [both, both.slice(1)]) {
      const problem = await world.refused(DOCTOR, several, {
        body: { duty: 'notifyWithin7Days', obligationIds, fulfilment: told },
      });
      expect([problem.code, problem.detail.errors?.[0]?.pointer]).toEqual(['FULFILMENT_UNFIT', '/body/obligationIds']);
    }
  });

  it('are never refusals: those are recorded one by one', async () => {
    const grants = await night(2, ['obtainLaterConsent']);
    const problem = await world.refused(DOCTOR, several, await ask(grants, 'obtainLaterConsent', refusal));
    expect([problem.code, problem.detail.errors?.[0]?.pointer]).toEqual([
      'FULFILMENT_UNFIT',
      '/body/fulfilment/outcome',
    ]);
  });

  it('of which one is named twice count once, and a fault is told at its field', async () => {
    const [grant] = await night(1);
    if (!grant) throw new Error('one was opened');
    const wanted = await ask([grant, grant], 'notifyWithin7Days', { kind: 'notification', how: 'telephone' });
    const problem = await world.refused(DOCTOR, several, wanted);
    expect(problem.detail.errors?.map(({ pointer }) => pointer)).toEqual([
      '/body/fulfilment/told',
      '/body/fulfilment/at',
    ]);
    const { body } = await world.ask(DOCTOR, several, await ask([grant, grant], 'notifyWithin7Days', told));
    expect(body.obligations).toHaveLength(1);
    expect((await recordOf(world, grant)).grant.openObligations).toBe(0);
  });
});
