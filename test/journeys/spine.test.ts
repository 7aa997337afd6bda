import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { grantConsent } from '../../schemas/operations/consent.ts';
import {
  announceDocument,
  completeDocument,
  readDocument,
  readDocumentContent,
} from '../../schemas/operations/documents.ts';
import {
  completeRefreshRequest,
  createDocumentBatch,
  listFacilityPatients,
  listRefreshRequests,
  putFacilityPatient,
} from '../../schemas/operations/ingest.ts';
import { readPatient, refreshPatient, searchPatients } from '../../schemas/operations/registration.ts';
import { readTimeline } from '../../schemas/operations/timeline.ts';
import type { DocumentId, PatientId } from '../../schemas/primitives.ts';
import { type Caller, done, eventually, Journey, refused } from './journey.ts';
import { person } from './people.ts';
import {
  allergy,
  announcement,
  diagnosis,
  dicomFile,
  laboratory,
  message,
  prescription,
  sha256,
  transfer,
  uploaded,
} from './records.ts';
import { comprehensive, linked, registered } from './registration-steps.ts';

/** The hospital writes the same person in half-width kana, the clinic in hiragana: one person. */
const atHospital = person(1, {
  name: { family: '霧生野', given: '朔太郎', familyKana: 'ｷﾘｭｳﾉ', givenKana: 'ｻｸﾀﾛｳ' },
});
const atClinic = person(1, {
  name: { family: '霧生野', given: '朔太郎', familyKana: 'きりゅうの', givenKana: 'さくたろう' },
});
const HOSPITAL_ID = '0004711';
const SLICE = dicomFile('one slice of a chest');
const RAW = 'MSH|^~\\&|HIS|TY|||20260105090000||RDE^O11\rORC|NW|000001\r';

describe('the spine: from a consented patient to an audited look at a real record', () => {
  let journey: Journey;
  let doctor: Caller;
  let clerk: Caller;
  let hospital: Caller;
  let patientId: PatientId;
  let image: DocumentId;
  const documents = new Map<string, DocumentId>();

  const timeline = async () =>
    done(
      await doctor(readTimeline, {
        params: { patientId },
        query: { from: '2026-01-01', to: '2026-01-31' },
      }),
    );

  beforeAll(async () => {
    journey = await Journey.begin();
    doctor = journey.as('test-clinic.doctor');
    clerk = journey.as('test-clinic.clerk');
    hospital = journey.systemOf('ty-hospital');
  });
  afterAll(() => journey.end());

  it("the hospital's system sends the patient's demographics, under the ID as a card shows it", async () => {
    const send = () =>
      hospital(putFacilityPatient, { params: { localId: '4711' }, body: { demographics: atHospital } });
    expect(done(await send())).toEqual({ localId: HOSPITAL_ID, outcome: 'stored', linked: false });
    expect(done(await send())).toEqual({ localId: HOSPITAL_ID, outcome: 'unchanged', linked: false });
  });

  it('and a prescription, a laboratory result, diagnoses and allergies, each once', async () => {
    const batch = [
      prescription('20260105_OMP-01_000001', { ...message(RAW), stage: 'order' }),
      laboratory('20260106_OML-11_000002', { day: '2026-01-06' }),
      diagnosis('PPR-01_000003'),
      allergy('ADT-61_000004'),
    ];
    const send = async () =>
      done(await hospital(createDocumentBatch, { body: { localId: HOSPITAL_ID, documents: batch } }));
    const first = await send();
    expect(first.results.map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'stored', 'stored']);
    for (const { sourceKey, documentId } of first.results) if (documentId) documents.set(sourceKey, documentId);
    const again = await send();
    expect(again.results.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
    expect(again.results.map(({ documentId }) => documentId)).toEqual([...documents.values()]);
  });

  it('and a CT slice: announced, sent by a presigned URL, verified, scanned, available', async () => {
    const { documentId, state } = await uploaded(hospital, announcement(HOSPITAL_ID, SLICE), SLICE);
    expect(state).toBe('available');
    image = documentId;
    const again = done(await hospital(completeDocument, { params: { documentId }, body: {} }));
    expect(again).toEqual({ documentId, state: 'available', sha256: sha256(SLICE) });
  });

  it('the clinic registers the patient with comprehensive consent and its own ID, as the clerk typed them', async () => {
    patientId = await registered(
      clerk,
      { ...atClinic, birthDate: '昭和６年７月１３日' },
      {
        localId: '００１２３',
        consent: comprehensive(),
      },
    );
    const answer = await doctor(readPatient, { params: { patientId } });
    const { patient } = done(answer);
    expect(patient).toMatchObject({
      patientId,
      demographics: { ...atClinic, birthDate: '1931-07-13' },
      registeredBy: 'test-clinic',
      consent: { state: 'inForce', kinds: ['comprehensive'] },
      links: [{ facilityId: 'test-clinic', localId: '123', state: 'verified', verifiedBy: 'ownFacility' }],
    });
    expect(answer.ok && answer.etag).toBe(`"${patient.version}"`);
  });

  it('finds the patient by name in hiragana, and by its own ID', async () => {
    const byName = done(await doctor(searchPatients, { query: { family: 'きりゅうの', given: 'サクタロウ' } }));
    expect(byName.items).toMatchObject([{ patientId, ownLink: { localId: '123', state: 'verified' } }]);
    const byId = done(await doctor(searchPatients, { query: { localId: '0123' } }));
    expect(byId.items).toMatchObject([{ patientId, ownLink: { localId: '123', state: 'verified' } }]);
  });

  it('sees nothing of the hospital before its ID is linked', async () => {
    const calendar = await timeline();
    expect(calendar.facilities.map(({ facilityId }) => facilityId)).toEqual(['test-clinic']);
    expect(calendar.entries).toEqual([]);
    const look = await doctor(readDocument, { params: { patientId, documentId: image } });
    expect(refused(look)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it("links the hospital's ID: its own demographics verify it, in spite of width and hiragana", async () => {
    const link = await linked(doctor, { patientId, facilityId: 'ty-hospital', localId: '4711' });
    expect(link).toMatchObject({ localId: HOSPITAL_ID, state: 'verified', verifiedBy: 'demographics' });
    const { items } = done(await hospital(listFacilityPatients, {}));
    expect(items).toEqual([{ localId: HOSPITAL_ID, state: 'verified' }]);
  });

  it('reads on one timeline what the hospital disclosed, day by day and row by row', async () => {
    const calendar = await timeline();
    expect(calendar.days).toEqual([
      { day: '2026-01-06', counts: { laboratory: 1 } },
      { day: '2026-01-05', counts: { prescriptionOrder: 1, image: 1 } },
    ]);
    expect(calendar.entries.map(({ documentId }) => documentId).sort()).toEqual(
      [documents.get('20260105_OMP-01_000001'), documents.get('20260106_OML-11_000002'), image].sort(),
    );
    expect(calendar.entries.find(({ documentId }) => documentId === image)).toEqual({
      documentId: image,
      facilityId: 'ty-hospital',
      contentType: 'image',
      stage: 'done',
      title: 'CT 胸部',
      state: 'available',
      day: '2026-01-05',
      row: 'image',
      mediaType: 'application/dicom',
      byteLength: SLICE.byteLength,
    });
  });

  it('reads the header of each facility, where nothing fetched never looks like none', async () => {
    const [own, hospitals] = (await timeline()).facilities;
    expect(own).toMatchObject({ facilityId: 'test-clinic', own: true, access: 'open' });
    expect(own?.header).toMatchObject({ allergies: { state: 'notFetched' }, diagnoses: { state: 'notFetched' } });
    expect(hospitals).toMatchObject({ facilityId: 'ty-hospital', localId: HOSPITAL_ID, own: false, access: 'open' });
    expect(hospitals?.fetchedAt).toBeDefined();
    expect(hospitals?.header).toMatchObject({
      allergies: {
        state: 'listed',
        documentIds: [documents.get('ADT-61_000004')],
        items: [{ substance: { name: 'セファゾリン' }, severity: 'severe' }],
      },
      contraindications: { state: 'notFetched', items: [] },
      infections: { state: 'notFetched' },
      diagnoses: { state: 'listed', items: [{ condition: { name: '本態性高血圧症' } }] },
    });
  });

  it('counts by month for quarter and year', async () => {
    const query = { from: '2025-02-01', to: '2026-01-31', view: 'months' as const };
    const calendar = done(await doctor(readTimeline, { params: { patientId }, query }));
    expect(calendar.months).toEqual([
      { month: '2026-01', facilityId: 'ty-hospital', counts: { prescriptionOrder: 1, laboratory: 1, image: 1 } },
    ]);
  });

  it('reads each document with its typed content', async () => {
    const documentId = documents.get('20260106_OML-11_000002') as DocumentId;
    const { document } = done(await doctor(readDocument, { params: { patientId, documentId } }));
    expect(document).toMatchObject({
      documentId,
      facilityId: 'ty-hospital',
      localId: HOSPITAL_ID,
      day: '2026-01-06',
      state: 'available',
      content: { kind: 'laboratory', results: [{ item: { name: 'CRE' }, value: { text: '0.71' } }] },
      history: [],
    });
  });

  it('takes out the raw message as it came, with its SHA-256', async () => {
    const params = { patientId, documentId: documents.get('20260105_OMP-01_000001') as DocumentId };
    const content = done(await doctor(readDocumentContent, { params, query: { form: 'raw' } }));
    if (content['form'] !== 'raw') throw new Error('not the raw message');
    expect(gunzipSync(Buffer.from(String(content['rawGzip']), 'base64')).toString()).toBe(RAW);
    expect(content['sha256']).toBe(sha256(RAW));
    const noFile = await doctor(readDocumentContent, { params, query: { form: 'file' } });
    expect(refused(noFile)).toMatchObject({ status: 404 });
  });

  it('downloads the slice by a presigned URL: the very bytes, and nothing but them', async () => {
    const content = done(await doctor(readDocumentContent, { params: { patientId, documentId: image } }));
    expect(content).toMatchObject({ form: 'file', sha256: sha256(SLICE), byteLength: SLICE.byteLength });
    const url = new URL(String(content['url']));
    const download = await fetch(url);
    expect(download.status).toBe(200);
    expect(download.headers.get('content-type')).toBe('application/dicom');
    expect(Buffer.from(await download.arrayBuffer())).toEqual(SLICE);

    const seconds = (Date.parse(String(content['expiresAt'])) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    for (const [name, value] of [
      ['X-Amz-Signature', '0'.repeat(64)],
      ['X-Amz-Expires', '86400'],
      ['versionId', 'another-version'],
      ['response-content-type', 'text/html'],
    ] as const) {
      const tampered = new URL(url);
      tampered.searchParams.set(name, value);
      expect([name, (await fetch(tampered)).status]).toEqual([name, 403]);
    }
    const other = new URL(url);
    other.pathname = url.pathname.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await fetch(other)).status).toBe(403);
    expect((await fetch(`${url.origin}${url.pathname}`)).status).toBe(403);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
  });

  it('asks for the latest data; the hospital fetches the wish, sends what is new, and says so', async () => {
    const asked = done(await doctor(refreshPatient, { params: { patientId }, body: {} }));
    expect(asked.requests).toMatchObject([{ facilityId: 'ty-hospital' }]);
    expect((await timeline()).facilities[1]?.requestedAt).toBe(asked.requests[0]?.requestedAt);

    const { items } = done(await hospital(listRefreshRequests, {}));
    expect(items).toEqual([
      {
        requestId: asked.requests[0]?.requestId,
        localId: HOSPITAL_ID,
        requestedAt: asked.requests[0]?.requestedAt,
      },
    ]);
    const documents = [laboratory('20260110_OML-11_000009', { day: '2026-01-10' })];
    done(await hospital(createDocumentBatch, { body: { localId: HOSPITAL_ID, documents } }));
    const [request] = items;
    if (!request) throw new Error('no request');
    const params = { requestId: request.requestId };
    const answer = { params, body: { localId: HOSPITAL_ID, outcome: 'sent' as const } };
    const { completedAt } = done(await hospital(completeRefreshRequest, answer));
    expect(refused(await hospital(completeRefreshRequest, answer))).toMatchObject({ status: 404 });
    expect(done(await hospital(listRefreshRequests, {})).items).toEqual([]);

    const [, hospitals] = (await timeline()).facilities;
    expect(hospitals).toMatchObject({ fetchedAt: completedAt });
    expect(hospitals?.requestedAt).toBeUndefined();
    expect((await timeline()).days[0]).toEqual({ day: '2026-01-10', counts: { laboratory: 1 } });
  });

  it('the same wish under one key is one wish, which no other system can answer', async () => {
    const ask = () => doctor(refreshPatient, { params: { patientId }, body: {} }, { idempotencyKey: 'one-wish' });
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(done(other)).toEqual(done(one));
    const { items } = done(await hospital(listRefreshRequests, {}));
    expect(items).toHaveLength(1);
    const params = { requestId: items[0]?.requestId ?? '' };
    const answer = { params, body: { localId: HOSPITAL_ID, outcome: 'unknownPatient' as const } };
    expect(refused(await journey.systemOf('test-hospital')(completeRefreshRequest, answer))).toMatchObject({
      status: 404,
    });
    const elsewhere = { params, body: { ...answer.body, localId: '1' } };
    expect(refused(await hospital(completeRefreshRequest, elsewhere))).toMatchObject({ status: 404 });
    const before = (await timeline()).facilities[1];
    done(await hospital(completeRefreshRequest, answer));
    const [, after] = (await timeline()).facilities;
    // A hospital that does not know the patient has sent nothing.
    expect(after?.fetchedAt).toBe(before?.fetchedAt);
    expect(after?.requestedAt).toBeUndefined();
  });

  it('the audit shows every look, who looked, and the rules that allowed it', async () => {
    const audited = async () => done(await doctor(listAuditEvents, { query: { patientId, limit: 200 } })).items;
    const events = await eventually(audited, (items) => items.some(({ eventName }) => eventName === 'ListAuditEvents'));
    const by = (eventName: string) => events.filter((event) => event.eventName === eventName);
    const dr = { staffId: 'test-clinic.doctor', facilityId: 'test-clinic', role: 'doctor' };

    for (const name of ['ReadTimeline', 'ReadDocument', 'ReadDocumentContent']) {
      const looks = by(name).filter(({ outcome }) => outcome.result === 'allowed');
      expect(looks.length).toBeGreaterThan(0);
      expect(looks.every(({ actor, patientId: of }) => actor.staffId === dr.staffId && of === patientId)).toBe(true);
      expect(looks[0]?.outcome.because.map(({ ruleId }) => ruleId)).toContain('LOOK-03');
      expect(looks[0]?.outcome.because.map(({ ruleId }) => ruleId)).toContain('LOOK-02');
    }
    expect(by('ReadDocument').map(({ outcome, resource }) => [outcome.result, resource?.['documentId']])).toEqual([
      ['allowed', documents.get('20260106_OML-11_000002')],
      ['refused', image],
    ]);
    expect(by('ReadDocumentContent').filter(({ resource }) => resource?.['documentId'] === image)).toHaveLength(1);
    expect(by('RegisterPatient')).toMatchObject([{ actor: { staffId: 'test-clinic.clerk', role: 'clerk' } }]);
    expect(by('PutLink')).toMatchObject([{ actor: dr, resource: { facilityId: 'ty-hospital', state: 'verified' } }]);
    expect(by('RequestLatestData')[0]?.outcome.because.map(({ ruleId }) => ruleId)).toContain('PATIENT-05');
    // What the hospital sent before the link existed was about nobody the network knew; what it sent afterwards is about this patient, and in
    // the hospital's own view of the log: when a hospital sends tells when somebody was there.
    expect(by('CreateDocumentBatch')).toEqual([]);
    const ownLog = done(await journey.as('ty-hospital.doctor')(listAuditEvents, { query: { patientId, limit: 200 } }));
    expect(ownLog.items.filter(({ eventName }) => eventName === 'CreateDocumentBatch')).toMatchObject([
      { actor: { facilityId: 'ty-hospital' } },
    ]);
    for (const event of events) {
      for (const rule of event.outcome.because) expect(rule.ja.length + rule.en.length).toBeGreaterThan(20);
    }
    const words = JSON.stringify(events);
    expect(
      [atHospital, atClinic].flatMap(({ name }) => Object.values(name)).filter((word) => words.includes(word)),
    ).toEqual([]);
  });

  it('every look of one person can be listed by that person, and by nobody else at the clinic but the administrator', async () => {
    const query = { staffId: 'test-clinic.doctor', limit: 200 };
    const own = done(await doctor(listAuditEvents, { query })).items;
    const looks = own.filter(({ eventName }) => eventName === 'ReadTimeline');
    expect(looks.length).toBeGreaterThanOrEqual(6);
    expect(done(await journey.as('test-clinic.admin')(listAuditEvents, { query })).items.length).toBeGreaterThan(10);
    const paged = [];
    let cursor: string | undefined;
    do {
      const page = done(await doctor(listAuditEvents, { query: { ...query, limit: 7, ...(cursor && { cursor }) } }));
      paged.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    // Each page read adds an event at the newer end; what was there before is listed once, in the same order.
    const ids = own.map(({ eventId }) => eventId);
    expect(paged.map(({ eventId }) => eventId).filter((id) => ids.includes(id))).toEqual(ids);
    for (const staffId of ['test-clinic.nurse', 'ty-hospital.admin'])
      expect(refused(await journey.as(staffId)(listAuditEvents, { query }))).toMatchObject({ status: 404 });
  });

  it('a second consent of the same reach must say what it takes the place of', async () => {
    const again = await clerk(grantConsent, { params: { patientId }, body: comprehensive() });
    expect(refused(again)).toMatchObject({ status: 409, code: 'CONSENT_IN_FORCE' });
  });

  it('a URL that has been used for an upload takes nothing more', async () => {
    const bytes = dicomFile('another slice');
    const { documentId } = await uploaded(hospital, announcement(HOSPITAL_ID, bytes), bytes);
    expect(documentId).not.toBe(image);
    const other = dicomFile('a third');
    const announced = await hospital(announceDocument, { body: announcement(HOSPITAL_ID, other) });
    const { upload } = done(announced);
    if (!upload) throw new Error('no upload');
    expect((await transfer(upload, other)).status).toBe(200);
    expect((await transfer(upload, other)).status).toBe(412);
  });

  it('no log names anybody, and none holds a secret', () => {
    expect(journey.leaked([atHospital, atClinic])).toEqual([]);
  });
});
