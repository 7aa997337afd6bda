import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { recordScan } from '../../functions/scan-document/record-scan.ts';
import { inState, scannedWrites } from '../../layers/deed/promotion.ts';
import {
  auditEventOf,
  commit,
  type DocumentVersion,
  documentAt,
  documentIdOf,
  monthsOf,
  newVersionWrite,
  rowsOfDays,
  type Store,
  versionStateWrite,
} from '../../layers/store/index.ts';
import { draft, facility, localId } from '../layers/store/people.ts';
import { openTables, type Tables } from '../layers/store/tables.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let tables: Tables;
let store: Store;
let record: typeof recordScan;
beforeAll(async () => {
  ({ recordScan: record } = await import('../../functions/scan-document/record-scan.ts'));
  tables = await openTables();
  ({ store } = tables);
});
afterAll(() => tables.close());
beforeEach(() => tables.faults.set([]));

let documents = 0;
/** An upload that was announced. @returns what announcing wrote. */
const announced = async (): Promise<DocumentVersion> => {
  documents += 1;
  const owner = { facilityId: facility('ty-hospital'), localId: localId(String(documents).padStart(7, '0')) };
  const name = {
    ...owner,
    contentType: 'image' as const,
    day: '2026-01-05',
    thing: 'a'.repeat(24),
    versionTag: 'b'.repeat(16),
  };
  const version: DocumentVersion = {
    name,
    meta: {
      ...owner,
      documentId: documentIdOf(store.seal, name),
      contentType: 'image',
      stage: 'done',
      day: '2026-01-05',
      title: 'CT',
      state: 'announced',
      sha256: 'f'.repeat(64),
      byteLength: 3,
      mediaType: 'application/dicom',
      hasContent: false,
      hasRaw: false,
      createdAt: '2026-11-22T03:04:05.678Z',
      version: 1,
    },
  };
  await commit(store, { writes: [newVersionWrite(version)], audit: draft() });
  return version;
};
const scanOf = (version: DocumentVersion, result: 'clean' | 'threat' = 'clean', objectVersionId = 'object 1') => ({
  documentId: version.meta.documentId,
  scan: { result, objectVersionId },
  requestId: `event ${documents}`,
});
/** Completion, as the deed commits it: it reads, looks at S3, and writes. */
const complete = async (
  { name }: DocumentVersion,
  while_: () => Promise<unknown> = async () => undefined,
): Promise<void> => {
  const { version, row } = await documentAt(store, name);
  if (version?.meta.state !== 'announced') return;
  await while_();
  const here = { ...version, meta: { ...version.meta, objectVersionId: 'object 1' } };
  const { writes } = here.scan
    ? scannedWrites(here, row)
    : { writes: [versionStateWrite(inState(here, 'received'), 'announced')] };
  await commit(store, { writes, audit: draft({ eventName: 'CompleteDocument' }) });
};
const standing = async ({ name, meta }: DocumentVersion) => {
  const { version } = await documentAt(store, name);
  const months = await monthsOf(store, name, { from: '2026-01', to: '2026-01' });
  const { rows } = await rowsOfDays(store, name, { from: '2026-01-01', to: '2026-01-31', limit: 10 });
  const events = (await tables.itemsIn('audit')).map((item) =>
    auditEventOf({ event: Buffer.from(item['event']?.B ?? '', 'base64') }),
  );
  return {
    state: version?.meta.state,
    counted: months.flatMap((month) => month.counts.map(({ count }) => count)),
    rows: rows.filter((row) => row.x === 'available').length,
    scans: events.filter(
      (event) => event.eventName === 'RecordScan' && event.resource?.['documentId'] === meta.documentId,
    ).length,
  };
};
const AVAILABLE = { state: 'available', counted: [1], rows: 1, scans: 1 };

describe('a scan that is told twice', () => {
  it('after completion makes the document available once', async () => {
    const version = await announced();
    await complete(version);
    for (let n = 0; n < 3; n += 1) expect(await record(store, scanOf(version))).toBe('available');
    expect(await standing(version)).toEqual(AVAILABLE);
  });

  it('before completion is noted once, and completion makes it available', async () => {
    const version = await announced();
    for (let n = 0; n < 3; n += 1) expect(await record(store, scanOf(version))).toBe('announced');
    await complete(version);
    expect(await record(store, scanOf(version))).toBe('available');
    expect(await standing(version)).toEqual(AVAILABLE);
  });

  it('at once, by two instances, has one effect', async () => {
    const version = await announced();
    await complete(version);
    const told = await Promise.all(
      [store, tables.anotherStore(), tables.anotherStore()].map((one) => record(one, scanOf(version))),
    );
    expect(told).toEqual(['available', 'available', 'available']);
    expect(await standing(version)).toEqual(AVAILABLE);
  });

  it('while the upload is being completed is not lost: completion has to look again', async () => {
    const version = await announced();
    const late = complete(version, () => record(store, scanOf(version)));
    await expect(late).rejects.toMatchObject({ condition: 'document-state' });
    await complete(version);
    expect(await standing(version)).toEqual(AVAILABLE);
  });

  it('with another result later is a threat, whichever came first, and that is said once', async () => {
    const [clean, threat] = [await announced(), await announced()];
    for (const version of [clean, threat]) await complete(version);
    await record(store, scanOf(clean));
    await record(store, scanOf(threat, 'threat'));
    for (let n = 0; n < 3; n += 1) {
      expect(await record(store, scanOf(clean, 'threat'))).toBe('quarantined');
      expect(await record(store, scanOf(threat, 'clean'))).toBe('quarantined');
    }
    expect(await standing(clean)).toEqual({ state: 'quarantined', counted: [], rows: 0, scans: 2 });
    expect(await standing(threat)).toEqual({ state: 'quarantined', counted: [], rows: 0, scans: 1 });
  });

  it('of another object version than the one received counts for nothing', async () => {
    const version = await announced();
    await complete(version);
    expect(await record(store, scanOf(version, 'clean', 'object 2'))).toBe('other-version');
    expect(await standing(version)).toMatchObject({ state: 'received', scans: 0 });
  });

  it('of something that is no document of ours is passed over', async () => {
    expect(await record(store, { ...scanOf(await announced()), documentId: 'doc_unknown' })).toBe('unknown');
  });

  it('survives a store that conflicts, and one whose answer is lost', async () => {
    const version = await announced();
    await complete(version);
    tables.faults.set([
      { kind: 'transactionConflict', times: 2 },
      { kind: 'unreachable', operation: 'TransactWriteItems', afterwards: true, times: 1 },
    ]);
    expect(await record(store, scanOf(version))).toBe('available');
    expect(await standing(version)).toEqual(AVAILABLE);
  });
});
