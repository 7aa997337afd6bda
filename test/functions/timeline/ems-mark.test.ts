import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { registerPatient as RegisterPatient } from '../../../functions/registration/register-patient.ts';
import type { readTimeline as ReadTimeline } from '../../../functions/timeline/read-timeline.ts';
import { emsMarkWrite, facilityPatientRecord } from '../../../layers/store/index.ts';
import { demographics, facility, localId } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const TY = facility('ty-hospital');
const ID = localId('0000001');
let world: DeedWorld;
let registerPatient: typeof RegisterPatient;
let readTimeline: typeof ReadTimeline;
beforeAll(async () => {
  ({ registerPatient } = await import('../../../functions/registration/register-patient.ts'));
  ({ readTimeline } = await import('../../../functions/timeline/read-timeline.ts'));
  world = await DeedWorld.open();
  await world.addFacility({ facilityId: TY });
  await world.addStaff('ty-hospital.doctor');
  await world.addFacilityPatient({ facilityId: TY, localId: ID });
});
afterAll(() => world.close());

it('the hospital sees the EMS mark on its own record as long as an EMS look at it owes something', async () => {
  const { body } = await world.ask('ty-hospital.doctor', registerPatient, {
    body: { demographics: demographics(), localId: ID, notDuplicateOf: [] },
  });
  const patientId = body.patient.patientId;
  const mark = async () => {
    const answer = await world.ask('ty-hospital.doctor', readTimeline, {
      params: { patientId },
      query: { view: 'entries', limit: 10 },
    });
    return answer.body.facilities.map(({ emsMark }) => emsMark);
  };
  const turn = async (by: 1 | -1) => {
    const { profile } = await facilityPatientRecord(world.store, { facilityId: TY, localId: ID });
    if (!profile) throw new Error('no profile');
    await world.write([emsMarkWrite(profile, { by })]);
  };
  expect(await mark()).toEqual([undefined]);
  await turn(1);
  expect(await mark()).toEqual([true]);
  await turn(-1);
  expect(await mark()).toEqual([undefined]);
});
