import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  commit,
  emsGrantsOf,
  emsLookupOf,
  emsMarkWrite,
  facilityPatientWrite,
  facilityWrites,
} from '../../../layers/store/index.ts';
import { demographics, draft, facility, staff } from '../../layers/store/people.ts';
import { hospital } from '../deed-world.ts';
import { DISCLOSER, DOCTOR, LookUpWorld, NOBODY_REACHED, Strangers, WRITTEN } from './look-up-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let ems: LookUpWorld;
let stranger: Strangers;
beforeAll(async () => {
  ems = await LookUpWorld.open();
  stranger = new Strangers(ems);
});
afterAll(() => ems.world.close());

beforeEach(() => stranger.next());
const own = () => stranger.id;
const now = () => new Date(ems.world.clock.now()).toISOString();

const lookedUp = () => stranger.lookedUp();
const grants = () => stranger.grants();

describe('患者違い', () => {
  it('calls the look-up off: nothing opens, nothing is owed, nobody is told', async () => {
    const lookupId = await lookedUp();
    const inbox = async () =>
      (await emsGrantsOf(ems.world.store, { side: 'discloser', facilityId: DISCLOSER })).items.length;
    const before = await inbox();
    const answer = await ems.confirm(lookupId, { person: 'wrong' }, { key: 'wrong' });
    expect(answer).toMatchObject({ status: 200, body: { obligations: [] } });
    expect(answer.body).not.toHaveProperty('grant');
    expect(await inbox()).toBe(before);
    expect(await ems.lastAudited('ConfirmEms')).toMatchObject({
      request: { person: 'wrong' },
      resource: { lookupId },
      outcome: { result: 'allowed', because: ['EMS-WRONG'] },
    });
    expect(await emsLookupOf(ems.world.store, staff(DOCTOR), lookupId)).toMatchObject({
      state: 'wrongPatient',
      version: 2,
    });

    expect(await ems.confirm(lookupId, { person: 'wrong' }, { key: 'wrong' })).toEqual(answer);
    expect((await ems.confirmRefused(lookupId, { person: 'confirmed', ...WRITTEN })).code).toBe('EMS_LOOKUP_OVER');
    expect((await ems.confirmRefused(lookupId, { person: 'wrong' })).code).toBe('EMS_LOOKUP_OVER');
    expect(await grants()).toEqual([]);
  });
});

describe('a look-up', () => {
  it('is nobody’s but the person’s who asked, and unlike one that never was', async () => {
    await ems.world.addStaff('view-hospital.nurse', { role: 'nurse' });
    const lookupId = await lookedUp();
    const asked = [
      await ems.confirmRefused(lookupId, { person: 'confirmed', ...WRITTEN }, { who: 'view-hospital.nurse' }),
      await ems.confirmRefused('lkp_00000000000000000000000000', { person: 'confirmed', ...WRITTEN }),
      await ems.confirmRefused('lkp_00000000000000000000000000', { person: 'wrong' }),
    ];
    expect(asked.map(({ code }) => code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    expect((await ems.lastAudited('ConfirmEms')).outcome).toMatchObject({ result: 'refused', code: 'NOT_FOUND' });
  });

  it('needs the privilege still', async () => {
    await ems.world.addStaff('view-hospital.locum');
    const { body } = await ems.lookUp({ patientId: stranger.typedId }, 'view-hospital.locum');
    await ems.world.addFacility({ facilityId: facility('small-clinic') });
    await ems.world.addStaff('small-clinic.doctor', { privileges: [] });
    const problem = await ems.confirmRefused(body.lookupId, { person: 'wrong' }, { who: 'small-clinic.doctor' });
    expect(problem).toMatchObject({ code: 'FORBIDDEN', detail: { because: ['EMS-BAR-01'] } });
  });

  it.each([
    [29 * 60_000 + 59_999, undefined],
    [30 * 60_000, 'EMS_LOOKUP_OVER'],
    [30 * 60_000 + 1, 'EMS_LOOKUP_OVER'],
  ])('can be confirmed for 30 minutes: %d ms later it is %s', async (wait, code) => {
    const lookupId = await lookedUp();
    ems.world.clock.forward(wait);
    const body = { person: 'confirmed' as const, ...WRITTEN };
    if (code === undefined) {
      expect((await ems.confirm(lookupId, body)).body.grant?.standing).toBe('live');
      return;
    }
    expect((await ems.confirmRefused(lookupId, body)).code).toBe(code);
    expect((await ems.lastAudited('ConfirmEms')).outcome).toMatchObject({ result: 'failed', code });
    expect((await ems.confirmRefused(lookupId, { person: 'wrong' })).code).toBe(code);
    expect(await grants()).toEqual([]);
  });

  it('is over where the record now names somebody else', async () => {
    const lookupId = await lookedUp();
    const { version, ...record } = await ems.record(DISCLOSER, own());
    const other = demographics({ birthDate: '1950-01-03' });
    await ems.world.write([facilityPatientWrite({ ...record, demographics: other, version: version + 1 })]);
    expect((await ems.confirmRefused(lookupId, { person: 'confirmed', ...WRITTEN })).code).toBe('EMS_LOOKUP_OVER');
    expect(await grants()).toEqual([]);
  });

  it('finds nothing where the facility has closed its records to EMS meanwhile', async () => {
    const fickle = await ems.world.addFacility({ facilityId: facility('fickle-hospital') });
    await ems.world.addFacilityPatient({ facilityId: fickle.facilityId });
    const { body } = await ems.lookUp({ facilityId: fickle.facilityId });
    await ems.world.write(facilityWrites({ ...fickle, publication: { ...fickle.publication, ems: [] }, version: 2 }));
    for (const statement of [WRITTEN, NOBODY_REACHED, {}])
      expect((await ems.confirmRefused(body.lookupId, { person: 'confirmed', ...statement })).code).toBe('NOT_FOUND');
  });
});

describe('asked twice', () => {
  const body = { person: 'confirmed' as const, ...WRITTEN };

  it('with one key, one after the other: one access, answered as it is now', async () => {
    const lookupId = await lookedUp();
    const first = await ems.confirm(lookupId, body, { key: `after ${lookupId}` });
    ems.world.clock.forward(HOUR);
    const second = await ems.confirm(lookupId, body, { key: `after ${lookupId}` });
    expect(second.body).toEqual({
      ...first.body,
      obligations: first.body.obligations.map((obligation) => ({
        ...obligation,
        overdue: obligation.duty === 'notifyBefore',
      })),
    });
    expect(await grants()).toHaveLength(1);
    expect((await ems.lastAudited('ConfirmEms')).request).toMatchObject({ repeated: true });
    expect(await ems.record(DISCLOSER, own())).toMatchObject({ emsOpen: 1 });
  });

  it('with one key, at once: one access', async () => {
    const lookupId = await lookedUp();
    const both = await Promise.all([0, 1].map(() => ems.confirm(lookupId, body, { key: `once ${lookupId}` })));
    expect(new Set(both.map((answer) => answer.body.grant?.grantId)).size).toBe(1);
    expect(await grants()).toHaveLength(1);
  });

  it('with two keys, at once: one access, and the other is told that the look-up is over', async () => {
    const lookupId = await lookedUp();
    const both = await Promise.allSettled([0, 1].map(() => ems.confirm(lookupId, body)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'EMS_LOOKUP_OVER' } });
    expect(await grants()).toHaveLength(1);
    expect(await ems.record(DISCLOSER, own())).toMatchObject({ emsOpen: 1 });
  });
});

describe('a refusal of the same moment', () => {
  it('wins over what needs no consent: the access that was about to open is decided anew', async () => {
    await ems.settings({ n5: 'allowWithExplanation' });
    const lookupId = await lookedUp();
    const record = await ems.record(DISCLOSER, own());
    const { db } = ems.world.store;
    const elsewhere = ems.world.tables.anotherStore();
    const transact = db.transact.bind(db);
    // The refusal is written after the confirmation has read its facts and before it commits.
    const between = jest.spyOn(db, 'transact').mockImplementationOnce(async (writes, token) => {
      await commit(elsewhere, { writes: [emsMarkWrite(record, { by: 0, refusedAt: now() })], audit: draft() });
      return transact(writes, token);
    });
    const problem = await ems.confirmRefused(lookupId, { person: 'confirmed', ...NOBODY_REACHED });
    between.mockRestore();
    expect(problem).toMatchObject({ code: 'FORBIDDEN', detail: { because: ['EMS-BAR-04'] } });
    expect(await grants()).toEqual([]);
    expect(await ems.record(DISCLOSER, own())).toMatchObject({ emsOpen: 0 });
  });
});

it('is closed to whom the facility’s policy for EMS leaves out', async () => {
  const nursesOnly = facility('nurses-hospital');
  const { publication } = hospital({ facilityId: nursesOnly });
  const forNurses = publication.linked.map((opening) => ({ ...opening, onlyRoles: ['nurse' as const] }));
  await ems.world.addFacility({ facilityId: nursesOnly, publication: { ...publication, ems: forNurses } });
  await ems.world.addFacilityPatient({ facilityId: nursesOnly });
  await ems.world.addStaff('view-hospital.night', { role: 'nurse' });
  expect((await ems.lookUpRefused({ facilityId: nursesOnly })).code).toBe('NOT_FOUND');
  const { body } = await ems.lookUp({ facilityId: nursesOnly }, 'view-hospital.night');
  const answer = await ems.confirm(body.lookupId, { person: 'confirmed', ...WRITTEN }, { who: 'view-hospital.night' });
  expect(answer.body.grant?.standing).toBe('live');
});
