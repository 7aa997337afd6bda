import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { facilitiesById, facilityWrites } from '../../../layers/store/index.ts';
import type { LocalId } from '../../../schemas/primitives.ts';
import { DISCLOSER } from '../ems/look-up-world.ts';
import { ReviewWorld, WRITTEN } from './review-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let review: ReviewWorld;
beforeAll(async () => {
  review = await ReviewWorld.open();
});
afterAll(() => review.world.close());

const exclude = async (...excludedLocalIds: LocalId[]): Promise<void> => {
  const facility = (await facilitiesById(review.world.store, [DISCLOSER])).get(DISCLOSER);
  if (!facility) throw new Error('no facility');
  await review.world.write(facilityWrites({ ...facility, excludedLocalIds, version: facility.version + 1 }));
};

describe('a patient whom the hospital has taken out of what it sends, after something was sent', () => {
  it('is no longer found by EMS, neither by ID nor by name; an access that was open opens nothing more', async () => {
    const one = await review.somebody();
    const { grant } = await review.open(one, WRITTEN);
    if (!grant) throw new Error('no grant');
    const { lookupId } = (await review.ems.lookUp({ patientId: `${one.id}@EMS` })).body;
    expect(await review.found(one)).toBe(1);

    await exclude(one.id);
    expect((await review.ems.lookUpRefused({ patientId: `${one.id}@EMS` })).code).toBe('NOT_FOUND');
    expect((await review.ems.confirmRefused(lookupId, { person: 'confirmed', ...WRITTEN })).code).toBe('NOT_FOUND');
    expect(await review.found(one)).toBe(0);
    expect((await review.look(grant.grantId)).body).toMatchObject({
      facility: { access: 'closed' },
      entries: [],
      notes: [],
    });

    const other = await review.somebody();
    expect((await review.open(other, WRITTEN)).grant?.standing).toBe('live');
    expect(await review.found(other)).toBe(1);
  });
});
