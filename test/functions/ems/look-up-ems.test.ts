import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  emsLookupOf,
  emsMarkWrite,
  facilityPatientWrite,
  openRefreshRequests,
  requestRefreshWrites,
} from '../../../layers/store/index.ts';
import type { RefreshRequestId } from '../../../schemas/primitives.ts';
import { demographics, facility, localId, patientId, staff } from '../../layers/store/people.ts';
import { hospital } from '../deed-world.ts';
import { DISCLOSER, DOCTOR, LookUpWorld, TUESDAY_NOON, VIEWER } from './look-up-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let ems: LookUpWorld;
beforeAll(async () => {
  ems = await LookUpWorld.open();
});
afterAll(() => ems.world.close());
// A week later each: no test is refused for the tries of another.
let weeks = 0;
beforeEach(() => {
  ems.world.clock.at(TUESDAY_NOON);
  ems.world.clock.forward(weeks * 7 * 24 * 3_600_000);
  ems.world.flag = { state: 'off' };
  weeks += 1;
});

describe('lookUpEms', () => {
  it('finds a person by the ID in any width, case and padding, and says whom to confirm', async () => {
    const at = ems.world.clock.now();
    const { body } = await ems.lookUp({ patientId: ' １２３４＠ｅｍｓ ', occasion: 'ambulance' });
    expect(body).toMatchObject({
      facilityId: DISCLOSER,
      facilityName: '試験病院',
      localId: '0001234',
      person: { name: { family: '試験', givenKana: 'ハナコ' }, birthDate: '1950-01-02', sex: 'female' },
      expiresAt: new Date(at + 1_800_000).toISOString(),
      remote: false,
      inHours: true,
      contact: { department: '地域連携室', phone: '000-000-0000' },
    });
    expect(body.options.map(({ label }) => label.ja)).toEqual(expect.arrayContaining(['本人・書面', '取得不能']));
    expect(body).not.toHaveProperty('disaster');
    expect(await emsLookupOf(ems.world.store, staff(DOCTOR), body.lookupId)).toMatchObject({
      state: 'open',
      version: 1,
      occasion: 'ambulance',
      viewerFacilityId: VIEWER,
    });
  });

  it('asks for the latest data at once, and says how old what is stored is', async () => {
    const fetched = ems.world.clock.now() - 90 * 60_000 - 1;
    await ems.world.addFacilityPatient({
      facilityId: DISCLOSER,
      localId: localId('0000002'),
      fetchedAt: new Date(fetched).toISOString(),
    });
    const name = { facilityId: DISCLOSER, localId: localId('0000002') };
    const first = (await ems.lookUp({ patientId: '2@EMS' })).body;
    const now = new Date(ems.world.clock.now()).toISOString();
    expect(first.data).toEqual({ fetchedAt: new Date(fetched).toISOString(), ageMinutes: 90, requestedAt: now });
    const [wish, ...others] = await openRefreshRequests(ems.world.store, [name]);
    expect(others).toEqual([]);
    expect(wish).not.toHaveProperty('patientId');

    ems.world.clock.forward(60_000);
    const second = (await ems.lookUp({ patientId: '2@EMS' })).body;
    expect(second.data).toEqual({ ...first.data, ageMinutes: 91 });
    expect(await openRefreshRequests(ems.world.store, [name])).toEqual([wish]);
  });

  it('goes on where somebody else asked for the latest data at the same moment', async () => {
    const name = { facilityId: DISCLOSER, localId: localId('0000003') };
    await ems.world.addFacilityPatient(name);
    const both = await Promise.all([ems.lookUp({ patientId: '3@EMS' }), ems.lookUp({ patientId: '3@EMS' })]);
    expect(new Set(both.map(({ body }) => body.data.requestedAt)).size).toBe(1);
    expect(new Set(both.map(({ body }) => body.lookupId)).size).toBe(2);
    expect(await openRefreshRequests(ems.world.store, [name])).toHaveLength(1);
  });

  it.each([
    ['0001234', 'EMS_SUFFIX_REQUIRED'],
    ['0001234@EM', 'EMS_SUFFIX_REQUIRED'],
    ['12345678@EMS', 'INVALID_LOCAL_ID'],
    ['@EMS', 'INVALID_LOCAL_ID'],
  ])('says what is wrong with %s, at the field', async (patientId, code) => {
    const problem = await ems.lookUpRefused({ patientId });
    expect(problem.code).toBe(code);
    expect(problem.detail.errors?.[0]?.pointer).toBe('/body/patientId');
  });

  it.each([
    ['08:30 in Japan less a millisecond', '2026-11-24T23:29:59.999Z', false],
    ['08:30 in Japan', '2026-11-24T23:30:00.000Z', true],
    ['17:15 less a millisecond', '2026-11-25T08:14:59.999Z', true],
    ['17:15', '2026-11-25T08:15:00.000Z', false],
    ['noon of a national holiday', '2026-11-23T03:00:00.000Z', false],
  ])('computes the hours of the disclosing facility: %s', async (_, instant, inHours) => {
    ems.world.clock.at(instant);
    expect((await ems.lookUp()).body.inHours).toBe(inHours);
  });

  it('still finds a patient who refused: only a consent taken anew opens the record', async () => {
    const refused = await ems.world.addFacilityPatient({ facilityId: DISCLOSER, localId: localId('0000004') });
    await ems.world.write([emsMarkWrite(refused, { by: 0, refusedAt: new Date().toISOString() })]);
    await ems.settings({ n5: 'allowWithExplanation' });
    const { options } = (await ems.lookUp({ patientId: '4@EMS' })).body;
    expect(options.filter(({ allowed }) => !allowed).map(({ consent, because }) => [consent, because[0]?.id])).toEqual([
      ['unobtainable', 'EMS-BAR-04'],
    ]);
    expect(options.filter(({ allowed }) => allowed).map(({ consent }) => consent)).toContain('patient');
  });

  it('names the linked patient in the audit, and no names', async () => {
    await ems.world.addFacilityPatient({
      facilityId: DISCLOSER,
      localId: localId('0000005'),
      linkedPatientId: patientId(5),
    });
    const { body } = await ems.lookUp({ patientId: '5@EMS', occasion: 'noReferral' });
    const event = await ems.lastAudited('LookUpEms');
    expect(event).toMatchObject({
      patientId: patientId(5),
      resource: { facilityId: DISCLOSER, localId: '0000005', lookupId: body.lookupId },
      request: { remote: false, occasion: 'noReferral' },
      outcome: { result: 'allowed', because: ['EMS-LOOKUP-01'] },
    });
    expect(JSON.stringify(await ems.world.audited())).not.toMatch(/試験|花子|シケン|ハナコ|1950-01-02/);
  });
});

describe('a look-up that the rules refuse', () => {
  beforeAll(async () => {
    await ems.world.addFacility({ facilityId: facility('drug-store'), kind: 'pharmacy', discloses: false });
    await ems.world.addStaff('drug-store.pharmacist', { role: 'pharmacist' });
    await ems.world.addStaff('view-hospital.trainee', { privileges: [] });
  });

  it.each([
    ['no privilege', 'view-hospital.trainee', 'EMS-BAR-01'],
    ['a pharmacy', 'drug-store.pharmacist', 'EMS-BAR-02'],
  ])('%s: forbidden, with the rule in both languages, audited', async (_, who, rule) => {
    const problem = await ems.lookUpRefused({}, who);
    expect(problem.code).toBe('FORBIDDEN');
    expect(problem.detail.because).toEqual([rule]);
    expect(problem.detail.extra).toEqual({
      reasons: [{ id: rule, ja: expect.any(String), en: expect.any(String) }],
    });
    const { outcome, actor } = await ems.lastAudited('LookUpEms');
    expect({ outcome, staffId: actor.staffId }).toEqual({
      outcome: { result: 'refused', because: [rule], code: 'FORBIDDEN' },
      staffId: who,
    });
  });
});

describe('the own facility from outside', () => {
  it('is a remote look: no hours, no wish, one way that needs nothing', async () => {
    const name = { facilityId: VIEWER, localId: localId('0000007') };
    await ems.world.addFacilityPatient(name);
    const { body } = await ems.lookUp({ facilityId: VIEWER, patientId: '7@EMS' });
    expect(body.remote).toBe(true);
    expect(body).not.toHaveProperty('inHours');
    expect(body.data).toEqual({});
    expect(body.options.map(({ because, needs }) => [because.map(({ id }) => id), needs])).toEqual([[['EMS-E0'], []]]);
    expect(await openRefreshRequests(ems.world.store, [name])).toEqual([]);
  });

  it('is not found where the facility opens nothing from outside', async () => {
    const home = facility('home-hospital');
    const { ownStaffOutside: _, ...publication } = hospital({ facilityId: home }).publication;
    await ems.world.addFacility({ facilityId: home, publication });
    await ems.world.addStaff('home-hospital.doctor');
    await ems.world.addFacilityPatient({ facilityId: home });
    expect((await ems.lookUpRefused({ facilityId: home }, 'home-hospital.doctor')).code).toBe('NOT_FOUND');
  });
});

describe('the same key again', () => {
  it('answers the same look-up while it is open, without another try or another wish', async () => {
    const { clock } = ems.world;
    const first = await ems.lookUp({}, DOCTOR, { key: 'again' });
    clock.forward(1_799_999);
    const second = await ems.lookUp({}, DOCTOR, { key: 'again' });
    expect(second.body).toEqual({ ...first.body, data: second.body.data });
    expect((await ems.lastAudited('LookUpEms')).request).toMatchObject({ repeated: true });
    clock.forward(1);
    expect((await ems.lookUpRefused({}, DOCTOR, { key: 'again' })).code).toBe('EMS_LOOKUP_OVER');
    expect((await ems.lookUpRefused({ patientId: '2@EMS' }, DOCTOR, { key: 'again' })).code).toBe(
      'IDEMPOTENCY_CONFLICT',
    );
  });

  it('makes one look-up of two requests at once', async () => {
    const both = await Promise.all([0, 1].map(() => ems.lookUp({}, DOCTOR, { key: 'at once' })));
    expect(new Set(both.map(({ body }) => body.lookupId)).size).toBe(1);
  });

  it('shows a wish that was open before', async () => {
    const name = { facilityId: DISCLOSER, localId: localId('0000008') };
    await ems.world.addFacilityPatient(name);
    const requestedAt = new Date(ems.world.clock.now() - 60_000).toISOString();
    const requestId = 'ref_00000000000000000000000008' as RefreshRequestId;
    await ems.world.write(requestRefreshWrites({ ...name, requestId, requestedAt }));
    for (const key of ['wished', 'wished'])
      expect((await ems.lookUp({ patientId: '8@EMS' }, DOCTOR, { key })).body.data).toEqual({ requestedAt });
  });
});

describe('a disaster rule between the two', () => {
  it('is told with the ways it opens; an evacuee without one is offered the others', async () => {
    const rule = await ems.declare();
    const during = (await ems.lookUp({ occasion: 'evacuee' })).body;
    expect(during.disaster).toMatchObject({ ruleId: rule.ruleId, mode: 'real', concerns: ['viewing'] });
    expect(new Set(during.options.map(({ occasion }) => occasion))).toEqual(new Set(['evacuee']));
    ems.world.flag = { state: 'off' };
    const after = (await ems.lookUp({ occasion: 'evacuee' })).body;
    expect(after).not.toHaveProperty('disaster');
    expect(after.options.some(({ occasion }) => occasion === 'evacuee')).toBe(false);
    expect(after.options[0]?.needs.map(({ pointer }) => pointer)).toContain('/occasion');
  });

  it('is told apart from a drill, which allows nothing', async () => {
    await ems.declare({ mode: 'drill' });
    const { body } = await ems.lookUp({ occasion: 'evacuee' });
    expect(body.drill).toMatchObject({ mode: 'drill' });
    expect(body).not.toHaveProperty('disaster');
    expect(body.options.map(({ allowed }) => allowed)).toEqual([false, false, false]);
  });

  it('concerns no other pair', async () => {
    const elsewhere = { facilities: [facility('home-hospital')], municipalities: [] };
    await ems.declare({ disclosingArea: elsewhere });
    expect((await ems.lookUp()).body).not.toHaveProperty('disaster');
  });
});

it('keeps demographics that change between two look-ups apart', async () => {
  const record = await ems.world.addFacilityPatient({ facilityId: DISCLOSER, localId: localId('0000006') });
  await ems.lookUp({ patientId: '6@EMS' });
  const { version } = await ems.record(DISCLOSER, '0000006');
  const changed = demographics({ birthDate: '1950-01-03' });
  await ems.world.write([facilityPatientWrite({ ...record, demographics: changed, version: version + 1 })]);
  expect((await ems.lookUp({ patientId: '6@EMS' })).body.person.birthDate).toBe('1950-01-03');
});
