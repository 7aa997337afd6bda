import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { closeEmsGrant as CloseEmsGrant } from '../../../functions/ems/close-ems-grant.ts';
import { facilityPatientKey } from '../../../layers/store/keys.ts';
import type { EmsGrantId } from '../../../schemas/primitives.ts';
import { DISCLOSER, DOCTOR } from '../ems/look-up-world.ts';
import { ReviewWorld, WRITTEN } from './review-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let review: ReviewWorld;
let closeEmsGrant: typeof CloseEmsGrant;
beforeAll(async () => {
  ({ closeEmsGrant } = await import('../../../functions/ems/close-ems-grant.ts'));
  review = await ReviewWorld.open();
});
afterAll(() => review.world.close());

const asked = { key: 'the same key' };
const confirmation = { person: 'confirmed' as const, ...WRITTEN };
const close = (grantId: EmsGrantId) =>
  review.world.ask(DOCTOR, closeEmsGrant, { params: { grantId }, body: { reason: 'wrongPatient' } });

describe('a confirmation that is repeated', () => {
  it('after the patient refused, does not say that the access is live', async () => {
    const one = await review.somebody();
    const { lookupId } = (await review.ems.lookUp({ patientId: `${one.id}@EMS` })).body;
    const { grant } = (await review.ems.confirm(lookupId, confirmation, asked)).body;
    review.world.clock.forward(1000);
    await review.world.refuseEms(DISCLOSER, one.id);
    const again = (await review.ems.confirm(lookupId, confirmation, asked)).body;
    expect(again.grant).toMatchObject({ grantId: grant?.grantId, standing: 'refused' });
  });
});

describe('the EMS mark', () => {
  it('never falls below nothing: a record that lost its count can still be read', async () => {
    const one = await review.somebody();
    const { grant } = await review.open(one, WRITTEN);
    if (!grant) throw new Error('no grant');
    const key = facilityPatientKey({ facilityId: DISCLOSER, localId: one.id });
    const update = { key, expression: 'REMOVE emsOpen ADD version :one' };
    await review.world.write([{ table: 'records', update, values: { ':one': 1 } }]);
    expect((await close(grant.grantId)).body.grant.state).toBe('wrongPatient');
    expect((await review.ems.record(DISCLOSER, one.id)).emsOpen).toBe(0);
  });
});
