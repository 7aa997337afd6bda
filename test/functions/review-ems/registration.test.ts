import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { accessOfPatient } from '../../../layers/store/index.ts';
import type { EmsGrantId } from '../../../schemas/primitives.ts';
import { DISCLOSER, DOCTOR, VIEWER } from '../ems/look-up-world.ts';
import { EVERYBODY, ReviewWorld, type Somebody, WRITTEN } from './review-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let review: ReviewWorld;
beforeAll(async () => {
  review = await ReviewWorld.open();
});
afterAll(() => review.world.close());

let own = 0;
const ownId = () => String((own += 1)).padStart(7, '0');
const granted = async (one: Somebody, statement = WRITTEN): Promise<EmsGrantId> => {
  const { grant } = await review.open(one, statement);
  if (!grant) throw new Error('no grant');
  return grant.grantId;
};

describe('an EMS access that becomes a link', () => {
  it('does so too where the hospital had ended that very link before', async () => {
    const one = await review.somebody();
    const patientId = await review.register(one, { localId: one.id, scope: EVERYBODY });
    await review.unlink(patientId, DISCLOSER);
    const emsGrantId = await granted(one);
    await review.world.addFacilityPatient({ facilityId: VIEWER, localId: ownId() as never, demographics: one.who });
    // The registration is the hospital's: whoever has no link yet cannot be linked by others, so the clinic's own is its first.
    const link = { facilityId: VIEWER, localId: String(own).padStart(7, '0'), emsGrantId };
    await review.link(patientId, { by: DOCTOR, ...link });
    const access = await accessOfPatient(review.world.store, patientId);
    expect(access?.links.map(({ facilityId, state }) => `${facilityId} ${state}`).sort()).toEqual([
      'disc-hospital verified',
      'view-hospital verified',
    ]);
    expect((await review.ems.kept(emsGrantId)).grant.state).toBe('linked');
  });

  it('does not, as long as the consent does not speak of both facilities: nothing would open in its place', async () => {
    const one = await review.somebody();
    const emsGrantId = await granted(one);
    await review.register(one, {
      by: DOCTOR,
      localId: ownId(),
      emsGrantId,
      scope: { kind: 'individual', facilities: [VIEWER, 'test-pharmacy'] as never, excludedContents: [] },
    });
    const { grant } = await review.ems.kept(emsGrantId);
    expect(grant.state).toBe('live');
    expect((await review.look(emsGrantId)).body.facility.access).toBe('open');
  });

  it('ended when it ran out, not when it was registered from', async () => {
    const one = await review.somebody();
    const emsGrantId = await granted(one);
    review.world.clock.forward(97 * 3_600_000);
    await review.register(one, { by: DOCTOR, localId: ownId(), emsGrantId, scope: EVERYBODY });
    const { grant } = await review.ems.kept(emsGrantId);
    expect(grant).toMatchObject({ state: 'linked', endedAt: grant.until });
  });

  it('is named in the audit of the link that took its place', async () => {
    const one = await review.somebody();
    const patientId = await review.register(one, { by: DOCTOR, scope: EVERYBODY });
    const emsGrantId = await granted(one);
    await review.link(patientId, { by: DOCTOR, facilityId: VIEWER, localId: ownId(), emsGrantId });
    const linked = await review.ems.lastAudited('PutLink');
    expect(linked).toMatchObject({ patientId, resource: { facilityId: VIEWER, grantId: emsGrantId } });

    const other = await review.somebody();
    const linkedBefore = await review.register(other, { by: DOCTOR, localId: ownId(), scope: EVERYBODY });
    const alone = await granted(other);
    const localId = String(own).padStart(7, '0');
    await review.link(linkedBefore, { by: DOCTOR, facilityId: VIEWER, localId, emsGrantId: alone });
    expect(await review.ems.lastAudited('PutLink')).toMatchObject({ resource: { grantId: alone } });
  });

  it('named with another facility’s ID is refused, and the refusal is in the audit', async () => {
    const one = await review.somebody();
    const patientId = await review.register(one, { by: DOCTOR, localId: ownId() });
    const emsGrantId = await granted(one);
    const [answer] = await Promise.allSettled([
      review.link(patientId, { by: DOCTOR, facilityId: DISCLOSER, localId: one.id, emsGrantId }),
    ]);
    expect(answer).toMatchObject({ reason: { code: 'INVALID_REQUEST' } });
    expect(await review.ems.lastAudited('PutLink')).toMatchObject({
      patientId,
      outcome: { result: 'failed', code: 'INVALID_REQUEST' },
    });
  });
});
