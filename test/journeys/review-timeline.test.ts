import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listConsents, withdrawConsent } from '../../schemas/operations/consent.ts';
import { markDocumentInError, readDocument, readDocumentContent } from '../../schemas/operations/documents.ts';
import { createDocumentBatch } from '../../schemas/operations/ingest.ts';
import { readTimeline } from '../../schemas/operations/timeline.ts';
import type { DocumentId, PatientId } from '../../schemas/primitives.ts';
import { changeFacility } from './directory-changes.ts';
import { type Caller, done, Journey, refused } from './journey.ts';
import { calendarOf } from './looks.ts';
import { person } from './people.ts';
import { allergy, diagnosis, laboratory, physicianNote, prescription, type Sent } from './records.ts';
import { comprehensive, linked, registered } from './registration-steps.ts';

describe('a look tells nothing of what is closed, and never says less than it knows', () => {
  let journey: Journey;
  let doctor: Caller;
  let clerk: Caller;
  let tyDoctor: Caller;
  let ty: Caller;
  let count = 0;

  const patient = async (): Promise<{ patientId: PatientId; localId: string }> => {
    count += 1;
    const localId = String(700 + count);
    const patientId = await registered(doctor, person(count), { localId, consent: comprehensive() });
    await linked(tyDoctor, { patientId, facilityId: 'ty-hospital', localId });
    return { patientId, localId };
  };
  const keep = async (localId: string, ...documents: Sent[]): Promise<DocumentId[]> =>
    done(await ty(createDocumentBatch, { body: { localId, documents } })).results.map(
      ({ documentId }) => documentId as DocumentId,
    );
  const read = (caller: Caller, patientId: PatientId, documentId: DocumentId) =>
    caller(readDocument, { params: { patientId, documentId } });
  const headerAtTy = async (caller: Caller, patientId: PatientId) =>
    (await calendarOf(caller, patientId)).facilities.find(({ facilityId }) => facilityId === 'ty-hospital')?.header;
  const days = ['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09'];

  beforeAll(async () => {
    journey = await Journey.begin();
    doctor = journey.as('test-clinic.doctor');
    clerk = journey.as('test-clinic.clerk');
    tyDoctor = journey.as('ty-hospital.doctor');
    ty = journey.systemOf('ty-hospital');
  });
  afterAll(async () => journey.end());

  it('pages exactly: every open entry once, and the last page has no cursor', async () => {
    const { patientId, localId } = await patient();
    await keep(
      localId,
      ...days.map((day, n) => prescription(`p${n}`, { day })),
      laboratory('l1', { day: '2026-01-07' }),
    );
    const pages: string[][] = [];
    for (let cursor: string | undefined, page = 0; page < 10; page += 1) {
      const answer = await calendarOf(doctor, patientId, { limit: '2', ...(cursor && { cursor }) });
      pages.push(answer.entries.map(({ day, contentType }) => `${day} ${contentType}`));
      cursor = answer.cursor;
      if (!cursor) break;
    }
    expect(pages.map(({ length }) => length)).toEqual([2, 2, 2]);
    expect(new Set(pages.flat()).size).toBe(6);
  });

  it('gives no cursor for what is closed: to a clerk beside notes, to anybody after a withdrawal', async () => {
    const { patientId, localId } = await patient();
    await keep(
      localId,
      ...days.map((day, n) => physicianNote(`n${n}`, { day, department: '内科' })),
      prescription('p', { day: '2026-01-05' }),
    );
    const one = async (caller: Caller, from: string) => {
      const { entries, cursor } = await calendarOf(caller, patientId, { from, limit: '1' });
      return { entries: entries.length, cursor: cursor !== undefined };
    };
    expect(await one(clerk, '2026-01-01')).toEqual({ entries: 1, cursor: false });
    expect(await one(clerk, '2026-01-06')).toEqual({ entries: 0, cursor: false });
    expect(await one(doctor, '2026-01-06')).toEqual({ entries: 1, cursor: true });

    const [consent] = done(await doctor(listConsents, { params: { patientId } })).items;
    const params = { patientId, consentId: consent?.consentId as NonNullable<typeof consent>['consentId'] };
    done(await doctor(withdrawConsent, { params, body: { reason: '本人の申し出', withdrawnBy: { who: 'patient' } } }));
    for (const from of days) expect(await one(doctor, from)).toEqual({ entries: 0, cursor: false });
  });

  it('never says "none" of allergies while one is held back, and says when a list is not complete', async () => {
    await changeFacility(journey.region, 'ty-hospital', {
      publication: {
        ownStaff: ['allergy', 'diagnosis', 'prescription', 'laboratory', 'infection', 'physicianNote'].map(
          (contentType) => ({ contentType: contentType as 'allergy' }),
        ),
        linked: [
          { contentType: 'allergy', exceptDepartments: ['精神科'] },
          { contentType: 'physicianNote', exceptDepartments: ['精神科'] },
          { contentType: 'diagnosis' },
          { contentType: 'prescription' },
          { contentType: 'laboratory' },
          { contentType: 'infection', onlyRoles: ['doctor'] },
        ],
      },
    });
    const { patientId, localId } = await patient();
    const asked = { kind: 'allergy' as const, none: true, items: [] };
    await keep(localId, allergy('a1', { content: asked, department: '内科' }));
    expect((await headerAtTy(doctor, patientId))?.allergies).toMatchObject({ state: 'none', complete: true });
    await keep(localId, allergy('a2', { department: '精神科' }));
    expect((await headerAtTy(doctor, patientId))?.allergies).toMatchObject({
      state: 'notDisclosed',
      complete: false,
      items: [],
    });
    await keep(localId, allergy('a3', { department: '外科' }));
    const { allergies } = (await headerAtTy(doctor, patientId)) ?? {};
    expect(allergies).toMatchObject({ state: 'listed', complete: false });
    expect(allergies?.items).toHaveLength(1);
    const own = (await calendarOf(tyDoctor, patientId)).facilities.find(({ own }) => own)?.header?.allergies;
    expect(own).toMatchObject({ state: 'listed', complete: true });
  });

  it('answers a look although one facility sent more diagnoses than an answer holds', async () => {
    const { patientId, localId } = await patient();
    const many = (key: string) =>
      diagnosis(key, {
        content: {
          kind: 'diagnosis',
          none: false,
          items: Array.from({ length: 500 }, (_, n) => ({
            condition: { name: `病名${n} ${'あ'.repeat(200)}` },
            status: 'active' as const,
          })),
        },
      });
    for (const part of ['x', 'y', 'z'])
      await keep(localId, ...Array.from({ length: 6 }, (_, n) => many(`${part}${n}`)));
    const { diagnoses } = (await headerAtTy(doctor, patientId)) ?? {};
    expect(diagnoses).toMatchObject({ state: 'listed', complete: false });
    expect(diagnoses?.items.length).toBeGreaterThan(50);
  });

  it('shows of the history what is open to the viewer, each version as it stands', async () => {
    const { patientId, localId } = await patient();
    const version = (sourceVersion: string, department: string) => physicianNote('n', { sourceVersion, department });
    const [first] = await keep(localId, version('20260105090000000', '内科'));
    const [second] = await keep(localId, version('20260105100000000', '精神科'));
    const [third] = await keep(localId, version('20260105110000000', '内科'));
    const history = async (caller: Caller) =>
      done(await read(caller, patientId, third as DocumentId)).document.history.map(({ documentId, state }) => ({
        documentId,
        state,
      }));
    expect(await history(doctor)).toEqual([{ documentId: first, state: 'superseded' }]);
    expect((await history(tyDoctor)).map(({ documentId }) => documentId)).toEqual([second, first]);
    expect(refused(await read(doctor, patientId, second as DocumentId)).code).toBe('NOT_FOUND');
  });

  it('leaves other facilities the tombstone of what was entered in error: it may be somebody else’s', async () => {
    const { patientId, localId } = await patient();
    const [documentId] = (await keep(localId, prescription('p'))) as [DocumentId];
    const reason = '別の方の処方でした';
    done(await tyDoctor(markDocumentInError, { params: { documentId }, body: { reason } }));
    const { document } = done(await read(doctor, patientId, documentId));
    expect(document.state).toBe('inError');
    expect([document.content, document.error]).toEqual([undefined, undefined]);
    const raw = { params: { patientId, documentId }, query: { form: 'raw' as const } };
    expect(refused(await doctor(readDocumentContent, raw)).code).toBe('DOCUMENT_STATE');
    expect(done(await read(tyDoctor, patientId, documentId)).document).toMatchObject({
      error: { reason },
      content: { kind: 'prescription' },
    });
    expect(done(await tyDoctor(readDocumentContent, raw))).toMatchObject({ form: 'raw' });
  });

  it('gives a laboratory message as it came only to those who may know of infections', async () => {
    const { patientId, localId } = await patient();
    const [documentId] = (await keep(localId, laboratory('l'))) as [DocumentId];
    const raw = { params: { patientId, documentId }, query: { form: 'raw' as const } };
    expect(done(await doctor(readDocumentContent, raw))).toMatchObject({ form: 'raw' });
    expect(done(await read(clerk, patientId, documentId)).document.content).toBeDefined();
    expect(refused(await clerk(readDocumentContent, raw)).code).toBe('NOT_FOUND');
  });

  it('refuses a period that runs backwards or is too long, at its field', async () => {
    const { patientId } = await patient();
    for (const query of [
      { from: '2026-02-01', to: '2026-01-01' },
      { from: '2020-01-01', to: '2026-01-01' },
    ])
      expect(refused(await doctor(readTimeline, { params: { patientId }, query }))).toMatchObject({
        code: 'INVALID_REQUEST',
        errors: [{ pointer: '/query/from' }],
      });
  });
});
