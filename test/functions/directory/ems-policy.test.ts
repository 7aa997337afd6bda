import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { putEmsPolicy } from '../../../functions/directory/put-ems-policy.ts';
import type { readFacility } from '../../../functions/directory/read-facility.ts';
import { emsDisclosersOf, facilitiesById, facilitiesOfNetwork } from '../../../layers/store/index.ts';
import type { InputOf } from '../../../schemas/operation.ts';
import type { putEmsPolicy as operation } from '../../../schemas/operations/directory.ts';
import { facility } from '../../layers/store/people.ts';
import { DeedWorld, weekdayHours } from '../deed-world.ts';

jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let put: typeof putEmsPolicy;
let read: typeof readFacility;
const TY = facility('ty-hospital');
const CLINIC = facility('test-clinic');
const ADMIN = 'ty-hospital.admin';
beforeEach(async () => {
  ({ putEmsPolicy: put } = await import('../../../functions/directory/put-ems-policy.ts'));
  ({ readFacility: read } = await import('../../../functions/directory/read-facility.ts'));
  world = await DeedWorld.open();
  await world.addFacility({ facilityId: TY, reminderEmail: 'before@ty-hospital.example.jp' });
  await world.addFacility({ facilityId: CLINIC, kind: 'clinic', discloses: false });
  await world.addStaff(ADMIN, { role: 'facilityAdmin', privileges: [] });
  await world.addStaff('ty-hospital.doctor');
  await world.addStaff('ty-hospital.chief', { privileges: ['ems', 'facilityAdmin'] });
  await world.addStaff('test-clinic.admin', { role: 'facilityAdmin', privileges: [] });
});
afterEach(() => world.close());

type Body = InputOf<typeof operation>['body'];
const WHOLE: Body = {
  ems: [{ contentType: 'prescription' }, { contentType: 'physicianNote', onlyRoles: ['doctor'] }],
  ownStaffOutside: [{ contentType: 'laboratory' }],
  openingHours: weekdayHours,
  emsContact: { department: '救急外来', phone: '000-222-3333' },
  reminderEmail: 'kyukyu@ty-hospital.example.jp',
};
const without = (...fields: (keyof Body)[]): Body => {
  const body = { ...WHOLE };
  for (const field of fields) delete body[field];
  return body;
};
const params = { facilityId: TY };
const refusal = async (body: Body, by = ADMIN, ifMatch = 1) => {
  const { code, detail } = await world.refused(by, put, { params, body }, { ifMatch });
  return [code, ...(detail.errors ?? []).map(({ pointer }) => pointer)];
};
const kept = async () => (await facilitiesById(world.store, [TY])).get(TY);

describe('what a facility opens to EMS', () => {
  it('is set whole by its administrator; everything else stays as it was', async () => {
    const before = await kept();
    const answer = await world.ask(ADMIN, put, { params, body: WHOLE }, { ifMatch: 1 });
    const { ems, ownStaffOutside, ...rest } = WHOLE;
    expect(answer).toMatchObject({ version: 2, body: { publication: { ems, ownStaffOutside }, ...rest } });
    expect(await kept()).toEqual({
      ...before,
      ...rest,
      publication: { ...before?.publication, ems, ownStaffOutside },
      version: 2,
    });
    expect((await emsDisclosersOf(world.store)).get(TY)?.ems).toEqual(ems);
    const event = (await world.audited()).at(-1);
    expect(event).toMatchObject({
      eventName: 'PutEmsPolicy',
      resource: { facilityId: TY },
      request: { ems: 2, ownStaffOutside: 1, version: 2 },
    });
    expect(JSON.stringify(event)).not.toMatch(/救急外来|example/);
  });

  it('closes with an empty list, and nobody finds the facility by EMS any more', async () => {
    await world.ask(ADMIN, put, { params, body: { ems: [], ownStaffOutside: [] } }, { ifMatch: 1 });
    expect(await kept()).not.toHaveProperty('openingHours');
    expect(await kept()).not.toHaveProperty('reminderEmail');
    expect((await emsDisclosersOf(world.store)).has(TY)).toBe(false);
    const { items } = await facilitiesOfNetwork(world.store, {});
    expect(items.find(({ facilityId }) => facilityId === TY)).not.toHaveProperty('opensToEms');
  });

  it.each([
    [['openingHours'], ['/body/openingHours']],
    [['emsContact'], ['/body/emsContact']],
    [
      ['openingHours', 'emsContact'],
      ['/body/openingHours', '/body/emsContact'],
    ],
  ] as [(keyof Body)[], string[]][])('does not open without %s', async (missing, pointers) => {
    expect(await refusal(without(...missing))).toEqual(['EMS_POLICY_INCOMPLETE', ...pointers]);
    expect((await kept())?.version).toBe(1);
  });

  it('may be set without an address for reminders', async () => {
    await world.ask(ADMIN, put, { params, body: without('reminderEmail') }, { ifMatch: 1 });
    expect(await kept()).not.toHaveProperty('reminderEmail');
  });

  it('is set over the version that was seen', async () => {
    expect(await refusal(WHOLE, ADMIN, 2)).toEqual(['VERSION_CONFLICT']);
    await world.ask(ADMIN, put, { params, body: WHOLE }, { ifMatch: 1 });
    expect(await refusal(WHOLE, ADMIN, 1)).toEqual(['VERSION_CONFLICT']);
  });

  it('is set by somebody who administers this very facility', async () => {
    expect(await refusal(WHOLE, 'ty-hospital.doctor')).toEqual(['FORBIDDEN']);
    expect(await refusal(WHOLE, 'test-clinic.admin')).toEqual(['FORBIDDEN']);
    const answer = await world.ask('ty-hospital.chief', put, { params, body: WHOLE }, { ifMatch: 1 });
    expect(answer.version).toBe(2);
  });

  it('is nothing for a facility that does not disclose, which may open its own records to its own people', async () => {
    const own = { params: { facilityId: CLINIC }, body: WHOLE } as never;
    const problem = await world.refused('test-clinic.admin', put, own, { ifMatch: 1 });
    expect([problem.code, problem.detail.errors?.[0]?.pointer]).toEqual(['INVALID_REQUEST', '/body/ems']);
    const closed = { params: { facilityId: CLINIC }, body: { ...WHOLE, ems: [] } } as never;
    expect((await world.ask('test-clinic.admin', put, closed, { ifMatch: 1 })).version).toBe(2);
  });
});

describe('a facility as others read it', () => {
  it('shows hours and whom to telephone; where its reminders go only to its own', async () => {
    const own = await world.ask('ty-hospital.doctor', read, { params });
    const other = await world.ask('test-clinic.admin', read, { params });
    for (const { body } of [own, other])
      expect(body).toMatchObject({ openingHours: weekdayHours, emsContact: { phone: '000-000-0000' } });
    expect(own.body.reminderEmail).toBe('before@ty-hospital.example.jp');
    expect(other.body).not.toHaveProperty('reminderEmail');
    expect(other.body.facility.opensToEms).toBe(true);
  });
});
