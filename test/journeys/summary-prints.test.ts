import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { listConsents, withdrawConsent } from '../../schemas/operations/consent.ts';
import { readMe } from '../../schemas/operations/directory.ts';
import { closeEmsGrant } from '../../schemas/operations/ems.ts';
import { createDocumentBatch } from '../../schemas/operations/ingest.ts';
import { printEmsSummary, printSummary } from '../../schemas/operations/timeline.ts';
import type { DocumentId, EmsGrantId, PatientId } from '../../schemas/primitives.ts';
import { ALL_THE_SAME, accountOf, auditLog } from './ems-log.ts';
import { calendarThrough, opened, SIGNED } from './ems-looks.ts';
import { setHours } from './ems-policies.ts';
import { daysAgo, stranger } from './ems-records.ts';
import { type Caller, done, eventually, Journey, refused } from './journey.ts';
import { calendarOf } from './looks.ts';
import { person } from './people.ts';
import { allergy, diagnosis, laboratory, physicianNote, prescription, report, type Sent } from './records.ts';
import { comprehensive, linked, registered } from './registration-steps.ts';

const STRANGER = person(20);
const ALL = [
  laboratory('lab'),
  prescription('drug'),
  physicianNote('note', { department: '内科' }),
  allergy('allergy'),
  diagnosis('diagnosis'),
];

describe('a summary is in the log before it is on paper', () => {
  let journey: Journey;
  let doctor: Caller;
  let tyDoctor: Caller;
  let ty: Caller;
  let count = 0;

  const keep = async (localId: string, documents: Sent[]): Promise<DocumentId[]> =>
    done(await ty(createDocumentBatch, { body: { localId, documents } })).results.flatMap(
      ({ documentId }) => documentId ?? [],
    );
  /** Known at the clinic and at the hospital, whose records they are. */
  const patient = async (consent: Parameters<typeof registered>[2] = { consent: comprehensive() }, documents = ALL) => {
    count += 1;
    const localId = String(900 + count);
    const patientId = await registered(doctor, person(count), { localId, ...consent });
    await linked(tyDoctor, { patientId, facilityId: 'ty-hospital', localId });
    return { patientId, localId, documentIds: await keep(localId, documents) };
  };
  const print = (caller: Caller, patientId: PatientId, documentIds: readonly string[], idempotencyKey = randomUUID()) =>
    caller(printSummary, { params: { patientId }, body: { documentIds: [...documentIds] } }, { idempotencyKey });
  const pointersOf = (outcome: Awaited<ReturnType<typeof print>>) =>
    refused(outcome).errors?.map(({ pointer, code }) => `${pointer} ${code}`);
  const withdrawAll = async (patientId: PatientId) => {
    for (const { consentId } of done(await doctor(listConsents, { params: { patientId } })).items)
      done(
        await doctor(withdrawConsent, {
          params: { patientId, consentId },
          body: { reason: '本人の申し出', withdrawnBy: { who: 'patient' } },
        }),
      );
  };

  beforeAll(async () => {
    journey = await Journey.begin();
    doctor = journey.as('test-clinic.doctor');
    tyDoctor = journey.as('ty-hospital.doctor');
    ty = journey.systemOf('ty-hospital');
    await setHours(journey);
  });
  afterAll(() => journey.end());

  describe('of a patient', () => {
    it('names who, where and when, and the line in the log that both facilities can read', async () => {
      const { patientId } = await patient();
      const { entries, facilities } = await calendarOf(doctor, patientId);
      const header = facilities.flatMap(({ header: sections }) => Object.values(sections ?? {}));
      const documentIds = [...entries, ...header.flatMap((section) => section.documentIds)].map((shown) =>
        typeof shown === 'string' ? shown : shown.documentId,
      );
      expect(documentIds).toHaveLength(ALL.length);
      const before = new Date().toISOString();
      const outcome = await print(doctor, patientId, documentIds);
      const { printId, printedAt, printedBy } = done(outcome);
      expect(outcome.status).toBe(201);
      expect(printedAt >= before && printedAt <= new Date().toISOString()).toBe(true);
      const { staff } = done(await doctor(readMe, {}));
      expect(printedBy).toEqual({
        staffId: 'test-clinic.doctor',
        name: staff.name,
        facilityId: 'test-clinic',
        facilityName: 'テストクリニック',
      });
      for (const caller of [doctor, tyDoctor]) {
        const log = async () => done(await caller(listAuditEvents, { query: { patientId, limit: 50 } })).items;
        const events = await eventually(log, (items) => items.some(({ eventId }) => eventId === printId));
        expect(events.find(({ eventId }) => eventId === printId)).toMatchObject({
          eventName: 'PrintSummary',
          eventTime: printedAt,
          actor: { staffId: 'test-clinic.doctor', facilityId: 'test-clinic' },
          outcome: { result: 'allowed' },
        });
      }
      const event = (await auditLog(journey)).find(({ eventId }) => eventId === printId);
      expect(event?.request).toMatchObject({ documents: documentIds.length, digest: expect.any(String) });
      expect(event?.receipt?.disclosers?.map(({ f }) => f)).toEqual(['ty-hospital']);
      expect(event?.outcome.because).toEqual(['LOOK-03', 'LOOK-02']);
    });

    it('the same key is the same sheet, however often it is asked for; with other contents it is refused', async () => {
      const { patientId, documentIds } = await patient();
      const key = randomUUID();
      const press = () => print(doctor, patientId, documentIds, key);
      const sheets = [...(await Promise.all([press(), press()])), await press()].map((outcome) => done(outcome));
      expect(new Set(sheets.map(({ printId, printedAt }) => `${printId} ${printedAt}`)).size).toBe(1);
      expect(refused(await print(doctor, patientId, documentIds.slice(1), key))).toMatchObject({
        status: 409,
        code: 'IDEMPOTENCY_CONFLICT',
      });
      const another = done(await print(doctor, patientId, documentIds));
      expect(another.printId).not.toBe(sheets[0]?.printId);
    });

    it('is there for every occupation as far as it sees: to a clerk a physician’s note is closed', async () => {
      const { patientId, documentIds } = await patient();
      const clerk = journey.as('test-clinic.clerk');
      expect(pointersOf(await print(clerk, patientId, documentIds))).toContain('/body/documentIds/2 not_open');
      expect(done(await print(clerk, patientId, [])).printedBy.staffId).toBe('test-clinic.clerk');
    });

    it('is none without a link of one’s own, for another office, or for a patient who is not there', async () => {
      const { patientId, documentIds } = await patient();
      for (const staffId of ['test-hospital.doctor', 'test-pharmacy.pharmacist'])
        for (const ids of [documentIds, []])
          expect(refused(await print(journey.as(staffId), patientId, ids))).toMatchObject({
            status: 404,
            code: 'NOT_FOUND',
          });
      expect(refused(await print(journey.as('network-office.office'), patientId, [])).status).toBe(404);
      const nobody = 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as PatientId;
      expect(refused(await print(doctor, nobody, [])).status).toBe(404);
    });

    it('shows nothing of another facility without consent; the hospital prints its own', async () => {
      const { patientId, documentIds } = await patient({});
      expect(pointersOf(await print(doctor, patientId, documentIds))).toHaveLength(documentIds.length);
      expect(done(await print(tyDoctor, patientId, documentIds)).printedBy.facilityId).toBe('ty-hospital');
    });

    it('shows nothing that a look would not: of another patient, of a closed department, made up, taken back', async () => {
      const { patientId, localId, documentIds } = await patient();
      const { documentIds: others } = await patient();
      const [closed, gone] = await keep(localId, [
        physicianNote('psychiatry', { department: '精神科' }),
        laboratory('gone'),
      ]);
      await keep(localId, [laboratory('gone', { flag: 'deleted', sourceVersion: '20260106090000000' })]);
      const ids = [documentIds[0], others[0], closed, `doc_${'a'.repeat(60)}`, gone] as string[];
      const outcome = await print(doctor, patientId, ids);
      expect(refused(outcome)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect(pointersOf(outcome)).toEqual([1, 2, 3, 4].map((index) => `/body/documentIds/${index} not_open`));
    });

    it('goes on with what a newer version took the place of since the page was read', async () => {
      const { patientId, localId, documentIds } = await patient();
      await keep(localId, [laboratory('lab', { sourceVersion: '20260107090000000' })]);
      expect(done(await print(doctor, patientId, documentIds)).printId).toMatch(/^evt_/);
    });

    it('ends with the consent, also for a key that printed before', async () => {
      const { patientId, documentIds } = await patient();
      const key = randomUUID();
      done(await print(doctor, patientId, documentIds, key));
      await withdrawAll(patientId);
      for (const again of [key, randomUUID()])
        expect(refused(await print(doctor, patientId, documentIds, again))).toMatchObject({
          status: 404,
          code: 'NOT_FOUND',
        });
      const last = (await auditLog(journey)).filter(({ eventName }) => eventName === 'PrintSummary').slice(-2);
      expect(last.map(({ outcome }) => [outcome.result, outcome.code])).toEqual([
        ['failed', 'NOT_FOUND'],
        ['failed', 'NOT_FOUND'],
      ]);
      expect(done(await print(doctor, patientId, [])).printId).toMatch(/^evt_/);
    });

    it('takes 200 contents at most, and none of them in words', async () => {
      const { patientId, documentIds } = await patient();
      const many = Array.from({ length: 201 }, () => documentIds[0] ?? '');
      for (const [ids, pointer] of [
        [many, '/body/documentIds'],
        [['アレルギー'], '/body/documentIds/0'],
      ] as const) {
        const problem = refused(await print(doctor, patientId, ids));
        expect([problem.code, problem.errors?.[0]?.pointer]).toEqual(['INVALID_REQUEST', pointer]);
      }
      done(await print(doctor, patientId, many.slice(1)));
    });
  });

  describe('of an EMS access', () => {
    const AT = { facilityId: 'ty-hospital', patientId: '0001234@EMS' };
    let documents: Map<string, DocumentId>;
    const printEms = (caller: Caller, grantId: EmsGrantId, documentIds: readonly string[], key = randomUUID()) =>
      caller(
        printEmsSummary,
        { params: { grantId }, body: { documentIds: [...documentIds] } },
        { idempotencyKey: key },
      );
    const idOf = (key: string): DocumentId => documents.get(key) as DocumentId;
    const access = async (): Promise<EmsGrantId> => (await opened(doctor, AT, SIGNED)).grant.grantId;

    beforeAll(async () => {
      documents = await stranger(journey, { facilityId: 'ty-hospital', localId: '1234', demographics: STRANGER }, [
        laboratory('lab', { day: daysAgo(5) }),
        physicianNote('note', { day: daysAgo(3), department: '内科' }),
        physicianNote('psychiatry', { day: daysAgo(3), department: '精神科' }),
        report('old', { day: daysAgo(60) }),
        prescription('reaches', { day: daysAgo(40) }),
        allergy('allergy'),
      ]);
    });

    it('shows what its timeline shows, what reaches in from before among it, and stands in the log', async () => {
      const grantId = await access();
      const { notes, entries, earlier, facility } = await calendarThrough(doctor, grantId);
      const shown = [...notes, ...entries, ...earlier].map(({ documentId }) => documentId);
      const documentIds = [...shown, ...(facility.header?.allergies.documentIds ?? [])];
      expect([...documentIds].sort()).toEqual(['lab', 'note', 'reaches', 'allergy'].map(idOf).sort());
      const key = randomUUID();
      const first = done(await printEms(doctor, grantId, documentIds, key));
      expect(done(await printEms(doctor, grantId, documentIds, key)).printId).toBe(first.printId);
      expect(first.printedBy).toMatchObject({ staffId: 'test-clinic.doctor', facilityName: 'テストクリニック' });
      const event = (await auditLog(journey)).find(({ eventId }) => eventId === first.printId);
      expect(event).toMatchObject({
        eventName: 'PrintEmsSummary',
        eventTime: first.printedAt,
        resource: { grantId, facilityId: 'ty-hospital', localId: '0001234' },
        request: { documents: 4 },
        outcome: { result: 'allowed', because: expect.arrayContaining(['EMS-VIEW-01']) },
      });
    });

    it('shows nothing else: from before its window, of a closed department, of another patient', async () => {
      const { documentIds: others } = await patient();
      const outcome = await printEms(doctor, await access(), [
        idOf('lab'),
        idOf('old'),
        idOf('psychiatry'),
        String(others[0]),
      ]);
      expect(refused(outcome)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect(refused(outcome).errors?.map(({ pointer }) => pointer)).toEqual(
        [1, 2, 3].map((index) => `/body/documentIds/${index}`),
      );
    });

    it('is another facility’s secret, and ends with the access, also for a key that printed before', async () => {
      const grantId = await access();
      for (const staffId of ['test-hospital.doctor', 'ty-hospital.doctor'])
        expect(refused(await printEms(journey.as(staffId), grantId, []))).toMatchObject({ status: 404 });
      expect(refused(await printEms(journey.as('test-clinic.clerk'), grantId, []))).toMatchObject({ status: 403 });
      const key = randomUUID();
      done(await printEms(doctor, grantId, [idOf('lab')], key));
      done(await doctor(closeEmsGrant, { params: { grantId }, body: { reason: 'wrongPatient' } }));
      for (const again of [key, randomUUID()])
        expect(refused(await printEms(doctor, grantId, [idOf('lab')], again))).toMatchObject({
          status: 409,
          code: 'EMS_GRANT_OVER',
        });
    });
  });

  it('every request left an event, all is decided the same again from its receipts, and nobody is named', async () => {
    const people = [STRANGER, ...Array.from({ length: count }, (_, index) => person(index + 1))];
    const { says, ...account } = await accountOf(journey, { people });
    expect(account).toEqual({
      // Refused for their form, before anything was decided.
      unaudited: ['printSummary IDEMPOTENCY_CONFLICT', 'printSummary INVALID_REQUEST'],
      replay: 0,
      named: [],
    });
    expect(says).toMatch(ALL_THE_SAME);
  });
});
