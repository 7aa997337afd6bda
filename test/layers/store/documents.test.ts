import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inState, scannedWrites } from '../../../layers/deed/promotion.ts';
import {
  commit,
  contentOf,
  contentsOfDays,
  contentWithin,
  countChangesOf,
  currentOf,
  currentWrites,
  type DocumentName,
  type DocumentVersion,
  documentAt,
  documentIdOf,
  headerContentsOf,
  monthsOf,
  monthWrites,
  newVersionWrite,
  rowsOfDays,
  type Store,
  thingOf,
  versionStateWrite,
  versionsOf,
  versionTagOf,
  type Write,
} from '../../../layers/store/index.ts';
import type { DailyType } from '../../../schemas/content-types.ts';
import type { Document } from '../../../schemas/document.ts';
import { draft, facility, localId } from './people.ts';
import { openTables, type Tables } from './tables.ts';

let tables: Tables;
let store: Store;
beforeAll(async () => {
  tables = await openTables();
  ({ store } = tables);
});
afterAll(() => tables.close());

const done = (writes: Write[]) => commit(store, { writes, audit: draft() });
let owners = 0;
const newOwner = () => ({
  facilityId: facility('ty-hospital'),
  localId: localId(String((owners += 1)).padStart(7, '0')),
});
type Owner = ReturnType<typeof newOwner>;

const version = (owner: Owner, changes: Partial<Document> & { day?: string } = {}): DocumentVersion => {
  const { contentType = 'laboratory', sourceKey = 'key', sourceVersion = '1', day = '2026-01-05' } = changes;
  const name: DocumentName = {
    ...owner,
    contentType,
    day,
    thing: thingOf({ contentType, day, sourceKey }),
    versionTag: versionTagOf({ sourceVersion, flag: 'current', sha256: '' }),
  };
  return {
    name,
    content: { kind: 'laboratory', results: [] },
    rawGzip: gzipSync('MSH|'),
    rawSha256: 'f'.repeat(64),
    meta: {
      documentId: documentIdOf(store.seal, name),
      ...owner,
      contentType,
      stage: 'done',
      title: '生化学',
      state: 'available',
      sourceKey,
      sourceVersion,
      hasContent: true,
      hasRaw: true,
      createdAt: '2026-11-22T03:04:05.678Z',
      version: 1,
      ...changes,
      ...(day === '-' ? { day: undefined } : { day }),
    },
  };
};
const rowAt = async (name: DocumentName) => (await currentOf(store, [name])).rows.get(name.thing);
const makeCurrent = async (one: DocumentVersion) => {
  const row = await rowAt(one.name);
  return done([newVersionWrite(one), ...currentWrites(one, row), ...monthWrites(countChangesOf(one, row))]);
};
const daysOf = async (owner: Owner, ask: Partial<Parameters<typeof rowsOfDays>[2]> = {}) => {
  const { rows, more } = await rowsOfDays(store, owner, { from: '2026-01-01', to: '2026-12-31', limit: 100, ...ask });
  return { days: rows.map((row) => row.name.day), more };
};

describe('a version', () => {
  it('is kept with its content, its message as it came, and what is current in its place', async () => {
    const one = version(newOwner());
    await makeCurrent(one);
    const at = await documentAt(store, one.name);
    expect(at.version).toMatchObject({ meta: one.meta, content: one.content, rawSha256: one.rawSha256 });
    expect(Buffer.compare(Buffer.from(at.version?.rawGzip ?? []), Buffer.from(one.rawGzip ?? []))).toBe(0);
    expect(at.row?.v).toBe(one.name.versionTag);
  });

  it('is immutable: the same again is a conflict', async () => {
    const one = version(newOwner());
    await makeCurrent(one);
    await expect(done([newVersionWrite(one)])).rejects.toMatchObject({ condition: 'document-version' });
  });

  it('stands beside the others of its thing, newest first, and not beside other things', async () => {
    const owner = newOwner();
    for (const [index, sourceVersion] of ['1', '2', '3'].entries())
      await makeCurrent(version(owner, { sourceVersion, createdAt: `2026-11-22T03:04:0${index}.000Z` }));
    await makeCurrent(version(owner, { sourceKey: 'another' }));
    const history = await versionsOf(store, version(owner).name);
    expect(history.map((meta) => meta.sourceVersion)).toEqual(['3', '2', '1']);
  });

  it('of one moment with others is ordered by its source’s own time', async () => {
    const owner = newOwner();
    for (const sourceVersion of ['2', '3', '1']) await makeCurrent(version(owner, { sourceVersion }));
    expect((await versionsOf(store, version(owner).name)).map((meta) => meta.sourceVersion)).toEqual(['3', '2', '1']);
  });
});

describe('what is current', () => {
  it('is one version of a thing; the one before stays as history', async () => {
    const owner = newOwner();
    await makeCurrent(version(owner));
    await makeCurrent(version(owner, { sourceVersion: '2' }));
    expect((await daysOf(owner)).days).toEqual(['2026-01-05']);
    expect(await monthsOf(store, owner, { from: '2026-01', to: '2026-01' })).toMatchObject([
      { counts: [{ count: 1 }] },
    ]);
  });

  it('takes the place only of what was read: of two at once one must look again', async () => {
    const owner = newOwner();
    await makeCurrent(version(owner));
    const row = await rowAt(version(owner).name);
    const rivals = ['2', '3'].map((sourceVersion) => version(owner, { sourceVersion }));
    const outcomes = await Promise.allSettled(
      rivals.map((one) =>
        done([newVersionWrite(one), ...currentWrites(one, row), ...monthWrites(countChangesOf(one, row))]),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: { condition: 'document-current' },
    });
    expect(await monthsOf(store, owner, { from: '2026-01', to: '2026-01' })).toMatchObject([
      { counts: [{ count: 1 }] },
    ]);
  });

  it('in error leaves the view, the count and the contents that are read at once; history keeps it', async () => {
    const owner = newOwner();
    const one = version(owner, { contentType: 'diagnosis', day: '-' });
    await makeCurrent({ ...one, content: { kind: 'diagnosis', none: true, items: [] } });
    expect((await headerContentsOf(store, owner)).contents).toHaveLength(1);
    const { version: read, row } = await documentAt(store, one.name);
    if (!read) throw new Error('it was just written');
    const next = inState(
      { ...read, meta: { ...read.meta, error: { reason: '別人', at: '2026-11-22T04:00:00.000Z' } } },
      'inError',
    );
    await done([
      versionStateWrite(next, 'available'),
      ...currentWrites(next, row),
      ...monthWrites(countChangesOf(next, row)),
    ]);
    expect(await headerContentsOf(store, owner)).toEqual({ contents: [], more: false });
    expect((await versionsOf(store, one.name)).map((meta) => [meta.state, meta.error?.reason])).toEqual([
      ['inError', '別人'],
    ]);
    expect((await rowAt(one.name))?.x).toBe('inError');
  });

  it('is one row of at most 400 bytes, with an ordinary title and the longest names', async () => {
    const owner = {
      facilityId: facility('a-hospital-with-a-very-long-name'),
      localId: localId('ABCDEFGHIJ0123456789'),
    };
    await makeCurrent(
      version(owner, {
        contentType: 'dischargeSummary',
        title: '退院時サマリー（内科・循環器内科）',
        department: '循環器内科',
        mediaType: 'application/octet-stream',
        byteLength: 5 * 1024 ** 3,
        sourceVersion: '20261122103000000',
      }),
    );
    const row = (await tables.itemsIn('records')).find(
      (item) => item['pk']?.S?.includes('very-long') && item['sk']?.S?.startsWith('doc#'),
    );
    const bytes = Object.entries(row ?? {}).reduce(
      (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(Object.values(value).join('')),
      0,
    );
    expect(bytes).toBeGreaterThan(100);
    expect(bytes).toBeLessThanOrEqual(400);
  });
});

describe('the scan of an upload', () => {
  const announced = (owner: Owner) => version(owner, { state: 'announced', contentType: 'image', hasContent: false });
  const scan = { result: 'clean' as const, objectVersionId: 'object 1' };
  const read = async (name: DocumentName): Promise<DocumentVersion> => {
    const { version: found } = await documentAt(store, name);
    if (!found) throw new Error('it was announced');
    return found;
  };

  it('that comes while the upload is being completed is not written over', async () => {
    const one = announced(newOwner());
    await done([newVersionWrite(one)]);
    const readByCompletion = await read(one.name);
    await done([versionStateWrite(inState({ ...(await read(one.name)), scan }, 'announced'), 'announced')]);
    const received = { ...readByCompletion, meta: { ...readByCompletion.meta, objectVersionId: 'object 1' } };
    const late = done([versionStateWrite(inState(received, 'received'), 'announced')]);
    await expect(late).rejects.toMatchObject({ condition: 'document-state' });
    expect((await read(one.name)).scan).toEqual(scan);
  });

  it('makes available what it found clean, quarantines what it did not, and what is another object version', async () => {
    const outcomes = {
      clean: scan,
      threat: { ...scan, result: 'threat' as const },
      other: { ...scan, objectVersionId: 'object 2' },
    };
    const states: Record<string, string> = {};
    for (const [kind, found] of Object.entries(outcomes)) {
      const one = announced(newOwner());
      const here = {
        ...one,
        scan: found,
        meta: { ...one.meta, state: 'received' as const, objectVersionId: 'object 1' },
      };
      await done([newVersionWrite(here)]);
      const { writes, state } = scannedWrites(await read(one.name), undefined);
      await done(writes);
      states[kind] = `${state} ${(await read(one.name)).meta.state} ${(await daysOf(one.name)).days.length}`;
    }
    expect(states).toEqual({
      clean: 'available available 1',
      threat: 'quarantined quarantined 0',
      other: 'quarantined quarantined 0',
    });
  });
});

describe('days', () => {
  it('are read newest first, in pages that meet at their place, whatever is on one day', async () => {
    const owner = newOwner();
    for (let key = 0; key < 9; key += 1)
      await makeCurrent(version(owner, { sourceKey: String(key), day: `2026-01-0${1 + Math.floor(key / 3)}` }));
    const all = await rowsOfDays(store, owner, { from: '2026-01-01', to: '2026-01-31', limit: 100 });
    const things = all.rows.map((row) => `${row.name.day} ${row.name.thing}`);
    expect(all.more).toBe(false);
    expect(things).toEqual([...things].sort().reverse());
    for (const limit of [1, 2, 4, 8, 9]) {
      const seen: string[] = [];
      for (let place: { day: string; thing: string } | undefined; ; ) {
        const page = await rowsOfDays(store, owner, {
          from: '2026-01-01',
          to: '2026-01-31',
          limit: limit + 1,
          ...(place && { place }),
        });
        const fresh = page.rows
          .map((row) => `${row.name.day} ${row.name.thing}`)
          .filter((thing) => !seen.includes(thing));
        seen.push(...fresh);
        const last = page.rows.at(-1);
        if (!page.more || !last) break;
        place = { day: last.name.day, thing: last.name.thing };
      }
      expect(seen).toEqual(things);
    }
  });

  it('have their borders inside, and what has no day outside', async () => {
    const owner = newOwner();
    for (const day of ['-', '2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'])
      await makeCurrent(version(owner, { sourceKey: day, day }));
    expect((await daysOf(owner, { from: '2026-01-01', to: '2026-01-31' })).days).toEqual(['2026-01-31', '2026-01-01']);
  });
});

describe('contents of some days', () => {
  const content = {
    kind: 'prescription' as const,
    setting: 'outpatient' as const,
    dispensing: 'outside' as const,
    items: [],
  };
  const prescription = (owner: Owner, changes: Parameters<typeof version>[1]): DocumentVersion => ({
    ...version(owner, { contentType: 'prescription', stage: 'order', department: '内科', ...changes }),
    content,
  });
  const bare = ({ content: _content, ...rest }: DocumentVersion): DocumentVersion => rest;
  const WEEK = { from: '2026-01-05', to: '2026-01-07' };
  const between = async (owner: Owner, contentType: DailyType = 'prescription', ask = {}) =>
    contentsOfDays(store, owner, { contentType, ...WEEK, ...ask });
  const found = async (owner: Owner, contentType?: DailyType) =>
    (await between(owner, contentType)).contents.map((one) => ({ row: one.row, content: contentOf(one) }));
  /** As it was stored before lines were kept beside contents. */
  const forgetLine = async (owner: Owner, range: 'content#' | 'list#'): Promise<void> => {
    const [item] = (await tables.itemsIn('records')).filter(
      ({ pk, sk }) => pk?.S?.endsWith(owner.localId) && sk?.S?.startsWith(range),
    );
    const key = { pk: item?.['pk']?.S ?? '', sk: item?.['sk']?.S ?? '' };
    await done([{ table: 'records', update: { key, expression: 'REMOVE #row' }, names: { '#row': 'row' } }]);
  };

  it('are those of the first to the last day, newest first, each with its line of the calendar and its content', async () => {
    const owner = newOwner();
    for (const day of ['2026-01-04', '2026-01-05', '2026-01-07', '2026-01-08'])
      await makeCurrent(prescription(owner, { day }));
    await makeCurrent(version(owner, { day: '2026-01-06' }));
    const all = await found(owner);
    expect(all.map(({ row }) => row.name.day)).toEqual(['2026-01-07', '2026-01-05']);
    expect(all.map((one) => one.content)).toEqual([content, content]);
    const { rows } = await rowsOfDays(store, owner, { from: '2026-01-05', to: '2026-01-05', limit: 10 });
    expect(all[1]?.row).toEqual(rows[0]);
  });

  it('are found too where they were stored before their line was kept beside them', async () => {
    const owner = newOwner();
    await makeCurrent(prescription(owner, {}));
    await forgetLine(owner, 'content#');
    const { rows } = await rowsOfDays(store, owner, { from: '2026-01-01', to: '2026-01-31', limit: 10 });
    expect(await found(owner)).toEqual([{ row: rows[0], content }]);
    const other = newOwner();
    const infection = { kind: 'infection' as const, items: [] };
    await makeCurrent({ ...version(other, { contentType: 'infection' }), content: infection });
    await forgetLine(other, 'list#');
    expect(await found(other, 'infection')).toMatchObject([
      { row: { n: '生化学', t: 'infection' }, content: infection },
    ]);
  });

  it.each(['prescription', 'injection', 'laboratory', 'vitalChart', 'encounter'] as const)(
    'of a %s stand there without a content too',
    async (contentType) => {
      const owner = newOwner();
      await makeCurrent(bare(prescription(owner, { contentType })));
      expect(await found(owner, contentType)).toMatchObject([{ row: { t: contentType, d: '内科' } }]);
      expect(await found(owner, contentType)).toEqual([expect.objectContaining({ content: undefined })]);
    },
  );

  it('are what is current: the next version takes the place, and what is removed is gone', async () => {
    const owner = newOwner();
    await makeCurrent(prescription(owner, { title: '一', sourceVersion: '1' }));
    await makeCurrent(bare(prescription(owner, { title: '二', sourceVersion: '2' })));
    expect((await found(owner)).map((one) => [one.row.n, one.content])).toEqual([['二', undefined]]);
    await makeCurrent(prescription(owner, { sourceVersion: '3', state: 'removed' }));
    expect(await found(owner)).toEqual([]);
  });

  it('of infections are those of their days, although they lie in the header, and none without a day', async () => {
    const owner = newOwner();
    for (const day of ['2026-01-04', '2026-01-05', '2026-01-07', '2026-01-08', '-']) {
      const one = version(owner, { contentType: 'infection', day });
      await makeCurrent({ ...one, content: { kind: 'infection', items: [] } });
    }
    const all = await found(owner, 'infection');
    expect(all.map(({ row }) => row.name.day)).toEqual(['2026-01-07', '2026-01-05']);
    expect((await headerContentsOf(store, owner)).contents).toHaveLength(5);
    const [newest] = all;
    const ask = { place: { day: '2026-01-07', thing: newest?.row.name.thing ?? '' } };
    expect((await between(owner, 'infection', ask)).contents).toHaveLength(2);
    const before = { place: { day: '2026-01-07', thing: '' } };
    expect((await between(owner, 'infection', before)).contents).toHaveLength(1);
  });

  it('come in parts that meet at their place', async () => {
    const owner = newOwner();
    for (let key = 0; key < 7; key += 1)
      await makeCurrent(prescription(owner, { sourceKey: String(key), day: `2026-01-0${5 + (key % 3)}` }));
    const things: string[] = [];
    for (let ask: object = {}; ; ) {
      const { contents, next } = await between(owner, 'prescription', { limit: 3, ...ask });
      expect(contents.length).toBeLessThanOrEqual(3);
      things.push(...contents.map(({ row }) => `${row.name.day} ${row.name.thing}`));
      if (!next) break;
      ask = { place: next };
    }
    const all = (await found(owner)).map(({ row }) => `${row.name.day} ${row.name.thing}`);
    expect(all).toHaveLength(7);
    expect([...new Set(things)]).toEqual(all);
  });

  it('end with one answer of the store where they are large', async () => {
    const owner = newOwner();
    for (let key = 0; key < 5; key += 1) {
      const comments = [Buffer.from(randomBytes(225_000)).toString('base64')];
      const large = { ...content, items: [{ drug: { name: '試験薬' }, comments }] };
      await makeCurrent({ ...bare(prescription(owner, { sourceKey: String(key) })), content: large });
    }
    const first = await between(owner, 'prescription', { limit: 100 });
    expect(first.contents.length).toBeLessThan(5);
    const { contents } = await between(owner, 'prescription', { limit: 100, place: first.next });
    expect(contents.length + first.contents.length).toBe(6);
  });

  it('are told by their size before they are read', () => {
    const packed = gzipSync(JSON.stringify(content));
    const { byteLength } = Buffer.from(JSON.stringify(content));
    expect(contentWithin(packed, byteLength)).toEqual({ content, bytes: byteLength });
    expect(contentWithin(packed, byteLength - 1)).toBeUndefined();
    expect(() => contentWithin(gzipSync('{}'), 100)).toThrow();
  });
});

describe('months', () => {
  it('count by type, stage and department, also where a department’s name holds the mark between them', async () => {
    const owner = newOwner();
    const kinds: Partial<Document>[] = [
      { stage: 'order', contentType: 'prescription' },
      { stage: 'done', contentType: 'prescription', department: '01' },
      { stage: 'done', contentType: 'prescription', department: '01|02' },
      { stage: 'done', contentType: 'report' },
    ];
    for (const [index, kind] of kinds.entries())
      await makeCurrent(version(owner, { ...kind, sourceKey: String(index) }));
    const [month] = await monthsOf(store, owner, { from: '2026-01', to: '2026-01' });
    expect(
      month?.counts
        .map(({ contentType, stage, department, count }) => `${contentType} ${stage} ${department} ${count}`)
        .sort(),
    ).toEqual(['prescription done 01 1', 'prescription done 01|02 1', 'prescription order  1', 'report done  1']);
  });

  it('are not changed by what has no day, and nothing is written where nothing changes', () => {
    const undated = version(newOwner(), { day: '-', contentType: 'diagnosis' });
    expect(monthWrites(countChangesOf(undated, undefined))).toEqual([]);
    expect(monthWrites([])).toEqual([]);
  });
});
