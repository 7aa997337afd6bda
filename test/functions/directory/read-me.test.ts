import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { readMe } from '../../../functions/directory/read-me.ts';
import { emsGrantIdOf, obligationIdOf, obligationWrites } from '../../../layers/store/index.ts';
import type { Obligation } from '../../../schemas/obligation.ts';
import { facility, localId, person, staff } from '../../layers/store/people.ts';
import type { DeedWorld } from '../deed-world.ts';
import {
  CLINIC,
  DAY,
  DOCTOR,
  disasterDeeds,
  HOUR,
  later,
  listed,
  NOBODYS,
  type Officers,
  officers,
  openDisasterWorld,
} from '../disaster/disaster-world.ts';

jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: DeedWorld;
let me: typeof readMe;
let office: Officers;
beforeEach(async () => {
  ({ readMe: me } = await import('../../../functions/directory/read-me.ts'));
  world = await openDisasterWorld();
  office = officers(world, await disasterDeeds());
});
/** Operators are told of flags that do not fit: not in the midst of a test's own report. */
let written: ReturnType<typeof muted>;
const muted = () => [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockReturnValue(true));
beforeEach(() => void (written = muted()));
afterEach(async () => {
  for (const stream of written) stream.mockRestore();
  await world.close();
});

const told = async (who: string) => (await world.ask(who, me, {})).body;
const concerns = async (who: string) => (await told(who)).disasters.map((notice) => [notice.mode, ...notice.concerns]);
const WHOLE_TOWN = { facilities: [], municipalities: ['汐見市'] };

describe('everybody whom a rule concerns is told of it', () => {
  it('as somebody who may look, as somebody whose records may be looked at, as both, or not at all', async () => {
    world.flag = listed(
      await office.declared({
        viewingArea: WHOLE_TOWN,
        disclosingArea: { facilities: [], municipalities: ['千舟町', '汐見市'] },
      }),
    );
    expect(await concerns(DOCTOR)).toEqual([['real', 'viewing', 'disclosing']]);
    expect(await concerns('test-hospital.doctor')).toEqual([['real', 'disclosing']]);
    expect(await concerns('test-pharmacy.pharmacist')).toEqual([]);
  });

  it('with what it relaxes and until when, in both languages', async () => {
    const rule = await office.declared();
    world.flag = listed(rule);
    const [notice] = (await told(DOCTOR)).disasters;
    expect(notice).toEqual({
      ruleId: rule.ruleId,
      mode: 'real',
      basis: rule.basis,
      from: rule.from,
      until: rule.until,
      concerns: ['viewing'],
      relaxations: ['emsForEvacuees', 'oralConsent'],
      says: {
        ja: '臨時運用ルールが有効です（2026/11/23 12:04まで）：避難者へのEMSの利用、口頭の同意。',
        en: 'A disaster rule is in force until 23 Nov 2026, 12:04 (JST): EMS for evacuees, oral consent.',
      },
    });
  });

  it('of a drill, too, which says that it opens nothing', async () => {
    world.flag = listed(await office.declared(), await office.declared({ mode: 'drill' }));
    const { disasters } = await told(DOCTOR);
    expect(disasters.map(({ mode }) => mode)).toEqual(['real', 'drill']);
    expect(disasters[1]?.says.ja).toMatch(/^【訓練】.*実際の記録は開きません。$/);
  });

  it('from its first instant up to its last, half-open', async () => {
    world.flag = listed(await office.declared({ from: later(world, HOUR), until: later(world, 2 * HOUR) }));
    const counts: number[] = [];
    for (const ms of [HOUR - 1, 1, HOUR - 1, 1]) {
      world.clock.forward(ms);
      counts.push((await concerns(DOCTOR)).length);
    }
    expect(counts).toEqual([0, 1, 1, 0]);
  });

  it('for 24 hours without approval, and again once another officer has approved', async () => {
    const rule = await office.declared({ until: later(world, 10 * DAY) });
    world.flag = listed(rule);
    world.clock.forward(DAY - 1);
    expect(await concerns(DOCTOR)).toHaveLength(1);
    world.clock.forward(1);
    expect(await concerns(DOCTOR)).toEqual([]);
    await office.approved(rule);
    expect(await concerns(DOCTOR)).toHaveLength(1);
  });

  it('only where record and flag agree, and no longer from the request after its end', async () => {
    const rule = await office.declared();
    const flags: [DeedWorld['flag'], number][] = [
      [{ state: 'off' }, 0],
      [{ state: 'unreadable' }, 0],
      [listed({ ruleId: rule.ruleId, hash: '0000000000000000' }), 0],
      [listed({ ruleId: NOBODYS, hash: rule.hash }), 0],
      [listed(rule), 1],
    ];
    for (const [flag, count] of flags) {
      world.flag = flag;
      expect([flag, (await concerns(DOCTOR)).length]).toEqual([flag, count]);
    }
    await office.ended(rule);
    expect(await concerns(DOCTOR)).toEqual([]);
  });
});

describe('a flag that lists what is not in force', () => {
  it('is told to the operators by its ids, and opens nothing', async () => {
    const rule = await office.declared();
    world.flag = listed({ ruleId: rule.ruleId, hash: '0000000000000000' });
    await told(DOCTOR);
    const lines = written.flatMap(({ mock }) => mock.calls.map(([text]) => String(text)));
    expect(lines.filter((line) => line.includes('FLAG_RULE_MISMATCH') && line.includes(rule.ruleId))).toHaveLength(1);
  });
});

let grants = 0;
const owe = async (change: Partial<Obligation>) => {
  grants += 1;
  const name = { grant: `g${grants}`, facilityId: facility('test-hospital'), localId: localId('0001234') };
  const duty = 'recordInChart' as const;
  const obligation: Obligation = {
    obligationId: obligationIdOf(world.store.seal, { ...name, duty }),
    grantId: emsGrantIdOf(world.store.seal, name),
    duty,
    facilityId: CLINIC,
    staffId: staff(DOCTOR),
    discloserFacilityId: name.facilityId,
    localId: name.localId,
    person,
    createdAt: later(world, 0),
    dueAt: later(world, DAY),
    state: 'open',
    reminded: {},
    version: 1,
    ...change,
  };
  await world.write(obligationWrites(world.store, obligation, undefined));
};

describe('what a person still owes', () => {
  it('is counted: their own alone, open ones, and overdue from the instant after the due one', async () => {
    expect((await told(DOCTOR)).obligations).toEqual({ open: 0, overdue: 0 });
    await owe({});
    await owe({ dueAt: later(world, 2 * DAY) });
    await owe({ staffId: staff('test-clinic.nurse') });
    await owe({ state: 'fulfilled', closedAt: later(world, 0) });
    world.clock.forward(DAY);
    expect((await told(DOCTOR)).obligations).toEqual({ open: 2, overdue: 0 });
    world.clock.forward(1);
    expect((await told(DOCTOR)).obligations).toEqual({ open: 2, overdue: 1 });
  });
});

describe('the cost', () => {
  it('is the caller, the obligations and the audit in peacetime; with a flag one more at the same time', async () => {
    const rule = await office.declared();
    const calls = async () => {
      const before = world.store.db.spent.calls;
      await told(DOCTOR);
      return world.store.db.spent.calls - before;
    };
    const peacetime = await calls();
    world.flag = listed(rule);
    expect([peacetime, await calls()]).toEqual([3, 4]);
  });
});
