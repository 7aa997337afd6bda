import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DisasterRuleView } from '../../schemas/disaster.ts';
import { readMe } from '../../schemas/operations/directory.ts';
import {
  approveDisasterRule,
  declareDisasterRule,
  endDisasterRule,
  listDisasterRules,
} from '../../schemas/operations/disaster.ts';
import { listEmsGrants, listEmsUses } from '../../schemas/operations/ems.ts';
import { listObligations } from '../../schemas/operations/obligations.ts';
import { readEmsTimeline } from '../../schemas/operations/timeline.ts';
import type { EmsGrantId } from '../../schemas/primitives.ts';
import { flagDocument } from '../local/appconfig/flag-template.ts';
import { deployFlag, listInFlag } from './ems-flag.ts';
import { auditLog, timesLogged } from './ems-log.ts';
import { type At, lookUp, opened, SIGNED, tried } from './ems-looks.ts';
import { daysAgo, markOf, stranger } from './ems-records.ts';
import { approved, declaration, declared, inDays, rewritten, SPOKEN } from './ems-rules.ts';
import { type Caller, done, type Journey, refused } from './journey.ts';
import { person, type TestPerson } from './people.ts';
import { physicianNote } from './records.ts';

const EVACUEE = person(71);
const AT: At = { facilityId: 'ty-hospital', patientId: '71@EMS' };
const NOWHERE = { ruleId: 'dis_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ', hash: '0123456789abcdef' };

/** The flag against the record, and drills. @returns whose words, and what was written about them. */
export const disasterFlagAndRecord = (given: () => Journey): { people: TestPerson[]; written: string[] } => {
  describe('the disaster flag: a rule is in force only where record and flag agree', () => {
    let journey: Journey;
    let nurse: Caller;
    let office: Caller;

    const evacuee = async (): Promise<string> => {
      const outcome = await tried(nurse, AT, SPOKEN);
      return outcome.ok ? (outcome.body.grant?.standing ?? 'nothing opened') : outcome.problem.code;
    };
    const look = async (grantId: EmsGrantId): Promise<number | string> => {
      const outcome = await nurse(readEmsTimeline, { params: { grantId }, query: {} });
      return outcome.ok ? outcome.status : outcome.problem.code;
    };
    const notices = async () => done(await nurse(readMe, {})).disasters.map(({ mode }) => mode);
    const listed = async ({ ruleId }: { ruleId: string }) => {
      const { items, flag } = done(await office(listDisasterRules, { query: {} }));
      return [flag, items.find((one) => one.ruleId === ruleId)?.standing];
    };
    const end = async ({ ruleId }: Pick<DisasterRuleView, 'ruleId'>): Promise<void> => {
      done(await office(endDisasterRule, { params: { ruleId }, body: { reason: '次の試験のため' } }));
    };
    const PEACE = { evacuee: 'EMS_NOT_PERMITTED', notices: [] };
    const now = async () => ({ evacuee: await evacuee(), notices: await notices() });

    beforeAll(async () => {
      journey = given();
      nurse = journey.as('test-clinic.nurse');
      office = journey.as('network-office.office');
      await stranger(journey, { facilityId: 'ty-hospital', localId: '71', demographics: EVACUEE }, [
        physicianNote('note', { day: daysAgo(2), department: '内科' }),
      ]);
    });

    it('lists a rule that nobody declared: peacetime, and the operators are told', async () => {
      const before = timesLogged(journey, 'FLAG_RULE_MISMATCH');
      await listInFlag(journey.region, [NOWHERE]);
      expect(await now()).toEqual(PEACE);
      expect((await listed(NOWHERE))[0]).toBe('on');
      expect(timesLogged(journey, 'FLAG_RULE_MISMATCH')).toBeGreaterThan(before);
      await listInFlag(journey.region, []);
    });

    describe('with a rule that was declared and approved', () => {
      let rule: DisasterRuleView;
      beforeAll(async () => {
        rule = await declared(journey);
      });

      it('does not list it: peacetime', async () => {
        expect([await listed(rule), await now()]).toEqual([['off', 'awaitingFlag'], PEACE]);
      });

      it('lists it with another hash: peacetime', async () => {
        await listInFlag(journey.region, [{ ...rule, hash: NOWHERE.hash }]);
        expect([await listed(rule), await now()]).toEqual([['on', 'mismatch'], PEACE]);
      });

      it('lists it, until it is edited behind its hash: what it opened is over at the next look', async () => {
        await listInFlag(journey.region, [rule]);
        expect([await listed(rule), await now()]).toEqual([['on', 'inForce'], { evacuee: 'live', notices: ['real'] }]);
        const { grant } = await opened(nurse, AT, SPOKEN);
        const edited = await rewritten(journey, rule, {
          viewingArea: { facilities: [], municipalities: ['汐見市', '千舟町'] },
        });
        expect([await listed(rule), await now(), await look(grant.grantId)]).toEqual([
          ['on', 'mismatch'],
          PEACE,
          'EMS_GRANT_OVER',
        ]);
        rule = { ...rule, ...(await rewritten(journey, { ...rule, ...edited }, { viewingArea: rule.viewingArea })) };
        expect([await listed(rule), await look(grant.grantId)]).toEqual([['on', 'inForce'], 200]);
      });

      it.each(['failure', 'malformed', 'silence'] as const)(
        'cannot be read (%s): peacetime, whose own rules go on',
        async (as) => {
          const { grant } = await opened(nurse, AT, SPOKEN);
          const before = timesLogged(journey, 'FLAG_UNREADABLE');
          await journey.region.setFaults([{ kind: 'unreadableFlag', as }]);
          expect([await listed(rule), await now(), await look(grant.grantId)]).toEqual([
            ['unreadable', 'awaitingFlag'],
            PEACE,
            'EMS_GRANT_OVER',
          ]);
          const peacetime = await opened(nurse, AT, SIGNED);
          expect([peacetime.grant.because[0], await look(peacetime.grant.grantId)]).toEqual(['EMS-N1', 200]);
          await journey.region.setFaults([]);
          expect(await look(grant.grantId)).toBe(200);
          expect(timesLogged(journey, 'FLAG_UNREADABLE')).toBeGreaterThan(before);
        },
      );

      it.each<[string, object | string]>([
        ['a rule twice', flagDocument([`${NOWHERE.ruleId}:${NOWHERE.hash}`, `${NOWHERE.ruleId}:fedcba9876543210`])],
        ['a rule without its hash', flagDocument([NOWHERE.ruleId])],
        ['no rule, and is on', flagDocument([], { enabled: true })],
        [
          'something more',
          { ...flagDocument([]), values: { 'disaster-mode': { enabled: false, rules: [], until: 'never' } } },
        ],
        ['another flag', { version: '1', flags: {}, values: {} }],
        ['no JSON', '{"version": "1",'],
      ])('with %s is refused by AppConfig and its validator, and what was deployed stays', async (_what, document) => {
        await expect(deployFlag(journey.region, document)).rejects.toThrow();
        expect(await listed(rule)).toEqual(['on', 'inForce']);
      });

      it('that is old goes on listing it: ending the rule needs no flag, and holds at once', async () => {
        const { grant } = await opened(nurse, AT, SPOKEN);
        await journey.region.setFaults([{ kind: 'staleFlag' }]);
        await listInFlag(journey.region, [rule]);
        await listInFlag(journey.region, []);
        expect([await listed(rule), await look(grant.grantId)]).toEqual([['on', 'inForce'], 200]);
        await end(rule);
        expect([await listed(rule), await now(), await look(grant.grantId)]).toEqual([
          ['on', 'ended'],
          PEACE,
          'EMS_GRANT_OVER',
        ]);
        await journey.region.setFaults([]);
        expect(await listed(rule)).toEqual(['off', 'ended']);
      });
    });

    it('lists a rule that nobody else approved: it holds 24 hours, and then again once it is approved', async () => {
      const { rule } = done(await office(declareDisasterRule, { body: declaration() }));
      await listInFlag(journey.region, [rule]);
      expect([await listed(rule), await evacuee()]).toEqual([['on', 'inForce'], 'live']);
      const { grant } = await opened(nurse, AT, SPOKEN);
      const long = { declaredAt: inDays(-1.01), from: inDays(-1.01) };
      const late = await rewritten(journey, rule, long);
      const { hash } =
        done(await office(listDisasterRules, { query: {} })).items.find(({ ruleId }) => ruleId === rule.ruleId) ?? rule;
      await listInFlag(journey.region, [{ ...late, hash }]);
      expect([await listed(rule), await now(), await look(grant.grantId)]).toEqual([
        ['on', 'awaitingApproval'],
        PEACE,
        'EMS_GRANT_OVER',
      ]);
      const own = await office(approveDisasterRule, { params: { ruleId: rule.ruleId }, body: {} });
      expect(refused(own)).toMatchObject({ status: 403, code: 'DISASTER_SELF_APPROVAL' });
      await approved(journey.as('network-office.office2'), rule);
      expect([await listed(rule), await look(grant.grantId)]).toEqual([['on', 'inForce'], 200]);
      await end(rule);
    });

    describe('drill mode', () => {
      let drill: DisasterRuleView;
      beforeAll(async () => {
        drill = await declared(journey, { mode: 'drill' });
        await listInFlag(journey.region, [drill]);
      });
      it('tells everybody in its areas that it is one', async () => {
        expect(await listed(drill)).toEqual(['on', 'inForce']);
        const { disasters } = done(await nurse(readMe, {}));
        expect(disasters).toMatchObject([
          { mode: 'drill', says: { ja: expect.stringMatching(/^【訓練】/), en: expect.stringMatching(/^\[Drill\]/) } },
        ]);
        const found = done(await lookUp(nurse, { ...AT, occasion: 'evacuee' }));
        expect([found.disaster, found.drill?.mode]).toEqual([undefined, 'drill']);
        const way = found.options.find(({ consent }) => consent === 'patient');
        expect([way?.allowed, way?.needs.map(({ pointer }) => pointer)]).toEqual([false, ['/consent/form']]);
      });

      it('opens nothing, and reports what it would have opened and owed', async () => {
        const before = [
          done(await nurse(listEmsGrants, { query: { limit: 100 } })).items.length,
          done(await journey.as('ty-hospital.clerk')(listEmsUses, { query: { limit: 100 } })).items.length,
          done(await nurse(listObligations, { query: { limit: 100 } })).items.length,
          await markOf(journey, 'ty-hospital', '0000071'),
        ];
        const outcome = await tried(nurse, AT, SPOKEN);
        const { grant, obligations, drill: report } = done(outcome);
        expect([outcome.status, grant, obligations]).toEqual([200, undefined, []]);
        expect(report).toMatchObject({
          ruleId: drill.ruleId,
          wouldAllow: true,
          because: expect.arrayContaining([expect.objectContaining({ id: 'EMS-D1O' })]),
          owes: [{ duty: 'recordInChartOrSheet', ja: expect.any(String), en: expect.any(String) }],
          wouldOpen: expect.arrayContaining(['physicianNote', 'laboratory']),
        });
        const after = [
          done(await nurse(listEmsGrants, { query: { limit: 100 } })).items.length,
          done(await journey.as('ty-hospital.clerk')(listEmsUses, { query: { limit: 100 } })).items.length,
          done(await nurse(listObligations, { query: { limit: 100 } })).items.length,
          await markOf(journey, 'ty-hospital', '0000071'),
        ];
        expect(after).toEqual(before);
        const event = (await auditLog(journey)).findLast(({ eventName }) => eventName === 'ConfirmEms');
        expect(event).toMatchObject({
          request: { drill: drill.ruleId, drillWould: 'allow' },
          outcome: { result: 'refused' },
        });
      });

      it('is decided beside the real rules: what peacetime opens is opened, with the report', async () => {
        const { grant, drill: report } = await opened(nurse, AT, SIGNED);
        expect(grant.because).toEqual(['EMS-N1', 'EMS-NOTICE-1']);
        expect(report).toMatchObject({ ruleId: drill.ruleId, wouldAllow: true });
        expect(await look(grant.grantId)).toBe(200);
      });

      it('beside a real rule leaves that as it is', async () => {
        const real = await declared(journey);
        await listInFlag(journey.region, [drill, real]);
        const { grant, drill: report } = await opened(nurse, AT, SPOKEN);
        expect([grant.because[0], grant.disasterRuleId, report?.ruleId]).toEqual([
          'EMS-D1O',
          real.ruleId,
          drill.ruleId,
        ]);
        expect(await notices()).toEqual(['real', 'drill']);
        await end(real);
        expect(await look(grant.grantId)).toBe('EMS_GRANT_OVER');
      });
    });
  });
  return { people: [EVACUEE], written: [] };
};
