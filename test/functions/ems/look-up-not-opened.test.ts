import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { facilityPatientWrite, facilityWrites } from '../../../layers/store/index.ts';
import { facility, localId, patientId } from '../../layers/store/people.ts';
import { hospital } from '../deed-world.ts';
import { DISCLOSER, LookUpWorld, TUESDAY_NOON } from './look-up-world.ts';

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

describe('what is not opened', () => {
  const open = hospital({ facilityId: DISCLOSER }).publication;
  const places = {
    absent: facility('absent-id'),
    nameless: facility('nameless-id'),
    closed: facility('closed-to-ems'),
    nursesOnly: facility('nurses-only'),
    hourless: facility('without-hours'),
    left: facility('left-hospital'),
    viewing: facility('viewing-only'),
  };
  beforeAll(async () => {
    const { world } = ems;
    const nurses = open.linked.map((opening) => ({ ...opening, onlyRoles: ['nurse' as const] }));
    await world.addFacility({ facilityId: places.absent });
    await world.addFacility({ facilityId: places.nameless });
    await world.addFacility({ facilityId: places.closed, publication: { ...open, ems: [] } });
    await world.addFacility({ facilityId: places.nursesOnly, publication: { ...open, ems: nurses } });
    const { openingHours: _, ...hourless } = hospital({ facilityId: places.hourless });
    await world.write(facilityWrites(hourless));
    await world.addFacility({ facilityId: places.left, state: 'left' });
    await world.addFacility({ facilityId: places.viewing, discloses: false });
    await world.write([facilityPatientWrite({ facilityId: places.nameless, localId: localId('0001234'), version: 1 })]);
    for (const facilityId of [places.closed, places.nursesOnly, places.left, places.viewing, places.hourless])
      await world.addFacilityPatient({ facilityId, linkedPatientId: patientId(9) });
  });

  /** What a caller sees of it, and what can be told of it from outside. */
  const tried = async (facilityId: typeof DISCLOSER) => {
    const { world } = ems;
    // How a facility writes its IDs is known from an earlier request.
    await ems.lookUpRefused({ facilityId });
    const before = world.store.db.spent.calls;
    const { code, detail } = await ems.lookUpRefused({ facilityId, patientId: '1234@ems' });
    const calls = world.store.db.spent.calls - before;
    const {
      eventId: _e,
      writer: _w,
      requestId: _r,
      receipt: _f,
      resource,
      ...event
    } = await ems.lastAudited('LookUpEms');
    return { code, detail, calls, event, resource: Object.keys(resource ?? {}) };
  };

  it('has one answer, with the same calls and the same line in the log as an ID that does not exist', async () => {
    const absent = await tried(places.absent);
    expect(absent).toMatchObject({ code: 'NOT_FOUND', detail: {}, event: { outcome: { result: 'failed' } } });
    for (const place of Object.values(places)) expect(await tried(place)).toEqual(absent);
  });

  it('answers no differently where no such facility exists, and counts the try', async () => {
    const unknown = { facilityId: facility('nowhere-hospital') };
    const { code, detail } = await ems.lookUpRefused(unknown);
    expect({ code, detail }).toEqual({ code: 'NOT_FOUND', detail: {} });
    expect((await ems.lookUpRefused({ ...unknown, patientId: '@EMS' })).code).toBe('NOT_FOUND');
    for (let tries = 1; tries < 60; tries += 1) await ems.lookUpRefused(unknown);
    expect((await ems.lookUpRefused(unknown)).code).toBe('EMS_ATTEMPTS_EXHAUSTED');
  });

  it('is counted: 60 tries an hour and person, whatever they find, and again in the next hour', async () => {
    const { clock } = ems.world;
    clock.at('2027-03-02T03:59:59.999Z');
    for (let tries = 0; tries < 59; tries += 1) await ems.lookUpRefused({ facilityId: places.absent });
    await ems.lookUp();
    expect((await ems.lookUpRefused()).code).toBe('EMS_ATTEMPTS_EXHAUSTED');
    const { outcome } = await ems.lastAudited('LookUpEms');
    expect(outcome).toMatchObject({ result: 'failed', code: 'EMS_ATTEMPTS_EXHAUSTED' });
    expect((await ems.lookUpRefused({ facilityId: places.closed })).code).toBe('EMS_ATTEMPTS_EXHAUSTED');
    await ems.world.addStaff('view-hospital.colleague');
    expect((await ems.lookUp({}, 'view-hospital.colleague')).body.localId).toBe('0001234');
    clock.forward(1);
    expect((await ems.lookUp()).body.localId).toBe('0001234');
  });
});
