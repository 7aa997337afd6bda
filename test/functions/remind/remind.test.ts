import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { remind } from '../../../functions/remind/remind.ts';
import type { Mail, Post } from '../../../layers/edge/mail.ts';
import { obligationWrites, remindersToSend, type Store } from '../../../layers/store/index.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import type { Obligation, ObligationDuty } from '../../../schemas/obligation.ts';
import { facility, person } from '../../layers/store/people.ts';
import { DeedWorld } from '../deed-world.ts';
import { obligationOf, openGrant, recordOf, VIEWER } from '../obligations/owing.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 12:04 on Sunday 22 November in Japan. */
const OPENED = '2026-11-22T03:04:05.678Z';
const WEEK_DUE = Date.parse(OPENED) + 7 * DAY;
/** 08:04 in Japan: due soon, and not overdue within the hours that a test goes on. */
const SOON = WEEK_DUE - 4 * HOUR;

let run: typeof remind;
let world: DeedWorld;
let office: PostOffice;
let logged: jest.SpiedFunction<typeof process.stdout.write>[];

/** Stands where SES would: keeps what it takes, and fails where it is told to. */
class PostOffice implements Post {
  readonly mails: Mail[] = [];
  failures = 0;

  async send(mail: Mail): Promise<{ messageId: string }> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw Object.assign(new Error('no'), { name: 'TooManyRequestsException' });
    }
    this.mails.push(mail);
    return { messageId: `message ${this.mails.length}` };
  }

  get subjects(): string[] {
    return this.mails.map(({ to, subject }) => `${to.join()} ${subject.split('（')[0]}`);
  }
}

beforeAll(async () => {
  ({ remind: run } = await import('../../../functions/remind/remind.ts'));
});
beforeEach(async () => {
  logged = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockReturnValue(true));
  office = new PostOffice();
  world = await DeedWorld.open();
  await world.addFacility({ facilityId: facility('ty-hospital'), name: 'TYテスト病院' });
  await world.addFacility({
    facilityId: VIEWER,
    kind: 'clinic',
    name: 'テストクリニック',
    nameEn: 'Test Clinic',
    reminderEmail: 'clinic@example.jp',
  });
  await world.addFacility({
    facilityId: facility('office'),
    kind: 'networkOffice',
    discloses: false,
    views: false,
    reminderEmail: 'office@example.jp',
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await world.close();
});

let runs = 0;
const runNow = (store: Store = world.store, post: Post | undefined = office) => {
  runs += 1;
  return run({ store, post, requestId: `run ${runs}` });
};
const at = (instant: number | string) => world.clock.at(new Date(instant).toISOString());
const owing = (owes: ObligationDuty[] = ['keepConsentForm'], change: Partial<Parameters<typeof openGrant>[1]> = {}) =>
  openGrant(world, { owes, ...change });
const remindedOf = async (grant: EmsGrant, duty: ObligationDuty = 'keepConsentForm') =>
  (await obligationOf(world, grant, duty)).reminded;
const logLines = (): Record<string, unknown>[] =>
  logged.flatMap(({ mock }) => mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>));
const audited = async () =>
  (await world.audited())
    .filter(({ eventName }) => eventName === 'SendReminder')
    .map(({ request, outcome }) => `${String(request?.['stage'])} ${String(request?.['state'])} ${outcome.result}`)
    .sort();
/** An obligation made due at another instant. */
const dueAt = async (grant: EmsGrant, instant: number): Promise<void> => {
  const before = await obligationOf(world, grant, 'keepConsentForm');
  const next = { ...before, dueAt: new Date(instant).toISOString(), version: before.version + 1 };
  await world.write(obligationWrites(world.store, next, before));
};

describe('what a facility still owes', () => {
  it('is reminded of once a stage: within the day before, after it is due, and a week later to the network office', async () => {
    const grant = await owing();
    for (const [instant, subjects] of [
      [WEEK_DUE - DAY - 1, []],
      [WEEK_DUE - DAY, ['clinic@example.jp 【ism-link】期限の近い要対応 1件']],
      [WEEK_DUE, []],
      [WEEK_DUE + 1, ['clinic@example.jp 【ism-link】期限を過ぎた要対応 1件']],
      [WEEK_DUE + 7 * DAY - 1, []],
      [WEEK_DUE + 7 * DAY, ['office@example.jp 【ism-link】期限を7日以上過ぎた要対応 1件']],
      [WEEK_DUE + 30 * DAY, []],
    ] as const) {
      at(instant);
      office.mails.length = 0;
      await runNow();
      expect([instant - WEEK_DUE, ...office.subjects]).toEqual([instant - WEEK_DUE, ...subjects]);
    }
    expect(await remindedOf(grant)).toEqual({
      before: new Date(WEEK_DUE - DAY).toISOString(),
      overdue: new Date(WEEK_DUE + 1).toISOString(),
      office: new Date(WEEK_DUE + 7 * DAY).toISOString(),
    });
  });

  it('and has fulfilled or cancelled is not reminded of', async () => {
    const before = await obligationOf(world, await owing(), 'keepConsentForm');
    at(WEEK_DUE - HOUR);
    const closedAt = new Date(world.clock.now()).toISOString();
    await world.write(obligationWrites(world.store, { ...before, state: 'cancelled', closedAt, version: 2 }, before));
    expect(await runNow()).toEqual({ sent: 0, unsendable: 0, failed: 0 });
    expect(office.mails).toEqual([]);
  });

  it('comes as one mail, by kind of duty, with the earliest due date in Japan', async () => {
    await owing(['keepConsentForm', 'notifyWithin7Days'], { id: '0000001' });
    world.clock.forward(HOUR);
    await owing(['keepConsentForm'], { id: '0000002' });
    at(WEEK_DUE - HOUR);
    await runNow();
    expect(office.subjects).toEqual(['clinic@example.jp 【ism-link】期限の近い要対応 3件']);
    const [mail] = office.mails;
    expect(mail?.subject).toBe('【ism-link】期限の近い要対応 3件（テストクリニック） / Obligations due soon: 3');
    for (const said of [
      'テストクリニック',
      '・書面の同意書を保管する（または画像を登録する）：2件',
      '最も早い期限：2026年11月29日 12:04（日本時間）',
      '「要対応」の一覧',
      'Test Clinic',
      '- Tell the disclosing facility within 7 days that EMS was used and why: 1',
      'Earliest due date: 29 November 2026 at 12:04 (JST)',
      'open the list of obligations',
    ])
      expect(mail?.text).toContain(said);
  });

  it('comes without anything of the patient, of whoever looked, or of the facility looked at', async () => {
    await owing(['keepConsentForm', 'explainToPatient']);
    for (const instant of [WEEK_DUE, WEEK_DUE + 1, WEEK_DUE + 7 * DAY]) {
      at(instant);
      await runNow();
    }
    expect(office.mails).toHaveLength(3);
    const { name, birthDate } = person;
    const said = JSON.stringify(office.mails);
    for (const word of [
      ...Object.values(name),
      birthDate,
      '0001234',
      'TYテスト病院',
      'ty-hospital',
      '.doctor',
      'obl_',
      'grt_',
    ])
      expect(said).not.toContain(word);
    const kept = JSON.stringify([await world.audited(), logLines()]);
    for (const word of [...Object.values(name), '0001234', 'example.jp']) expect(kept).not.toContain(word);
  });
});

describe('a digest', () => {
  it('is one a day of Japan: what falls due later that day waits for the next, which begins at 15:00 UTC', async () => {
    const first = await owing(['keepConsentForm'], { id: '0000001' });
    const second = await owing(['keepConsentForm'], { id: '0000002' });
    const midnight = Date.parse('2026-11-29T15:00:00.000Z');
    await dueAt(first, midnight - 3 * HOUR);
    await dueAt(second, midnight - 1);
    at(midnight - 2 * HOUR);
    await runNow();
    expect(await Promise.all([remindedOf(first), remindedOf(second)])).toMatchObject([
      { overdue: '2026-11-29T13:00:00.000Z' },
      { before: '2026-11-29T13:00:00.000Z' },
    ]);
    at(midnight - 1);
    await runNow();
    expect(office.mails).toHaveLength(2);
    at(midnight);
    await runNow();
    expect(office.subjects.slice(2)).toEqual(['clinic@example.jp 【ism-link】期限を過ぎた要対応 1件']);
  });

  it('that was sent leaves what falls due later the same day unmarked until the next', async () => {
    const early = await owing(['keepConsentForm'], { id: '0000001' });
    const late = await owing(['keepConsentForm'], { id: '0000002' });
    const noon = Date.parse('2026-11-29T03:00:00.000Z');
    await dueAt(early, noon);
    await dueAt(late, noon + HOUR);
    for (const instant of [noon + 1, noon + HOUR + 1]) {
      at(instant);
      await runNow();
    }
    expect((await remindedOf(late)).overdue).toBeUndefined();
    at('2026-11-29T15:00:00.000Z');
    await runNow();
    expect((await remindedOf(late)).overdue).toBe('2026-11-29T15:00:00.000Z');
    expect(office.subjects.filter((subject) => subject.includes('過ぎた'))).toHaveLength(2);
  });

  it('of a night with many patients lists them all, in as many transactions as it takes', async () => {
    const grants: EmsGrant[] = [];
    for (let n = 0; n < 45; n += 1) grants.push(await owing(['keepConsentForm'], { id: String(n).padStart(7, '0') }));
    at(WEEK_DUE);
    expect(await runNow()).toEqual({ sent: 1, unsendable: 0, failed: 0 });
    expect(office.subjects).toEqual(['clinic@example.jp 【ism-link】期限の近い要対応 45件']);
    for (const grant of grants) expect(await remindedOf(grant)).toEqual({ before: new Date(WEEK_DUE).toISOString() });
    const counts = (await world.audited())
      .filter(({ eventName }) => eventName === 'SendReminder')
      .map(({ request }) => `${String(request?.['state'])} ${String(request?.['obligations'])}`);
    expect(counts.sort()).toEqual(['intended 20', 'intended 20', 'intended 5', 'sent 45']);
  });

  it('loses nothing where somebody fulfils one of them at the same time', async () => {
    const grants = await Promise.all(['0000001', '0000002'].map((id) => owing(['keepConsentForm'], { id })));
    at(WEEK_DUE);
    const [first] = grants;
    if (!first) throw new Error('two were opened');
    const before = await obligationOf(world, first, 'keepConsentForm');
    const next = { ...before, state: 'cancelled', closedAt: OPENED, version: 2 } satisfies Obligation;
    await Promise.all([runNow(), world.write(obligationWrites(world.store, next, before)).catch(() => undefined)]);
    const { obligations } = await recordOf(world, first);
    expect(obligations).toMatchObject([{ version: 2 }]);
    expect(office.mails).toHaveLength(1);
  });
});

describe('a run', () => {
  it('at the same time as another sends each digest once', async () => {
    await owing();
    at(WEEK_DUE + 7 * DAY);
    const outcomes = await Promise.all(
      [world.store, ...[1, 2].map(() => world.tables.anotherStore())].map((store) => runNow(store)),
    );
    expect(outcomes.reduce((sum, { sent }) => sum + sent, 0)).toBe(2);
    expect(outcomes.every(({ failed }) => failed === 0)).toBe(true);
    expect(office.subjects.sort()).toEqual([
      'clinic@example.jp 【ism-link】期限を過ぎた要対応 1件',
      'office@example.jp 【ism-link】期限を7日以上過ぎた要対応 1件',
    ]);
  });

  it('that comes again finds nothing to do, and costs a quiet facility one query', async () => {
    await world.addFacility({ facilityId: facility('quiet-hospital') });
    await owing();
    at(WEEK_DUE);
    await runNow();
    const { spent } = world.store.db;
    const calls = spent.calls;
    expect(await runNow()).toEqual({ sent: 0, unsendable: 0, failed: 0 });
    // The list of facilities, each of the three that may owe something, and what is still to be sent.
    expect(spent.calls - calls).toBe(5);
    expect(office.mails).toHaveLength(1);
  });

  it('whose mail fails says so, and a run sends it again once 15 minutes have passed', async () => {
    await owing();
    at(SOON);
    office.failures = 1;
    expect(await runNow()).toEqual({ sent: 0, unsendable: 0, failed: 1 });
    expect(logLines()).toContainEqual(
      expect.objectContaining({ level: 'ERROR', facilityId: VIEWER, code: 'TooManyRequestsException' }),
    );
    for (const minutes of [0, 15]) {
      world.clock.forward(minutes * 60_000);
      expect(await runNow()).toEqual({ sent: 0, unsendable: 0, failed: 0 });
    }
    world.clock.forward(1);
    expect(await runNow()).toEqual({ sent: 1, unsendable: 0, failed: 0 });
    expect(office.mails).toHaveLength(1);
    expect(await audited()).toEqual(['before intended allowed', 'before resumed allowed', 'before sent allowed']);
    expect(await remindersToSend(world.store)).toEqual([]);
  });

  it('takes up what was left behind alone, though two find it', async () => {
    await owing();
    at(SOON);
    office.failures = 1;
    await runNow();
    world.clock.forward(HOUR);
    const outcomes = await Promise.all([world.store, world.tables.anotherStore()].map((store) => runNow(store)));
    expect(outcomes.map(({ sent }) => sent).sort()).toEqual([0, 1]);
    expect(office.mails).toHaveLength(1);
  });

  it('that breaks off between two portions is finished by the next, with one mail of all', async () => {
    const grants: EmsGrant[] = [];
    for (let n = 0; n < 25; n += 1) grants.push(await owing(['keepConsentForm'], { id: String(n).padStart(7, '0') }));
    at(WEEK_DUE - HOUR);
    const dying = dyingAfter(1);
    expect((await runNow(dying)).failed).toBe(1);
    const marked = async () =>
      (await Promise.all(grants.map((grant) => remindedOf(grant)))).filter((one) => one.before);
    expect([(await marked()).length, office.mails.length]).toEqual([20, 0]);
    world.clock.forward(HOUR);
    expect(await runNow()).toEqual({ sent: 1, unsendable: 0, failed: 0 });
    expect([(await marked()).length, ...office.subjects]).toEqual([
      25,
      'clinic@example.jp 【ism-link】期限の近い要対応 25件',
    ]);
  });

  it('that sent a mail and could not keep that it did sends it again: at least once', async () => {
    await owing();
    at(SOON);
    expect((await runNow(dyingAfter(1))).failed).toBe(1);
    world.clock.forward(HOUR);
    expect((await runNow()).sent).toBe(1);
    const [first, again] = office.mails;
    expect(office.mails).toHaveLength(2);
    expect(again).toEqual(first);
  });

  it('gives a digest up that could not be sent for more than two days', async () => {
    await owing();
    at(WEEK_DUE - DAY);
    office.failures = Number.POSITIVE_INFINITY;
    await runNow();
    world.clock.forward(2 * DAY);
    await runNow();
    expect(await audited()).not.toContain('before unsendable failed');
    world.clock.forward(HOUR);
    expect((await runNow()).unsendable).toBe(1);
    expect(await audited()).toContain('before unsendable failed');
  });

  it('that fails at one facility goes on with the others', async () => {
    const broken = facility('broken-clinic');
    await world.addFacility({ facilityId: broken, kind: 'clinic' });
    await owing(['keepConsentForm'], { viewer: broken, id: '0000009' });
    await owing();
    at(WEEK_DUE);
    const store = failingFor(broken);
    expect(await runNow(store)).toEqual({ sent: 1, unsendable: 0, failed: 1 });
    expect(office.subjects).toEqual(['clinic@example.jp 【ism-link】期限の近い要対応 1件']);
    expect(logLines()).toContainEqual(expect.objectContaining({ level: 'ERROR', facilityId: broken }));
  });
});

describe('a facility', () => {
  it('without an address is reminded through the network office, and one that left too', async () => {
    for (const [id, change] of [
      ['no-mail-clinic', {}],
      ['left-clinic', { state: 'left', reminderEmail: 'left@example.jp' }],
    ] as const) {
      await world.addFacility({ facilityId: facility(id), kind: 'clinic', ...change });
      await owing(['keepConsentForm'], { viewer: facility(id), id: `00000${id.length}` });
    }
    at(WEEK_DUE);
    await runNow();
    expect(office.subjects).toEqual(Array(2).fill('office@example.jp 【ism-link】期限の近い要対応 1件'));
  });

  it.each([
    ['nobody has an address', (): Post => office, 'NO_ADDRESS'],
    ['the stage has no sender', (): undefined => undefined, 'NO_SENDER'],
  ] as const)('cannot be reminded by mail where %s: audited, and told by a code', async (_why, post, code) => {
    const mute = await DeedWorld.open();
    await world.close();
    world = mute;
    const reminderEmail = code === 'NO_SENDER' ? { reminderEmail: 'clinic@example.jp' } : {};
    await world.addFacility({ facilityId: VIEWER, kind: 'clinic', ...reminderEmail });
    const grant = await owing();
    at(SOON);
    expect(await run({ store: world.store, post: post(), requestId: 'run' })).toEqual({
      sent: 0,
      unsendable: 1,
      failed: 0,
    });
    expect(await audited()).toEqual(['before intended allowed', 'before unsendable failed']);
    expect(logLines()).toContainEqual(expect.objectContaining({ level: 'WARN', facilityId: VIEWER, code }));
    expect(await remindedOf(grant)).toEqual({ before: new Date(SOON).toISOString() });
    world.clock.forward(HOUR);
    expect(await run({ store: world.store, post: post(), requestId: 'run' })).toEqual({
      sent: 0,
      unsendable: 0,
      failed: 0,
    });
  });
});

/** A store whose instance dies after so many transactions. */
const dyingAfter = (transactions: number): Store => {
  const store = world.tables.anotherStore();
  let left = transactions;
  const db = new Proxy(store.db, {
    get(target, name) {
      if (name === 'transact' && (left -= 1) < 0) throw new Error('the instance is gone');
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { ...store, db };
};

/** A store that cannot be asked about one facility. */
const failingFor = (facilityId: string): Store => {
  const store = world.tables.anotherStore();
  const db = new Proxy(store.db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...asked: unknown[]) => {
        if (name === 'query' && JSON.stringify(asked[1]).includes(facilityId)) throw new Error('no');
        return value.apply(target, asked);
      };
    },
  });
  return { ...store, db };
};
