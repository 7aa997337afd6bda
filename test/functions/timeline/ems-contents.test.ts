import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { readEmsContents as ReadEmsContents } from '../../../functions/timeline/read-ems-contents.ts';
import { addDays } from '../../../layers/names/index.ts';
import type { Content } from '../../../schemas/content.ts';
import type { DailyType } from '../../../schemas/content-types.ts';
import type { Opening } from '../../../schemas/directory.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import { facility, patientId } from '../../layers/store/people.ts';
import { openGrant } from '../ems/opened-grants.ts';
import { addDiscloser, DOCTOR, type EmsWorld, FROM, look, openEmsWorld, opens, TODAY } from './ems-world.ts';
import { dated, infection, keep, prescription, type Sketch } from './kept-records.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: EmsWorld;
let grant: EmsGrant;
let readEmsContents: typeof ReadEmsContents;
beforeAll(async () => {
  world = await openEmsWorld();
  ({ readEmsContents } = await import('../../../functions/timeline/read-ems-contents.ts'));
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.at('2026-11-22T03:04:05.678Z');
  grant = await openGrant(world);
});

let hospitals = 0;
/** A patient of a hospital of its own, with these openings. */
const elsewhere = async (ems: Opening[]) => {
  hospitals += 1;
  const facilityId = facility(`contents-hospital-${hospitals}`);
  await addDiscloser(world, facilityId, { ems });
  grant = await openGrant(world, { facilityId });
};
const results: Content = { kind: 'laboratory', results: [{ item: { name: 'K' } }] };
const laboratory = (day: string, rest: Partial<Sketch> = {}): Sketch =>
  dated('laboratory', day, { content: results, ...rest });
const keeps = (...sketches: Sketch[]) => keep(world, grant, ...sketches);

type Query = { types?: DailyType[]; limit?: number; cursor?: string; as?: string; of?: Pick<EmsGrant, 'grantId'> };
const ALL: DailyType[] = ['prescription', 'laboratory', 'infection'];
const asked = ({ of = grant, as: _as, ...query }: Query) => ({
  params: { grantId: of.grantId },
  query: { types: ALL, limit: 100, ...query },
});
const contents = async (query: Query = {}) => (await world.ask(query.as ?? DOCTOR, readEmsContents, asked(query))).body;
const refused = (query: Query = {}) => world.refused(query.as ?? DOCTOR, readEmsContents, asked(query));
const idsOf = (items: { documentId: string }[]) => items.map(({ documentId }) => documentId);
const shown = async (query: Query = {}) => idsOf((await contents(query)).items);
/** The same types as the timeline shows them. */
const inTimeline = async (types: DailyType[] = ALL, as = DOCTOR) => {
  const { entries, earlier } = await look(world, grant, { types, as });
  return idsOf([...entries, ...earlier]);
};

describe('the contents that a grant opens', () => {
  it('are those of its window, from its first day to today in Japan, with what they say', async () => {
    const days = [addDays(FROM, -1), FROM, TODAY, addDays(TODAY, 1)];
    await keeps(...days.map((day) => laboratory(day)), ...days.map((day) => infection(day)));
    const { items, from, to } = await contents();
    expect([from, to]).toEqual([FROM, TODAY]);
    expect(items.map(({ day, contentType }) => `${day} ${contentType}`).sort()).toEqual(
      [FROM, TODAY].flatMap((day) => [`${day} infection`, `${day} laboratory`]),
    );
    expect(items.find(({ contentType }) => contentType === 'laboratory')).toMatchObject({
      facilityId: grant.facilityId,
      title: 'laboratory',
      state: 'available',
      content: results,
    });
  });

  it('are of the types that are asked for', async () => {
    const [lab] = await keeps(laboratory(TODAY), infection(TODAY), prescription(TODAY));
    expect(await shown({ types: ['laboratory'] })).toEqual([lab]);
    expect(await shown({ types: ['injection'] })).toEqual([]);
  });

  it('reach back to prescriptions whose supply reaches into the window, and to no others', async () => {
    const [reaching] = await keeps(
      prescription(addDays(FROM, -60), 61),
      prescription(addDays(FROM, -60), 60),
      dated('prescription', addDays(FROM, -32)),
    );
    const { items } = await contents();
    expect(items).toMatchObject([{ documentId: reaching, content: { items: [{ days: 61 }] } }]);
    expect(await shown({ types: ['laboratory', 'infection'] })).toEqual([]);
  });

  it('reach back to the latest laboratory set with its infections, where the window has no result', async () => {
    const day = '2026-05-05';
    const set = await keeps(laboratory(day), laboratory(day), infection(day));
    await keeps(laboratory('2026-05-04'), infection('2026-05-04'), infection('2026-05-06'), dated('report', day));
    expect(new Set(await shown())).toEqual(new Set(set));
    expect(await shown({ types: ['infection'] })).toEqual([set[2]]);
    expect(new Set(await shown({ types: ['laboratory'] }))).toEqual(new Set(set.slice(0, 2)));
    const [since] = await keeps(dated('laboratory', FROM));
    expect(await shown()).toEqual([since]);
    expect(await shown({ types: ['infection'] })).toEqual([]);
  });

  it('are the latest set whole, and however much is closed after it', async () => {
    await elsewhere(opens({ laboratory: { exceptDepartments: ['精神科'] } }));
    const open = { department: '内科' };
    const set = await keeps(...Array.from({ length: 10 }, () => laboratory('2026-05-05', open)));
    await keeps(
      laboratory('2026-05-04', open),
      ...Array.from({ length: 9 }, (_, n) => laboratory(`2026-06-1${n}`, { department: '精神科' })),
      laboratory(TODAY, { department: '精神科' }),
      laboratory(addDays(TODAY, 1), open),
    );
    expect(new Set(await shown())).toEqual(new Set(set));
  });

  it('are exactly what its timeline shows, whatever hides or brings them', async () => {
    await elsewhere(
      opens({
        prescription: { exceptDepartments: ['精神科'], onlyRoles: ['doctor'], delayDays: 40 },
        laboratory: { delayDays: 5 },
        infection: { onlyRoles: ['doctor'] },
      }),
    );
    const days = [0, 4, 5, 30, 31, 45, 60, 200].map((age) => addDays(TODAY, -age));
    for (const [n, day] of days.entries())
      await keeps(
        infection(day),
        prescription(day, 30 + n * 8, { department: n % 2 === 0 ? '内科' : '精神科' }),
        ...(n === 2 || n === 3 ? [] : [laboratory(day)]),
      );
    for (const as of [DOCTOR, 'test-clinic.nurse']) {
      const expected = await inTimeline(ALL, as);
      expect(expected.length).toBeGreaterThan(0);
      expect(new Set(await shown({ as }))).toEqual(new Set(expected));
    }
    await keeps(laboratory(addDays(TODAY, -6)));
    expect(new Set(await shown())).toEqual(new Set(await inTimeline()));
  });

  it('leave out what the patient left out, and open nothing that the facility does not open to EMS', async () => {
    await elsewhere(opens({ laboratory: 'closed' }));
    const [bars] = await keeps(prescription(TODAY), laboratory(TODAY));
    expect(await shown()).toEqual([bars]);
    const bar = { at: '2026-11-21T00:00:00.000Z', everyone: false, viewers: [], contents: ['prescription' as const] };
    grant = await openGrant(
      world,
      { facilityId: grant.facilityId, statement: { occasion: 'ambulance', consent: { by: 'family', form: 'oral' } } },
      [],
      { emsBar: bar },
    );
    await keeps(prescription(TODAY), laboratory(TODAY));
    expect(await shown()).toEqual([]);
  });

  it('of an own record from outside are those that the facility opens to its own people there', async () => {
    const own = facility('contents-night-hospital');
    const as = 'contents-night-hospital.doctor';
    await addDiscloser(world, own, { ems: opens(), ownStaffOutside: opens({ infection: 'closed' }) });
    await world.addStaff(as);
    grant = await openGrant(world, { remote: true, facilityId: own, viewerFacilityId: own, statement: {} });
    const [lab] = await keeps(laboratory(TODAY), laboratory('2020-01-05'), infection(TODAY));
    expect(await shown({ as })).toEqual([lab]);
    await world.refuseEms(own, grant.localId);
    expect(await shown({ as })).toEqual([lab]);
  });
});

describe('pages of them', () => {
  it('give every document once, those from before the window last', async () => {
    await keeps(
      ...[0, 1, 1, 2, 30].flatMap((age) => [prescription(addDays(TODAY, -age)), infection(addDays(TODAY, -age))]),
      ...['2026-05-05', '2026-05-05'].flatMap((day) => [laboratory(day), infection(day)]),
      prescription(addDays(FROM, -40), 90),
    );
    const all = await shown();
    expect(all).toHaveLength(15);
    for (const limit of [1, 4, 14, 15]) {
      const pages: string[][] = [];
      for (let cursor: string | undefined; pages.length < 20; ) {
        const page = await contents({ limit, ...(cursor !== undefined && { cursor }) });
        pages.push(idsOf(page.items));
        ({ cursor } = page);
        if (cursor === undefined) break;
      }
      expect(pages.flat()).toEqual(all);
      expect(pages).toHaveLength(Math.ceil(15 / limit));
    }
  });

  it('go on only for this caller, this grant and these types, and end with the grant', async () => {
    await keeps(laboratory(TODAY), laboratory(FROM));
    const { cursor } = await contents({ limit: 1 });
    if (cursor === undefined) throw new Error('there are two');
    expect(await shown({ limit: 1, cursor })).toHaveLength(1);
    const other = await openGrant(world);
    const tries: Query[] = [
      { limit: 1, cursor, of: other },
      { limit: 1, cursor, as: 'test-clinic.nurse' },
      { limit: 1, cursor, types: ['laboratory'] },
      { limit: 2, cursor },
    ];
    for (const query of tries) expect((await refused(query)).code).toBe('INVALID_CURSOR');
    world.clock.forward(96 * 3_600_000);
    expect((await refused({ limit: 1 })).code).toBe('EMS_GRANT_OVER');
  });
});

describe('a grant that opens nothing', () => {
  it('is over, refused by the patient, or somebody else’s: nothing is read, and the try is audited', async () => {
    await keeps(laboratory(TODAY));
    expect((await refused({ as: 'other-clinic.doctor' })).code).toBe('NOT_FOUND');
    expect((await refused({ as: 'ty-hospital.doctor' })).code).toBe('NOT_FOUND');
    expect((await refused({ as: 'test-clinic.intern' })).code).toBe('FORBIDDEN');
    expect((await refused({ of: { grantId: `grt_${'a'.repeat(60)}` as EmsGrant['grantId'] } })).code).toBe('NOT_FOUND');
    world.clock.forward(1);
    await world.refuseEms(grant.facilityId, grant.localId);
    expect((await refused()).code).toBe('FORBIDDEN');
    const events = (await world.audited()).filter(({ eventName }) => eventName === 'ReadEmsContents');
    expect(events.slice(-5).map(({ outcome }) => outcome.result)).toEqual(Array(5).fill('refused'));
  });
});

describe('the audit of them', () => {
  it('names the grant, the record, the patient, the types, the window, and which documents', async () => {
    const linked = patientId(8);
    grant = await openGrant(world, {}, [], { linkedPatientId: linked });
    const ids = await keeps(laboratory(TODAY));
    await contents({ types: ['laboratory'] });
    const event = (await world.audited()).filter((one) => one.resource?.['grantId'] === grant.grantId).at(-1);
    expect(event).toMatchObject({
      eventName: 'ReadEmsContents',
      patientId: linked,
      resource: { grantId: grant.grantId, facilityId: grant.facilityId, localId: grant.localId },
      request: { types: ['laboratory'], from: FROM, to: TODAY, documents: 1, documentIds: ids },
      outcome: { result: 'allowed', because: ['EMS-VIEW-03', 'EMS-VIEW-01'] },
    });
  });

  it('comes first: where it cannot be written, nothing is answered', async () => {
    await keeps(laboratory(TODAY));
    world.tables.faults.set([{ kind: 'failure', table: 'audit' }]);
    const [answer] = await Promise.allSettled([contents()]);
    world.tables.faults.set([]);
    expect(answer).toMatchObject({ status: 'rejected', reason: { name: 'AuditUnavailableError' } });
  });
});
