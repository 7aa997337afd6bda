import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { fulfilObligation as FulfilObligation } from '../../../functions/obligations/fulfil-obligation.ts';
import { accessOfPatient, fetchedAtWrite, openRefreshRequests } from '../../../layers/store/index.ts';
import { DISCLOSER, DOCTOR } from '../ems/look-up-world.ts';
import { EVERYBODY, NOBODY_REACHED, ReviewWorld, WRITTEN } from './review-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const DOCTORS = ['one', 'two', 'three'].map((name) => `view-hospital.${name}`);
let review: ReviewWorld;
let fulfilObligation: typeof FulfilObligation;
beforeAll(async () => {
  ({ fulfilObligation } = await import('../../../functions/obligations/fulfil-obligation.ts'));
  review = await ReviewWorld.open();
  for (const doctor of DOCTORS) await review.world.addStaff(doctor);
});
afterAll(() => review.world.close());

describe('at the same moment', () => {
  it('three doctors look one patient up, and open the record: each has an access, the latest data is asked for once', async () => {
    const one = await review.somebody();
    const found = await Promise.all(DOCTORS.map((who) => review.ems.lookUp({ patientId: `${one.id}@EMS` }, who)));
    const wishes = await openRefreshRequests(review.world.store, [{ facilityId: DISCLOSER, localId: one.id }]);
    expect(wishes).toHaveLength(1);
    expect(new Set(found.map(({ body }) => body.data.requestedAt))).toEqual(new Set([wishes[0]?.requestedAt]));

    const confirmed = { person: 'confirmed' as const, ...WRITTEN };
    const opened = await Promise.all(
      found.map(({ body }, index) => review.ems.confirm(body.lookupId, confirmed, { who: DOCTORS[index] ?? '' })),
    );
    expect(opened.map(({ body }) => body.grant?.standing)).toEqual(['live', 'live', 'live']);
    expect((await review.ems.record(DISCLOSER, one.id)).emsOpen).toBe(3);
  });

  it('the hospital’s system sends, and the record opens all the same', async () => {
    const one = await review.somebody();
    const { lookupId } = (await review.ems.lookUp({ patientId: `${one.id}@EMS` })).body;
    const at = new Date(review.world.clock.now()).toISOString();
    const sent = () => review.world.write([fetchedAtWrite({ facilityId: DISCLOSER, localId: one.id }, at)]);
    const [answer] = await Promise.all([
      review.ems.confirm(lookupId, { person: 'confirmed', ...WRITTEN }),
      sent(),
      sent(),
      sent(),
    ]);
    expect(answer.body.grant?.standing).toBe('live');
  });

  it('the patient withdraws while the record opens without a consent: whichever comes first, nothing is seen', async () => {
    const one = await review.somebody();
    const patientId = await review.register(one, { localId: one.id, scope: EVERYBODY });
    const { lookupId } = (await review.ems.lookUp({ patientId: `${one.id}@EMS` })).body;
    const [opened] = await Promise.allSettled([
      review.ems.confirm(lookupId, { person: 'confirmed', ...NOBODY_REACHED }),
      review.withdraw(patientId),
    ]);
    if (opened.status === 'rejected') expect(opened.reason).toMatchObject({ code: 'FORBIDDEN' });
    else expect((await review.lookRefused(opened.value.body.grant?.grantId as never)).code).toBe('FORBIDDEN');
  });

  it('the patient is registered and the last duty fulfilled: the mark is right, whichever comes first', async () => {
    const one = await review.somebody();
    const { grant, obligations } = await review.open(one, { ...WRITTEN, contactAbsent: true });
    if (!grant) throw new Error('no grant');
    const at = new Date(review.world.clock.now()).toISOString();
    const fulfilments = obligations.map(({ obligationId, duty }) => ({
      params: { obligationId },
      body:
        duty === 'keepConsentForm'
          ? { kind: 'evidence' as const, evidence: { kind: 'form' as const, keptAt: '外来' } }
          : { kind: 'notification' as const, told: '地域連携室', at, how: 'telephone' as const },
    }));
    const [patientId] = await Promise.all([
      review.register(one, { by: DOCTOR, localId: '6666666', scope: EVERYBODY, emsGrantId: grant.grantId }),
      ...fulfilments.map((request) => review.world.ask(DOCTOR, fulfilObligation, request)),
    ]);
    const kept = await review.ems.kept(grant.grantId);
    expect(kept.grant).toMatchObject({ state: 'linked', openObligations: 0, patientId });
    expect(kept.obligations.map(({ state }) => state)).toEqual(['fulfilled', 'fulfilled']);
    expect(await review.ems.record(DISCLOSER, one.id)).toMatchObject({ emsOpen: 0, linkedPatientId: patientId });
    expect((await accessOfPatient(review.world.store, patientId))?.links).toHaveLength(2);
  });
});
