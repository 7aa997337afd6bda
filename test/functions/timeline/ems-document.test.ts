import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { addDays } from '../../../layers/names/index.ts';
import type { EmsGrant } from '../../../schemas/ems.ts';
import type { DocumentId } from '../../../schemas/primitives.ts';
import { facility } from '../../layers/store/people.ts';
import { openGrant } from '../ems/opened-grants.ts';
import {
  addDiscloser,
  DOCTOR,
  type EmsWorld,
  FROM,
  look,
  open,
  openEmsWorld,
  openRefused,
  opens,
  TODAY,
} from './ems-world.ts';
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

const keepOne = async (sketch: Sketch, owner: EmsGrant = grant): Promise<DocumentId> => {
  const [documentId] = await keep(world, owner, sketch);
  if (!documentId) throw new Error('it was just kept');
  return documentId;
};
const opensIt = async (documentId: DocumentId, as = DOCTOR): Promise<boolean> => {
  const [answer] = await Promise.allSettled([open(world, grant, { documentId, as })]);
  if (answer.status === 'fulfilled') return answer.value.documentId === documentId;
  expect((await openRefused(world, grant, { documentId, as })).code).toBe('NOT_FOUND');
  return false;
};
const raw = (documentId: DocumentId, as = DOCTOR) => ({
  as,
  request: { params: { grantId: grant.grantId, documentId }, query: { form: 'raw' as const } },
});

describe('a document through a grant', () => {
  it('opens on the days of the window, today in Japan included', async () => {
    const days = [addDays(FROM, -1), FROM, TODAY, addDays(TODAY, 1)];
    const opened: boolean[] = [];
    for (const day of days) opened.push(await opensIt(await keepOne(dated('report', day))));
    expect(opened).toEqual([false, true, true, false]);
  });

  it('of before opens exactly where the timeline shows it', async () => {
    const sketches = [
      prescription(addDays(FROM, -60), 61),
      prescription(addDays(FROM, -60), 60),
      dated('dischargeSummary', '2025-01-05'),
      dated('dischargeSummary', '2025-01-04'),
      dated('waveform', '2026-10-01'),
      dated('laboratory', '2026-05-05'),
      infection('2026-05-05'),
      infection('2026-05-04'),
      dated('laboratory', '2026-05-04'),
      dated('report', '2026-10-01'),
      dated('physicianNote', addDays(FROM, -1)),
    ];
    const ids: DocumentId[] = [];
    for (const sketch of sketches) ids.push(await keepOne(sketch));
    const shown = new Set((await look(world, grant)).earlier.map(({ documentId }) => documentId));
    expect(shown.size).toBe(5);
    const opened: boolean[] = [];
    for (const id of ids) opened.push(await opensIt(id));
    expect(opened).toEqual(ids.map((id) => shown.has(id)));
    // The window has a set of its own now.
    await keepOne(dated('laboratory', FROM));
    expect(await opensIt(ids[5] as DocumentId)).toBe(false);
  });

  it('opens whatever its day where it is an allergy or a diagnosis', async () => {
    const content = { kind: 'allergy' as const, none: true, items: [] };
    expect(await opensIt(await keepOne({ contentType: 'allergy', content }))).toBe(true);
    expect(await opensIt(await keepOne(dated('diagnosis', '2001-01-05')))).toBe(true);
  });

  it('of another local ID, another facility or none at all is not there', async () => {
    const other = await openGrant(world);
    expect(await opensIt(await keepOne(dated('report', TODAY), other))).toBe(false);
    const facilityId = facility('next-hospital');
    await addDiscloser(world, facilityId, { ems: opens() });
    const sameNumber = { ...(await openGrant(world, { facilityId })), localId: grant.localId };
    expect(await opensIt(await keepOne(dated('report', TODAY), sameNumber))).toBe(false);
    expect(await opensIt('doc_nothing' as DocumentId)).toBe(false);
  });

  it('keeps to department, occupation and delay of what the facility opens to EMS', async () => {
    const facilityId = facility('careful-hospital');
    const ems = opens({ report: { exceptDepartments: ['精神科'], delayDays: 7 }, image: { onlyRoles: ['doctor'] } });
    await addDiscloser(world, facilityId, { ems, linked: opens() });
    grant = await openGrant(world, { facilityId });
    const report = (day: string, department?: string) =>
      keepOne(dated('report', day, department === undefined ? {} : { department }));
    expect(await opensIt(await report(addDays(TODAY, -7), '内科'))).toBe(true);
    expect(await opensIt(await report(addDays(TODAY, -6), '内科'))).toBe(false);
    expect(await opensIt(await report(addDays(TODAY, -7), '精神科'))).toBe(false);
    expect(await opensIt(await report(addDays(TODAY, -7)))).toBe(false);
    const image = await keepOne(dated('image', TODAY));
    expect([await opensIt(image), await opensIt(image, 'test-clinic.nurse')]).toEqual([true, false]);
  });

  it('shows its earlier versions as they stand, and goes by what its source says now', async () => {
    const day = addDays(FROM, -60);
    const first = await keepOne(prescription(day, 90, { key: 'k', sourceVersion: '1' }));
    const second = await keepOne(prescription(day, 80, { key: 'k', sourceVersion: '2' }));
    expect((await open(world, grant, { documentId: second })).history).toMatchObject([
      { documentId: first, state: 'superseded' },
    ]);
    expect((await open(world, grant, { documentId: first })).state).toBe('superseded');
    const third = await keepOne(prescription(day, 10, { key: 'k', sourceVersion: '3' }));
    for (const id of [first, second, third]) expect(await opensIt(id)).toBe(false);
  });

  it('entered in error is a tombstone for other facilities', async () => {
    const documentId = await keepOne(prescription(TODAY, 7, { state: 'inError' }));
    const document = await open(world, grant, { documentId });
    expect([document.state, document.content]).toEqual(['inError', undefined]);
    const { as, request } = raw(documentId);
    expect((await world.refused(as, world.deeds.readEmsDocumentContent, request)).code).toBe('DOCUMENT_STATE');
  });

  it('that nobody may read yet is not there', async () => {
    expect(await opensIt(await keepOne(dated('image', TODAY, { state: 'quarantined' })))).toBe(false);
  });
});

describe('the message of a document through a grant', () => {
  it('is given as it came, and only whole: where all contents that it may hold are open', async () => {
    const facilityId = facility('strict-hospital');
    await addDiscloser(world, facilityId, { ems: opens({ infection: { onlyRoles: ['doctor'] } }), linked: opens() });
    grant = await openGrant(world, { facilityId });
    const documentId = await keepOne(dated('laboratory', TODAY, { raw: 'MSH|' }));
    const given = raw(documentId);
    const { body } = await world.ask(given.as, world.deeds.readEmsDocumentContent, given.request);
    expect(body).toMatchObject({ form: 'raw', sha256: 'f'.repeat(64) });
    const nurse = raw(documentId, 'test-clinic.nurse');
    expect(await opensIt(documentId, nurse.as)).toBe(true);
    expect((await world.refused(nurse.as, world.deeds.readEmsDocumentContent, nurse.request)).code).toBe('NOT_FOUND');
  });

  it('of the latest laboratory set is given, one of before the window is not there', async () => {
    const [latest, before] = [
      await keepOne(dated('laboratory', '2026-05-05', { raw: 'MSH|' })),
      await keepOne(dated('laboratory', '2026-05-04', { raw: 'MSH|' })),
    ];
    const { as, request } = raw(latest);
    expect((await world.ask(as, world.deeds.readEmsDocumentContent, request)).body).toMatchObject({ form: 'raw' });
    expect((await world.refused(as, world.deeds.readEmsDocumentContent, raw(before).request)).code).toBe('NOT_FOUND');
  });
});
