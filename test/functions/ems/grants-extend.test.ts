import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { extendEmsGrant as ExtendEmsGrant } from '../../../functions/ems/extend-ems-grant.ts';
import { networkSettingsWrite } from '../../../layers/store/index.ts';
import { DEFAULT_SETTINGS } from '../../../schemas/disaster.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import { staff } from '../../layers/store/people.ts';
import type { DeedWorld } from '../deed-world.ts';
import { DAY_MS, declareRule, HOUR_MS, keptOf, openGrant, openWorld } from './opened-grants.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let extendEmsGrant: typeof ExtendEmsGrant;
beforeAll(async () => {
  ({ extendEmsGrant } = await import('../../../functions/ems/extend-ems-grant.ts'));
  world = await openWorld();
});
afterAll(() => world.close());

type Wish = { kind: 'inpatient' | 'treatment' | 'other'; reason: string };
const STAY: Wish = { kind: 'inpatient', reason: '肺炎で入院となったため' };
const asked = ({ grantId }: EmsGrant, body: Wish) => ({ params: { grantId }, body });
const extend = async (grant: EmsGrant, body: Wish = STAY, headers: { key?: string } = {}) =>
  (await world.ask('test-clinic.doctor', extendEmsGrant, asked(grant, body), headers)).body.grant;
const refused = (grant: EmsGrant, body: Wish = STAY, who = 'test-clinic.doctor') =>
  world.refused(who, extendEmsGrant, asked(grant, body));
const fromNow = (milliseconds: number): string => new Date(world.clock.now() + milliseconds).toISOString();

describe('extending an EMS access', () => {
  it.each([
    ['inpatient', 30 * DAY_MS],
    ['treatment', 96 * HOUR_MS],
    ['other', 96 * HOUR_MS],
  ] as const)('%s: from now on, with its reason kept', async (kind, length) => {
    const grant = await openGrant(world);
    world.clock.forward(HOUR_MS);
    const until = fromNow(length);
    const extended = await extend(grant, { kind, reason: '経過観察のため' });
    expect(extended).toMatchObject({ until, effectiveUntil: until, standing: 'live' });
    expect(extended.extensions).toEqual([
      { kind, reason: '経過観察のため', at: fromNow(0), by: 'test-clinic.doctor', until },
    ]);
    expect((await keptOf(world, grant.grantId)).grant).toMatchObject({ until, version: 2 });
    expect((await world.audited()).at(-1)).toMatchObject({
      eventName: 'ExtendEmsGrant',
      request: { kind, extensions: 1 },
      outcome: { result: 'allowed', because: ['EMS-GRANT-04'] },
    });
  });

  it("is as long as the network's own settings say", async () => {
    const settings = { ...DEFAULT_SETTINGS, grantHours: 24, inpatientDays: 10 };
    await world.write([networkSettingsWrite({ ...settings, version: 1 })]);
    const stay = fromNow(10 * DAY_MS);
    expect((await extend(await openGrant(world, { until: fromNow(HOUR_MS) }))).until).toBe(stay);
    await world.write([networkSettingsWrite({ ...DEFAULT_SETTINGS, version: 2 })]);
  });

  it('never makes it shorter', async () => {
    const grant = await openGrant(world, { until: fromNow(20 * DAY_MS) });
    expect((await extend(grant, { kind: 'treatment', reason: '治療継続' })).until).toBe(grant.until);
  });

  it('is possible in the last millisecond, and no longer at the end', async () => {
    const grant = await openGrant(world);
    world.clock.forward(96 * HOUR_MS - 1);
    const second = await openGrant(world, { until: fromNow(0) });
    expect((await extend(grant)).standing).toBe('live');
    expect((await refused(second)).code).toBe('EMS_GRANT_OVER');
  });

  it('needs a reason that was not given before: blanks, width and full stops make no new one', async () => {
    const grant = await openGrant(world);
    await extend(grant, { kind: 'treatment', reason: 'CT待ちのため' });
    const again = await refused(grant, { kind: 'inpatient', reason: ' ＣＴ待ちの ため。' });
    expect([again.code, again.detail.errors]).toMatchObject([
      'INVALID_REQUEST',
      [{ pointer: '/body/reason', code: 'reason_repeated' }],
    ]);
    expect((await extend(grant, { kind: 'treatment', reason: 'CTの読影待ちのため' })).extensions).toHaveLength(2);
  });

  it.each([{ unavoidable: { kind: 'other', words: '身元が不明' } }, { reason: '身元が不明' }] as const)(
    'needs another reason than that of the look itself',
    async (statement) => {
      const grant = await openGrant(world, { statement });
      const problem = await refused(grant, { kind: 'other', reason: '身元が不明' });
      expect(problem.detail.errors?.[0]?.code).toBe('reason_repeated');
    },
  );

  it('is refused after fifty extensions', async () => {
    const before = Array.from({ length: 49 }, (_, index) => ({
      kind: 'other' as const,
      reason: `理由 ${index}`,
      at: fromNow(0),
      by: staff('test-clinic.doctor'),
      until: fromNow(HOUR_MS),
    }));
    const grant = await openGrant(world, { extensions: before });
    expect((await extend(grant)).extensions).toHaveLength(50);
    expect((await refused(grant, { ...STAY, reason: '五十一回目' })).detail.errors?.[0]?.code).toBe('too_many');
  });

  it('is done once a key', async () => {
    const grant = await openGrant(world);
    const first = await extend(grant, STAY, { key: 'once' });
    world.clock.forward(HOUR_MS);
    expect(await extend(grant, STAY, { key: 'once' })).toEqual(first);
    expect((await keptOf(world, grant.grantId)).grant.extensions).toHaveLength(1);
    expect((await world.audited()).at(-1)).toMatchObject({ request: { repeated: true } });
  });
});

describe("an evacuee's access", () => {
  it("keeps its rule's end, with the reason, and is over with its rule", async () => {
    const rule = await declareRule(world, { untilMs: 50 * DAY_MS });
    const grant = await openGrant(world, { disasterRuleId: rule.ruleId, until: rule.until });
    expect(await extend(grant)).toMatchObject({ until: rule.until, extensions: [{ ...STAY, until: rule.until }] });
    world.flag = { state: 'off' };
    expect((await refused(grant, { ...STAY, reason: '別の理由' })).code).toBe('EMS_GRANT_OVER');
  });

  it('takes the end of the rule that continues it', async () => {
    const rule = await declareRule(world, { untilMs: DAY_MS });
    const grant = await openGrant(world, { disasterRuleId: rule.ruleId, until: rule.until });
    const next = await declareRule(world, { untilMs: 9 * DAY_MS, continues: [rule.ruleId] });
    expect((await extend(grant)).until).toBe(next.until);
    world.flag = { state: 'off' };
  });
});

describe('who may extend an EMS access', () => {
  it('nobody without the EMS privilege, whether it is over or not', async () => {
    const grant = await openGrant(world);
    expect((await refused(grant, STAY, 'test-clinic.nurse')).code).toBe('FORBIDDEN');
    world.clock.forward(96 * HOUR_MS);
    expect((await refused(grant, STAY, 'test-clinic.nurse')).code).toBe('FORBIDDEN');
  });

  it('nobody after a refusal, which is said as the reason', async () => {
    const grant = await openGrant(world, {}, [], { emsRefusedAt: fromNow(0) });
    const { code, detail } = await refused(grant);
    expect([code, detail.because]).toEqual(['FORBIDDEN', ['EMS-BAR-03']]);
  });

  it.each(['closed', 'wrongPatient', 'linked'] as const)('nobody once it is %s', async (state) => {
    expect((await refused(await openGrant(world, { state, endedAt: fromNow(0) }))).code).toBe('EMS_GRANT_OVER');
  });

  it('to another facility it does not exist: live, over, refused, or with no record of the patient', async () => {
    const grants = [
      await openGrant(world),
      await openGrant(world, { until: fromNow(0) }),
      await openGrant(world, {}, [], { emsRefusedAt: fromNow(0) }),
      { ...(await openGrant(world)), grantId: `grt_${'A'.repeat(60)}` as EmsGrant['grantId'] },
    ];
    for (const grant of grants) expect((await refused(grant, STAY, 'other-clinic.doctor')).code).toBe('NOT_FOUND');
  });
});
