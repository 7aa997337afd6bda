import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { facilityPatientKey } from '../../../layers/store/keys.ts';
import type { EmsGrantId } from '../../../schemas/primitives.ts';
import { facility } from '../../layers/store/people.ts';
import { DISCLOSER, DOCTOR, VIEWER } from '../ems/look-up-world.ts';
import {
  EVERYBODY,
  HOSPITAL,
  NOBODY_REACHED,
  ReviewWorld,
  type Scope,
  type Somebody,
  WRITTEN,
} from './review-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let review: ReviewWorld;
beforeAll(async () => {
  review = await ReviewWorld.open();
});
afterAll(() => review.world.close());

const granted = async (one: Somebody, statement = NOBODY_REACHED): Promise<EmsGrantId> => {
  const { grant } = await review.open(one, statement);
  if (!grant) throw new Error('no grant');
  return grant.grantId;
};
const refuse = ({ id }: Somebody) => review.world.refuseEms(DISCLOSER, id);

describe('a refusal recorded at one facility', () => {
  it('is not taken back by a consent that speaks only of other facilities', async () => {
    const one = await review.somebody();
    const patientId = await review.register(one, { localId: one.id });
    await refuse(one);
    review.world.clock.forward(60_000);
    await review.consent(patientId, {
      kind: 'individual',
      facilities: ['test-clinic', 'test-pharmacy'] as never,
      excludedContents: [],
    });
    expect((await review.notOpened(one)).code).toBe('FORBIDDEN');
  });

  it('is taken back by a comprehensive consent, wherever in the registration that came', async () => {
    const one = await review.somebody();
    await refuse(one);
    review.world.clock.forward(60_000);
    await review.register(one, { localId: one.id, scope: EVERYBODY });
    expect((await review.open(one)).grant?.because).toContain('EMS-N5');
  });

  it('is not taken back by a form of before, recorded late', async () => {
    const one = await review.somebody();
    const patientId = await review.register(one, { localId: one.id });
    await refuse(one);
    review.world.clock.forward(60_000);
    await review.consent(patientId, EVERYBODY, { effectiveOn: '2026-11-23' });
    expect((await review.notOpened(one)).code).toBe('FORBIDDEN');

    const other = await review.somebody();
    await refuse(other);
    review.world.clock.forward(60_000);
    await review.register(other, { localId: other.id, scope: EVERYBODY, effectiveOn: '2026-11-23' });
    expect((await review.notOpened(other)).code).toBe('FORBIDDEN');
  });

  it('outlives a link to a patient whose consent is older', async () => {
    const one = await review.somebody();
    const patientId = await review.register(one, { scope: EVERYBODY });
    review.world.clock.forward(60_000);
    await refuse(one);
    await review.link(patientId, { by: HOSPITAL, facilityId: DISCLOSER, localId: one.id });
    expect((await review.notOpened(one)).code).toBe('FORBIDDEN');
  });

  it('ends an access for good: a later consent opens anew, and brings nothing back', async () => {
    const one = await review.somebody();
    const patientId = await review.register(one, { localId: one.id });
    const before = await granted(one);
    await refuse(one);
    expect((await review.lookRefused(before)).code).toBe('FORBIDDEN');
    review.world.clock.forward(60_000);
    await review.consent(patientId, EVERYBODY);
    expect((await review.lookRefused(before)).code).toBe('FORBIDDEN');
    review.world.clock.forward(60_000);
    expect((await review.look(await granted(one))).body.facility.access).toBe('open');
  });
});

describe('a withdrawal', () => {
  it('ends an access for good, too', async () => {
    const one = await review.somebody();
    const patientId = await review.register(one, { localId: one.id, scope: EVERYBODY });
    const before = await granted(one);
    review.world.clock.forward(60_000);
    await review.withdraw(patientId);
    review.world.clock.forward(60_000);
    await review.consent(patientId, EVERYBODY);
    expect((await review.lookRefused(before)).code).toBe('FORBIDDEN');
  });

  it('of before does not hide a refusal that came after it', async () => {
    const one = await review.somebody();
    const patientId = await review.register(one, { by: DOCTOR, localId: '4444444', scope: EVERYBODY });
    await review.withdraw(patientId, DOCTOR);
    review.world.clock.forward(60_000);
    const before = await granted(one);
    review.world.clock.forward(60_000);
    await refuse(one);
    await review.link(patientId, { by: DOCTOR, facilityId: DISCLOSER, localId: one.id });
    review.world.clock.forward(60_000);
    await review.consent(patientId, EVERYBODY);
    expect((await review.lookRefused(before)).code).toBe('FORBIDDEN');
  });

  it('of the whole network’s consent in favour of two facilities leaves closed what had been left out', async () => {
    const one = await review.somebody();
    const scope = { ...EVERYBODY, excludedFacilities: [DISCLOSER] };
    const patientId = await review.register(one, { by: DOCTOR, localId: '5555555', scope });
    await review.link(patientId, { by: DOCTOR, facilityId: DISCLOSER, localId: one.id });
    expect((await review.notOpened(one)).code).toBe('FORBIDDEN');
    review.world.clock.forward(60_000);
    const two: Scope = { kind: 'individual', facilities: [VIEWER, facility('test-pharmacy')], excludedContents: [] };
    await review.consent(patientId, two, { by: DOCTOR, replaces: [await review.world.consentInForce(patientId)] });
    expect((await review.notOpened(one)).code).toBe('FORBIDDEN');
  });

  it.each(['withdrawn', 'leftOut'] as const)(
    'of before EMS came, at a record that nothing was copied to (%s), bars what needs no consent',
    async (how) => {
      const one = await review.somebody();
      const scope = how === 'leftOut' ? { ...EVERYBODY, excludedFacilities: [VIEWER] } : EVERYBODY;
      const patientId = await review.register(one, { localId: one.id, scope });
      if (how === 'withdrawn') await review.withdraw(patientId);
      await asBeforeEms(one);
      expect((await review.notOpened(one)).code).toBe('FORBIDDEN');
      expect(await review.found(one)).toBe(0);
      // With a consent taken anew it opens.
      review.world.clock.forward(60_000);
      expect((await review.look(await granted(one, WRITTEN))).body.facility.access).toBe('open');
    },
  );

  it('of some contents before EMS came keeps them closed to a look with the family’s consent', async () => {
    const one = await review.somebody();
    const scope = { ...EVERYBODY, excludedContents: ['physicianNote' as const] };
    await review.register(one, { localId: one.id, scope });
    await asBeforeEms(one);
    const family = { by: 'family' as const, form: 'written' as const };
    const grantId = await granted(one, { occasion: 'ambulance', consent: family, patientAble: false });
    const { opened } = (await review.look(grantId)).body.facility;
    expect(opened).toContain('laboratory');
    expect(opened).not.toContain('physicianNote');
  });
});

/** The record as the network kept it before EMS: no word of the patient's consents. */
const asBeforeEms = ({ id }: Somebody) =>
  review.world.write([
    {
      table: 'records',
      update: {
        key: facilityPatientKey({ facilityId: DISCLOSER, localId: id }),
        expression: 'REMOVE emsBar, emsBarCopied, emsEndedAt ADD version :one',
      },
      values: { ':one': 1 },
    },
  ]);
