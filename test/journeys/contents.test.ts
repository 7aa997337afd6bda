import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditEventsOf } from '../../layers/store/index.ts';
import type { InputOf } from '../../schemas/operation.ts';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { listConsents, withdrawConsent } from '../../schemas/operations/consent.ts';
import { markDocumentInError, readDocument } from '../../schemas/operations/documents.ts';
import { closeEmsGrant } from '../../schemas/operations/ems.ts';
import { createDocumentBatch } from '../../schemas/operations/ingest.ts';
import { readContents, readEmsContents, readEmsDocument } from '../../schemas/operations/timeline.ts';
import type { DocumentId, EmsGrantId, PatientId } from '../../schemas/primitives.ts';
import { changeFacility, storeOf } from './directory-changes.ts';
import { opened, SIGNED } from './ems-looks.ts';
import { setHours } from './ems-policies.ts';
import { daysAgo, stranger } from './ems-records.ts';
import { type Caller, done, Journey, refused } from './journey.ts';
import { person } from './people.ts';
import { infection, laboratory, prescription, type Sent, sent } from './records.ts';
import { comprehensive, linked, registered } from './registration-steps.ts';

const JANUARY = { from: '2026-01-01', to: '2026-01-31' };
const TABLE = { types: 'laboratory,infection,prescription', ...JANUARY };
const PEOPLE = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => person(number));
const STRANGER = person(30);
const WARD = '東7病棟の個室';
type Query = InputOf<typeof readContents>['query'];

const admission = (key: string, day: string): Sent =>
  sent({ key, day, title: '入院', content: { kind: 'encounter', event: 'admission', planned: false, ward: WARD } });

describe('what many documents say, at once', () => {
  let journey: Journey;
  let doctor: Caller;
  let clerk: Caller;
  let tyDoctor: Caller;
  let ty: Caller;
  let count = 0;

  const keep = async (system: Caller, localId: string, ...documents: Sent[]): Promise<DocumentId[]> =>
    done(await system(createDocumentBatch, { body: { localId, documents } })).results.flatMap(
      ({ documentId }) => documentId ?? [],
    );
  /** Known at the clinic and at both hospitals. */
  const patient = async (consent = comprehensive()) => {
    count += 1;
    const localId = String(800 + count);
    const patientId = await registered(doctor, person(count), { localId, consent });
    for (const at of ['ty-hospital', 'test-hospital'])
      await linked(journey.as(`${at}.doctor`), { patientId, facilityId: at, localId });
    return { patientId, localId };
  };
  const ask = (caller: Caller, patientId: PatientId, query: Partial<Query> = {}) =>
    caller(readContents, { params: { patientId }, query: { ...TABLE, ...query } });
  const read = async (caller: Caller, patientId: PatientId, query: Partial<Query> = {}) =>
    done(await ask(caller, patientId, query));
  const seen = async (caller: Caller, patientId: PatientId, query: Partial<Query> = {}) =>
    (await read(caller, patientId, query)).items.map(({ facilityId, contentType }) => `${facilityId} ${contentType}`);

  beforeAll(async () => {
    journey = await Journey.begin();
    doctor = journey.as('test-clinic.doctor');
    clerk = journey.as('test-clinic.clerk');
    tyDoctor = journey.as('ty-hospital.doctor');
    ty = journey.systemOf('ty-hospital');
  });
  afterAll(() => journey.end());

  it('is one request and one line in the log for a table, a trend and bars of several facilities', async () => {
    const { patientId, localId } = await patient();
    const other = journey.systemOf('test-hospital');
    const sentByTy = await keep(
      ty,
      localId,
      ...['05', '12', '19'].map((day) => laboratory(`l${day}`, { day: `2026-01-${day}` })),
      prescription('p', { day: '2026-01-05' }),
      infection('i', { day: '2026-01-12' }),
    );
    const sentByOther = await keep(other, localId, laboratory('l', { day: '2026-01-12' }));
    const { items, cursor, from, to } = await read(doctor, patientId);
    expect(items.map(({ day, facilityId, contentType }) => `${day} ${facilityId} ${contentType}`).sort()).toEqual([
      '2026-01-05 ty-hospital laboratory',
      '2026-01-05 ty-hospital prescription',
      '2026-01-12 test-hospital laboratory',
      '2026-01-12 ty-hospital infection',
      '2026-01-12 ty-hospital laboratory',
      '2026-01-19 ty-hospital laboratory',
    ]);
    expect(new Set(items.map(({ documentId }) => documentId))).toEqual(new Set([...sentByTy, ...sentByOther]));
    expect([cursor, from, to]).toEqual([undefined, JANUARY.from, JANUARY.to]);
    for (const { documentId, content, title, state } of items) {
      const { document } = done(await doctor(readDocument, { params: { patientId, documentId } }));
      expect({ content, title, state }).toEqual({
        content: document.content,
        title: document.title,
        state: 'available',
      });
    }
    const told = done(await doctor(listAuditEvents, { query: { patientId } })).items;
    expect(told.filter(({ eventName }) => eventName === 'ReadContents')).toHaveLength(1);
    const log = await auditEventsOf(storeOf(journey.region), { index: 'byPatient', value: patientId, limit: 50 });
    expect(log.items.filter(({ eventName }) => eventName === 'ReadContents')).toMatchObject([
      {
        actor: { staffId: 'test-clinic.doctor' },
        request: { types: ['laboratory', 'infection', 'prescription'], ...JANUARY, documents: 6 },
        outcome: { result: 'allowed' },
      },
    ]);
  });

  it('has bands of stays, too, by default of the last three months', async () => {
    const { patientId, localId } = await patient();
    await keep(ty, localId, admission('in', daysAgo(91)), admission('before', daysAgo(92)));
    const { items } = done(await doctor(readContents, { params: { patientId }, query: { types: 'encounter' } }));
    expect(items).toMatchObject([{ day: daysAgo(91), content: { event: 'admission', ward: WARD } }]);
  });

  it('keeps to what the patient left out, and closes at the next request after a withdrawal, also within pages', async () => {
    const { patientId, localId } = await patient(comprehensive({ excludedContents: ['laboratory'] }));
    await keep(ty, localId, laboratory('l'), prescription('p1'), prescription('p2', { day: '2026-01-06' }));
    expect(await seen(doctor, patientId)).toEqual(['ty-hospital prescription', 'ty-hospital prescription']);
    expect(await seen(tyDoctor, patientId)).toHaveLength(3);
    const { cursor } = await read(doctor, patientId, { limit: '1' });
    expect(cursor).toBeDefined();

    const [consent] = done(await doctor(listConsents, { params: { patientId } })).items;
    const params = { patientId, consentId: consent?.consentId as NonNullable<typeof consent>['consentId'] };
    done(await doctor(withdrawConsent, { params, body: { reason: '本人の申し出', withdrawnBy: { who: 'patient' } } }));
    expect(await seen(doctor, patientId)).toEqual([]);
    expect(await read(doctor, patientId, { limit: '1', ...(cursor && { cursor }) })).toMatchObject({ items: [] });
    expect(await seen(tyDoctor, patientId)).toHaveLength(3);
  });

  it('shows infections to whom the facility opens them, and no trace of them to others', async () => {
    const { patientId, localId } = await patient();
    await keep(ty, localId, infection('i1', { day: '2026-01-07' }), infection('i2'), laboratory('l'));
    expect(await seen(doctor, patientId)).toHaveLength(3);
    const { items, cursor } = await read(clerk, patientId, { limit: '1' });
    expect([items.map(({ contentType }) => contentType), cursor]).toEqual([['laboratory'], undefined]);
    expect(await read(clerk, patientId, { types: 'infection' })).toEqual({ ...JANUARY, items: [] });
  });

  it('goes by each document’s own department and day', async () => {
    const { patientId, localId } = await patient();
    const today = daysAgo(0);
    await keep(
      ty,
      localId,
      laboratory('open', { day: daysAgo(7), department: '内科' }),
      laboratory('department', { day: daysAgo(8), department: '精神科' }),
      laboratory('unknown', { day: daysAgo(8) }),
      laboratory('delayed', { day: daysAgo(6), department: '内科' }),
    );
    await changeFacility(journey.region, 'ty-hospital', {
      publication: {
        ownStaff: [{ contentType: 'laboratory' }],
        linked: [{ contentType: 'laboratory', exceptDepartments: ['精神科'], delayDays: 7 }],
      },
    });
    const ofLate = { from: daysAgo(30), to: today };
    expect((await read(doctor, patientId, ofLate)).items.map(({ day }) => day)).toEqual([daysAgo(7)]);
    expect(await seen(tyDoctor, patientId, ofLate)).toHaveLength(4);
    await changeFacility(journey.region, 'ty-hospital', {
      publication: {
        ownStaff: [{ contentType: 'laboratory' }, { contentType: 'prescription' }],
        linked: [{ contentType: 'laboratory' }, { contentType: 'prescription' }],
        ems: [{ contentType: 'laboratory', exceptDepartments: ['精神科'] }, { contentType: 'prescription' }],
      },
    });
  });

  it('holds nothing that was entered in error', async () => {
    const { patientId, localId } = await patient();
    const [documentId] = (await keep(ty, localId, laboratory('l'))) as [DocumentId];
    expect(await seen(doctor, patientId)).toHaveLength(1);
    done(await tyDoctor(markDocumentInError, { params: { documentId }, body: { reason: '別の方の検査でした' } }));
    expect(await seen(doctor, patientId)).toEqual([]);
    expect(await seen(tyDoctor, patientId)).toEqual([]);
  });

  it('comes in pages that go on for their own caller, patient and query alone', async () => {
    const { patientId, localId } = await patient();
    const { patientId: otherId } = await patient();
    const days = ['05', '06', '07', '08', '09'].map((day) => `2026-01-${day}`);
    await keep(ty, localId, ...days.map((day) => laboratory(day, { day })), prescription('p', { day: '2026-01-07' }));
    const pages: string[][] = [];
    for (let cursor: string | undefined; pages.length < 10; ) {
      const page = await read(doctor, patientId, { limit: '4', ...(cursor && { cursor }) });
      pages.push(page.items.map(({ documentId }) => documentId));
      ({ cursor } = page);
      if (!cursor) break;
    }
    expect(pages.map(({ length }) => length)).toEqual([4, 2]);
    expect(new Set(pages.flat()).size).toBe(6);

    const { cursor } = await read(doctor, patientId, { limit: '1' });
    if (!cursor) throw new Error('there are six');
    for (const outcome of [
      await ask(clerk, patientId, { limit: '1', cursor }),
      await ask(doctor, otherId, { limit: '1', cursor }),
      await ask(doctor, patientId, { limit: '2', cursor }),
      await ask(doctor, patientId, { limit: '1', cursor, types: 'laboratory' }),
    ])
      expect(refused(outcome)).toMatchObject({ status: 400, code: 'INVALID_CURSOR' });
  });

  it('is asked for in a query that says what it is, and by somebody who may know the patient', async () => {
    const { patientId } = await patient();
    const fault = async (query: string): Promise<string[]> => {
      const token = await journey.region.tokenOf('test-clinic.doctor');
      const { status, body } = await journey.region.api<{ code: string; errors?: { pointer: string }[] }>(
        'GET',
        `/v1/patients/${patientId}/contents?${query}`,
        { token },
      );
      return [`${status} ${body.code}`, ...(body.errors ?? []).map(({ pointer }) => pointer)];
    };
    const types = 'types=laboratory';
    const all = 'prescription,injection,laboratory,infection,vitalChart,encounter';
    for (const [query, pointer] of [
      ['', '/query/types'],
      ['types=', '/query/types/0'],
      ['types=diagnosis', '/query/types/0'],
      ['types=laboratory,report', '/query/types/1'],
      [`types=${all},laboratory`, '/query/types'],
      [`types=${'laboratory,'.repeat(40)}`, '/query/types'],
      [`${types}&limit=101`, '/query/limit'],
      [`${types}&from=2026-02-30`, '/query/from'],
      [`${types}&from=2025-01-01&to=2026-02-05`, '/query/from'],
      [`${types}&from=2026-02-01&to=2026-01-31`, '/query/from'],
      [`${types}&facilities=TY-HOSPITAL`, '/query/facilities/0'],
      [`${types}&view=months`, '/query/view'],
    ] as const)
      expect([query.slice(0, 60), await fault(query)]).toEqual([query.slice(0, 60), ['400 INVALID_REQUEST', pointer]]);
    expect(await fault(`${types}&cursor=nonsense`)).toEqual(['400 INVALID_CURSOR']);
    expect(done(await ask(doctor, patientId, { types: all })).items).toEqual([]);
    const pharmacist = journey.as('test-pharmacy.pharmacist');
    expect(refused(await ask(pharmacist, patientId))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  describe('through an EMS access', () => {
    let grantId: EmsGrantId;
    let documents: Map<string, DocumentId>;
    const AT = { facilityId: 'ty-hospital', patientId: '4321@EMS' };
    const through = (caller: Caller, query: Partial<InputOf<typeof readEmsContents>['query']> = {}) =>
      caller(readEmsContents, { params: { grantId }, query: { types: TABLE.types, ...query } });
    const keys = async (query = {}) => {
      const { items } = done(await through(doctor, query));
      const byId = new Map([...documents].map(([key, id]) => [id, key]));
      return items.map(({ documentId }) => byId.get(documentId)).sort();
    };

    beforeAll(async () => {
      await setHours(journey);
      documents = await stranger(journey, { facilityId: 'ty-hospital', localId: '4321', demographics: STRANGER }, [
        prescription('within', { day: daysAgo(3) }),
        prescription('reaches', { day: daysAgo(40) }),
        prescription('over', { day: daysAgo(60) }),
        laboratory('latest', { day: daysAgo(50), department: '内科' }),
        laboratory('closed', { day: daysAgo(2), department: '精神科' }),
        laboratory('older', { day: daysAgo(51), department: '内科' }),
      ]);
      ({ grantId } = (await opened(doctor, AT, SIGNED)).grant);
    });

    it('are those that its timeline opens: the window, the supply that reaches into it, the latest laboratory set', async () => {
      expect(await keys()).toEqual(['latest', 'reaches', 'within']);
      expect(await keys({ types: 'laboratory' })).toEqual(['latest']);
      const { items } = done(await through(doctor));
      for (const { documentId, content } of items) {
        const { document } = done(await doctor(readEmsDocument, { params: { grantId, documentId } }));
        expect(content).toEqual(document.content);
      }
    });

    it('are somebody else’s to nobody, and end with it', async () => {
      expect(refused(await through(tyDoctor))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect(refused(await through(clerk))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
      for (const types of ['diagnosis', ''])
        expect(refused(await through(doctor, { types }))).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
      done(await doctor(closeEmsGrant, { params: { grantId }, body: { reason: 'wrongPatient' } }));
      expect(refused(await through(doctor)).code).toBe('EMS_GRANT_OVER');
    });
  });

  it('leaves nothing of a patient in any log', () => {
    expect(journey.leaked([...PEOPLE, STRANGER], [WARD])).toEqual([]);
  });
});
