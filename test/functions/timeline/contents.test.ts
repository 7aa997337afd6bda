import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { addDays } from '../../../layers/names/index.ts';
import type { Content } from '../../../schemas/content.ts';
import type { DailyType } from '../../../schemas/content-types.ts';
import { facility, patientId } from '../../layers/store/people.ts';
import { dated, infection, keep, prescription, type Sketch } from './kept-records.ts';
import {
  addDiscloser,
  addLinked,
  CLINIC,
  contents,
  contentsRefused,
  type Linked,
  type LinkedWorld,
  OTHER,
  openLinkedWorld,
  opens,
  TODAY,
  TY,
} from './linked-world.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: LinkedWorld;
let patient: Linked;
beforeAll(async () => {
  world = await openLinkedWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.at('2026-11-22T03:04:05.678Z');
  patient = await addLinked(world);
});

const CRE = { item: { name: 'CRE' }, value: { text: '0.71', numeric: true }, unit: 'mg/dL' };
const results: Content = { kind: 'laboratory', results: [CRE] };
const laboratory = (day: string, rest: Partial<Sketch> = {}): Sketch =>
  dated('laboratory', day, { content: results, ...rest });
const keeps = (facilityId: string, ...sketches: Sketch[]) => {
  const owner = patient.at[facilityId];
  if (!owner) throw new Error(`not linked at ${facilityId}`);
  return keep(world, owner, ...sketches);
};
const idsOf = (items: { documentId: string }[]) => items.map(({ documentId }) => documentId);
const shown = async (query: Parameters<typeof contents>[2] = {}) => (await contents(world, patient, query)).items;
let hospitals = 0;
/** A patient of a hospital of its own, with these openings, linked at the clinic too. */
const elsewhere = async (linked: ReturnType<typeof opens>, ownStaff = linked) => {
  hospitals += 1;
  const facilityId = facility(`hospital-${hospitals}`);
  await addDiscloser(world, facilityId, linked, ownStaff);
  patient = await addLinked(world, { links: [CLINIC, facilityId] });
  return facilityId;
};

describe('the contents of many documents', () => {
  it('come from all linked facilities, newest day first, with all that their lines say', async () => {
    const [old, young] = await keeps(TY, laboratory('2026-11-01'), laboratory('2026-11-03', { title: '生化学' }));
    const [bars] = await keeps(OTHER, prescription('2026-11-02', 14, { department: '内科' }));
    const [own] = await keeps(CLINIC, laboratory('2026-11-02'));
    const answer = await contents(world, patient);
    expect(idsOf(answer.items)).toEqual([young, own, bars, old]);
    expect(answer.items[0]).toEqual({
      documentId: young,
      facilityId: TY,
      contentType: 'laboratory',
      stage: 'done',
      day: '2026-11-03',
      title: '生化学',
      state: 'available',
      content: results,
    });
    expect(answer.items[2]).toMatchObject({
      stage: 'order',
      department: '内科',
      content: { kind: 'prescription', items: [{ drug: { name: '試験薬' }, days: 14 }] },
    });
    expect([answer.from, answer.to, answer.cursor]).toEqual([addDays(TODAY, -91), TODAY, undefined]);
  });

  it('are of the types and facilities that are asked for', async () => {
    const kinds: Record<DailyType, Content> = {
      prescription: { kind: 'prescription', setting: 'inpatient', dispensing: 'inHouse', items: [] },
      injection: { kind: 'injection', items: [] },
      laboratory: results,
      infection: { kind: 'infection', items: [] },
      vitalChart: { kind: 'vitalChart', observations: [] },
      encounter: { kind: 'encounter', event: 'admission', planned: false },
    };
    for (const [contentType, content] of Object.entries(kinds) as [DailyType, Content][])
      for (const facilityId of [TY, OTHER]) await keeps(facilityId, dated(contentType, TODAY, { content }));
    for (const [contentType, content] of Object.entries(kinds) as [DailyType, Content][]) {
      const items = await shown({ types: [contentType], facilities: [TY] });
      expect(items).toMatchObject([{ facilityId: TY, contentType, content }]);
    }
    expect(await shown({ types: ['encounter', 'laboratory', 'laboratory'] })).toHaveLength(4);
    expect(await shown({ facilities: [facility('nowhere')] })).toEqual([]);
  });

  it('are of the days that are asked for, both borders inside, and never without a day', async () => {
    const days = ['2026-01-04', '2026-01-05', '2026-01-07', '2026-01-08'];
    await keeps(TY, ...days.map((day) => laboratory(day)), ...days.map((day) => infection(day)));
    await keeps(TY, infection('2026-01-06', { day: '-' }));
    const items = await shown({ from: '2026-01-05', to: '2026-01-07' });
    expect(items.map(({ day, contentType }) => `${day} ${contentType}`).sort()).toEqual([
      '2026-01-05 infection',
      '2026-01-05 laboratory',
      '2026-01-07 infection',
      '2026-01-07 laboratory',
    ]);
    expect(await shown({ from: '2026-01-01', to: '2026-01-04', types: ['infection'] })).toHaveLength(1);
  });

  it('are what is in force: not what its source replaced or took back', async () => {
    const next: Content = { kind: 'laboratory', results: [{ ...CRE, value: { text: '0.99', numeric: true } }] };
    await keeps(TY, laboratory(TODAY, { key: 'same', sourceVersion: '1' }));
    await keeps(TY, laboratory(TODAY, { key: 'same', sourceVersion: '2', content: next }));
    expect((await shown()).map(({ content }) => content)).toEqual([next]);
    await keeps(TY, laboratory(TODAY, { key: 'same', sourceVersion: '3', state: 'removed' }));
    expect(await shown()).toEqual([]);
  });

  it('stand there without a content where the document is a plain file', async () => {
    const [file] = await keeps(TY, dated('laboratory', TODAY));
    expect(await shown()).toEqual([
      expect.not.objectContaining({ content: expect.anything(), contentTooLarge: expect.anything() }),
    ]);
    expect(idsOf(await shown())).toEqual([file]);
  });
});

describe('a period', () => {
  it.each([
    ['2026-02-01', '2026-01-31'],
    ['2025-01-01', '2026-02-05'],
  ])('from %s to %s is refused at its field', async (from, to) => {
    expect(await contentsRefused(world, patient, { from, to })).toMatchObject({
      code: 'INVALID_REQUEST',
      detail: { errors: [{ pointer: '/query/from', code: 'period' }] },
    });
  });

  it('of a year up to the same day is answered', async () => {
    const answer = await contents(world, patient, { from: '2025-11-22', to: TODAY });
    expect([answer.from, answer.to]).toEqual(['2025-11-22', TODAY]);
  });
});

describe('what is closed', () => {
  it('by a consent that leaves contents out is not there, and the own record is', async () => {
    patient = await addLinked(world, {
      consent: { scope: { kind: 'comprehensive', excludedFacilities: [], excludedContents: ['laboratory'] } },
    });
    await keeps(TY, laboratory(TODAY), prescription(TODAY));
    await keeps(CLINIC, laboratory(TODAY));
    expect((await shown()).map(({ facilityId, contentType }) => `${facilityId} ${contentType}`)).toEqual([
      'test-clinic laboratory',
      'ty-hospital prescription',
    ]);
  });

  it('by a consent that leaves a facility out, that is withdrawn, or that was never given, is not there', async () => {
    const scope = { kind: 'comprehensive' as const, excludedFacilities: [OTHER], excludedContents: [] };
    for (const [consent, expected] of [
      [{ scope }, [CLINIC, TY]],
      [{ state: 'withdrawn' as const }, [CLINIC]],
      ['none' as const, [CLINIC]],
    ] as const) {
      patient = await addLinked(world, { consent });
      for (const facilityId of [TY, OTHER, CLINIC]) await keeps(facilityId, laboratory(TODAY));
      expect((await shown()).map(({ facilityId }) => facilityId)).toEqual(expected);
    }
  });

  it('by no verified link of the disclosing facility is not there', async () => {
    patient = await addLinked(world, { links: [CLINIC, TY], states: { [TY]: 'ended' } });
    await keeps(TY, laboratory(TODAY));
    expect(await shown()).toEqual([]);
  });

  it('to another local ID of the same facility is not there', async () => {
    const other = await addLinked(world);
    await keep(world, other.at[TY] as Parameters<typeof keep>[1], laboratory(TODAY));
    expect(await shown()).toEqual([]);
  });

  it('to an occupation, a department or within a delay is not there, and neither count nor cursor tells of it', async () => {
    const at = await elsewhere(
      opens({
        infection: { onlyRoles: ['doctor'] },
        injection: 'closed',
        laboratory: { exceptDepartments: ['精神科'], delayDays: 3 },
      }),
    );
    const [open] = await keeps(
      at,
      laboratory(addDays(TODAY, -3), { department: '内科' }),
      ...[0, 1, 2].map((days) => laboratory(addDays(TODAY, -days), { department: '内科' })),
      ...[3, 4, 5, 6].map((days) => laboratory(addDays(TODAY, -days), { department: '精神科' })),
      laboratory(addDays(TODAY, -3)),
      dated('injection', TODAY),
      infection(TODAY),
    );
    expect(await shown({ types: ['laboratory'], limit: 1 })).toMatchObject([{ documentId: open }]);
    const answer = await contents(world, patient, { limit: 1, as: 'test-clinic.nurse' });
    expect([idsOf(answer.items), answer.cursor]).toEqual([[open], undefined]);
    expect((await shown()).map(({ contentType }) => contentType)).toEqual(['infection', 'laboratory']);
    world.clock.forward(86_400_000);
    expect(await shown({ types: ['laboratory'] })).toHaveLength(2);
  });

  it('to the own staff’s occupation is closed to it, and to nobody else', async () => {
    const at = await elsewhere(opens(), opens({ laboratory: { onlyRoles: ['nurse'] } }));
    await world.addStaff(`${at}.doctor`);
    await keeps(at, laboratory(TODAY), prescription(TODAY));
    expect((await shown({ as: `${at}.doctor` })).map(({ contentType }) => contentType)).toEqual(['prescription']);
    expect(await shown()).toHaveLength(2);
  });

  it('is read past: however much of it there is, the open ones are found', async () => {
    const at = await elsewhere(opens({ laboratory: { exceptDepartments: ['精神科'] } }));
    const [open] = await keeps(at, laboratory('2026-10-01', { department: '内科' }));
    await keeps(at, ...Array.from({ length: 9 }, (_, n) => laboratory(addDays(TODAY, -n), { department: '精神科' })));
    const answer = await contents(world, patient, { limit: 1 });
    expect([idsOf(answer.items), answer.cursor]).toEqual([[open], undefined]);
  });
});

describe('who looks', () => {
  it('without an own verified link meets nobody (404), as for a patient that does not exist', async () => {
    const linkedElsewhere = await addLinked(world, { links: [TY], patient: { registeredBy: TY } });
    expect(await contentsRefused(world, linkedElsewhere)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await contentsRefused(world, { patientId: patientId(999_999) })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of the facility that registered the patient sees nothing before it has its own link', async () => {
    patient = await addLinked(world, { links: [TY], patient: { registeredBy: CLINIC } });
    await keeps(TY, laboratory(TODAY));
    expect(await shown()).toEqual([]);
  });

  it('and administers alone is refused', async () => {
    await keeps(CLINIC, laboratory(TODAY));
    expect((await contentsRefused(world, patient, { as: 'test-clinic.admin' })).code).toBe('NOT_FOUND');
  });
});

describe('pages', () => {
  const pagesOf = async (limit: number, query: Parameters<typeof contents>[2] = {}) => {
    const pages: Awaited<ReturnType<typeof contents>>[] = [];
    for (let cursor: string | undefined; pages.length < 40; ) {
      const page = await contents(world, patient, { ...query, limit, ...(cursor !== undefined && { cursor }) });
      pages.push(page);
      ({ cursor } = page);
      if (cursor === undefined) break;
    }
    return pages;
  };

  it('give every document once, in one order, whatever their length', async () => {
    const days = ['2026-11-01', '2026-11-01', '2026-11-02', '2026-11-03'];
    for (const facilityId of [TY, OTHER, CLINIC]) {
      await keeps(facilityId, ...days.map((day) => laboratory(day)), ...days.map((day) => infection(day)));
      await keeps(facilityId, prescription('2026-11-01'), prescription('2026-11-03'));
    }
    const all = idsOf(await shown());
    expect(all).toHaveLength(30);
    for (const limit of [1, 7, 15, 29, 30]) {
      const pages = await pagesOf(limit);
      expect(pages.flatMap(({ items }) => idsOf(items))).toEqual(all);
      expect(pages).toHaveLength(Math.ceil(30 / limit));
    }
  });

  it('end where their contents are many bytes; a content that is too large is told, and read by itself', async () => {
    const of = (bytes: number): Content => ({
      kind: 'laboratory',
      results: Array.from({ length: Math.floor(bytes / 2000) }, () => ({
        item: { name: 'コメント' },
        value: { text: randomBytes(960).toString('hex'), numeric: false },
      })),
    });
    const sizes = [...Array.from({ length: 14 }, () => 190_000), 240_000];
    await keeps(TY, ...sizes.map((bytes) => laboratory('2026-11-02', { content: of(bytes) })));
    const pages = await pagesOf(100);
    expect(pages.length).toBe(2);
    for (const page of pages) expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(2.2 * 1024 * 1024);
    const items = pages.flatMap((page) => page.items);
    expect(new Set(idsOf(items)).size).toBe(15);
    expect(items.filter(({ contentTooLarge }) => contentTooLarge)).toHaveLength(1);
    expect(items.every(({ content, contentTooLarge }) => (content === undefined) === (contentTooLarge === true))).toBe(
      true,
    );
  });

  it('go on over midnight, when the days that nobody named begin a day later', async () => {
    await keeps(TY, ...[-91, -91, -90].map((days) => laboratory(addDays(TODAY, days))));
    world.clock.at('2026-11-22T14:59:00.000Z');
    const { cursor } = await contents(world, patient, { limit: 2 });
    if (cursor === undefined) throw new Error('there are three');
    world.clock.at('2026-11-22T15:00:00.000Z');
    expect(await contents(world, patient, { limit: 2, cursor })).toMatchObject({
      items: [],
      from: addDays(TODAY, -90),
    });
  });

  it('go on only for whom they were made: this caller, this patient and this query', async () => {
    await keeps(TY, laboratory('2026-11-01'), laboratory('2026-11-02'));
    const { cursor } = await contents(world, patient, { limit: 1 });
    if (cursor === undefined) throw new Error('there are two');
    expect(await shown({ limit: 1, cursor })).toHaveLength(1);
    const other = await addLinked(world);
    const tampered = `${cursor.slice(0, -1)}${cursor.endsWith('A') ? 'B' : 'A'}`;
    const tries: [Linked, Parameters<typeof contents>[2]][] = [
      [patient, { limit: 1, cursor, as: 'test-clinic.nurse' }],
      [other, { limit: 1, cursor }],
      [patient, { limit: 2, cursor }],
      [patient, { limit: 1, types: ['laboratory'], cursor }],
      [patient, { limit: 1, cursor: tampered }],
    ];
    for (const [of, query] of tries)
      expect(await contentsRefused(world, of, query)).toMatchObject({ code: 'INVALID_CURSOR' });
  });
});

describe('the audit', () => {
  const last = async (of = patient) =>
    (await world.audited()).filter((event) => event.patientId === of.patientId).at(-1);

  it('says in one event of at most a write unit what was read: types, days, how many, which, and of whom', async () => {
    for (const facilityId of [TY, OTHER, CLINIC])
      await keeps(facilityId, ...Array.from({ length: 10 }, (_, n) => laboratory(addDays(TODAY, -n))));
    const before = (await world.audited()).length;
    const items = await shown({ types: ['laboratory', 'infection'] });
    const event = await last();
    expect(await world.audited()).toHaveLength(before + 1);
    expect(event).toMatchObject({
      eventName: 'ReadContents',
      patientId: patient.patientId,
      request: {
        types: ['laboratory', 'infection'],
        from: addDays(TODAY, -91),
        to: TODAY,
        documents: 30,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      outcome: { result: 'allowed', because: expect.arrayContaining(['LOOK-01', 'LOOK-02', 'LOOK-03']) },
    });
    expect(event?.receipt?.disclosers?.map(({ f }) => f)).toEqual([CLINIC, OTHER, TY]);
    const named = event?.request?.['documentIds'];
    expect(named).toEqual(idsOf(items).slice(0, (named as string[]).length));
    expect((named as string[]).length).toBeGreaterThan(0);
    const raw = (await world.tables.itemsIn('audit')).find((item) => item['sk']?.S === event?.eventId);
    const bytes = Object.entries(raw ?? {}).reduce(
      (sum, [name, value]) =>
        sum + name.length + (value.B ? Buffer.from(value.B, 'base64').length : (value.S ?? '').length),
      0,
    );
    expect(bytes).toBeGreaterThan(700);
    expect(bytes).toBeLessThanOrEqual(1024);
  });

  it('names few documents all, and says none where none was read', async () => {
    const ids = await keeps(TY, laboratory('2026-11-01'));
    await shown();
    expect((await last())?.request).toMatchObject({ documents: 1, documentIds: ids });
    await shown({ types: ['injection'] });
    expect((await last())?.request).toEqual({
      types: ['injection'],
      from: addDays(TODAY, -91),
      to: TODAY,
      documents: 0,
    });
  });

  it('says what a refused look asked for', async () => {
    const elsewhereOnly = await addLinked(world, { links: [TY], patient: { registeredBy: TY } });
    await contentsRefused(world, elsewhereOnly, { types: ['laboratory'] });
    expect(await last(elsewhereOnly)).toMatchObject({
      eventName: 'ReadContents',
      patientId: elsewhereOnly.patientId,
      request: { types: ['laboratory'] },
      outcome: { result: 'refused', code: 'NOT_FOUND' },
    });
  });

  it('comes first: where it cannot be written, nothing is answered', async () => {
    await keeps(TY, laboratory(TODAY));
    world.tables.faults.set([{ kind: 'failure', table: 'audit' }]);
    const [answer] = await Promise.allSettled([contents(world, patient)]);
    world.tables.faults.set([]);
    expect(answer).toMatchObject({ status: 'rejected', reason: { name: 'AuditUnavailableError' } });
    expect(await shown()).toHaveLength(1);
  });
});
