import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DISCLOSER, DOCTOR } from '../ems/look-up-world.ts';
import { EVERYBODY, ReviewWorld } from './review-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let review: ReviewWorld;
beforeAll(async () => {
  review = await ReviewWorld.open();
});
afterAll(() => review.world.close());

/** What the caller may read of the last event in their own log (AUDIT-02), without what they typed. */
const inOwnLog = async (eventName: string) => {
  const { resource, patientId, outcome } = await review.ems.lastAudited(eventName);
  const { localId: _typed, ...rest } = resource ?? {};
  return { resource: rest, patientId, outcome };
};

describe('once no try is left', () => {
  it('neither the answer to a look-up nor the own log says whether there is such an ID', async () => {
    const one = await review.somebody();
    await review.register(one, { localId: one.id, scope: EVERYBODY });
    for (let tries = 0; tries < 60; tries += 1)
      expect((await review.ems.lookUpRefused({ patientId: '9999999@EMS' })).code).toBe('NOT_FOUND');

    const absent = await review.ems.lookUpRefused({ patientId: '9999998@EMS' });
    const saidOfAbsent = await inOwnLog('LookUpEms');
    const present = await review.ems.lookUpRefused({ patientId: `${one.id}@EMS` });
    expect([absent.code, present.code]).toEqual(['EMS_ATTEMPTS_EXHAUSTED', 'EMS_ATTEMPTS_EXHAUSTED']);
    expect(await inOwnLog('LookUpEms')).toEqual(saidOfAbsent);
  });

  it('nor do those to a link', async () => {
    const one = await review.somebody();
    const other = await review.somebody();
    const patientId = await review.register(one, { by: DOCTOR, localId: '8888888' });
    const linked = (localId: string) =>
      Promise.allSettled([review.link(patientId, { by: DOCTOR, facilityId: DISCLOSER, localId })]);
    for (let tries = 0; tries < 30; tries += 1)
      expect((await linked(String(5000 + tries)))[0].status).toBe('fulfilled');

    expect(await linked(other.id)).toMatchObject([{ reason: { code: 'LINK_ATTEMPTS_EXHAUSTED' } }]);
    const saidOfAnother = await inOwnLog('PutLink');
    expect(await linked(one.id)).toMatchObject([{ reason: { code: 'LINK_ATTEMPTS_EXHAUSTED' } }]);
    expect(await inOwnLog('PutLink')).toEqual(saidOfAnother);
    expect(saidOfAnother.resource).toEqual({ facilityId: DISCLOSER });
  });
});
