import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { registerPatient as RegisterPatient } from '../../../functions/registration/register-patient.ts';
import type { printEmsSummary as PrintEmsSummary } from '../../../functions/timeline/print-ems-summary.ts';
import type { printSummary as PrintSummary } from '../../../functions/timeline/print-summary.ts';
import type { DocumentId, PatientId } from '../../../schemas/primitives.ts';
import { demographics, localId } from '../../layers/store/people.ts';
import { DAY_MS, HOUR_MS, openGrant } from '../ems/opened-grants.ts';
import { DOCTOR, type EmsWorld, openEmsWorld, opens, TODAY, TY } from './ems-world.ts';
import { dated, keep, type Sketch } from './kept-records.ts';

// An ES module that jest cannot load; only the Lambda entry needs it.
jest.mock('@middy/core', () => () => ({ handler: () => undefined }), { virtual: true });

const OWNER = { facilityId: TY, localId: localId('0004321') };
const TY_DOCTOR = 'ty-hospital.doctor';
const allergy = (key: string): Sketch => ({
  contentType: 'allergy',
  key,
  content: { kind: 'allergy', none: true, items: [] },
});

let world: EmsWorld;
let printSummary: typeof PrintSummary;
let printEmsSummary: typeof PrintEmsSummary;
let patientId: PatientId;
beforeAll(async () => {
  world = await openEmsWorld();
  ({ printSummary } = await import('../../../functions/timeline/print-summary.ts'));
  ({ printEmsSummary } = await import('../../../functions/timeline/print-ems-summary.ts'));
  const registering: { registerPatient: typeof RegisterPatient } = await import(
    '../../../functions/registration/register-patient.ts'
  );
  await world.addFacilityPatient(OWNER);
  const { body } = await world.ask(TY_DOCTOR, registering.registerPatient, {
    body: { demographics: demographics(), localId: OWNER.localId, notDuplicateOf: [] },
  });
  ({ patientId } = body.patient);
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.at('2026-11-22T03:04:05.678Z');
  world.flag = { state: 'off' };
});

const print = (documentIds: DocumentId[], key?: string) =>
  world.ask(
    TY_DOCTOR,
    printSummary,
    { params: { patientId }, body: { documentIds } },
    key === undefined ? {} : { key },
  );
const refused = (documentIds: DocumentId[]) =>
  world.refused(TY_DOCTOR, printSummary, { params: { patientId }, body: { documentIds } });
/** What the log has of prints that it had not before. */
const printsIn = async (asked: () => Promise<unknown>) => {
  const before = new Set((await world.audited()).map(({ eventId }) => eventId));
  await asked();
  return (await world.audited()).filter(
    ({ eventId, eventName }) => eventName.endsWith('Summary') && !before.has(eventId),
  );
};
/** What DynamoDB counts of these events: names and values. */
const bytesOf = async (eventIds: string[]): Promise<number[]> => {
  const items = (await world.tables.itemsIn('audit')).filter(({ sk }) => eventIds.includes(sk?.S ?? ''));
  expect(items).toHaveLength(eventIds.length);
  return items.map((item) =>
    Object.entries(item).reduce((sum, [name, value]) => {
      const [[kind, text]] = Object.entries(value) as [[string, string]];
      return sum + name.length + Buffer.from(text, kind === 'B' ? 'base64' : 'utf8').length;
    }, 0),
  );
};

describe('a printed summary', () => {
  it('costs one write unit in the log, however many contents it has, printed or refused', async () => {
    const sketches = Array.from({ length: 200 }, () => dated('laboratory', TODAY));
    const documentIds = await keep(world, OWNER, ...sketches);
    const events = await printsIn(async () => {
      for (const ids of [documentIds.slice(0, 2), documentIds]) await print(ids);
      await refused([...documentIds.slice(1), `doc_${'a'.repeat(60)}` as DocumentId]);
    });
    expect(events.map(({ request }) => request?.['documents'])).toEqual([2, 200, 200]);
    expect(events[0]?.request?.['documentIds']).toEqual(documentIds.slice(0, 2));
    const named = events[1]?.request?.['documentIds'] as string[];
    expect(named.length).toBeGreaterThan(0);
    expect(named).toEqual(documentIds.slice(0, named.length));
    expect(new Set(events.map(({ request }) => request?.['digest'])).size).toBe(3);
    expect(Math.max(...(await bytesOf(events.map(({ eventId }) => eventId))))).toBeLessThanOrEqual(1024);
  });

  it('counts a content once that stands on the sheet twice, and says of each place that it is closed', async () => {
    const [open] = await keep(world, OWNER, dated('report', TODAY));
    const closed = `doc_${'b'.repeat(60)}` as DocumentId;
    if (!open) throw new Error('it was just kept');
    const problem = await refused([open, closed, open, closed]);
    expect(problem.detail.errors?.map(({ pointer }) => pointer)).toEqual([
      '/body/documentIds/1',
      '/body/documentIds/3',
    ]);
    const [event] = (await world.audited()).filter(({ eventName }) => eventName === 'PrintSummary').slice(-1);
    expect([event?.outcome.result, event?.request?.['documents']]).toEqual(['failed', 2]);
  });

  it('holds to a delay by the day of the content, and by the day it was stored where it has none', async () => {
    const delayed = { allergy: { delayDays: 2 }, report: { delayDays: 2 } };
    await world.addFacility({
      facilityId: TY,
      version: 2,
      publication: { ownStaff: opens(delayed), linked: opens(), ems: opens() },
    });
    const [undated, report] = await keep(world, OWNER, allergy('of today'), dated('report', TODAY));
    const ids = [undated, report] as DocumentId[];
    for (const forward of [0, DAY_MS]) {
      world.clock.forward(forward);
      expect((await refused(ids)).detail.errors).toHaveLength(2);
    }
    world.clock.forward(DAY_MS);
    expect((await print(ids)).body.printedAt).toBe(new Date(world.clock.now()).toISOString());
  });

  it('says the same of a repeat a day later, and is another after the key is forgotten', async () => {
    const first = (await print([], 'one sheet')).body;
    world.clock.forward(DAY_MS - 1);
    const [repeat] = await printsIn(async () => {
      expect((await print([], 'one sheet')).body).toEqual(first);
    });
    expect([repeat?.resource, repeat?.request]).toEqual([{ printId: first.printId }, { documents: 0, repeated: true }]);
    world.clock.forward(1);
    expect((await print([], 'one sheet')).body.printId).not.toBe(first.printId);
  });
});

describe('a printed summary of an EMS access', () => {
  it('ends with the access, to the millisecond, and with a refusal', async () => {
    const grant = await openGrant(world);
    const [documentId] = await keep(world, grant, dated('report', TODAY));
    const asked = { params: { grantId: grant.grantId }, body: { documentIds: [documentId as DocumentId] } };
    world.clock.forward(96 * HOUR_MS - 1);
    const [event] = await printsIn(() => world.ask(DOCTOR, printEmsSummary, asked, { key: 'the sheet' }));
    expect(event).toMatchObject({
      eventName: 'PrintEmsSummary',
      resource: { grantId: grant.grantId },
      request: { documents: 1, documentIds: [documentId] },
    });
    world.clock.forward(1);
    expect((await world.refused(DOCTOR, printEmsSummary, asked, { key: 'the sheet' })).code).toBe('EMS_GRANT_OVER');
    const barred = await openGrant(world);
    await world.refuseEms(barred.facilityId, barred.localId);
    const refusal = { params: { grantId: barred.grantId }, body: { documentIds: [] } };
    expect((await world.refused(DOCTOR, printEmsSummary, refusal)).code).toBe('FORBIDDEN');
  });

  it('judges an earlier version by what took its place, and knows no version of another record', async () => {
    const grant = await openGrant(world);
    const [earlier] = await keep(world, grant, dated('report', TODAY, { key: 'same', sourceVersion: '1' }));
    await keep(world, grant, dated('report', TODAY, { key: 'same', sourceVersion: '2' }));
    const [ofAnother] = await keep(world, OWNER, dated('report', TODAY, { key: 'same' }));
    const ask = (...documentIds: (DocumentId | undefined)[]) => ({
      params: { grantId: grant.grantId },
      body: { documentIds: documentIds as DocumentId[] },
    });
    expect((await world.ask(DOCTOR, printEmsSummary, ask(earlier))).body.printId).toMatch(/^evt_/);
    const problem = await world.refused(DOCTOR, printEmsSummary, ask(earlier, ofAnother));
    expect(problem.detail.errors?.map(({ pointer }) => pointer)).toEqual(['/body/documentIds/1']);
  });
});
