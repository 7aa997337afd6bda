import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { emsGrantIdOf } from '../../../layers/store/index.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import { facility, localId, patientId } from '../../layers/store/people.ts';
import { DAY_MS, declareRule, HOUR_MS, openGrant } from '../ems/opened-grants.ts';
import {
  addDiscloser,
  type EmsWorld,
  FROM,
  look,
  lookRefused,
  open,
  openEmsWorld,
  openRefused,
  opens,
  TODAY,
  TY,
} from './ems-world.ts';
import { dated, keep } from './kept-records.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: EmsWorld;
beforeAll(async () => {
  world = await openEmsWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.at('2026-11-22T03:04:05.678Z');
  world.flag = { state: 'off' };
});

const codeOf = async (grant: Pick<EmsGrant, 'grantId'>, as?: string) =>
  (await lookRefused(world, grant, as === undefined ? {} : { as })).code;

/** Looks through these grants, as the audit has them. */
const auditedOf = async (...grants: Pick<EmsGrant, 'grantId'>[]) =>
  (await world.audited()).filter(
    ({ eventSource, resource }) =>
      eventSource === 'ism-link.timeline' && grants.some(({ grantId }) => grantId === resource?.['grantId']),
  );

describe('a grant', () => {
  it('opens up to its end, and no longer at it', async () => {
    const grant = await openGrant(world);
    const [documentId] = await keep(world, grant, dated('report', TODAY));
    if (!documentId) throw new Error('it was just kept');
    world.clock.forward(96 * HOUR_MS - 1);
    expect((await look(world, grant)).grant.standing).toBe('live');
    expect((await open(world, grant, { documentId })).documentId).toBe(documentId);
    world.clock.forward(1);
    expect(await codeOf(grant)).toBe('EMS_GRANT_OVER');
    expect((await openRefused(world, grant, { documentId })).code).toBe('EMS_GRANT_OVER');
    world.clock.forward(1);
    expect(await codeOf(grant)).toBe('EMS_GRANT_OVER');
  });

  it('that ends while somebody reads ends between two pages', async () => {
    const grant = await openGrant(world);
    await keep(world, grant, dated('report', TODAY), dated('report', FROM));
    world.clock.forward(96 * HOUR_MS - 1);
    const { cursor } = await look(world, grant, { limit: 1 });
    if (cursor === undefined) throw new Error('there are two entries');
    world.clock.forward(1);
    expect((await lookRefused(world, grant, { limit: 1, cursor })).code).toBe('EMS_GRANT_OVER');
  });

  it.each(['closed', 'wrongPatient', 'linked'] as const)('that is %s opens nothing', async (state) => {
    expect(await codeOf(await openGrant(world, { state, endedAt: '2026-11-22T03:00:00.000Z' }))).toBe('EMS_GRANT_OVER');
  });

  it('that rests on a disaster rule is over when that rule is, before its own time and beyond it', async () => {
    const rule = await declareRule(world, { untilMs: 6 * DAY_MS });
    const grant = await openGrant(world, { disasterRuleId: rule.ruleId });
    world.clock.forward(5 * DAY_MS);
    expect((await look(world, grant)).grant).toMatchObject({ standing: 'live', effectiveUntil: rule.until });
    world.flag = { state: 'off' };
    expect(await codeOf(grant)).toBe('EMS_GRANT_OVER');
  });

  it('is another facility’s secret, as one that does not exist: same answer, and both are audited', async () => {
    const grant = await openGrant(world);
    await world.refuseEms(grant.facilityId, grant.localId);
    const name = { facilityId: TY, localId: localId('7777777'), grant: world.store.newId() };
    const absent = { grantId: emsGrantIdOf(world.store.seal, name) };
    const foreign = { grantId: `${grant.grantId.slice(0, -2)}AA` as EmsGrant['grantId'] };
    expect(await codeOf(grant, 'other-clinic.doctor')).toBe('NOT_FOUND');
    expect(await codeOf(grant, 'ty-hospital.doctor')).toBe('NOT_FOUND');
    for (const other of [absent, foreign]) expect(await codeOf(other)).toBe('NOT_FOUND');
    const refused = await auditedOf(grant, absent, foreign);
    expect(refused).toHaveLength(4);
    expect(refused.map(({ outcome }) => [outcome.result, outcome.code])).toEqual(
      refused.map(() => ['refused', 'NOT_FOUND']),
    );
    expect(refused.map(({ receipt }) => receipt?.facts)).toEqual(refused.map(() => refused[0]?.receipt?.facts));
  });

  it('opens nothing more from the moment of a refusal, whatever its time', async () => {
    const grant = await openGrant(world);
    await keep(world, grant, dated('report', TODAY));
    expect((await look(world, grant)).entries).toHaveLength(1);
    world.clock.forward(1);
    await world.refuseEms(grant.facilityId, grant.localId);
    const refused = await lookRefused(world, grant);
    expect([refused.code, refused.detail.because]).toEqual(['FORBIDDEN', ['EMS-BAR-03']]);
  });

  it('of a patient whose consent leaves contents out, or was withdrawn, keeps them closed', async () => {
    const bar = { at: '2026-11-22T03:04:05.678Z', everyone: false, viewers: [], contents: ['report' as const] };
    const partly = await openGrant(world, {}, [], { emsBar: { ...bar, at: '2026-11-22T03:04:05.677Z' } });
    const [note, report] = await keep(world, partly, dated('physicianNote', TODAY), dated('report', TODAY));
    if (!note || !report) throw new Error('they were just kept');
    // With the patient's own consent, taken after that word, it is open; by the family's it is not.
    expect((await look(world, partly)).entries).toHaveLength(1);
    const family = { occasion: 'ambulance', consent: { by: 'family', form: 'oral' } } as const;
    const byFamily = await openGrant(world, { statement: family }, [], { emsBar: bar });
    const [kept, closed] = await keep(world, byFamily, dated('image', TODAY), dated('report', TODAY));
    await keep(world, byFamily, dated('report', '2026-05-05'));
    const { entries, olderExist, facility: its } = await look(world, byFamily);
    expect(entries.map(({ documentId }) => documentId)).toEqual([kept]);
    expect([olderExist, its.opened.includes('report')]).toEqual([false, false]);
    if (!closed) throw new Error('it was just kept');
    expect((await openRefused(world, byFamily, { documentId: closed })).code).toBe('NOT_FOUND');
    const withdrawn = await openGrant(world, {}, [], { emsBar: { ...bar, everyone: true } });
    expect(await codeOf(withdrawn)).toBe('FORBIDDEN');
  });

  it('is of no use without the privilege, and tells that', async () => {
    const grant = await openGrant(world);
    expect(await codeOf(grant, 'test-clinic.intern')).toBe('FORBIDDEN');
  });

  it('opens what the facility opens to EMS now: nothing where it opens nothing any more', async () => {
    const facilityId = facility('turned-hospital');
    await addDiscloser(world, facilityId, { ems: [], linked: opens() });
    const grant = await openGrant(world, { facilityId }, [], { fetchedAt: '2026-11-22T01:02:05.678Z' });
    await keep(world, grant, dated('report', TODAY), dated('report', '2026-05-05'));
    const answer = await look(world, grant);
    expect(answer.facility).toMatchObject({ access: 'closed', opened: [] });
    expect(answer.facility.header).toBeUndefined();
    expect([answer.entries, answer.olderExist, answer.data]).toEqual([[], false, {}]);
  });
});

describe('a remote look', () => {
  it('opens what the facility opens to its own staff from outside: the window, and documents of any day', async () => {
    const own = facility('night-hospital');
    const as = 'night-hospital.doctor';
    await addDiscloser(world, own, { ems: opens({ report: 'closed' }), ownStaffOutside: opens({ image: 'closed' }) });
    await world.addStaff(as);
    const grant = await openGrant(world, { remote: true, facilityId: own, viewerFacilityId: own, statement: {} });
    const sketches = [dated('report', TODAY), dated('report', '2020-01-05'), dated('image', TODAY)];
    const [report, old, closed] = await keep(world, grant, ...sketches);
    if (!report || !old || !closed) throw new Error('they were just kept');
    const { entries, facility: its, olderExist } = await look(world, grant, { as });
    expect(entries.map(({ documentId }) => documentId)).toEqual([report]);
    expect([its.own, olderExist]).toEqual([true, true]);
    expect((await open(world, grant, { documentId: old, as })).day).toBe('2020-01-05');
    expect((await openRefused(world, grant, { documentId: closed, as })).code).toBe('NOT_FOUND');
    await world.refuseEms(own, grant.localId);
    expect((await look(world, grant, { as })).entries).toHaveLength(1);
  });
});

describe('the audit of a look through a grant', () => {
  it('names the grant, the record and the patient, so that the patient can see who looked; and counts', async () => {
    const linked = patientId(7);
    const grant = await openGrant(world, {}, [], { linkedPatientId: linked });
    const [documentId] = await keep(world, grant, dated('report', TODAY), dated('physicianNote', TODAY));
    if (!documentId) throw new Error('it was just kept');
    await look(world, grant);
    await open(world, grant, { documentId });
    const resource = { grantId: grant.grantId, facilityId: TY, localId: grant.localId };
    const [timeline, document] = await auditedOf(grant);
    expect(timeline).toMatchObject({
      eventName: 'ReadEmsTimeline',
      patientId: linked,
      resource,
      request: { entries: 1, notes: 1, earlier: 0 },
      outcome: { result: 'allowed', because: ['EMS-VIEW-03', 'EMS-VIEW-01'] },
    });
    expect(document).toMatchObject({
      eventName: 'ReadEmsDocument',
      patientId: linked,
      resource: { ...resource, documentId },
    });
  });
});
