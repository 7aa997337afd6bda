import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { recordScan } from '../../../functions/scan-document/record-scan.ts';
import { inState, withdrawnWrites } from '../../../layers/deed/promotion.ts';
import {
  commit,
  currentWrites,
  type DocumentVersion,
  documentAt,
  documentIdOf,
  headerContentsOf,
  monthsOf,
  newVersionWrite,
  type Store,
  thingOf,
  versionStateWrite,
  versionTagOf,
} from '../../../layers/store/index.ts';
import type { ContentType } from '../../../schemas/content-types.ts';
import { draft, facility, localId } from '../../layers/store/people.ts';
import { openTables, type Tables } from '../../layers/store/tables.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let tables: Tables;
let store: Store;
let record: typeof recordScan;
beforeAll(async () => {
  ({ recordScan: record } = await import('../../../functions/scan-document/record-scan.ts'));
  tables = await openTables();
  ({ store } = tables);
});
afterAll(() => tables.close());

const AT = '2026-11-22T03:04:05.678Z';
let patients = 0;
type Shape = { contentType?: ContentType; sourceVersion?: string; content?: DocumentVersion['content'] };
/** An upload as announcing writes it; each of a patient of its own. */
const announced = async ({ contentType = 'image', sourceVersion = '1', content }: Shape = {}, patient?: string) => {
  patients += 1;
  const owner = { facilityId: facility('ty-hospital'), localId: localId(patient ?? String(patients).padStart(7, '0')) };
  const day = '2026-01-05';
  const name = {
    ...owner,
    contentType,
    day,
    thing: thingOf({ contentType, day, sourceKey: 'one thing' }),
    versionTag: versionTagOf({ sourceVersion, flag: 'current', sha256: 'f'.repeat(64) }),
  };
  const version: DocumentVersion = {
    name,
    meta: {
      ...owner,
      documentId: documentIdOf(store.seal, name),
      contentType,
      stage: 'done',
      day,
      title: 'CT',
      state: 'announced',
      sourceKey: 'one thing',
      sourceVersion,
      sha256: 'f'.repeat(64),
      byteLength: 3,
      mediaType: 'application/dicom',
      hasContent: content !== undefined,
      hasRaw: false,
      createdAt: AT,
      version: 1,
    },
    ...(content && { content }),
  };
  await commit(store, { writes: [newVersionWrite(version)], audit: draft() });
  return version;
};
/** Its bytes have arrived, and nothing is known of them yet. */
const received = async (...as: Parameters<typeof announced>) => {
  const version = await announced(...as);
  const here = { ...version, meta: { ...version.meta, objectVersionId: 'object 1' } };
  await commit(store, { writes: [versionStateWrite(inState(here, 'received'), 'announced')], audit: draft() });
  return version;
};
const scan = (version: DocumentVersion, result: 'clean' | 'threat', objectVersionId = 'object 1') =>
  record(store, { documentId: version.meta.documentId, scan: { result, objectVersionId }, requestId: 'event' });
const standing = async ({ name }: DocumentVersion) => {
  const { version, row } = await documentAt(store, name);
  const months = await monthsOf(store, name, { from: '2026-01', to: '2026-01' });
  const { contents } = await headerContentsOf(store, name);
  return {
    state: version?.meta.state,
    row: row && (row.v === name.versionTag ? row.x : 'another version'),
    counted: months.flatMap(({ counts }) => counts.map(({ count }) => count)),
    header: contents.length,
  };
};

describe('a threat that is found later', () => {
  it('in what is available quarantines it: its line, its count and its content go with it', async () => {
    const content = { kind: 'infection' as const, items: [{ item: { name: 'HBs抗原' }, result: 'negative' as const }] };
    const version = await received({ contentType: 'infection', content });
    expect(await scan(version, 'clean')).toBe('available');
    expect(await standing(version)).toEqual({ state: 'available', row: 'available', counted: [1], header: 1 });
    expect(await scan(version, 'threat')).toBe('quarantined');
    expect(await standing(version)).toEqual({ state: 'quarantined', row: 'quarantined', counted: [], header: 0 });
  });

  it('in another object version changes nothing', async () => {
    const version = await received();
    await scan(version, 'clean');
    expect(await scan(version, 'threat', 'object 2')).toBe('other-version');
    expect(await standing(version)).toMatchObject({ state: 'available', counted: [1] });
  });

  it('in a version of history leaves alone what has taken its place', async () => {
    const patient = '0900001';
    const older = await received({}, patient);
    await scan(older, 'clean');
    const newer = await received({ sourceVersion: '2' }, patient);
    await scan(newer, 'clean');
    expect(await scan(older, 'threat')).toBe('quarantined');
    expect(await standing(older)).toMatchObject({ state: 'quarantined', row: 'another version', counted: [1] });
    expect(await standing(newer)).toMatchObject({ state: 'available', row: 'available', counted: [1] });
  });

  it('in what came too late to be current quarantines it too', async () => {
    const patient = '0900002';
    await scan(await received({ sourceVersion: '2' }, patient), 'clean');
    const late = await received({ sourceVersion: '1' }, patient);
    expect(await scan(late, 'clean')).toBe('superseded');
    expect(await scan(late, 'threat')).toBe('quarantined');
    expect(await standing(late)).toMatchObject({ row: 'another version', counted: [1] });
  });

  it('before completion takes the place of a clean scan, and no clean scan takes its own', async () => {
    const version = await announced();
    for (const result of ['clean', 'threat', 'clean'] as const) expect(await scan(version, result)).toBe('announced');
    expect((await documentAt(store, version.name)).version?.scan?.result).toBe('threat');
  });

  it('in what was entered in error changes nothing: nobody can open it', async () => {
    const version = await received();
    await scan(version, 'clean');
    const { version: read, row } = await documentAt(store, version.name);
    if (!read) throw new Error('it was stored');
    await commit(store, { writes: withdrawnWrites(inState(read, 'inError'), 'available', row), audit: draft() });
    expect(await scan(version, 'threat')).toBe('inError');
  });

  it('while a newer version becomes current loses neither: it looks again', async () => {
    const patient = '0900003';
    const older = await received({}, patient);
    await scan(older, 'clean');
    const { row } = await documentAt(store, older.name);
    const newer = await announced({ sourceVersion: '2' }, patient);
    const available = inState({ ...newer, meta: { ...newer.meta, objectVersionId: 'object 1' } }, 'available');
    const overtaking = commit(store, {
      writes: [versionStateWrite(available, 'announced'), ...currentWrites(available, row)],
      audit: draft(),
    });
    const [, told] = await Promise.all([overtaking.catch(() => undefined), scan(older, 'threat')]);
    expect(told).toBe('quarantined');
    expect(await standing(older)).toMatchObject({ state: 'quarantined' });
  });
});

describe('a document that could not be scanned', () => {
  it('stays closed, and a scan that is done again makes it available', async () => {
    const version = await received();
    expect(await standing(version)).toEqual({ state: 'received', row: undefined, counted: [], header: 0 });
    expect(await scan(version, 'clean')).toBe('available');
    expect(await standing(version)).toMatchObject({ state: 'available', counted: [1] });
  });
});
