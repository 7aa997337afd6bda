import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  attemptsLeft,
  attemptWrite,
  callerRecords,
  commit,
  endSessionWrites,
  facilitiesById,
  facilitiesOfNetwork,
  facilityWrites,
  openSessionWrites,
  type Store,
  signInOf,
  staffWrite,
  systemByClientId,
  systemWrite,
  type Write,
} from '../../../layers/store/index.ts';
import type { Facility, Session, Staff, System } from '../../../schemas/directory.ts';
import type { FacilityId } from '../../../schemas/primitives.ts';
import { draft, facility, localId, staff } from './people.ts';
import { openTables, type Tables } from './tables.ts';

let tables: Tables;
let store: Store;
beforeAll(async () => {
  tables = await openTables();
  ({ store } = tables);
});
afterAll(() => tables.close());

const done = (writes: Write[]) => commit(store, { writes, audit: draft() });
const DOCTOR = staff('test-clinic.doctor');
const clinic = (facilityId: FacilityId, changes: Partial<Facility> = {}): Facility => ({
  facilityId,
  name: 'テストクリニック',
  nameEn: 'Test Clinic',
  kind: 'clinic',
  municipality: '汐見市',
  discloses: false,
  views: true,
  localIds: { digits: 6, padding: 'none' },
  publication: { ownStaff: [], linked: [] },
  entrustment: { recordedOn: '2024-04-01', reference: '契約' },
  excludedLocalIds: [localId('1')],
  state: 'active',
  joinedOn: '2024-04-01',
  version: 1,
  ...changes,
});
const doctor: Staff = {
  staffId: DOCTOR,
  sub: 'a sub',
  facilityId: facility('test-clinic'),
  name: '砂浜 直樹',
  nameKana: 'スナハマ ナオキ',
  role: 'doctor',
  privileges: [],
  state: 'active',
  version: 1,
};
const system: System = {
  clientId: 'client',
  facilityId: facility('test-clinic'),
  name: '取込',
  state: 'active',
  version: 1,
};
const session = (number: number): Session => ({
  sessionId: `ses_${number}`,
  originJti: `jti ${number}`,
  deviceId: 'none',
  signedInAt: '2026-11-22T03:00:00.000Z',
  openedAt: '2026-11-22T03:00:01.000Z',
  state: 'current',
});

describe('the directory', () => {
  it('tells caller and facilities in one call', async () => {
    await done([...facilityWrites(clinic(facility('test-clinic'))), staffWrite(doctor), systemWrite(system)]);
    await done(openSessionWrites(DOCTOR, session(1), undefined));
    const before = store.db.spent.calls;
    const person = await callerRecords(store, {
      staffId: DOCTOR,
      facilities: [facility('test-clinic'), facility('no-such')],
    });
    expect(store.db.spent.calls).toBe(before + 1);
    expect(person).toMatchObject({ staff: doctor, session: session(1) });
    expect([...person.facilities.keys()]).toEqual(['test-clinic']);
    expect((await callerRecords(store, { clientId: 'client', facilities: [] })).system).toEqual(system);
    expect(await callerRecords(store, { staffId: staff('no.body'), clientId: 'none', facilities: [] })).toEqual({
      facilities: new Map(),
    });
    expect(await systemByClientId(store, 'client')).toEqual(system);
    expect(await systemByClientId(store, 'none')).toBeUndefined();
  });

  it('lists facilities without what is their own affair', async () => {
    await done([...facilityWrites(clinic(facility('a-clinic'))), ...facilityWrites(clinic(facility('b-clinic')))]);
    const page = await facilitiesOfNetwork(store, { limit: 2 });
    expect(page.items.map((one) => one.facilityId)).toEqual(['a-clinic', 'b-clinic']);
    expect(Object.keys(page.items[0] ?? {})).not.toEqual(
      expect.arrayContaining(['entrustment', 'excludedLocalIds', 'publication']),
    );
    const rest = await facilitiesOfNetwork(store, { limit: 2, ...(page.last && { after: page.last.sk }) });
    expect(rest.items.map((one) => one.facilityId)).toEqual(['test-clinic']);
  });

  it('finds more facilities than one call takes', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => facility(`clinic-${index}`));
    for (let at = 0; at < ids.length; at += 40)
      await done(ids.slice(at, at + 40).flatMap((id) => facilityWrites(clinic(id))));
    expect((await facilitiesById(store, ids)).size).toBe(120);
    expect((await facilitiesById(store, [])).size).toBe(0);
  });

  it.each([
    ['a facility', () => facilityWrites(clinic(facility('test-clinic'), { version: 3 })), 'facility-version'],
    ['a person', () => [staffWrite({ ...doctor, version: 3 })], 'staff-version'],
    ['a system', () => [systemWrite({ ...system, version: 3 })], 'system-version'],
    ['a new person of a name that is taken', () => [staffWrite(doctor)], 'staff-version'],
  ])('refuses %s over a version that nobody has seen', async (_, writes, condition) => {
    await expect(done(writes())).rejects.toMatchObject({ condition });
  });
});

describe('a session', () => {
  it('takes the place of the one before, and that one’s sign-in never reopens', async () => {
    await done(openSessionWrites(DOCTOR, session(2), session(1)));
    expect((await callerRecords(store, { staffId: DOCTOR, facilities: [] })).session?.sessionId).toBe('ses_2');
    const reopened = done(openSessionWrites(DOCTOR, { ...session(3), originJti: 'jti 1' }, session(2)));
    await expect(reopened).rejects.toMatchObject({ condition: 'sign-in-ended' });
  });

  it('opens once where two sign-ins race', async () => {
    const outcomes = await Promise.allSettled([
      done(openSessionWrites(DOCTOR, session(4), session(2))),
      done(openSessionWrites(DOCTOR, session(5), session(2))),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { session: current } = await callerRecords(store, { staffId: DOCTOR, facilities: [] });
    expect(['ses_4', 'ses_5']).toContain(current?.sessionId);
    const loser = current?.sessionId === 'ses_4' ? 'jti 5' : 'jti 4';
    expect(await signInOf(store, DOCTOR, loser)).toBeUndefined();
  });

  it('that has ended stays ended, and only the current one ends', async () => {
    const { session: current } = await callerRecords(store, { staffId: DOCTOR, facilities: [] });
    await expect(done(endSessionWrites(DOCTOR, session(1)))).rejects.toMatchObject({ condition: 'session-changed' });
    await done(endSessionWrites(DOCTOR, current ?? session(0)));
    expect((await signInOf(store, DOCTOR, current?.originJti ?? ''))?.state).toBe('ended');
    expect((await callerRecords(store, { staffId: DOCTOR, facilities: [] })).session?.state).toBe('ended');
  });
});

describe('attempts', () => {
  const attempt = (window: string, kind: 'link' | 'search' = 'link') =>
    done([attemptWrite({ staffId: DOCTOR, kind, window, limit: 3, expiresAt: tables.clock.now() + 1000 })]);

  it('are counted a person, a kind and a window; beyond the limit they fail by name', async () => {
    for (let n = 0; n < 3; n += 1) await attempt('2026-11-22');
    await expect(attempt('2026-11-22')).rejects.toMatchObject({ condition: 'attempts' });
    await attempt('2026-11-23');
    await attempt('2026-11-22', 'search');
  });

  it('that succeeded cost nothing, but are refused as well when none is left', async () => {
    const at = {
      staffId: DOCTOR,
      kind: 'link' as const,
      window: '2026-11-25',
      limit: 3,
      expiresAt: tables.clock.now(),
    };
    for (let n = 0; n < 5; n += 1) await done([attemptsLeft(at)]);
    for (let n = 0; n < 3; n += 1) await attempt('2026-11-25');
    await expect(done([attemptsLeft(at)])).rejects.toMatchObject({ condition: 'attempts' });
  });

  it('at once never exceed the limit', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => attempt('2026-11-24')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });
});
