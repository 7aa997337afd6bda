import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AuditUnavailableError,
  accessOfPatient,
  auditEventOf,
  auditEventsOf,
  commit,
  consentWrite,
  openStore,
  patientWrite,
  record,
  type Store,
} from '../../../layers/store/index.ts';
import { consent, consentId, draft, patient, patientId } from './people.ts';
import { openTables, SECRET, type Tables } from './tables.ts';

let tables: Tables;
let store: Store;
beforeAll(async () => {
  tables = await openTables();
});
afterAll(() => tables.close());
beforeEach(() => {
  tables.faults.set([]);
  store = tables.anotherStore();
});

const auditOf = async (number: number) =>
  (await auditEventsOf(store, { index: 'byPatient', value: patientId(number), limit: 100 })).items;
const about = (number: number) => draft({ patientId: patientId(number) });

describe('a commit', () => {
  it('writes state and audit event together', async () => {
    const event = await commit(store, {
      writes: [patientWrite(patient(1)), consentWrite(consent(1, { patientId: patientId(1) }))],
      audit: about(1),
    });
    expect((await accessOfPatient(store, patientId(1)))?.consents).toHaveLength(1);
    expect(await auditOf(1)).toEqual([event]);
  });

  it('leaves neither state nor audit where a condition fails, and the next event takes the number', async () => {
    await commit(store, { writes: [patientWrite(patient(2))], audit: about(2) });
    const stale = commit(store, {
      writes: [consentWrite(consent(2, { patientId: patientId(2) })), patientWrite(patient(2, { version: 7 }))],
      audit: about(2),
    });
    await expect(stale).rejects.toMatchObject({ name: 'ConflictError', condition: 'patient-version' });
    expect((await accessOfPatient(store, patientId(2)))?.consents).toEqual([]);
    expect(await auditOf(2)).toHaveLength(1);
    const next = await commit(store, { writes: [patientWrite(patient(2, { version: 2 }))], audit: about(2) });
    expect(next.writer.n).toBe(2);
  });

  it.each([
    ['the records throttle', { kind: 'throttling', table: 'records' }],
    ['the audit throttles', { kind: 'throttling', table: 'audit' }],
    ['the store is out of reach', { kind: 'unreachable' }],
    ['another transaction holds an item', { kind: 'transactionConflict', table: 'records', times: 1 }],
  ] as const)('leaves neither state nor audit where %s', async (_, fault) => {
    const number = 10 + Math.floor(Math.random() * 1e9);
    tables.faults.set([fault]);
    await expect(commit(store, { writes: [patientWrite(patient(number))], audit: about(number) })).rejects.toThrow();
    tables.faults.set([]);
    expect(await accessOfPatient(store, patientId(number))).toBeUndefined();
    expect(await auditOf(number)).toEqual([]);
  });

  it('is acknowledged where its answer was lost but it was done, also by a store that has forgotten its token', async () => {
    await commit(store, { writes: [patientWrite(patient(3))], audit: about(3) });
    const { db } = store;
    // As after a restart of the store: the SDK's second attempt meets what the first one wrote.
    const forgetful: Store = {
      ...store,
      db: Object.assign(Object.create(db) as typeof db, {
        transact: async (writes: Parameters<typeof db.transact>[0], token: string) => {
          await db.transact(writes, token);
          await db.transact(writes, `${token} again`);
        },
      }),
    };
    const event = await commit(forgetful, { writes: [patientWrite(patient(3, { version: 2 }))], audit: about(3) });
    expect((await accessOfPatient(store, patientId(3)))?.patient.version).toBe(2);
    expect((await auditOf(3)).map(({ eventId }) => eventId)).toContain(event.eventId);
    expect(await auditOf(3)).toHaveLength(2);
  });

  it('goes through once only, of twenty that read the same version', async () => {
    await commit(store, { writes: [patientWrite(patient(4))], audit: about(4) });
    const stores = Array.from({ length: 20 }, () => tables.anotherStore());
    const outcomes = await Promise.allSettled(
      stores.map((one) => commit(one, { writes: [patientWrite(patient(4, { version: 2 }))], audit: about(4) })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await auditOf(4)).toHaveLength(2);
  });
});

describe('a record', () => {
  it('is an audit event of its own, found by patient and by person, newest first', async () => {
    for (const eventName of ['ReadPatient', 'ReadTimeline', 'ReadDocument']) {
      tables.clock.forward(1);
      await record(store, draft({ eventName, patientId: patientId(5), actor: { staffId: 'test-clinic.nurse' } }));
    }
    expect((await auditOf(5)).map((event) => event.eventName)).toEqual(['ReadDocument', 'ReadTimeline', 'ReadPatient']);
    const page = await auditEventsOf(store, { index: 'byStaff', value: 'test-clinic.nurse', limit: 2 });
    expect(page.items).toHaveLength(2);
    const rest = await auditEventsOf(store, {
      index: 'byStaff',
      value: 'test-clinic.nurse',
      limit: 2,
      ...(page.last && { before: page.last }),
    });
    expect(rest.items.map((event) => event.eventName)).toEqual(['ReadPatient']);
    expect(rest.last).toBeUndefined();
  });

  it.each([
    ['throttles', { kind: 'throttling', table: 'audit' }],
    ['fails', { kind: 'failure', table: 'audit', operation: 'PutItem' }],
    ['is out of reach', { kind: 'unreachable', table: 'audit' }],
  ] as const)('that cannot be written since the audit %s is no audit: nothing may be answered', async (_, fault) => {
    tables.faults.set([fault]);
    await expect(record(store, about(6))).rejects.toBeInstanceOf(AuditUnavailableError);
  });

  it('that meets a transaction is a conflict: the deed is done again', async () => {
    tables.faults.set([{ kind: 'transactionConflict', table: 'audit', times: 1 }]);
    await expect(record(store, about(6))).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('lies in the table as its id says, and nowhere twice', async () => {
    await record(store, about(7));
    const items = await tables.itemsIn('audit');
    const events = items.map((item) => auditEventOf({ event: Buffer.from(item['event']?.B ?? '', 'base64') }));
    expect(new Set(events.map((event) => event.eventId)).size).toBe(events.length);
    for (const [index, event] of events.entries()) {
      expect(items[index]?.['sk']?.S).toBe(event.eventId);
      expect(items[index]?.['pk']?.S?.startsWith(event.eventTime.slice(0, 13))).toBe(true);
    }
  });
});

describe('what decides about a patient', () => {
  it('is all in one query: the patient, links in every state, the whole history of consents', async () => {
    await commit(store, {
      writes: [
        patientWrite(patient(8)),
        consentWrite(consent(81, { patientId: patientId(8), state: 'replaced', replacedBy: consentId(82) })),
        consentWrite(consent(82, { patientId: patientId(8) })),
      ],
      audit: about(8),
    });
    const before = store.db.spent.calls;
    const access = await accessOfPatient(store, patientId(8));
    expect(store.db.spent.calls).toBe(before + 1);
    expect(access?.consents.map((one) => one.state).sort()).toEqual(['inForce', 'replaced']);
  });

  it('is undefined for somebody the network does not know', async () => {
    expect(await accessOfPatient(store, patientId(999))).toBeUndefined();
  });
});

it('a store has ids and clock of its own where none are given', () => {
  const own = openStore({
    tables: { records: 'records', directory: 'directory', audit: 'audit' },
    secret: SECRET,
    db: store.db,
  });
  expect(own.newId()).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(Math.abs(own.now() - Date.now())).toBeLessThan(1000);
});
