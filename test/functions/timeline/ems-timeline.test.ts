import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { addDays } from '../../../layers/names/index.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import { facility } from '../../layers/store/people.ts';
import { openGrant } from '../ems/opened-grants.ts';
import { addDiscloser, type EmsWorld, FROM, look, openEmsWorld, opens, TODAY } from './ems-world.ts';
import { dated, infection, keep, prescription, type Sketch } from './kept-records.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

let world: EmsWorld;
let grant: EmsGrant;
beforeAll(async () => {
  world = await openEmsWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.at('2026-11-22T03:04:05.678Z');
  grant = await openGrant(world);
});

const keeps = (...sketches: Sketch[]) => keep(world, grant, ...sketches);
const idsOf = (entries: { documentId: string }[]) => entries.map(({ documentId }) => documentId);

describe('the window of an EMS look', () => {
  it('opens from its first day to today, and neither the day before nor the day after', async () => {
    const days = [addDays(FROM, -1), FROM, TODAY, addDays(TODAY, 1)];
    await keeps(...days.map((day) => dated('report', day)));
    const { from, to, entries, days: shown } = await look(world, grant);
    expect([from, to]).toEqual([FROM, TODAY]);
    expect(entries.map(({ day }) => day)).toEqual([TODAY, FROM]);
    expect(shown).toEqual([
      { day: TODAY, counts: { report: 1 } },
      { day: FROM, counts: { report: 1 } },
    ]);
  });

  it('ends with today in Japan: tomorrow’s report is there from midnight on', async () => {
    const [report] = await keeps(dated('report', '2026-11-23'));
    world.clock.at('2026-11-22T14:59:59.999Z');
    expect((await look(world, grant)).entries).toEqual([]);
    world.clock.at('2026-11-22T15:00:00.000Z');
    expect(idsOf((await look(world, grant)).entries)).toEqual([report]);
  });

  it('shows what is in force, not what its source took back', async () => {
    await keeps(dated('report', TODAY, { key: 'same', state: 'removed' }));
    expect((await look(world, grant)).entries).toEqual([]);
  });

  it('puts physicians’ and nurses’ notes first, and nowhere else', async () => {
    const [older, nursing, newer] = await keeps(
      dated('physicianNote', '2026-11-01'),
      dated('nursingNote', '2026-11-03'),
      dated('physicianNote', '2026-11-05'),
    );
    const [report] = await keeps(dated('report', '2026-11-04'));
    const { notes, entries, days } = await look(world, grant);
    expect(idsOf(notes)).toEqual([newer, nursing, older]);
    expect(idsOf(entries)).toEqual([report]);
    expect(days.map(({ day, counts }) => [day, counts])).toEqual([
      ['2026-11-05', { noteRecord: 1 }],
      ['2026-11-04', { report: 1 }],
      ['2026-11-03', { noteRecord: 1 }],
      ['2026-11-01', { noteRecord: 1 }],
    ]);
  });

  it('keeps to the types that are asked for, in every part of the answer', async () => {
    await keeps(
      dated('physicianNote', TODAY),
      dated('report', TODAY),
      dated('laboratory', TODAY),
      dated('dischargeSummary', '2026-01-05'),
    );
    const answer = await look(world, grant, { types: ['report'] });
    expect([answer.notes, answer.earlier, answer.olderExist]).toEqual([[], [], false]);
    expect(answer.entries.map(({ contentType }) => contentType)).toEqual(['report']);
  });

  it('says whose record it is, what opens, and how old it is', async () => {
    grant = await openGrant(world, {}, [], {
      fetchedAt: '2026-11-22T01:02:05.678Z',
      requestedAt: '2026-11-22T03:04:00.000Z',
    });
    const { grant: shown, facility: its, data } = await look(world, grant);
    expect(shown).toMatchObject({ grantId: grant.grantId, standing: 'live', facilityName: '試験病院' });
    expect(its).toMatchObject({ facilityId: grant.facilityId, localId: grant.localId, own: false, access: 'open' });
    expect(data).toEqual({
      fetchedAt: '2026-11-22T01:02:05.678Z',
      requestedAt: '2026-11-22T03:04:00.000Z',
      ageMinutes: 122,
    });
  });
});

describe('pages of an EMS look', () => {
  const pagesOf = async (limit: number) => {
    const pages: Awaited<ReturnType<typeof look>>[] = [];
    for (let cursor: string | undefined; pages.length < 20; ) {
      const page = await look(world, grant, { limit, ...(cursor !== undefined && { cursor }) });
      pages.push(page);
      ({ cursor } = page);
      if (cursor === undefined) break;
    }
    return pages;
  };

  it('give every entry once, and notes, what matters from before and the header with the first alone', async () => {
    const days = ['2026-11-01', '2026-11-01', '2026-11-02', '2026-11-03', '2026-11-03', '2026-11-03'];
    await keeps(
      ...days.map((day) => dated('report', day)),
      ...days.map((day) => dated('physicianNote', day)),
      dated('dischargeSummary', '2026-01-05'),
      dated('report', '2026-01-05'),
    );
    const pages = await pagesOf(2);
    expect(pages.map(({ entries }) => entries.length)).toEqual([2, 2, 2]);
    expect(new Set(pages.flatMap(({ entries }) => idsOf(entries))).size).toBe(6);
    expect(pages.map(({ notes, earlier }) => [notes.length, earlier.length])).toEqual([
      [6, 1],
      [0, 0],
      [0, 0],
    ]);
    expect(pages.map(({ facility: its }) => its.header !== undefined)).toEqual([true, false, false]);
    expect(pages.map(({ olderExist }) => olderExist)).toEqual([true, true, true]);
  });

  it('have no cursor for what is closed or stands among the notes', async () => {
    const closed = facility('quiet-hospital');
    await addDiscloser(world, closed, { ems: opens({ report: { onlyRoles: ['nurse'] } }) });
    grant = await openGrant(world, { facilityId: closed });
    await keeps(
      dated('image', '2026-11-05'),
      ...['2026-11-01', '2026-11-02'].map((day) => dated('report', day)),
      ...['2026-11-01', '2026-11-06'].map((day) => dated('nursingNote', day)),
    );
    const { entries, notes, cursor } = await look(world, grant, { limit: 1 });
    expect([entries.length, notes.length, cursor]).toEqual([1, 2, undefined]);
    expect((await look(world, grant, { limit: 1, as: 'test-clinic.nurse' })).cursor).toBeDefined();
  });

  it('lose no note: one that comes while somebody reads on stands among the entries', async () => {
    await keeps(
      dated('physicianNote', '2026-11-05'),
      ...['04', '03', '02'].map((d) => dated('report', `2026-11-${d}`)),
    );
    const { cursor } = await look(world, grant, { limit: 2 });
    const [late] = await keeps(dated('nursingNote', '2026-11-02'));
    if (cursor === undefined) throw new Error('there are three entries');
    expect(idsOf((await look(world, grant, { limit: 2, cursor })).entries)).toContain(late);
  });
});

describe('the header of an EMS look', () => {
  const headerOf = async () => (await look(world, grant)).facility.header;
  const asked = { kind: 'allergy' as const, none: true, items: [] };

  it('has allergies and diagnoses of any age', async () => {
    await keeps(
      { contentType: 'allergy', content: asked },
      dated('diagnosis', '2001-01-05', {
        content: { kind: 'diagnosis', none: false, items: [{ condition: { name: '高血圧症' }, status: 'active' }] },
      }),
    );
    expect(await headerOf()).toMatchObject({
      allergies: { state: 'none', complete: true },
      diagnoses: { state: 'listed', complete: true, items: [{ condition: { name: '高血圧症' } }] },
    });
  });

  it('has infections of the window, and says that older ones are left out', async () => {
    await keeps(infection(FROM));
    expect((await headerOf())?.infections).toMatchObject({ state: 'listed', complete: true });
    await keeps(infection(addDays(FROM, -1)), dated('laboratory', FROM));
    const { infections } = (await headerOf()) ?? {};
    expect(infections).toMatchObject({ state: 'listed', complete: false });
    expect(infections?.items).toHaveLength(1);
  });

  it('has the infections of the latest laboratory set where that is older, and never says "none" beside older ones', async () => {
    await keeps(infection('2026-05-05'));
    expect((await headerOf())?.infections).toMatchObject({ state: 'notDisclosed', complete: false, items: [] });
    await keeps(dated('laboratory', '2026-05-05'));
    expect((await headerOf())?.infections).toMatchObject({ state: 'listed', complete: true });
  });

  it('shows nothing of a section that EMS does not open', async () => {
    const closed = facility('no-allergies');
    await addDiscloser(world, closed, { ems: opens({ allergy: 'closed' }) });
    grant = await openGrant(world, { facilityId: closed });
    await keeps({ contentType: 'allergy', content: asked }, prescription(TODAY, 7));
    expect((await headerOf())?.allergies).toMatchObject({ state: 'notDisclosed', complete: false, items: [] });
  });
});
