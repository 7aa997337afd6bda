import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, jstDayOf } from '../../layers/names/index.ts';
import { CONTENT_TYPES, type ContentType } from '../../schemas/content-types.ts';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import {
  announceDocument,
  completeDocument,
  markDocumentInError,
  readDocument,
  readDocumentContent,
} from '../../schemas/operations/documents.ts';
import { createDocumentBatch, putFacilityPatient } from '../../schemas/operations/ingest.ts';
import type { DocumentId, PatientId } from '../../schemas/primitives.ts';
import { changeFacility } from './directory-changes.ts';
import { type Caller, done, eventually, Journey, refused } from './journey.ts';
import { calendarOf, seen } from './looks.ts';
import { person, type TestPerson } from './people.ts';
import {
  allergy,
  announcement,
  dicomFile,
  infection,
  laboratory,
  message,
  physicianNote,
  prescription,
  report,
  type Sent,
  sent,
  sha256,
  transfer,
  uploaded,
} from './records.ts';
import { comprehensive, linked, registered } from './registration-steps.ts';

const ALL_OPEN = (Object.keys(CONTENT_TYPES) as ContentType[]).map((contentType) => ({ contentType }));
const TODAY = jstDayOf(new Date().toISOString());
/** In two halves, so that no scanner finds this file. */
const EICAR = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''));

describe('documents: what a facility sends, and what others may read of it', () => {
  const people: TestPerson[] = [];
  let journey: Journey;
  let clinic: Caller;
  let tyDoctor: Caller;
  let ty: Caller;
  let test: Caller;
  let count = 0;

  /** A patient with comprehensive consent, linked at the clinic and at both hospitals under one number. */
  const patient = async (): Promise<{ patientId: PatientId; localId: string }> => {
    count += 1;
    const demographics = person(count);
    people.push(demographics);
    const localId = String(100 + count);
    const patientId = await registered(clinic, demographics, { localId, consent: comprehensive() });
    await linked(tyDoctor, { patientId, facilityId: 'ty-hospital', localId });
    await linked(journey.as('test-hospital.doctor'), { patientId, facilityId: 'test-hospital', localId });
    return { patientId, localId };
  };
  const batch = async (localId: string, documents: Sent[], system = ty) =>
    done(await system(createDocumentBatch, { body: { localId, documents } })).results;
  /** Sends one document; @returns its id. */
  const kept = async (localId: string, document: Sent, system = ty) =>
    (await batch(localId, [document], system))[0]?.documentId as DocumentId;
  const look = (caller: Caller, patientId: PatientId, documentId: DocumentId) =>
    caller(readDocument, { params: { patientId, documentId } });
  const content = (caller: Caller, patientId: PatientId, documentId: DocumentId) =>
    caller(readDocumentContent, { params: { patientId, documentId } });
  const monthsOf = async (caller: Caller, patientId: PatientId) =>
    (await calendarOf(caller, patientId, { view: 'months' })).months;

  beforeAll(async () => {
    journey = await Journey.begin();
    clinic = journey.as('test-clinic.doctor');
    tyDoctor = journey.as('ty-hospital.doctor');
    ty = journey.systemOf('ty-hospital');
    test = journey.systemOf('test-hospital');
  });
  afterAll(() => journey.end());

  describe('uploads', () => {
    it('the store takes exactly the announced bytes: another hash, length or type is refused', async () => {
      const { patientId, localId } = await patient();
      const bytes = dicomFile('as announced');
      const { documentId, upload } = done(await ty(announceDocument, { body: announcement(localId, bytes) }));
      if (!upload) throw new Error('no upload');
      const otherBytes = dicomFile('as annoUnced');
      const { 'x-amz-checksum-sha256': _hash, ...unhashed } = upload.headers;
      const otherHash = Buffer.from(sha256(otherBytes), 'hex').toString('base64');
      const tries: Record<string, [Record<string, string>, Buffer]> = {
        'other bytes': [upload.headers, otherBytes],
        'fewer bytes': [upload.headers, bytes.subarray(1)],
        'more bytes': [upload.headers, Buffer.concat([bytes, bytes])],
        'another type': [{ ...upload.headers, 'content-type': 'text/html' }, bytes],
        'no hash': [unhashed, bytes],
        'the hash of other bytes': [{ ...upload.headers, 'x-amz-checksum-sha256': otherHash }, otherBytes],
      };
      for (const [what, [headers, body]] of Object.entries(tries)) {
        const answer = await transfer({ ...upload, headers }, body);
        expect([what, answer.status >= 400 && answer.status < 500]).toEqual([what, true]);
      }
      const missing = await ty(completeDocument, { params: { documentId }, body: {} });
      expect(refused(missing)).toMatchObject({ status: 409, code: 'UPLOAD_MISSING' });
      expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': [] });
      expect(refused(await look(clinic, patientId, documentId))).toMatchObject({ status: 404 });

      expect((await transfer(upload, bytes)).status).toBe(200);
      const complete = async () => done(await ty(completeDocument, { params: { documentId }, body: {} })).state;
      await eventually(complete, (state) => state === 'available');
      expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': ['image'] });
    });

    it('whatever else may have reached the store, completion compares it with what was announced', async () => {
      const { patientId, localId } = await patient();
      const bytes = dicomFile('announced');
      const { documentId } = done(await ty(announceDocument, { body: announcement(localId, bytes) }));
      const { s3Endpoint: endpoint, documentBucket: Bucket, operator: credentials } = journey.region.region;
      const s3 = new S3Client({ region: 'ap-northeast-1', endpoint, credentials, forcePathStyle: true });
      await s3.send(
        new PutObjectCommand({
          Bucket,
          Key: `documents/${documentId}`,
          Body: dicomFile('something else'),
          ContentType: 'application/pdf',
          ChecksumAlgorithm: 'SHA256',
        }),
      );
      const answer = await ty(completeDocument, { params: { documentId }, body: {} });
      expect(refused(answer)).toMatchObject({
        status: 422,
        code: 'UPLOAD_MISMATCH',
        differs: ['sha256', 'byteLength', 'mediaType'],
      });
      expect(refused(await content(clinic, patientId, documentId))).toMatchObject({ status: 404 });
    });

    it('a file with malware is quarantined, and nobody ever gets it', async () => {
      const { patientId, localId } = await patient();
      const announced = announcement(localId, EICAR, { mediaType: 'application/pdf', sourceKey: 'with-malware' });
      const { documentId, state } = await uploaded(ty, announced, EICAR);
      expect(state).toBe('quarantined');
      for (const caller of [clinic, tyDoctor]) {
        expect(refused(await look(caller, patientId, documentId))).toMatchObject({ status: 404 });
        expect(refused(await content(caller, patientId, documentId))).toMatchObject({ status: 404 });
        expect(await seen(caller, patientId)).toMatchObject({ 'ty-hospital': [] });
      }
      expect(refused(await ty(announceDocument, { body: announced }))).toMatchObject({
        status: 409,
        code: 'DOCUMENT_STATE',
        state: 'quarantined',
      });
      const mark = { params: { documentId }, body: { reason: '感染ファイル' } };
      expect(done(await tyDoctor(markDocumentInError, mark)).state).toBe('inError');
      expect(refused(await content(tyDoctor, patientId, documentId))).toMatchObject({ status: 404 });
    });

    it('the scan may come before the completion as well as after it', async () => {
      const { patientId, localId } = await patient();
      const bytes = dicomFile('scanned first');
      const { documentId, upload } = done(await ty(announceDocument, { body: announcement(localId, bytes) }));
      if (!upload) throw new Error('no upload');
      expect((await transfer(upload, bytes)).status).toBe(200);
      const events = async () => done(await tyDoctor(listAuditEvents, { query: { patientId } })).items;
      await eventually(events, (items) => items.some(({ eventName }) => eventName === 'RecordScan'));
      expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': [] });
      const completed = done(await ty(completeDocument, { params: { documentId }, body: {} }));
      expect(completed.state).toBe('available');
      expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': ['image'] });
    });

    it('the same announcement again is the same document', async () => {
      const { localId } = await patient();
      const bytes = dicomFile('sent twice');
      const body = announcement(localId, bytes, { sourceKey: '1.2.840.1' });
      const first = done(await ty(announceDocument, { body }));
      const second = await ty(announceDocument, { body });
      expect(second.status).toBe(201);
      expect(done(second)).toMatchObject({ documentId: first.documentId, state: 'announced' });
      await uploaded(ty, body, bytes);
      const third = await ty(announceDocument, { body });
      expect(third.status).toBe(200);
      expect(done(third)).toEqual({ documentId: first.documentId, state: 'available' });

      // Without a name of its source's every announcement is another document, but not under one key.
      const nameless = { body: announcement(localId, bytes) };
      const announce = async (idempotencyKey: string) =>
        done(await ty(announceDocument, nameless, { idempotencyKey })).documentId;
      const ids = [await announce('key-number-1'), await announce('key-number-1'), await announce('key-number-2')];
      expect(ids[1]).toBe(ids[0]);
      expect(new Set(ids).size).toBe(2);
    });

    it('staff may upload for a patient of their own; a letter is handed out as an attachment', async () => {
      const { patientId, localId } = await patient();
      const letter = Buffer.from('%PDF-1.7 a letter of referral');
      const { documentId, state } = await uploaded(
        journey.as('ty-hospital.clerk'),
        announcement(localId, letter, { contentType: 'referralLetter', mediaType: 'application/pdf', title: '紹介状' }),
        letter,
      );
      expect(state).toBe('available');
      const answer = done(await content(clinic, patientId, documentId));
      const download = await fetch(String(answer['url']));
      expect(download.headers.get('content-type')).toBe('application/pdf');
      expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
      expect(Buffer.from(await download.arrayBuffer())).toEqual(letter);
      const raw = { params: { patientId, documentId }, query: { form: 'raw' as const } };
      expect(refused(await clinic(readDocumentContent, raw))).toMatchObject({ status: 404 });
    });

    it('sizes and types that cannot be are refused before anything is announced', async () => {
      const { localId } = await patient();
      const bytes = dicomFile('x');
      for (const [field, value] of [
        ['byteLength', 0],
        ['byteLength', 5 * 1024 ** 3 + 1],
        ['byteLength', 1.5],
        ['mediaType', 'text/html'],
        ['sha256', 'ABC'],
        ['day', '2026-02-30'],
        ['title', ''],
      ] as const) {
        const body = { ...announcement(localId, bytes), [field]: value };
        const answer = await ty(announceDocument, { body: body });
        expect([field, value, refused(answer)]).toMatchObject([
          field,
          value,
          { status: 400, code: 'INVALID_REQUEST', errors: [{ pointer: `/body/${field}` }] },
        ]);
      }
      const misfit = announcement(localId, bytes, { content: laboratory('x').content });
      expect(refused(await ty(announceDocument, { body: misfit }))).toMatchObject({
        errors: [{ pointer: '/body/content' }],
      });
    });

    it('a document is completed by its own facility only', async () => {
      const { localId } = await patient();
      const { documentId } = done(await ty(announceDocument, { body: announcement(localId, dicomFile('own')) }));
      for (const caller of [test, clinic]) {
        const answer = await caller(completeDocument, { params: { documentId }, body: {} });
        expect(refused(answer)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      }
    });
  });

  describe('versions', () => {
    it('a newer version takes the place of the older, which stays in the history', async () => {
      const { patientId, localId } = await patient();
      const first = await kept(localId, prescription('rx', { sourceVersion: '20260105090000' }));
      const second = await kept(localId, prescription('rx', { sourceVersion: '20260105100000', title: '訂正処方' }));
      expect(second).not.toBe(first);
      expect((await calendarOf(clinic, patientId)).entries).toMatchObject([{ documentId: second, title: '訂正処方' }]);
      expect(await monthsOf(clinic, patientId)).toMatchObject([{ counts: { prescriptionDone: 1 } }]);
      expect(done(await look(clinic, patientId, first)).document).toMatchObject({
        state: 'superseded',
        history: [{ documentId: second, state: 'available', sourceVersion: '20260105100000' }],
      });
      expect(done(await look(clinic, patientId, second)).document).toMatchObject({
        state: 'available',
        history: [{ documentId: first }],
      });
    });

    it('what arrives late does not come back: neither an older version, nor one that its source superseded', async () => {
      const { patientId, localId } = await patient();
      const current = await kept(localId, prescription('rx', { sourceVersion: '20260105100000' }));
      const late = await batch(localId, [
        prescription('rx', { sourceVersion: '20260105090000', title: '古い' }),
        prescription('rx', { sourceVersion: '20260105080000', flag: 'superseded', title: '最も古い' }),
      ]);
      expect(late.map(({ outcome }) => outcome)).toEqual(['older', 'superseded']);
      expect((await calendarOf(clinic, patientId)).entries).toMatchObject([{ documentId: current }]);
      expect(await monthsOf(clinic, patientId)).toMatchObject([{ counts: { prescriptionDone: 1 } }]);
      expect(done(await look(clinic, patientId, current)).document.history).toHaveLength(2);
    });

    it('a deleted order leaves the calendar, the counts and the header, and not the history', async () => {
      const { patientId, localId } = await patient();
      const before = await kept(localId, prescription('rx', { sourceVersion: '20260105090000' }));
      const header = await kept(localId, allergy('adt', { sourceVersion: '20260105090000' }));
      const outcomes = await batch(localId, [
        prescription('rx', { sourceVersion: '20260105110000', flag: 'deleted' }),
        allergy('adt', { sourceVersion: '20260105110000', flag: 'deleted' }),
      ]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['removed', 'removed']);
      const calendar = await calendarOf(clinic, patientId);
      expect(calendar.entries).toEqual([]);
      const hospital = calendar.facilities.find(({ facilityId }) => facilityId === 'ty-hospital');
      expect(hospital?.header?.allergies).toMatchObject({ state: 'notFetched', items: [] });
      expect(await monthsOf(clinic, patientId)).toEqual([]);
      for (const documentId of [before, header])
        expect(done(await look(clinic, patientId, documentId)).document.history).toMatchObject([{ state: 'removed' }]);
    });

    it('of several versions in one batch the latest stands; the same twice is one', async () => {
      const { patientId, localId } = await patient();
      const outcomes = await batch(localId, [
        laboratory('lab', { sourceVersion: '3', title: '三' }),
        laboratory('lab', { sourceVersion: '1', title: '一' }),
        laboratory('lab', { sourceVersion: '2', title: '二' }),
        prescription('rx'),
        prescription('rx'),
      ]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['stored', 'older', 'older', 'stored', 'unchanged']);
      const { entries } = await calendarOf(clinic, patientId);
      expect(entries.map(({ title }) => title).sort()).toEqual(['三', '外来処方'].sort());
      expect(await monthsOf(clinic, patientId)).toMatchObject([{ counts: { laboratory: 1, prescriptionDone: 1 } }]);
    });

    it('an image that is sent again in another version supersedes the first, whichever is completed last', async () => {
      const { patientId, localId } = await patient();
      const at = (sourceVersion: string) => ({ sourceKey: '1.2.3.4', sourceVersion });
      const [older, newer] = [dicomFile('older'), dicomFile('newer')];
      const second = await uploaded(ty, announcement(localId, newer, at('2')), newer);
      const first = await uploaded(ty, announcement(localId, older, at('1')), older);
      expect([first.state, second.state]).toEqual(['superseded', 'available']);
      expect((await calendarOf(clinic, patientId)).entries).toMatchObject([{ documentId: second.documentId }]);
      const download = done(await content(clinic, patientId, first.documentId));
      expect(Buffer.from(await (await fetch(String(download['url']))).arrayBuffer())).toEqual(older);
    });

    it('the same batch twice at once is kept once; two batches at once are both kept', async () => {
      const { patientId, localId } = await patient();
      const same = [laboratory('lab'), prescription('rx')];
      await Promise.all([batch(localId, same), batch(localId, same)]);
      await Promise.all([batch(localId, [laboratory('lab-2')]), batch(localId, [laboratory('lab-3')])]);
      expect(await monthsOf(clinic, patientId)).toMatchObject([{ counts: { laboratory: 3, prescriptionDone: 1 } }]);
      expect((await calendarOf(clinic, patientId)).entries).toHaveLength(4);
    });
  });

  describe('entered in error', () => {
    it('leaves the calendar, the counts and the header; its own facility still reads it, and why; others its tombstone', async () => {
      const { patientId, localId } = await patient();
      const documentId = await kept(localId, prescription('rx', message('MSH|wrong patient\r')));
      const allergyId = await kept(localId, allergy('adt'));
      const mark = (caller: Caller, id = documentId) =>
        caller(markDocumentInError, { params: { documentId: id }, body: { reason: '患者取り違え' } });
      for (const caller of [clinic, journey.as('ty-hospital.clerk'), journey.as('test-hospital.admin')])
        expect(refused(await mark(caller))).toMatchObject({ status: 404, code: 'NOT_FOUND' });

      expect(done(await mark(tyDoctor))).toEqual({ documentId, state: 'inError' });
      expect(done(await mark(journey.as('ty-hospital.admin'), allergyId)).state).toBe('inError');
      expect(refused(await mark(tyDoctor))).toMatchObject({ status: 409, code: 'DOCUMENT_STATE', state: 'inError' });

      const calendar = await calendarOf(clinic, patientId);
      expect(calendar.entries).toEqual([]);
      const hospital = calendar.facilities.find(({ facilityId }) => facilityId === 'ty-hospital');
      expect(hospital?.header?.allergies).toMatchObject({ state: 'notFetched', items: [] });
      expect(await monthsOf(clinic, patientId)).toEqual([]);
      // Other facilities keep the tombstone: what was entered in error may be somebody else's.
      const tombstone = done(await look(clinic, patientId, documentId)).document;
      expect([tombstone.state, tombstone.error, tombstone.content]).toEqual(['inError', undefined, undefined]);
      expect(done(await look(tyDoctor, patientId, documentId)).document).toMatchObject({
        state: 'inError',
        error: { reason: '患者取り違え' },
      });
      const raw = { params: { patientId, documentId }, query: { form: 'raw' as const } };
      expect(refused(await clinic(readDocumentContent, raw))).toMatchObject({ code: 'DOCUMENT_STATE' });
      const taken = done(await tyDoctor(readDocumentContent, raw));
      expect(gunzipSync(Buffer.from(String(taken['rawGzip']), 'base64')).toString()).toContain('wrong patient');

      expect((await batch(localId, [prescription('rx', message('MSH|wrong patient\r'))]))[0]?.outcome).toBe(
        'unchanged',
      );
      expect((await calendarOf(clinic, patientId)).entries).toEqual([]);
      const corrected = await kept(localId, prescription('rx', { sourceVersion: '20260106090000000' }));
      expect((await calendarOf(clinic, patientId)).entries).toMatchObject([{ documentId: corrected }]);
    });

    it('the same request twice marks once', async () => {
      const { localId } = await patient();
      const documentId = await kept(localId, prescription('rx'));
      const input = { params: { documentId }, body: { reason: '二度押し' } };
      const send = () => tyDoctor(markDocumentInError, input, { idempotencyKey: 'mark-once' });
      const [one, other] = await Promise.all([send(), send()]);
      expect(done(one)).toEqual({ documentId, state: 'inError' });
      expect(done(other)).toEqual({ documentId, state: 'inError' });
    });
  });

  describe('batches', () => {
    it('are all or nothing, and the answer names the document at fault', async () => {
      const { patientId, localId } = await patient();
      const good = laboratory('lab');
      const bomb = { ...laboratory('bomb'), ...message('0'.repeat(5 * 1024 * 1024)) };
      const noise = randomBytes(150 * 1024);
      const wrong: [string, Sent, string][] = [
        ['the hash of another message', { ...laboratory('a'), rawSha256: sha256('other') }, 'rawSha256'],
        ['no gzip', { ...laboratory('b'), rawGzip: Buffer.from('plain').toString('base64') }, 'rawGzip'],
        ['no base64', { ...laboratory('d'), rawGzip: '*' }, 'rawGzip'],
        ['content of another type', { ...laboratory('e'), contentType: 'prescription' }, 'content'],
        ['an impossible day', { ...laboratory('f'), day: '2026-02-29' }, 'day'],
        ['no title', { ...laboratory('g'), title: ' ' }, 'title'],
        ['a field that is not known', { ...laboratory('h'), colour: 'red' } as Sent, 'colour'],
      ];
      for (const [what, document, field] of wrong) {
        const answer = await ty(createDocumentBatch, { body: { localId, documents: [good, document] } });
        expect([what, refused(answer)]).toMatchObject([
          what,
          { status: 400, code: 'INVALID_REQUEST', errors: [{ pointer: `/body/documents/1/${field}` }] },
        ]);
      }
      const tooLarge = { ...laboratory('c'), rawGzip: gzipSync(noise).toString('base64'), rawSha256: sha256(noise) };
      for (const document of [bomb, tooLarge]) {
        const answer = await ty(createDocumentBatch, { body: { localId, documents: [good, document] } });
        const errors = [{ pointer: '/body/documents/1/rawGzip' }];
        expect(refused(answer)).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE', errors });
      }
      const many = Array.from({ length: 25 }, (_, index) => laboratory(`many-${index}`));
      const tooMany = await ty(createDocumentBatch, { body: { localId, documents: many } });
      expect(refused(tooMany)).toMatchObject({ status: 400, errors: [{ pointer: '/body/documents' }] });
      const none = await ty(createDocumentBatch, { body: { localId, documents: [] } });
      expect(refused(none)).toMatchObject({ status: 400 });
      expect((await calendarOf(clinic, patientId)).entries).toEqual([]);
      expect(await monthsOf(clinic, patientId)).toEqual([]);

      expect((await batch(localId, many.slice(0, 24))).every(({ outcome }) => outcome === 'stored')).toBe(true);
      expect((await calendarOf(clinic, patientId)).entries).toHaveLength(24);
    });

    it('twenty-four large messages of different months fit into one', async () => {
      const { patientId, localId } = await patient();
      const documents = Array.from({ length: 24 }, (_, index) => {
        const text = `MSH|${randomBytes(20 * 1024).toString('base64')}`;
        return allergy(`adt-${index}`, { ...message(text) });
      });
      await batch(localId, documents);
      const { facilities } = await calendarOf(clinic, patientId);
      const hospital = facilities.find(({ facilityId }) => facilityId === 'ty-hospital');
      expect(hospital?.header?.allergies.items).toHaveLength(24);
    });

    it('whom nobody linked needs an entrustment, and whom the facility excluded never comes in', async () => {
      const system = journey.systemOf('test-clinic');
      const documents = [laboratory('lab')];
      const body = announcement('4040', dicomFile('x'));
      for (const outcome of [
        await system(createDocumentBatch, { body: { localId: '4040', documents } }),
        await system(announceDocument, { body }),
        await clinic(announceDocument, { body }),
      ])
        expect(refused(outcome)).toMatchObject({ status: 403, code: 'ENTRUSTMENT_REQUIRED' });

      const excluded = '190';
      const demographics = person(count);
      for (const outcome of [
        await ty(putFacilityPatient, { params: { localId: excluded }, body: { demographics } }),
        await ty(createDocumentBatch, { body: { localId: excluded, documents } }),
        await ty(announceDocument, { body: announcement(excluded, dicomFile('x')) }),
      ])
        expect(refused(outcome)).toMatchObject({ status: 403, code: 'FORBIDDEN' });

      const next = await patient();
      await linked(clinic, { patientId: next.patientId, facilityId: 'test-clinic', localId: next.localId });
      await kept(next.localId, laboratory('own'), system);
      expect(await seen(clinic, next.patientId)).toMatchObject({ 'test-clinic': ['laboratory'] });
      // A facility that only looks publishes nothing.
      expect(await seen(tyDoctor, next.patientId)).toMatchObject({ 'test-clinic': 'closed' });
    });
  });

  describe('publication', () => {
    const see = async (caller: Caller, patientId: PatientId, documentId: DocumentId): Promise<boolean> => {
      const answer = await look(caller, patientId, documentId);
      if (!answer.ok) expect(answer.problem).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      const { entries } = await calendarOf(caller, patientId, { from: addDays(TODAY, -30), to: TODAY });
      expect(entries.some((entry) => entry.documentId === documentId)).toBe(answer.ok);
      return answer.ok;
    };
    const who = (staffId: string) => journey.as(staffId);

    it('physicians’ notes: closed at テスト病院, at TYテスト病院 for doctors and nurses, psychiatry’s never outside', async () => {
      const { patientId, localId } = await patient();
      const day = addDays(TODAY, -1);
      const closed = await kept(localId, physicianNote('note', { day }), test);
      const open = await kept(localId, physicianNote('note', { day, department: '内科' }));
      const psychiatry = await kept(localId, physicianNote('psy', { day, department: '精神科' }));
      const undated = await kept(localId, physicianNote('none', { day }));
      const table = async (staffId: string) => {
        const sees = [];
        for (const id of [closed, open, psychiatry, undated]) sees.push(await see(who(staffId), patientId, id));
        return sees;
      };
      expect(await table('test-clinic.doctor')).toEqual([false, true, false, false]);
      expect(await table('test-clinic.nurse')).toEqual([false, true, false, false]);
      expect(await table('test-clinic.clerk')).toEqual([false, false, false, false]);
      expect(await table('test-hospital.doctor')).toEqual([true, true, false, false]);
      expect(await table('ty-hospital.doctor')).toEqual([false, true, true, true]);
      expect(await table('ty-hospital.clerk')).toEqual([false, false, false, false]);

      const query = { from: addDays(TODAY, -30), to: TODAY, view: 'months' as const };
      const months = async (staffId: string) => (await calendarOf(who(staffId), patientId, query)).months ?? [];
      const notes = (await months('test-clinic.doctor')).map(({ facilityId, counts }) => [facilityId, counts]);
      expect(notes).toEqual([['ty-hospital', { noteRecord: 1 }]]);
      expect(await months('test-clinic.clerk')).toEqual([]);
    });

    it('infections are opened by occupation, in calendar and header alike', async () => {
      const { patientId, localId } = await patient();
      const id = await kept(localId, infection('inf', { day: addDays(TODAY, -1) }));
      for (const [staffId, sees] of [
        ['test-clinic.doctor', true],
        ['test-clinic.nurse', true],
        ['test-clinic.clerk', false],
        ['ty-hospital.pharmacist', true],
        ['ty-hospital.technologist', false],
      ] as const) {
        expect([staffId, await see(who(staffId), patientId, id)]).toEqual([staffId, sees]);
        const { facilities } = await calendarOf(who(staffId), patientId);
        const hospital = facilities.find(({ facilityId }) => facilityId === 'ty-hospital');
        expect(hospital?.header?.infections.state).toBe(sees ? 'listed' : 'notDisclosed');
        expect(hospital?.header?.infections.items).toHaveLength(sees ? 1 : 0);
      }
    });

    it('a report of テスト病院 opens to others seven days after its day, and not a day sooner', async () => {
      const { patientId, localId } = await patient();
      const at = (days: number) => kept(localId, report(`rep-${days}`, { day: addDays(TODAY, -days) }), test);
      const [six, seven] = [await at(6), await at(7)];
      // Around midnight in Japan six days may have become seven.
      if (jstDayOf(new Date().toISOString()) !== TODAY) return;
      expect(await see(clinic, patientId, six)).toBe(false);
      expect(await see(clinic, patientId, seven)).toBe(true);
      expect(await see(who('test-hospital.doctor'), patientId, six)).toBe(true);
    });

    it('a facility administrator without an occupation opens no records', async () => {
      const { patientId, localId } = await patient();
      const documentId = await kept(localId, laboratory('lab'));
      expect(refused(await look(who('ty-hospital.admin'), patientId, documentId))).toMatchObject({ status: 404 });
    });

    it('what a facility closes is closed at the next look', async () => {
      const { patientId, localId } = await patient();
      const documentId = await kept(localId, laboratory('lab', { day: addDays(TODAY, -1) }));
      expect(await see(clinic, patientId, documentId)).toBe(true);
      await changeFacility(journey.region, 'ty-hospital', { publication: { ownStaff: [], linked: [] } });
      expect(await see(clinic, patientId, documentId)).toBe(false);
      expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': 'closed' });
      expect(await see(tyDoctor, patientId, documentId)).toBe(false);
      const linkedOnly = { ownStaff: [], linked: [{ contentType: 'laboratory' as const, delayDays: 1 }] };
      await changeFacility(journey.region, 'ty-hospital', { publication: linkedOnly });
      expect(await see(clinic, patientId, documentId)).toBe(true);
      await changeFacility(journey.region, 'ty-hospital', { publication: linkedOnly, discloses: false });
      expect(await see(clinic, patientId, documentId)).toBe(false);
      const everything = { ownStaff: ALL_OPEN, linked: ALL_OPEN };
      await changeFacility(journey.region, 'ty-hospital', { publication: everything, discloses: true });
      expect(await see(clinic, patientId, documentId)).toBe(true);
    });
  });

  describe('the calendar', () => {
    it('is read page by page across facilities without a gap or a repetition', async () => {
      const { patientId, localId } = await patient();
      for (const [system, days] of [
        [ty, [3, 5, 5, 5, 9, 12]],
        [test, [4, 5, 5, 9, 9]],
      ] as const) {
        const documents = days.map((day, index) =>
          index % 2 === 0
            ? laboratory(`lab-${index}`, { day: `2026-01-${String(day).padStart(2, '0')}` })
            : prescription(`rx-${index}`, { day: `2026-01-${String(day).padStart(2, '0')}` }),
        );
        await batch(localId, [...documents], system);
      }
      const whole = await calendarOf(clinic, patientId);
      expect(whole.cursor).toBeUndefined();
      expect(whole.entries.map(({ day }) => day)).toEqual(
        whole.entries
          .map(({ day }) => day)
          .sort()
          .reverse(),
      );
      expect(
        whole.days
          .map(({ counts }) => Object.values(counts))
          .flat()
          .reduce((sum, n) => sum + n, 0),
      ).toBe(11);
      for (const limit of [1, 2, 3, 4, 7]) {
        for (const query of [{}, { types: 'laboratory' }, { facilities: 'test-hospital,test-clinic' }]) {
          const all = await calendarOf(clinic, patientId, query);
          const entries = [];
          let cursor: string | undefined;
          do {
            const page = await calendarOf(clinic, patientId, { ...query, limit, ...(cursor && { cursor }) });
            expect(page.entries.length).toBeLessThanOrEqual(limit);
            entries.push(...page.entries);
            cursor = page.cursor;
          } while (cursor);
          expect(entries).toEqual(all.entries);
        }
      }
      const types = await calendarOf(clinic, patientId, { types: 'laboratory,image' });
      expect(new Set(types.entries.map(({ contentType }) => contentType))).toEqual(new Set(['laboratory']));
      const facilities = await calendarOf(clinic, patientId, { facilities: 'test-hospital' });
      expect(facilities.facilities.map(({ facilityId }) => facilityId)).toEqual(['test-hospital']);
      expect(facilities.entries).toHaveLength(5);
    });

    it('allergies that a source found to be none read as none; silence never does', async () => {
      const { patientId, localId } = await patient();
      const asked = allergy('adt', { content: { kind: 'allergy', none: true, items: [] } });
      await kept(localId, asked);
      const silent = allergy('adt', { content: { kind: 'allergy', none: false, items: [] } });
      await kept(localId, silent, test);
      const { facilities } = await calendarOf(clinic, patientId);
      const state = (id: string) => facilities.find(({ facilityId }) => facilityId === id)?.header?.allergies.state;
      expect(state('ty-hospital')).toBe('none');
      expect(state('test-hospital')).toBe('notFetched');
      expect(state('test-clinic')).toBe('notFetched');
    });

    it('every day that a schema lets in can be kept and read', async () => {
      const { patientId, localId } = await patient();
      for (const day of ['1868-01-25', '1926-12-25', '1979-07-01', '2099-12-31', '9999-12-31']) {
        const documentId = await kept(localId, laboratory(`lab-${day}`, { day }));
        const { document } = done(await look(clinic, patientId, documentId));
        expect(document.day).toBe(day);
      }
    });

    it('a batch keeps every kind of content that the network knows, as it was sent', async () => {
      const { patientId, localId } = await patient();
      const note = sent({
        key: 'summary',
        contentType: 'dischargeSummary',
        content: { kind: 'note', title: '退院サマリ', sections: [{ heading: '経過', text: '改行を\n含む\tテキスト' }] },
      });
      const documentId = await kept(localId, note);
      const { document } = done(await look(clinic, patientId, documentId));
      expect(document.content).toEqual(note.content);
    });
  });

  it('no log names anybody, and none holds a secret', () => {
    expect(journey.leaked(people)).toEqual([]);
  });
});
