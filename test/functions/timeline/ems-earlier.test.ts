import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { addDays } from '../../../layers/names/index.ts';
import type { Opening } from '../../../schemas/directory.ts';
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
  grant = await openGrant(world);
});

let hospitals = 0;
/** A patient of a hospital of its own, with these openings. */
const elsewhere = async (ems: Opening[], linked = ems) => {
  hospitals += 1;
  const facilityId = facility(`hospital-${hospitals}`);
  await addDiscloser(world, facilityId, { ems, linked });
  grant = await openGrant(world, { facilityId });
};
const keeps = (...sketches: Sketch[]) => keep(world, grant, ...sketches);
const earlier = async (as?: string) =>
  (await look(world, grant, as === undefined ? {} : { as })).earlier.map(({ documentId }) => documentId);

describe('prescriptions from before the window', () => {
  it('are shown where their supply reaches into it, by a day, and not where it ends the day before', async () => {
    const [reaching] = await keeps(prescription(addDays(FROM, -60), 61), prescription(addDays(FROM, -60), 60));
    expect(await earlier()).toEqual([reaching]);
  });

  it('are shown within 31 days before it where their supply cannot be computed, without any content too', async () => {
    const [atLimit, bare] = await keeps(
      prescription(addDays(FROM, -31)),
      dated('prescription', addDays(FROM, -30), { stage: 'order' }),
      prescription(addDays(FROM, -32)),
    );
    expect(await earlier()).toEqual([bare, atLimit]);
  });

  it('go by what their source says now, and disappear with it', async () => {
    const day = addDays(FROM, -40);
    await keeps(prescription(day, 90, { key: 'one', sourceVersion: '1' }));
    expect(await earlier()).toHaveLength(1);
    await keeps(prescription(day, 30, { key: 'one', sourceVersion: '2' }));
    expect(await earlier()).toEqual([]);
    await keeps(prescription(day, 90, { key: 'one', sourceVersion: '3' }));
    expect(await earlier()).toHaveLength(1);
    await keeps(prescription(day, 90, { key: 'one', sourceVersion: '4', state: 'removed' }));
    expect(await earlier()).toEqual([]);
  });

  it('keep to what the department, the occupation and the delay leave open', async () => {
    await elsewhere(opens({ prescription: { exceptDepartments: ['精神科'], onlyRoles: ['doctor'], delayDays: 40 } }));
    const [open] = await keeps(
      prescription(addDays(TODAY, -40), 60, { department: '内科' }),
      prescription(addDays(TODAY, -39), 60, { department: '内科' }),
      prescription(addDays(TODAY, -40), 60, { department: '精神科' }),
    );
    expect(await earlier()).toEqual([open]);
    expect(await earlier('test-clinic.nurse')).toEqual([]);
  });
});

describe('the latest summary, ECG and laboratory set', () => {
  it.each(['dischargeSummary', 'waveform', 'laboratory'] as const)(
    '%s: of a year ago where there is none since, and none where the window has one',
    async (contentType) => {
      const [, latest] = await keeps(
        dated(contentType, '2025-11-20'),
        dated(contentType, '2025-11-21'),
        dated(contentType, '2025-11-20'),
      );
      expect(await earlier()).toEqual([latest]);
      await keeps(dated(contentType, FROM));
      expect(await earlier()).toEqual([]);
    },
  );

  it('are found in the month in which the window begins, up to the day before it', async () => {
    const [, latest] = await keeps(dated('laboratory', '2026-10-01'), dated('laboratory', addDays(FROM, -1)));
    expect(await earlier()).toEqual([latest]);
  });

  it('do not count what is only to come', async () => {
    const [latest] = await keeps(dated('laboratory', '2026-05-05'), dated('laboratory', addDays(TODAY, 1)));
    expect(await earlier()).toEqual([latest]);
  });

  it('are all laboratory documents of one day, with the infections among them', async () => {
    const day = '2026-05-05';
    const set = await keeps(dated('laboratory', day), dated('laboratory', day), infection(day));
    await keeps(infection('2026-05-06'), dated('laboratory', '2026-05-04'), dated('report', day));
    expect(new Set(await earlier())).toEqual(new Set(set));
  });

  it('are the latest that this viewer may see: what is closed neither shows nor hides another', async () => {
    await elsewhere(
      opens({ dischargeSummary: { exceptDepartments: ['精神科'] }, laboratory: { onlyRoles: ['nurse'] } }),
    );
    const [open] = await keeps(
      dated('dischargeSummary', '2025-01-05', { department: '内科' }),
      dated('dischargeSummary', '2026-01-05', { department: '精神科' }),
      dated('dischargeSummary', TODAY, { department: '精神科' }),
      dated('laboratory', '2026-01-05'),
    );
    expect(await earlier()).toEqual([open]);
    expect(await earlier('test-clinic.nurse')).toHaveLength(2);
  });

  it('are looked for further back where a delay hides whole months', async () => {
    await elsewhere(opens({ laboratory: { delayDays: 100 } }));
    const [open] = await keeps(
      dated('laboratory', '2025-02-01'),
      dated('laboratory', '2026-08-20'),
      dated('laboratory', '2026-09-20'),
      dated('laboratory', '2026-10-20'),
    );
    expect(await earlier()).toEqual([open]);
  });

  it('open no other document of before', async () => {
    await keeps(dated('report', '2026-10-01'), dated('image', '2026-10-01'), dated('physicianNote', '2026-10-01'));
    expect(await earlier()).toEqual([]);
  });
});

describe('older records exist', () => {
  const exist = async (as?: string) => (await look(world, grant, as === undefined ? {} : { as })).olderExist;

  it('where there is one of a day before the window, in an older month or in the same', async () => {
    expect(await exist()).toBe(false);
    await keeps(dated('report', FROM));
    expect(await exist()).toBe(false);
    await keeps(dated('report', addDays(FROM, -1)));
    expect(await exist()).toBe(true);
    await elsewhere(opens());
    await keeps(dated('report', '2020-01-05'));
    expect(await exist()).toBe(true);
  });

  it('beside those that are shown already, not because of them', async () => {
    await keeps(
      dated('laboratory', '2026-05-05'),
      prescription(addDays(FROM, -1), 7),
      prescription('2026-09-30', 90, { department: '内科' }),
    );
    expect(await exist()).toBe(false);
    await keeps(prescription('2026-09-01', 7, { department: '内科' }));
    expect(await exist()).toBe(true);
  });

  it('tells nothing of a type, a department, an occupation or a delay that is closed', async () => {
    await elsewhere(
      opens({
        physicianNote: 'closed',
        report: { exceptDepartments: ['精神科'] },
        image: { onlyRoles: ['nurse'] },
        nursingNote: { delayDays: 300 },
      }),
    );
    await keeps(
      dated('physicianNote', '2026-05-05'),
      dated('report', '2026-05-05', { department: '精神科' }),
      dated('nursingNote', '2026-05-05'),
      dated('physicianNote', addDays(FROM, -1)),
      dated('nursingNote', TODAY),
      dated('nursingNote', FROM),
    );
    expect(await exist()).toBe(false);
    await keeps(dated('image', '2026-05-05'));
    expect(await exist()).toBe(false);
    expect(await exist('test-clinic.nurse')).toBe(true);
  });

  it('only where a look with consent and a link would open them', async () => {
    await elsewhere(opens(), opens({ report: 'closed' }));
    await keeps(dated('report', '2026-05-05'), dated('report', addDays(FROM, -1)));
    expect(await exist()).toBe(false);
    await keeps(dated('image', addDays(FROM, -1)));
    expect(await exist()).toBe(true);
  });
});
