import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ulid } from 'ulid';
import type { AuditEvent } from '../../../events/audit-event.ts';
import { decideLook, discloserFacts, patientFacts } from '../../../layers/rules/index.ts';
import {
  AuditWriter,
  auditEventOf,
  auditHash,
  auditItemOf,
  canonicalJson,
} from '../../../layers/store/audit-writer.ts';
import { ConflictError, StoreUnavailableError } from '../../../layers/store/errors.ts';
import { record } from '../../../layers/store/index.ts';
import { CONTENT_TYPES, type ContentType } from '../../../schemas/content-types.ts';
import type { Facility } from '../../../schemas/directory.ts';
import { faultsInChains } from '../../faults/chains.ts';
import { consent, draft, facility, link, localId, patient, patientId } from './people.ts';
import { openTables, type Tables } from './tables.ts';

const NOW = Date.parse('2026-11-22T03:04:05.678Z');
const newWriter = () => new AuditWriter({ now: () => NOW, newId: () => ulid(NOW) });
const asIs = async (event: AuditEvent) => event;
const ZERO = '0'.repeat(64);

describe('a writer', () => {
  it('numbers its events from 1, and each points to the one before', async () => {
    const writer = newWriter();
    const events = [];
    for (let n = 0; n < 5; n += 1) events.push(await writer.append(draft({ requestId: String(n) }), asIs));
    expect(events.map((event) => event.writer.n)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(events.map((event) => event.writer.writerId)).size).toBe(1);
    expect(events[0]?.writer.previousHash).toBe(ZERO);
    for (let n = 1; n < 5; n += 1) expect(events[n]?.writer.previousHash).toBe(auditHash(events[n - 1] as AuditEvent));
  });

  it('writes one event after another, in the order in which they were asked for', async () => {
    const writer = newWriter();
    const order: number[] = [];
    const events = await Promise.all(
      [30, 10, 20, 0].map((ms, index) =>
        writer.append(draft(), async (event) => {
          await new Promise((resolve) => void setTimeout(resolve, ms));
          order.push(index);
          return event;
        }),
      ),
    );
    expect(order).toEqual([0, 1, 2, 3]);
    expect(events.map((event) => event.writer.n)).toEqual([1, 2, 3, 4]);
  });

  it.each<[string, Error]>([
    ['a condition that failed', new ConflictError('link-version')],
    ['a throttled store', new StoreUnavailableError('throttled', true)],
  ])('uses no number for %s', async (_, error) => {
    const writer = newWriter();
    const first = await writer.append(draft(), asIs);
    await expect(writer.append(draft(), () => Promise.reject(error))).rejects.toBe(error);
    const next = await writer.append(draft(), asIs);
    expect(next.writer).toEqual({ writerId: first.writer.writerId, n: 2, previousHash: auditHash(first) });
  });

  it.each<[string, Error]>([
    ['a write that may have been done', new StoreUnavailableError('broken off', false)],
    [
      'a condition that failed after an attempt that may have written',
      new ConflictError('link-version', { certain: false }),
    ],
  ])('is abandoned after %s, and a new one begins at 1', async (_, error) => {
    const writer = newWriter();
    const first = await writer.append(draft(), asIs);
    await expect(writer.append(draft(), () => Promise.reject(error))).rejects.toBe(error);
    const next = await writer.append(draft(), asIs);
    expect(next.writer).toMatchObject({ n: 1, previousHash: ZERO });
    expect(next.writer.writerId).not.toBe(first.writer.writerId);
  });

  it('does not write what would not read back: one such event would close a whole log', async () => {
    const writer = newWriter();
    const hostile = [
      draft({ actor: { sourceIp: '10.0.0.1\twritten by somebody' } }),
      draft({ actor: { sourceIp: 'x'.repeat(65) } }),
      draft({ requestId: '' }),
      draft({ eventName: 'put link' }),
      { ...draft(), patientName: '試験花子' },
    ];
    for (const event of hostile) {
      let wrote = false;
      const appended = writer.append(event, async () => void (wrote = true));
      await expect(appended).rejects.toThrow();
      expect(wrote).toBe(false);
    }
    expect((await writer.append(draft(), asIs)).writer.n).toBe(1);
  });
});

describe('an event’s hash', () => {
  const event = async () => newWriter().append(draft({ request: { b: 1, a: ['x', 'y'] } }), asIs);

  it('is the same whatever order its members were written in, and after it was stored and read back', async () => {
    const made = await event();
    const shuffled = JSON.parse(JSON.stringify(made), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as AuditEvent;
    expect(auditHash(shuffled)).toBe(auditHash(made));
    expect(auditHash(auditEventOf(auditItemOf(made)))).toBe(auditHash(made));
    const stored = inflateRawSync(auditItemOf(made)['event'] as Uint8Array);
    expect(auditHash(made)).toBe(createHash('sha256').update(stored).digest('hex'));
  });

  it('changes with everything in it', async () => {
    const made = await event();
    const changed: AuditEvent[] = [
      { ...made, eventTime: '2026-11-22T03:04:05.679Z' },
      { ...made, actor: { ...made.actor, staffId: 'test-clinic.nurse' } },
      { ...made, request: { b: 2, a: ['x', 'y'] } },
      { ...made, request: { b: 1, a: ['y', 'x'] } },
      { ...made, outcome: { ...made.outcome, result: 'refused' } },
      { ...made, writer: { ...made.writer, n: 2 } },
    ];
    expect(new Set([made, ...changed].map(auditHash)).size).toBe(changed.length + 1);
  });

  it('is made of JSON with its keys in order, and without what is undefined', () => {
    expect(canonicalJson({ b: [1, { d: null, c: undefined, a: 'あ' }], a: true })).toBe(
      '{"a":true,"b":[1,{"a":"あ","d":null}]}',
    );
  });
});

describe('an event’s item', () => {
  it('lies in its hour, in one of sixteen shards that its id alone decides', async () => {
    const writer = newWriter();
    const items = [];
    for (let n = 0; n < 200; n += 1) items.push(auditItemOf(await writer.append(draft(), asIs)));
    expect(new Set(items.map((item) => String(item['pk']).split('#')[0]))).toEqual(new Set(['2026-11-22T03']));
    expect(new Set(items.map((item) => item['pk'])).size).toBe(16);
  });

  it('has patient and person beside it where it has them, for the two indexes', async () => {
    const writer = newWriter();
    const withBoth = auditItemOf(await writer.append(draft({ patientId: patientId(1) }), asIs));
    expect(withBoth).toMatchObject({ patientId: patientId(1), staffId: 'test-clinic.doctor' });
    const withNone = auditItemOf(await writer.append(draft({ actor: { clientId: 'a system' } }), asIs));
    expect(Object.keys(withNone).sort()).toEqual(['event', 'pk', 'sk']);
  });

  it('of a look at three disclosing facilities costs one write unit: at most 1 KB', async () => {
    const item = auditItemOf(await newWriter().append(lookOfADoctor(), asIs));
    expect(auditEventOf(item).receipt?.disclosers).toHaveLength(4);
    expect(itemBytes(item)).toBeLessThanOrEqual(1024);
  });
});

/** DynamoDB's own count: names and values in UTF-8. */
const itemBytes = (item: Record<string, unknown>): number =>
  Object.entries(item).reduce(
    (bytes, [name, value]) =>
      bytes + Buffer.byteLength(name) + (value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value))),
    0,
  );

/** A calendar opened at the clinic: its own records, and those of three facilities that publish most of what they have. */
const lookOfADoctor = () => {
  const ids = ['test-clinic', 'ty-hospital', 'test-hospital', 'test-care-home'].map(facility);
  const links = ids.map((facilityId, index) => link(1, { facilityId, localId: localId(`000000${index}`) }));
  const all = (Object.keys(CONTENT_TYPES) as ContentType[]).map((contentType) => ({ contentType }));
  const facilityOf = (facilityId: Facility['facilityId']): Facility => ({
    facilityId,
    name: '試験',
    nameEn: 'Test',
    kind: 'hospital',
    municipality: '汐見市',
    discloses: true,
    views: true,
    localIds: { digits: 7, padding: 'zero' },
    publication: { ownStaff: all, linked: all.slice(0, 12) },
    excludedLocalIds: [],
    state: 'active',
    joinedOn: '2024-04-01',
    version: 1,
  });
  const viewer = { facilityId: facility('test-clinic'), role: 'doctor' as const };
  const look = decideLook({
    act: 'look.timeline',
    facts: {
      isSystem: false,
      systemActive: false,
      scopeIsStaff: true,
      staffActive: true,
      subMatches: true,
      sessionCurrent: true,
      facilityActive: true,
      facilityViews: true,
      facilityTakesPart: true,
      roleIsCare: true,
      worksWithPatients: true,
      ...patientFacts({ patient: patient(1), links, viewer: viewer.facilityId }),
    },
    disclosers: ids.map((facilityId) =>
      discloserFacts({
        facilityId,
        facility: facilityOf(facilityId),
        links,
        consents: [consent(1)],
        viewer,
        todayJst: '2026-11-22',
      }),
    ),
  });
  return draft({
    eventSource: 'ism-link.timeline',
    eventName: 'ReadTimeline',
    actor: {
      staffId: 'test-clinic.doctor',
      facilityId: facility('test-clinic'),
      role: 'doctor',
      sessionId: `ses_${ulid(NOW)}`,
      deviceId: 'none',
      sourceIp: '203.0.113.254',
      forwardedFor: '2001:db8:85a3:1234:5678:8a2e:370:7334',
    },
    patientId: patientId(1),
    request: { from: '2026-11-09', to: '2026-11-22', entries: 128 },
    outcome: { result: 'allowed', because: look.because },
    receipt: look.receipt,
    requestId: 'JKJaXmPLvHcESHA=',
  });
};

describe('the chain on a real table', () => {
  let tables: Tables;
  beforeAll(async () => {
    tables = await openTables();
  });
  afterAll(() => tables.close());
  beforeEach(() => tables.faults.set([]));

  it('has no gap and no fork, whatever breaks: only an abandoned writer may lack its end', async () => {
    const store = tables.anotherStore();
    const faults: Parameters<Tables['faults']['set']>[0][] = [
      [],
      [{ kind: 'unreachable', table: 'audit', afterwards: true, times: 1 }],
      [{ kind: 'unreachable', table: 'audit', afterwards: true, times: 3 }],
      [],
      [{ kind: 'transactionConflict', table: 'audit', times: 1 }],
      [{ kind: 'throttling', table: 'audit', times: 3 }],
      [],
    ];
    let acknowledged = 0;
    for (const some of faults) {
      for (let n = 0; n < 2; n += 1) {
        if (n === 1) tables.faults.set(some);
        acknowledged += await record(store, draft()).then(
          () => 1,
          () => 0,
        );
        tables.faults.set([]);
      }
    }
    const events = await written();
    expect(events.length).toBeGreaterThanOrEqual(acknowledged);
    expect(new Set(events.map((event) => event.writer.writerId)).size).toBeGreaterThan(1);
    expect(faultsInChains(events)).toEqual([]);
  });

  it('has none where the first attempt wrote and the others were throttled: what the caller is told is a failure', async () => {
    const store = tables.anotherStore();
    await record(store, draft());
    tables.faults.set([{ kind: 'unreachable', table: 'audit', afterwards: true, times: 1 }]);
    const told = record(store, draft());
    told.catch(() => undefined);
    while (tables.faults.list().length > 0) await new Promise((resolve) => void setImmediate(resolve));
    tables.faults.set([{ kind: 'throttling', table: 'audit' }]);
    await expect(told).rejects.toMatchObject({ name: 'AuditUnavailableError' });
    tables.faults.set([]);
    await record(store, draft());
    expect(faultsInChains(await written())).toEqual([]);
  });

  const written = async (): Promise<AuditEvent[]> =>
    (await tables.itemsIn('audit')).map((item) =>
      auditEventOf({ event: Buffer.from(item['event']?.B ?? '', 'base64') }),
    );
});
