import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ConflictError,
  commit,
  obligationIdOf,
  obligationNameOf,
  obligationsDue,
  obligationsOf,
  obligationWrites,
  type Reminder,
  reminderAt,
  remindersToSend,
  reminderWrites,
  type Store,
  type Write,
} from '../../../layers/store/index.ts';
import type { Obligation } from '../../../schemas/obligation.ts';
import type { EmsGrantId, FacilityId } from '../../../schemas/primitives.ts';
import { draft, facility, localId, person, staff } from './people.ts';
import { openTables, type Tables } from './tables.ts';

let tables: Tables;
let store: Store;
beforeAll(async () => {
  tables = await openTables();
  ({ store } = tables);
});
afterAll(() => tables.close());

const done = (writes: Write[]) => commit(store, { writes, audit: draft() });
const DUE = '2026-11-29T03:04:05.678Z';
/** An obligation of a facility; its grant is another each time. */
const owed = (facilityId: FacilityId, change: Partial<Obligation> = {}): Obligation => {
  const name = { facilityId: facility('ty-hospital'), localId: localId('0001234') };
  const grant = store.newId();
  return {
    obligationId: obligationIdOf(store.seal, { ...name, grant, duty: 'recordInChart' }),
    grantId: `grt_${'x'.repeat(60)}` as EmsGrantId,
    duty: 'recordInChart',
    facilityId,
    staffId: staff(`${facilityId}.doctor`),
    discloserFacilityId: name.facilityId,
    localId: name.localId,
    person,
    createdAt: '2026-11-22T03:04:05.678Z',
    dueAt: DUE,
    state: 'open',
    reminded: {},
    version: 1,
    ...change,
  };
};
const stored = async (...all: Parameters<typeof owed>): Promise<Obligation> => {
  const obligation = owed(...all);
  await done(obligationWrites(store, obligation, undefined));
  return obligation;
};
const idsOf = async (facilityId: FacilityId, state: 'open' | 'closed') =>
  (await obligationsOf(store, { owner: { facilityId }, state })).items.map(({ obligationId }) => obligationId);

describe('an obligation', () => {
  it('stands in the list of its facility and of its person while it is open', async () => {
    const own = facility('open-clinic');
    const { obligationId } = await stored(own);
    expect(await idsOf(own, 'open')).toEqual([obligationId]);
    const mine = await obligationsOf(store, { owner: { staffId: staff('open-clinic.doctor') }, state: 'open' });
    expect(mine.items).toMatchObject([{ obligationId, person }]);
    expect(await idsOf(facility('other-clinic'), 'open')).toEqual([]);
  });

  it('that is closed moves to the closed ones, newest first, and leaves nothing among the open', async () => {
    const own = facility('closing-clinic');
    const closed: string[] = [];
    for (const hour of ['05', '04']) {
      const before = await stored(own);
      const closedAt = `2026-11-22T${hour}:00:00.000Z`;
      await done(obligationWrites(store, { ...before, state: 'cancelled', closedAt, version: 2 }, before));
      closed.push(before.obligationId);
    }
    expect(await idsOf(own, 'open')).toEqual([]);
    expect(await idsOf(own, 'closed')).toEqual(closed);
    const mine = { owner: { staffId: staff('closing-clinic.doctor') }, state: 'open' } as const;
    expect((await obligationsOf(store, mine)).items).toEqual([]);
  });

  it('that was reminded of stays where it stood, with that', async () => {
    const own = facility('reminded-clinic');
    const before = await stored(own);
    const reminded = { before: '2026-11-28T03:04:05.678Z' };
    await done(obligationWrites(store, { ...before, reminded, version: 2 }, before));
    const { items } = await obligationsOf(store, { owner: { facilityId: own }, state: 'open' });
    expect(items).toMatchObject([{ reminded, version: 2 }]);
  });

  it('is changed over the version that was read, or not at all', async () => {
    const before = await stored(facility('race-clinic'));
    const change = obligationWrites(store, { ...before, version: 2 }, before);
    await done(change);
    await expect(done(change)).rejects.toMatchObject({ condition: 'obligation-version' });
    await expect(done(obligationWrites(store, before, undefined))).rejects.toBeInstanceOf(ConflictError);
  });

  it('has an id that names its grant and duty to this network, and nothing to another', async () => {
    const { obligationId } = owed(facility('open-clinic'));
    expect(obligationNameOf(store.seal, obligationId)).toMatchObject({ duty: 'recordInChart', localId: '0001234' });
    const stranger = tables.anotherStore('another secret of tests, longer than thirty-two letters');
    expect(obligationNameOf(stranger.seal, obligationId)).toBeUndefined();
    const grantLike = obligationId.replace('obl_', 'grt_');
    expect(obligationNameOf(store.seal, grantLike)).toBeUndefined();
    await expect(async () =>
      obligationWrites(
        store,
        owed(facility('open-clinic'), { obligationId: `obl_${'a'.repeat(60)}` as never }),
        undefined,
      ),
    ).rejects.toBeInstanceOf(TypeError);
  });
});

describe('obligations due', () => {
  it('are those up to the instant, that instant included, the most overdue first', async () => {
    const own = facility('due-clinic');
    const instants = ['2026-11-29T03:04:05.679Z', DUE, '2026-11-29T03:04:05.677Z'];
    for (const dueAt of instants) await stored(own, { dueAt });
    const { items } = await obligationsDue(store, { owner: { facilityId: own }, until: DUE });
    expect(items.map(({ dueAt }) => dueAt)).toEqual(instants.slice(1).reverse());
  });
});

describe('a reminder', () => {
  const reminder = (change: Partial<Reminder> = {}): Reminder => ({
    facilityId: facility('mail-clinic'),
    day: '2026-11-22',
    stage: 'before',
    obligations: [owed(facility('mail-clinic')).obligationId],
    earliestDueAt: DUE,
    state: 'intended',
    intendedAt: '2026-11-22T03:04:05.678Z',
    takenAt: '2026-11-22T03:04:05.678Z',
    version: 1,
    ...change,
  });

  it('is one a facility, day and stage, and stands among those to be sent until it was', async () => {
    const intended = reminder();
    await done(reminderWrites(intended));
    await expect(done(reminderWrites(intended))).rejects.toMatchObject({ condition: 'reminder-version' });
    await done(reminderWrites(reminder({ stage: 'overdue' })));
    await done(reminderWrites(reminder({ day: '2026-11-23' })));
    expect((await remindersToSend(store)).map(({ day, stage }) => `${day} ${stage}`)).toEqual([
      '2026-11-22 before',
      '2026-11-22 overdue',
      '2026-11-23 before',
    ]);
    const sent: Reminder = { ...intended, state: 'sent', sentAt: DUE, messageId: 'message 1', version: 2 };
    await done(reminderWrites(sent));
    await done(reminderWrites(reminder({ stage: 'overdue', state: 'unsendable', version: 2 })));
    expect(await remindersToSend(store)).toMatchObject([{ day: '2026-11-23' }]);
    expect(await reminderAt(store, intended)).toEqual(sent);
    await expect(done(reminderWrites(sent))).rejects.toMatchObject({ condition: 'reminder-version' });
  });

  it('of a day without one is not there', async () => {
    const day = '2026-12-31';
    expect(await reminderAt(store, { facilityId: facility('mail-clinic'), day, stage: 'before' })).toBeUndefined();
  });
});
