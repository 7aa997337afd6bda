import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { createDocumentBatch } from '../../../functions/ingest/create-document-batch.ts';
import { Desk } from '../../../layers/deed/desk.ts';
import {
  commit,
  documentNameOf,
  facilityWrites,
  headerContentsOf,
  monthsOf,
  rowsOfDays,
  type Store,
  systemWrite,
  versionsOf,
} from '../../../layers/store/index.ts';
import type { BatchOutcome } from '../../../schemas/document.ts';
import { BatchDocument } from '../../../schemas/document.ts';
import { createDocumentBatch as operation } from '../../../schemas/operations/ingest.ts';
import { draft, facility, localId } from '../store/people.ts';
import { openTables, type Tables } from '../store/tables.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let tables: Tables;
let store: Store;
let deed: typeof createDocumentBatch;
const TY = facility('ty-hospital');
beforeAll(async () => {
  ({ createDocumentBatch: deed } = await import('../../../functions/ingest/create-document-batch.ts'));
  tables = await openTables();
  ({ store } = tables);
  const hospital = {
    facilityId: TY,
    name: 'TYテスト病院',
    nameEn: 'TY Test Hospital',
    kind: 'hospital' as const,
    municipality: '汐見市',
    discloses: true,
    views: true,
    localIds: { digits: 7, padding: 'zero' as const },
    publication: { ownStaff: [], linked: [] },
    entrustment: { recordedOn: '2024-04-01', reference: '契約' },
    excludedLocalIds: [],
    state: 'active' as const,
    joinedOn: '2024-04-01',
    version: 1,
  };
  const system = { clientId: 'ty-system', facilityId: TY, name: '取込', state: 'active' as const, version: 1 };
  await commit(store, { writes: [...facilityWrites(hospital), systemWrite(system)], audit: draft() });
});
afterAll(() => tables.close());

let requests = 0;
const send = async (id: string, documents: BatchDocument[]): Promise<BatchOutcome[]> => {
  requests += 1;
  const desk = new Desk({
    store,
    flag: async () => ({ state: 'off' }),
    claims: { kind: 'system', clientId: 'ty-system', scopes: ['ism-link/ingest'] },
    operation,
    incoming: { requestId: `request ${requests}`, idempotencyKey: `key ${requests}`, text: JSON.stringify(documents) },
  });
  const { body } = await deed.perform({ params: {}, query: {}, body: { localId: id, documents } }, desk);
  return (body as { results: BatchOutcome[] }).results;
};

type Sketch = {
  key: number;
  at: number;
  flag: BatchDocument['flag'];
  text: number;
  type: 'laboratory' | 'diagnosis' | 'report';
  department: string | undefined;
};
const DAYS = ['2026-01-05', '2026-01-31', '2026-02-01'];
const CONTENTS = {
  laboratory: { kind: 'laboratory', results: [] },
  diagnosis: { kind: 'diagnosis', none: true, items: [] },
  report: { kind: 'report', title: '報告', sections: [] },
} as const;

/** A document as a hospital would send it; its day belongs to its key, as in SS-MIX2. */
const documentOf = ({ key, at, flag, text, type, department }: Sketch): BatchDocument => {
  const raw = `message ${type} ${key} ${at} ${text}`;
  return BatchDocument.parse({
    sourceKey: `${key}`,
    sourceVersion: String(at).padStart(17, '0'),
    flag,
    contentType: type,
    ...(type !== 'diagnosis' && { day: DAYS[key % DAYS.length] }),
    title: `題 ${text}`,
    department,
    content: CONTENTS[type],
    rawGzip: gzipSync(raw).toString('base64'),
    rawSha256: createHash('sha256').update(raw).digest('hex'),
  });
};

/** The plainest account of the same: each thing is what was said of it last, by its source's own time and flag. */
class Model {
  readonly #known = new Set<string>();
  readonly #current = new Map<string, { document: BatchDocument; at: string }>();

  take(documents: BatchDocument[]): void {
    const fresh = documents.filter((document) => !this.#known.has(nameOf(document)));
    const rank = { superseded: '0', current: '1', deleted: '2' };
    const inOrder = fresh
      .filter((document, index) => fresh.findIndex((other) => nameOf(other) === nameOf(document)) === index)
      .map((document) => ({ document, at: `${document.sourceVersion} ${rank[document.flag]}` }))
      .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
    for (const one of inOrder) {
      this.#known.add(nameOf(one.document));
      const before = this.#current.get(thingOf(one.document));
      if (!before || before.document.sourceVersion <= one.document.sourceVersion)
        this.#current.set(thingOf(one.document), one);
    }
  }

  get versions(): number {
    return this.#known.size;
  }

  get shown(): BatchDocument[] {
    return [...this.#current.values()].map(({ document }) => document).filter(({ flag }) => flag === 'current');
  }
}
const thingOf = ({ contentType, sourceKey }: BatchDocument) => `${contentType} ${sourceKey}`;
const nameOf = (document: BatchDocument) =>
  `${thingOf(document)} ${document.sourceVersion} ${document.flag} ${document.rawSha256}`;
const tally = (texts: string[]) =>
  Object.fromEntries([...Map.groupBy(texts, (text) => text)].map(([text, all]) => [text, all.length]).sort());

/** What the network shows of a local ID, told in the words of the model. */
const shownAt = async (id: string) => {
  const name = { facilityId: TY, localId: localId(id) };
  const { rows } = await rowsOfDays(store, name, { from: '0001-01-01', to: '9999-12-31', limit: 1000 });
  const available = rows.filter((row) => row.x === 'available');
  const months = await monthsOf(store, name, { from: '0001-01', to: '9999-12' });
  return {
    rows: available.map((row) => `${row.t} ${row.name.day} ${row.w} ${row.n}`).sort(),
    months: Object.fromEntries(
      months
        .flatMap(({ month, counts }) =>
          counts.map((kind): [string, number] => [
            `${month} ${kind.contentType} ${kind.stage} ${kind.department}`,
            kind.count,
          ]),
        )
        .sort(),
    ),
    countable: tally(available.map((row) => `${row.name.day.slice(0, 7)} ${row.t} ${row.s} ${row.d ?? ''}`)),
    header: (await headerContentsOf(store, name)).contents.map((content) => content.name.contentType),
  };
};

const anySketch: fc.Arbitrary<Sketch> = fc.record({
  key: fc.nat(3),
  at: fc.nat(3),
  flag: fc.constantFrom('current' as const, 'current' as const, 'superseded' as const, 'deleted' as const),
  text: fc.nat(1),
  type: fc.constantFrom('laboratory' as const, 'laboratory' as const, 'diagnosis' as const, 'report' as const),
  department: fc.constantFrom(undefined, '01', '内科|外科'),
});

describe('whatever a hospital sends, in whatever order and however often', () => {
  it('rows, month counts and header say what was said last of each thing, and history keeps every version', async () => {
    let patients = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anySketch, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        async (batches) => {
          patients += 1;
          const id = String(patients).padStart(7, '0');
          const model = new Model();
          for (const batch of batches.map((sketches) => sketches.map(documentOf))) {
            const results = await send(id, batch);
            expect(results).toHaveLength(batch.length);
            model.take(batch);
            const shown = await shownAt(id);
            const dated = model.shown.filter(({ day }) => day !== undefined);
            expect(shown.rows).toEqual(
              dated
                .map(({ contentType, day, sourceVersion, title }) => `${contentType} ${day} ${sourceVersion} ${title}`)
                .sort(),
            );
            expect(shown.months).toEqual(shown.countable);
            expect(shown.header).toEqual(
              model.shown.filter(({ contentType }) => contentType === 'diagnosis').map(() => 'diagnosis'),
            );
            // The same batch again changes nothing.
            expect(new Set((await send(id, batch)).map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
          }
          const all = batches.flat().map(documentOf);
          const names = new Map(all.map((document) => [thingOf(document), document]));
          const kept = await Promise.all([...names.values()].map((document) => historyOf(id, document)));
          expect(kept.flat()).toHaveLength(model.versions);
        },
      ),
      { numRuns: 25 },
    );
  });

  /** Every version of a thing; sending it once more tells its id without changing anything. */
  const historyOf = async (id: string, document: BatchDocument) => {
    const [result] = await send(id, [document]);
    const name = documentNameOf(store.seal, result?.documentId ?? '');
    if (!name) throw new Error('a known document has a name');
    return versionsOf(store, name);
  };
});

describe('one thing', () => {
  const lab = (changes: Partial<Sketch> = {}): BatchDocument =>
    documentOf({ key: 0, at: 2, flag: 'current', text: 0, type: 'laboratory', department: undefined, ...changes });
  let patients = 5000;
  const newId = () => String((patients += 1)).padStart(7, '0');
  const outcomes = (results: BatchOutcome[]) => results.map(({ outcome }) => outcome);

  it('that comes late does not take the place of what is newer, and is kept', async () => {
    const id = newId();
    expect(outcomes(await send(id, [lab({ at: 3 })]))).toEqual(['stored']);
    expect(outcomes(await send(id, [lab({ at: 1 })]))).toEqual(['older']);
    expect((await shownAt(id)).rows).toEqual(['laboratory 2026-01-05 00000000000000003 題 0']);
  });

  it('that its source superseded leaves the view at once, also where the successor has not come yet', async () => {
    const id = newId();
    await send(id, [lab()]);
    expect(outcomes(await send(id, [lab({ flag: 'superseded' })]))).toEqual(['superseded']);
    expect(await shownAt(id)).toMatchObject({ rows: [], months: {} });
    expect(outcomes(await send(id, [lab({ at: 3 })]))).toEqual(['stored']);
    expect((await shownAt(id)).rows).toHaveLength(1);
  });

  it('that its source removed leaves view and count, and can come back', async () => {
    const id = newId();
    await send(id, [lab()]);
    expect(outcomes(await send(id, [lab({ at: 3, flag: 'deleted' })]))).toEqual(['removed']);
    expect(await shownAt(id)).toMatchObject({ rows: [], months: {} });
    expect(outcomes(await send(id, [lab({ at: 4 })]))).toEqual(['stored']);
    expect((await shownAt(id)).months).toEqual({ '2026-01 laboratory done ': 1 });
  });

  it('that is removed before it ever came is kept as removed: its order, coming late, does not appear', async () => {
    const id = newId();
    expect(outcomes(await send(id, [lab({ at: 3, flag: 'deleted' })]))).toEqual(['removed']);
    expect(outcomes(await send(id, [lab({ at: 2 })]))).toEqual(['older']);
    expect(await shownAt(id)).toMatchObject({ rows: [], months: {} });
    expect(outcomes(await send(id, [lab({ at: 4 })]))).toEqual(['stored']);
    expect((await shownAt(id)).rows).toHaveLength(1);
  });

  it('of two days is two things: in one batch or in two, each is current in its day and removed by its own name', async () => {
    const [first, second] = [lab({ at: 2 }), { ...lab({ at: 3 }), day: '2026-02-01' }];
    for (const batches of [[[first, second]], [[second], [first]]]) {
      const id = newId();
      for (const batch of batches) expect(new Set(outcomes(await send(id, batch)))).toEqual(new Set(['stored']));
      const shown = await shownAt(id);
      expect(shown.rows.map((row) => row.split(' ')[1])).toEqual(['2026-01-05', '2026-02-01']);
      expect(shown.months).toEqual({ '2026-01 laboratory done ': 1, '2026-02 laboratory done ': 1 });
      // So a source corrects a day: it sends the new one and takes the former one back.
      expect(outcomes(await send(id, [lab({ at: 4, flag: 'deleted' })]))).toEqual(['removed']);
      expect((await shownAt(id)).rows).toEqual(['laboratory 2026-02-01 00000000000000003 題 0']);
      expect((await shownAt(id)).months).toEqual({ '2026-02 laboratory done ': 1 });
    }
  });

  it('in three versions within one batch is current once, whatever their order', async () => {
    const versions = [lab({ at: 1 }), lab({ at: 3 }), lab({ at: 2, flag: 'superseded' })];
    for (const batch of [versions, [...versions].reverse()]) {
      const id = newId();
      expect(outcomes(await send(id, batch)).sort()).toEqual(['older', 'stored', 'superseded']);
      expect(await shownAt(id)).toMatchObject({ months: { '2026-01 laboratory done ': 1 } });
    }
  });

  it('sent in a full batch of 24 fits into one transaction', async () => {
    const id = newId();
    const batch = Array.from({ length: 24 }, (_, key) => lab({ key }));
    expect(outcomes(await send(id, batch))).toEqual(batch.map(() => 'stored'));
    expect((await shownAt(id)).rows).toHaveLength(24);
  });

  it('sent with 23 others, each in a month of its own, fits too', async () => {
    const id = newId();
    const monthOf = (n: number) => `${2024 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
    const batch = Array.from({ length: 24 }, (_, key) => ({ ...lab({ key }), day: `${monthOf(key)}-15` }));
    for (const at of [2, 3]) {
      const versions = batch.map((document) => ({ ...document, sourceVersion: String(at) }));
      expect(outcomes(await send(id, versions))).toEqual(batch.map(() => 'stored'));
    }
    const { rows, months } = await shownAt(id);
    expect([rows.length, Object.keys(months).length, new Set(Object.values(months))]).toEqual([24, 24, new Set([1])]);
  });
});
