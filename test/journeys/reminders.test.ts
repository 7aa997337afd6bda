import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commit, obligationWrites } from '../../layers/store/index.ts';
import type { ObligationDuty } from '../../schemas/obligation.ts';
import { readMe } from '../../schemas/operations/directory.ts';
import { fulfilObligation, listObligations } from '../../schemas/operations/obligations.ts';
import type { EmsGrantId, ObligationId } from '../../schemas/primitives.ts';
import { ALL_THE_SAME, accountOf, auditLog, print } from './ems-log.ts';
import { opened, SIGNED } from './ems-looks.ts';
import { forgetReminderEmail, setHours } from './ems-policies.ts';
import { keptGrant, stranger } from './ems-records.ts';
import { type Caller, done, Journey } from './journey.ts';
import { wordsOf } from './leaks.ts';
import { person } from './people.ts';

const HOUR_MS = 3_600_000;
const PEOPLE = [81, 82, 83].map((number) => person(number));
const TOLD = '患者支援センターの方';
const TO_CLINIC = 'To: jimu@test-clinic.example.jp';
const TO_OFFICE = 'To: jimukyoku@network-office.example.jp';

describe('reminders: what is still owed, before and after it is due', () => {
  let journey: Journey;
  let doctor: Caller;
  let obligations: Record<'soon' | 'late' | 'later' | 'far', ObligationId>;

  /** Runs the hourly schedule now. */
  const remind = async (): Promise<number> => {
    const { faults } = journey.region.region;
    if (!faults) throw new Error('no control port');
    const headers = { authorization: `Bearer ${faults.token}` };
    return (await fetch(`${faults.url}schedules/remind/run`, { method: 'POST', headers })).status;
  };
  const mails = (): string[] => {
    const { mailDir } = journey.region.region;
    return existsSync(mailDir)
      ? readdirSync(mailDir)
          .sort()
          .map((name) => readFileSync(join(mailDir, name), 'utf8'))
      : [];
  };
  const subjectsTo = (to: string): string[] =>
    mails()
      .filter((mail) => mail.includes(to))
      .map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1] ?? '')
      .sort();
  const open = async () => done(await doctor(listObligations, { query: { limit: 100 } })).items;
  const remindedOf = async (obligationId: ObligationId): Promise<string[] | undefined> => {
    const found = (await open()).find((one) => one.obligationId === obligationId);
    return found && Object.keys(found.reminded).sort();
  };
  /** Turns the due instant, as if the look lay that much earlier. */
  const turnDue = async (grantId: EmsGrantId, duty: ObligationDuty, hours: number): Promise<ObligationId> => {
    const { store, obligations: kept } = await keptGrant(journey, grantId);
    const before = kept.find((one) => one.duty === duty);
    if (!before) throw new Error(`${duty} is not owed`);
    const dueAt = new Date(Date.now() + hours * HOUR_MS).toISOString();
    await commit(store, {
      writes: obligationWrites(store, { ...before, dueAt, version: before.version + 1 }, before),
      audit: {
        eventSource: 'ism-link.obligations',
        eventName: 'TurnClock',
        actor: { clientId: 'journeys' },
        outcome: { result: 'allowed', because: [] },
      },
    });
    return before.obligationId;
  };

  beforeAll(async () => {
    journey = await Journey.begin({ faults: true });
    doctor = journey.as('test-clinic.doctor');
    await setHours(journey);
    const grants: EmsGrantId[] = [];
    for (const [at, demographics] of PEOPLE.entries()) {
      const localId = `0000008${at}`;
      await stranger(journey, { facilityId: 'test-hospital', localId, demographics });
      const { grant } = await opened(doctor, { facilityId: 'test-hospital', patientId: `${localId}@EMS` }, SIGNED);
      grants.push(grant.grantId);
    }
    const [first, second, third] = grants;
    if (!first || !second || !third) throw new Error('nothing was opened');
    obligations = {
      soon: await turnDue(first, 'notifyWithin7Days', 23),
      late: await turnDue(second, 'keepConsentForm', -1),
      later: await turnDue(third, 'keepConsentForm', -7 * 24 - 1),
      far: await turnDue(third, 'notifyWithin7Days', 25),
    };
  });
  afterAll(() => journey.end());

  it('the first run writes to the clinic what is due soon and what is overdue, and to the office what is a week late', async () => {
    expect([mails(), await remind()]).toEqual([[], 200]);
    expect(subjectsTo(TO_CLINIC)).toEqual([
      '【ism-link】期限の近い要対応 1件（テストクリニック） / Obligations due soon: 1',
      '【ism-link】期限を過ぎた要対応 2件（テストクリニック） / Overdue obligations: 2',
    ]);
    expect(subjectsTo(TO_OFFICE)).toEqual([
      '【ism-link】期限を7日以上過ぎた要対応 1件（テストクリニック） / Obligations overdue by a week or more: 1',
    ]);
    const text = mails().join('\n');
    expect(text).toMatch(/書面の同意書を保管する.*：2件/);
    expect(text).toMatch(/Keep the written consent form .*: 2/);
  });

  it('no mail names a patient, an ID, a hospital, or whoever looked', () => {
    const text = mails().join('\n');
    const ids = ['0000008', 'test-hospital', 'テスト病院', 'test-clinic.doctor', '砂浜', 'grt_', 'obl_'];
    expect(
      [...PEOPLE.flatMap(wordsOf), ...PEOPLE.map(({ birthDate }) => birthDate), ...ids].filter((word) =>
        text.includes(word),
      ),
    ).toEqual([]);
    expect(text).toContain('このメールには患者の情報を記載していません');
  });

  it('the app shows what was reminded of, and what is overdue', async () => {
    expect(await Promise.all(Object.values(obligations).map(remindedOf))).toEqual([
      ['before'],
      ['overdue'],
      ['office', 'overdue'],
      [],
    ]);
    const overdue = (await open()).filter((one) => one.overdue).map(({ obligationId }) => obligationId);
    expect(overdue).toEqual([obligations.later, obligations.late]);
    expect(done(await doctor(readMe, {})).obligations).toEqual({ open: 6, overdue: 2 });
  });

  it('the next runs send nothing more, one after the other or at once', async () => {
    expect([await remind(), ...(await Promise.all([remind(), remind()]))]).toEqual([200, 200, 200]);
    expect(mails()).toHaveLength(3);
  });

  it('what is fulfilled is reminded of no more; a facility without an address is reached through the office', async () => {
    const params = { obligationId: obligations.far };
    const told = {
      kind: 'notification',
      told: TOLD,
      at: new Date().toISOString(),
      how: 'telephone',
    } as const;
    done(await doctor(fulfilObligation, { params, body: told }));
    const { grant } = await opened(
      journey.as('ty-hospital.doctor'),
      { facilityId: 'test-hospital', patientId: '80@EMS' },
      SIGNED,
    );
    await forgetReminderEmail(journey.as('ty-hospital.admin'), 'ty-hospital');
    await turnDue(grant.grantId, 'keepConsentForm', -1);
    expect(await remind()).toBe(200);
    expect(mails()).toHaveLength(4);
    expect(subjectsTo(TO_OFFICE)).toContain(
      '【ism-link】期限を過ぎた要対応 1件（TYテスト病院） / Overdue obligations: 1',
    );
  });

  it('each mail left its events, by ids and counts alone', async () => {
    const events = (await auditLog(journey)).filter(({ eventName }) => eventName === 'SendReminder');
    const sent = events.filter(({ request }) => request?.['state'] === 'sent');
    expect(
      sent
        .map(({ resource, request }) => [resource?.['facilityId'], request?.['stage'], request?.['obligations']])
        .sort(),
    ).toEqual([
      ['test-clinic', 'before', 1],
      ['test-clinic', 'office', 1],
      ['test-clinic', 'overdue', 2],
      ['ty-hospital', 'overdue', 1],
    ]);
    expect(events.every(({ actor }) => actor.clientId === 'events.amazonaws.com')).toBe(true);
    const { says, ...account } = await accountOf(journey, { people: PEOPLE, written: [TOLD] });
    expect(account).toEqual({ unaudited: [], replay: 0, named: [] });
    expect(says).toMatch(ALL_THE_SAME);
    print(`Reminders: ${mails().length} mails; ${says}`);
  });
});
