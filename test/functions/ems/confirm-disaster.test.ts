import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { disasterRuleWrite, emsGrantsOf, emsLookupOf } from '../../../layers/store/index.ts';
import type { DisasterRule } from '../../../schemas/disaster.ts';
import type { EmsStatement } from '../../../schemas/ems.ts';
import { facility, localId, staff } from '../../layers/store/people.ts';
import { DISCLOSER, DOCTOR, LookUpWorld, TUESDAY_NOON, VIEWER } from './look-up-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const occasion = 'evacuee' as const;
const ORAL: EmsStatement = { occasion, consent: { by: 'patient', form: 'oral' } };
const NOBODY_REACHED: EmsStatement = {
  occasion,
  consent: { by: 'unobtainable' },
  family: 'not',
  reason: '家族の所在がわからない',
};
const SIGNED: EmsStatement = { occasion: 'ambulance', consent: { by: 'patient', form: 'written' } };

let ems: LookUpWorld;
beforeAll(async () => {
  ems = await LookUpWorld.open();
});
afterAll(() => ems.world.close());

let people = 0;
/** A record of its own for each test. */
let patientId = '';
beforeEach(async () => {
  people += 1;
  ems.world.clock.at(TUESDAY_NOON);
  ems.world.clock.forward(people * 60 * DAY);
  ems.world.flag = { state: 'off' };
  patientId = `${people}@EMS`;
  await ems.settings({});
  await ems.world.addFacilityPatient({ facilityId: DISCLOSER, localId: localId(String(people).padStart(7, '0')) });
});
const opened = (statement: EmsStatement) => ems.opened(statement, { patientId });
const notOpened = async (statement: EmsStatement) => (await ems.notOpened(statement, { patientId })).code;
const later = (milliseconds: number) => new Date(ems.world.clock.now() + milliseconds).toISOString();
const grants = async () =>
  (await emsGrantsOf(ems.world.store, { side: 'viewer', facilityId: VIEWER })).items.filter(
    (grant) => Number(grant.localId) === people,
  );

describe('confirmEms for evacuees', () => {
  const family = (form: 'written' | 'oral') => ({ by: 'family' as const, form, relation: '息子' });

  it.each<[string, EmsStatement, string[]]>([
    ['EMS-D1O', ORAL, ['recordInChartOrSheet']],
    ['EMS-D1W', { occasion, consent: { by: 'patient', form: 'written' } }, ['keepConsentForm']],
    ['EMS-D1O', { occasion, consent: family('oral'), patientAble: true }, ['recordInChartOrSheet']],
    ['EMS-D2O', { occasion, consent: family('oral'), patientAble: false }, ['recordInChartOrSheet']],
    ['EMS-D2W', { occasion, consent: family('written'), patientAble: false }, ['keepConsentForm']],
    [
      'EMS-D3',
      { occasion, consent: { by: 'unobtainable' }, family: 'later' },
      ['obtainLaterConsent', 'explainToPatient'],
    ],
    ['EMS-D4', NOBODY_REACHED, ['explainToPatient']],
  ])('%s opens the record until the rule ends, owing no notice', async (row, statement, owed) => {
    const rule = await ems.declare();
    const { grant, obligations } = await opened(statement);
    expect(grant).toMatchObject({
      disasterRuleId: rule.ruleId,
      until: rule.until,
      effectiveUntil: rule.until,
      standing: 'live',
    });
    expect(grant?.because[0]).toBe(row);
    expect(obligations.map(({ duty }) => duty)).toEqual(owed);
    expect(await ems.lastAudited('ConfirmEms')).toMatchObject({
      resource: { disasterRuleId: rule.ruleId, grantId: grant?.grantId },
      request: { occasion: 'evacuee' },
      receipt: { from: [expect.stringMatching(/^lkp_/), rule.ruleId] },
    });
  });

  it('takes the family’s later consent as omitted where the network has so chosen', async () => {
    await ems.settings({ d3: 'omitted' });
    await ems.declare();
    const { grant, obligations } = await opened({
      occasion,
      consent: { by: 'unobtainable' },
      family: 'later',
      reason: '避難所で家族の到着を待っている',
    });
    expect(grant?.because[0]).toBe('EMS-D3N');
    expect(obligations.map(({ duty }) => duty)).toEqual(['explainToPatient']);
  });

  it('goes by the peacetime rules for whoever is not an evacuee', async () => {
    await ems.declare();
    expect(await notOpened({ ...ORAL, occasion: 'ambulance' })).toBe('EMS_FACTS_NEEDED');
    const { grant } = await opened(SIGNED);
    expect(grant).not.toHaveProperty('disasterRuleId');
    expect(grant?.until).toBe(later(96 * HOUR));
    expect(grant?.because).toEqual(expect.arrayContaining(['EMS-N1', 'EMS-D5']));
  });

  it('relaxes only what the rule lists', async () => {
    await ems.declare({ relaxations: ['emsForEvacuees', 'consentOmitted'] });
    expect(await notOpened(ORAL)).toBe('EMS_NOT_PERMITTED');
    const { obligations } = await opened(NOBODY_REACHED);
    expect(obligations.map(({ duty }) => duty)).toContainEqual(expect.stringMatching(/^notify/));
  });

  it('never rests the own record from outside on a rule', async () => {
    await ems.world.addFacilityPatient({ facilityId: VIEWER, localId: localId(String(people).padStart(7, '0')) });
    await ems.declare({ disclosingArea: { facilities: [VIEWER, DISCLOSER], municipalities: [] } });
    const { grant } = await ems.opened({ occasion }, { facilityId: VIEWER, patientId });
    expect(grant).toMatchObject({ remote: true, because: ['EMS-E0'], until: later(96 * HOUR) });
    expect(grant).not.toHaveProperty('disasterRuleId');
  });
});

describe('a rule that is not in force', () => {
  /** What becomes of an evacuee with oral consent, and of one whom nobody could ask. */
  const outcomes = async () => Promise.all([ORAL, NOBODY_REACHED].map(outcomeOf));
  const outcomeOf = async (statement: EmsStatement): Promise<unknown> =>
    opened(statement).then(
      ({ grant }) => grant?.standing,
      (error: unknown) => (error instanceof Error ? error.message : error),
    );
  const CLOSED = ['EMS_NOT_PERMITTED', 'EMS_NOT_PERMITTED'];
  const LIVE = ['live', 'live'];

  it('opens nothing while the flag is off, unreadable, or lists another hash, and is back with the right one', async () => {
    const rule = await ems.declare();
    ems.world.flag = { state: 'off' };
    expect(await outcomes()).toEqual(CLOSED);
    ems.world.flag = { state: 'unreadable' };
    expect(await outcomes()).toEqual(CLOSED);
    ems.world.flag = { state: 'on', entries: [{ ruleId: rule.ruleId, hash: '0123456789abcdef' }] };
    expect(await outcomes()).toEqual(CLOSED);
    ems.list(rule);
    expect((await opened(ORAL)).grant?.standing).toBe('live');
  });

  it('opens nothing where its record was changed behind its hash, or there is none', async () => {
    const rule = await ems.declare();
    const until = later(90 * DAY);
    await ems.world.write([disasterRuleWrite({ ...rule, until, version: 2 })]);
    expect(await outcomes()).toEqual(CLOSED);
    ems.list({ ...rule, ruleId: 'dis_99999999999999999999999999' as DisasterRule['ruleId'] });
    expect(await outcomes()).toEqual(CLOSED);
  });

  it('opens nothing from the request on in which it was ended, while the flag still lists it', async () => {
    const rule = await ems.declare();
    const lookupId = (await ems.lookUp({ patientId })).body.lookupId;
    await ems.world.write([
      disasterRuleWrite({ ...rule, endedBy: staff('office.one'), endedAt: later(0), version: 2 }),
    ]);
    const problem = await ems.confirmRefused(lookupId, { person: 'confirmed', ...ORAL });
    expect(problem.code).toBe('EMS_NOT_PERMITTED');
    expect(await grants()).toEqual([]);
  });

  it.each([
    [-1, LIVE],
    [0, CLOSED],
    [1, CLOSED],
  ])('%d ms from its end: %j', async (distance, expected) => {
    await ems.declare({ until: later(2 * HOUR) });
    ems.world.clock.forward(2 * HOUR + distance);
    expect(await outcomes()).toEqual(expected);
  });

  it.each([
    [-1, LIVE],
    [0, CLOSED],
    [1, CLOSED],
  ])('%d ms from 24 hours that nobody else has approved it in: %j', async (distance, expected) => {
    const { approvedBy: _by, approvedAt: _at, ...alone } = await ems.declare();
    await ems.world.write([disasterRuleWrite({ ...alone, version: 2 })]);
    ems.world.clock.forward(24 * HOUR + distance);
    expect(await outcomes()).toEqual(expected);
  });

  it('opens nothing to a facility outside its areas', async () => {
    const elsewhere = { facilities: [facility('other-hospital')], municipalities: [] };
    await ems.declare({ viewingArea: elsewhere });
    expect(await outcomes()).toEqual(CLOSED);
    await ems.declare({ disclosingArea: elsewhere });
    expect(await outcomes()).toEqual(CLOSED);
  });

  it('covers a whole municipality', async () => {
    const town = { facilities: [], municipalities: ['試験市'] };
    await ems.declare({ viewingArea: town, disclosingArea: town });
    expect((await opened(ORAL)).grant?.standing).toBe('live');
  });
});

describe('訓練', () => {
  it('says what the rule would have opened and owed, opens nothing, and is audited as the refusal that it is', async () => {
    const drill = await ems.declare({ mode: 'drill' });
    const lookupId = (await ems.lookUp({ patientId })).body.lookupId;
    const answer = await ems.confirm(lookupId, { person: 'confirmed', ...NOBODY_REACHED });
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('grant');
    expect(answer.body.obligations).toEqual([]);
    expect(answer.body.drill).toMatchObject({ ruleId: drill.ruleId, wouldAllow: true });
    expect(answer.body.drill?.because[0]).toMatchObject({ id: 'EMS-D4', ja: expect.any(String) });
    expect(answer.body.drill?.owes.map(({ duty, dueWithinHours }) => [duty, dueWithinHours])).toEqual([
      ['explainToPatient', 90 * 24],
    ]);
    expect(answer.body.drill?.wouldOpen).toEqual(expect.arrayContaining(['prescription', 'physicianNote']));
    expect(await ems.lastAudited('ConfirmEms')).toMatchObject({
      request: { occasion: 'evacuee', drill: drill.ruleId, drillWould: 'allow' },
      outcome: { result: 'refused', because: ['DEFAULT-DENY'], code: 'EMS_NOT_PERMITTED' },
    });
    expect(await grants()).toEqual([]);
    expect(await emsLookupOf(ems.world.store, staff(DOCTOR), lookupId)).toMatchObject({ state: 'open', version: 1 });
    expect((await ems.record(DISCLOSER, String(people).padStart(7, '0'))).emsOpen).toBeUndefined();
  });

  it('asks for what its rule would need', async () => {
    const drill = await ems.declare({ mode: 'drill' });
    const problem = await ems.notOpened({ occasion, consent: { by: 'unobtainable' }, family: 'not' }, { patientId });
    expect(problem.code).toBe('EMS_FACTS_NEEDED');
    expect(problem.detail.extra).toMatchObject({
      needs: [{ pointer: '/reason' }],
      options: [{ allowed: false }],
      drill: { ruleId: drill.ruleId, wouldAllow: false, wouldOpen: [] },
    });
    expect((await ems.lastAudited('ConfirmEms')).request).toMatchObject({ drillWould: 'refuse' });
  });

  it('goes on beside a real look', async () => {
    const drill = await ems.declare({ mode: 'drill' });
    const { grant, drill: report } = await opened(SIGNED);
    expect(grant).toMatchObject({ standing: 'live', because: ['EMS-N1', expect.stringMatching(/^EMS-NOTICE/)] });
    expect(report).toMatchObject({ ruleId: drill.ruleId, wouldAllow: true });
    expect((await ems.lastAudited('ConfirmEms')).request).toMatchObject({ drill: drill.ruleId, drillWould: 'allow' });
  });

  it('hides no refusal that has another reason', async () => {
    await ems.declare({ mode: 'drill' });
    const lookupId = (await ems.lookUp({ patientId })).body.lookupId;
    ems.world.clock.forward(30 * 60_000);
    const problem = await ems.confirmRefused(lookupId, { person: 'confirmed', ...NOBODY_REACHED });
    expect(problem.code).toBe('EMS_LOOKUP_OVER');
  });

  it('opens nothing to evacuees beside a real rule of another pair', async () => {
    const real = await ems.declare({ viewingArea: { facilities: [facility('other-hospital')], municipalities: [] } });
    const drill = await ems.declare({ mode: 'drill' });
    ems.list(real, drill);
    const lookupId = (await ems.lookUp({ patientId })).body.lookupId;
    expect((await ems.confirm(lookupId, { person: 'confirmed', ...ORAL })).status).toBe(200);
    expect(await grants()).toEqual([]);
  });
});
