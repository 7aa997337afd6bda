import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { mergePatients as MergePatients } from '../../../functions/registration/merge-patients.ts';
import { facility } from '../../layers/store/people.ts';
import { DISCLOSER, DOCTOR, VIEWER } from '../ems/look-up-world.ts';
import { EVERYBODY, ReviewWorld, type Scope } from './review-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let review: ReviewWorld;
let mergePatients: typeof MergePatients;
beforeAll(async () => {
  ({ mergePatients } = await import('../../../functions/registration/merge-patients.ts'));
  review = await ReviewWorld.open();
  await review.world.addFacility({ facilityId: facility('network-office'), kind: 'networkOffice', views: false });
  await review.world.addStaff('network-office.one', { role: 'networkOffice', privileges: [] });
});
afterAll(() => review.world.close());

const AMONG_US: Scope = { kind: 'individual', facilities: [VIEWER, DISCLOSER], excludedContents: [] };

describe('a merge', () => {
  it('loses no withdrawal: who withdrew from the network, and shares with two facilities only, stays closed to EMS', async () => {
    const one = await review.somebody();
    const duplicatePatientId = await review.register(one, { localId: one.id, scope: EVERYBODY });
    await review.withdraw(duplicatePatientId);
    await review.consent(duplicatePatientId, AMONG_US);
    expect((await review.notOpened(one)).code).toBe('FORBIDDEN');

    const who = { ...one.who, name: { ...one.who.name, given: '春子', givenKana: 'ハルコ' }, phone: '000-999-0000' };
    const patientId = await review.register({ ...one, who }, { by: DOCTOR, localId: '7777777', scope: AMONG_US });
    const problem = await review.world.refused('network-office.one', mergePatients, {
      params: { patientId },
      body: { duplicatePatientId, reason: '同一人物' },
    });
    expect(problem).toMatchObject({ code: 'MERGE_CONFLICT', detail: { extra: { conflict: 'withdrawn' } } });
  });
});
