import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { readDocument } from '../../schemas/operations/documents.ts';
import { createDocumentBatch, listFacilityPatients, putFacilityPatient } from '../../schemas/operations/ingest.ts';
import {
  confirmLink,
  deleteLink,
  listLinks,
  putLink,
  readPatient,
  registerPatient,
} from '../../schemas/operations/registration.ts';
import { readTimeline } from '../../schemas/operations/timeline.ts';
import type { DocumentId, FacilityId, PatientId } from '../../schemas/primitives.ts';
import { type Caller, done, Journey, refused } from './journey.ts';
import { seen } from './looks.ts';
import { person, type TestPerson } from './people.ts';
import { laboratory } from './records.ts';
import { comprehensive, linked, registered } from './registration-steps.ts';

const TY = 'ty-hospital' as FacilityId;
const CLINIC = 'test-clinic' as FacilityId;

describe('links: whose ID is whose', () => {
  const people: TestPerson[] = [];
  let journey: Journey;
  let clinic: Caller;
  let tySystem: Caller;
  let tyDoctor: Caller;
  let tyClerk: Caller;
  let count = 0;

  const somebody = (change: Partial<TestPerson> = {}): TestPerson => {
    count += 1;
    const made = { ...person(count), ...change };
    people.push(made);
    return made;
  };
  const known = async (localId: string, demographics: TestPerson): Promise<void> => {
    done(await tySystem(putFacilityPatient, { params: { localId }, body: { demographics } }));
  };
  /** A patient of the clinic with comprehensive consent. */
  const patientOfClinic = (demographics: TestPerson, localId = String(1000 + count)) =>
    registered(clinic, demographics, { localId, consent: comprehensive() });
  const pendingAt = async (caller: Caller) => done(await caller(listLinks, { query: { limit: 100 } })).items;

  beforeAll(async () => {
    journey = await Journey.begin();
    clinic = journey.as('test-clinic.doctor');
    tySystem = journey.systemOf('ty-hospital');
    tyDoctor = journey.as('ty-hospital.doctor');
    tyClerk = journey.as('ty-hospital.clerk');
  });
  afterAll(() => journey.end());

  it('an absent, a mismatched and a taken ID get one answer, byte for byte but for ids and instants', async () => {
    const [a, b, c] = [somebody(), somebody(), somebody()];
    await known('802', { ...b, sex: b.sex === 'male' ? 'female' : 'male' });
    // The third is taken by somebody else, although its record agrees with who asks for it.
    await known('803', c);
    const holder = await registered(tyDoctor, somebody());
    await linked(tyDoctor, { patientId: holder, facilityId: TY, localId: '803', confirmDifference: true });

    const token = await journey.region.tokenOf('test-clinic.doctor');
    const answers = [];
    for (const [demographics, localId] of [
      [a, '801'],
      [b, '802'],
      [c, '803'],
    ] as const) {
      const patientId = await patientOfClinic(demographics, `1${localId}`);
      const path = `/v1/patients/${patientId}/links/${TY}`;
      const answer = await journey.region.api<unknown>('PUT', path, { token, body: { localId } });
      const calendar = await journey.region.api<unknown>('GET', `/v1/patients/${patientId}/timeline`, { token });
      const view = await journey.region.api<unknown>('GET', `/v1/patients/${patientId}`, { token });
      const look = await seen(clinic, patientId);
      const veiled = (body: unknown): string =>
        JSON.stringify(body)
          .replaceAll(patientId, 'PATIENT')
          .replaceAll(`0000${localId}`, 'ID')
          .replaceAll(/"localId":"1\d\d\d"/g, '"OWN"')
          .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'AT')
          .replaceAll(/"demographics":\{.*?\}(,"insurance":\{.*?\})?,"version"/g, '"version"');
      const names = [...answer.headers.keys()].sort();
      answers.push({
        status: answer.status,
        names,
        length: answer.headers.get('content-length'),
        link: veiled(answer.body),
        calendar: veiled(calendar.body),
        view: veiled(view.body),
        look,
      });
    }
    expect(answers[0]).toMatchObject({ status: 200, look: { 'test-clinic': [] } });
    expect(answers[0]?.link).toContain('"state":"pending"');
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('the facility that issued the ID sees each new link, with who says so; nobody else does', async () => {
    const demographics = somebody();
    const patientId = await patientOfClinic(demographics);
    await linked(clinic, { patientId, facilityId: TY, localId: '810' });
    const { family, given, familyKana, givenKana } = demographics.name;
    const { birthDate, sex } = demographics;
    expect((await pendingAt(tyClerk)).find((link) => link.patientId === patientId)).toMatchObject({
      localId: '0000810',
      state: 'pending',
      linkedByFacility: CLINIC,
      person: { name: { family, given, familyKana, givenKana }, birthDate, sex },
    });
    expect(await pendingAt(journey.as('test-hospital.clerk'))).toEqual([]);
    const { items } = done(await tySystem(listFacilityPatients, {}));
    expect(items).toContainEqual({ localId: '0000810', state: 'pending' });
  });

  it('a pending link opens nothing, until the facility’s own demographics agree', async () => {
    const demographics = somebody();
    const patientId = await patientOfClinic(demographics);
    await linked(clinic, { patientId, facilityId: TY, localId: '820' });
    const batch = { body: { localId: '820', documents: [laboratory('lab-820')] } };
    const documentId = done(await tySystem(createDocumentBatch, batch)).results[0]?.documentId as DocumentId;
    expect(await seen(clinic, patientId)).toEqual({ 'test-clinic': [] });
    expect(refused(await clinic(readDocument, { params: { patientId, documentId } }))).toMatchObject({ status: 404 });

    for (const wrong of [
      { birthDate: '1960-01-01' },
      { sex: 'unknown' as const },
      { name: { ...demographics.name, givenKana: `${demographics.name.givenKana}コ` } },
    ]) {
      const answer = await tySystem(putFacilityPatient, {
        params: { localId: '820' },
        body: { demographics: { ...demographics, ...wrong } },
      });
      expect(done(answer)).toMatchObject({ outcome: 'stored', linked: false });
      expect(await seen(clinic, patientId)).toEqual({ 'test-clinic': [] });
    }
    const answer = await tySystem(putFacilityPatient, { params: { localId: '0000820' }, body: { demographics } });
    expect(done(answer)).toEqual({ localId: '0000820', outcome: 'stored', linked: true });
    expect(await seen(clinic, patientId)).toEqual({ 'test-clinic': [], 'ty-hospital': ['laboratory'] });
    const { patient } = done(await clinic(readPatient, { params: { patientId } }));
    expect(patient.links.find(({ facilityId }) => facilityId === TY)).toMatchObject({
      state: 'verified',
      verifiedBy: 'demographics',
    });
    expect((await pendingAt(tyClerk)).some((link) => link.patientId === patientId)).toBe(false);
  });

  it('a facility without entrustment keeps nothing of whom nobody linked', async () => {
    const demographics = somebody();
    const system = journey.systemOf('test-clinic');
    const send = () => system(putFacilityPatient, { params: { localId: '777' }, body: { demographics } });
    expect(done(await send())).toEqual({ localId: '777', outcome: 'notKept', linked: false });
    const patientId = await patientOfClinic(somebody(), '777');
    expect(done(await send())).toEqual({ localId: '777', outcome: 'stored', linked: true });
    expect(done(await send())).toMatchObject({ outcome: 'unchanged', linked: true });
    const { items } = done(await system(listFacilityPatients, {}));
    expect(items).toContainEqual({ localId: '777', state: 'verified' });
    expect(await seen(clinic, patientId)).toEqual({ 'test-clinic': [] });
  });

  it('staff of the facility that issued the ID confirm it; nobody else can', async () => {
    const patientId = await patientOfClinic(somebody());
    await linked(clinic, { patientId, facilityId: TY, localId: '830' });
    const confirm = (caller: Caller, localId = '830') =>
      caller(confirmLink, { params: { patientId, facilityId: TY }, body: { localId } });
    for (const other of [clinic, journey.as('test-hospital.clerk'), journey.as('network-office.office')])
      expect(refused(await confirm(other))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(refused(await confirm(tyClerk, '831'))).toMatchObject({ status: 404 });
    const { link } = done(await confirm(tyClerk));
    expect(link).toMatchObject({ state: 'verified', verifiedBy: 'facility', localId: '0000830' });
    expect(done(await confirm(tyClerk)).link).toEqual(link);
    expect(await seen(clinic, patientId)).toEqual({ 'test-clinic': [], 'ty-hospital': [] });
  });

  it('where two patients claim one ID a person decides, and only one can have it', async () => {
    const demographics = somebody();
    const twice = { ...demographics, phone: '076-999-0001', address: '石川県架空市別宅町1番地' };
    people.push(twice);
    const first = await patientOfClinic(demographics, '2001');
    const second = await registered(journey.as('test-pharmacy.pharmacist'), twice, {
      localId: '2002',
      consent: comprehensive(),
      notDuplicateOf: [first],
    });
    await linked(clinic, { patientId: first, facilityId: TY, localId: '840' });
    const pharmacist = journey.as('test-pharmacy.pharmacist');
    await linked(pharmacist, { patientId: second, facilityId: TY, localId: '840' });
    const send = await tySystem(putFacilityPatient, { params: { localId: '840' }, body: { demographics } });
    expect(done(send)).toMatchObject({ outcome: 'stored', linked: false });

    const confirm = (patientId: PatientId) =>
      tyClerk(confirmLink, { params: { patientId, facilityId: TY }, body: { localId: '840' } });
    const [one, other] = await Promise.all([confirm(first), confirm(second)]);
    expect([one.status, other.status].sort()).toEqual([200, 409]);
    expect(refused(one.ok ? other : one)).toMatchObject({ code: 'LINK_EXISTS' });
    const winner = one.ok ? first : second;
    expect(await seen(one.ok ? clinic : pharmacist, winner)).toHaveProperty('ty-hospital');
    expect(await seen(one.ok ? pharmacist : clinic, one.ok ? second : first)).not.toHaveProperty('ty-hospital');
  });

  it('an own ID that belongs to another patient is refused, and of two at once only one gets it', async () => {
    const holder = await patientOfClinic(somebody(), '3001');
    const second = await registered(clinic, somebody());
    const third = await registered(clinic, somebody());
    const link = (patientId: PatientId, localId: string) =>
      clinic(putLink, { params: { patientId, facilityId: CLINIC }, body: { localId } });
    expect(refused(await link(second, '3001'))).toMatchObject({ status: 409, code: 'LINK_EXISTS' });
    const race = await Promise.all([link(second, '3002'), link(third, '3002')]);
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(refused(await link(holder, '3003'))).toMatchObject({ status: 409, code: 'LINK_EXISTS' });
    expect(done(await link(holder, '０３００１')).link).toMatchObject({ localId: '3001', state: 'verified' });
    const taken = somebody();
    const body = { demographics: taken, localId: '3001' };
    expect(refused(await clinic(registerPatient, { body }))).toMatchObject({ status: 409, code: 'LINK_EXISTS' });
  });

  it('an own ID whose record differs stops, says in what, and can be confirmed', async () => {
    const atHospital = somebody();
    await known('850', { ...atHospital, name: { ...atHospital.name, family: '旧姓野', familyKana: 'キュウセイノ' } });
    const patientId = await registered(tyDoctor, atHospital);
    const params = { patientId, facilityId: TY };
    const differing = await tyDoctor(putLink, { params, body: { localId: '850' } });
    expect(refused(differing)).toMatchObject({
      status: 409,
      code: 'LINK_DEMOGRAPHICS_DIFFER',
      differences: ['kana'],
    });
    const admin = await journey.as('ty-hospital.admin')(putLink, {
      params,
      body: { localId: '850', confirmDifference: true },
    });
    expect(refused(admin)).toMatchObject({ status: 404 });
    const link = await linked(tyDoctor, { ...params, localId: '850', confirmDifference: true });
    expect(link).toMatchObject({ state: 'verified', verifiedBy: 'ownFacility' });
    const stranger = await patientOfClinic(somebody());
    const otherFacility = { params: { patientId: stranger, facilityId: TY } };
    const forced = await clinic(putLink, { ...otherFacility, body: { localId: '850', confirmDifference: true } });
    expect(done(forced).link.state).toBe('pending');
  });

  it('when a link ends, the next look is refused, and the ID is free again', async () => {
    const demographics = somebody();
    await known('860', demographics);
    done(await tySystem(createDocumentBatch, { body: { localId: '860', documents: [laboratory('lab-860')] } }));
    const patientId = await patientOfClinic(demographics, '4001');
    await linked(clinic, { patientId, facilityId: TY, localId: '860' });
    expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': ['laboratory'] });

    const end = (caller: Caller, facilityId: FacilityId) => caller(deleteLink, { params: { patientId, facilityId } });
    expect(refused(await end(clinic, TY))).toMatchObject({ status: 404 });
    expect(refused(await end(tyClerk, CLINIC))).toMatchObject({ status: 404 });
    expect(done(await end(tyClerk, TY)).link).toMatchObject({ state: 'ended', localId: '0000860' });
    expect(refused(await end(tyClerk, TY))).toMatchObject({ status: 404 });
    expect(await seen(clinic, patientId)).toEqual({ 'test-clinic': [] });

    // The same clinic may give it again: it is verified anew.
    const again = await linked(clinic, { patientId, facilityId: TY, localId: '860' });
    expect(again.state).toBe('verified');
    const office = journey.as('network-office.office');
    expect(done(await end(office, CLINIC)).link.state).toBe('ended');
    expect(refused(await clinic(readTimeline, { params: { patientId } }))).toMatchObject({ status: 404 });
    expect(refused(await clinic(readPatient, { params: { patientId } }))).toMatchObject({ status: 404 });
    const next = await registered(clinic, somebody(), { localId: '4001' });
    expect(await seen(clinic, next)).toEqual({ 'test-clinic': [] });
    expect((await linked(clinic, { patientId, facilityId: CLINIC, localId: '4002' })).state).toBe('verified');
    expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': ['laboratory'] });
  });

  it('IDs are padded as each facility sets, and what cannot be one is refused', async () => {
    const patientId = await patientOfClinic(somebody(), ' ０００-１２３ ');
    const idAt = async (facilityId: string, localId: string) =>
      (await linked(clinic, { patientId, facilityId, localId })).localId;
    expect(await idAt('ty-hospital', '００８７０')).toBe('0000870');
    expect(await idAt('test-hospital', '8-7 0')).toBe('00000870');
    const { patient } = done(await clinic(readPatient, { params: { patientId } }));
    expect(patient.links.map(({ facilityId, localId }) => `${facilityId} ${localId}`).sort()).toEqual([
      'test-clinic 123',
      'test-hospital 00000870',
      'ty-hospital 0000870',
    ]);
    for (const localId of ['12345678', '８７０＃', 'あ', '-', '1'.repeat(40)]) {
      const answer = await clinic(putLink, { params: { patientId, facilityId: TY }, body: { localId } });
      expect([localId, refused(answer)]).toMatchObject([
        localId,
        { status: 400, code: 'INVALID_LOCAL_ID', errors: [{ pointer: '/body/localId' }] },
      ]);
    }
  });

  it('whoever has no right to the patient, and every ID that leads nowhere, gets the same 404', async () => {
    const patientId = await patientOfClinic(somebody());
    const nobody = 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as PatientId;
    const give = (caller: Caller, to: PatientId, facilityId: string) =>
      caller(putLink, { params: { patientId: to, facilityId: facilityId }, body: { localId: '1' } });
    const pharmacist = journey.as('test-pharmacy.pharmacist');
    for (const outcome of [
      await give(pharmacist, patientId, 'ty-hospital'),
      await give(clinic, nobody, 'ty-hospital'),
      await give(clinic, patientId, 'no-such-facility'),
      // A facility that only looks has nothing that another could link to.
      await give(clinic, patientId, 'test-pharmacy'),
      await give(journey.as('network-office.office'), patientId, 'ty-hospital'),
    ]) {
      const { requestId, ...problem } = refused(outcome);
      expect(requestId).toBeDefined();
      expect(problem).toEqual({
        type: 'urn:ism-link:problem:NOT_FOUND',
        status: 404,
        code: 'NOT_FOUND',
        title: '見つかりません。',
        titleEn: 'Not found.',
      });
    }
  });

  it('tries at other facilities’ IDs are counted per person: thirty a day', async () => {
    const nurse = journey.as('test-clinic.nurse');
    const patientId = await patientOfClinic(somebody());
    const attempt = (caller: Caller, localId: number) =>
      caller(putLink, { params: { patientId, facilityId: TY }, body: { localId: String(localId) } });
    let localId = 900;
    let outcome = await attempt(nurse, localId);
    for (; outcome.ok && localId < 965; outcome = await attempt(nurse, localId)) localId += 1;
    expect(refused(outcome)).toMatchObject({ status: 429, code: 'LINK_ATTEMPTS_EXHAUSTED' });
    // Twice as many at most, where a day ended meanwhile.
    expect(localId >= 930 && localId <= 960).toBe(true);
    expect((await pendingAt(tyClerk)).filter((link) => link.patientId === patientId)).toMatchObject([
      { localId: `0000${localId - 1}` },
    ]);
    const own = await registered(nurse, somebody(), { localId: '5001' });
    expect(await seen(nurse, own)).toEqual({ 'test-clinic': [] });
    expect(done(await attempt(clinic, localId)).link.state).toBe('pending');
    const office = journey.as('network-office.office');
    const { items } = done(await office(listAuditEvents, { query: { patientId, limit: 200 } }));
    const failed = items.filter(({ outcome }) => outcome.result === 'failed');
    expect(failed).toMatchObject([{ eventName: 'PutLink', outcome: { code: 'LINK_ATTEMPTS_EXHAUSTED' } }]);
  });

  it('the hospital lists its links page by page', async () => {
    const all = await pendingAt(tyClerk);
    const paged = [];
    let cursor: string | undefined;
    do {
      const page = done(await tyClerk(listLinks, { query: { limit: 2, ...(cursor && { cursor }) } }));
      expect(page.items.length).toBeLessThanOrEqual(2);
      paged.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    expect(all.length).toBeGreaterThan(4);
    expect(paged).toEqual(all);
  });

  it('no log names anybody, and none holds a secret', () => {
    expect(journey.leaked(people)).toEqual([]);
  });
});
