import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commit, patientSearchWrites } from '../../layers/store/index.ts';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { grantConsent, listConsents, withdrawConsent } from '../../schemas/operations/consent.ts';
import { createDocumentBatch, putFacilityPatient } from '../../schemas/operations/ingest.ts';
import {
  deleteLink,
  listLinks,
  mergePatients,
  putLink,
  readPatient,
  registerPatient,
  searchPatients,
  updatePatient,
} from '../../schemas/operations/registration.ts';
import type { ConsentId, FacilityId, PatientId } from '../../schemas/primitives.ts';
import { storeOf } from './directory-changes.ts';
import { type Caller, done, eventually, Journey, refused } from './journey.ts';
import { person, type TestPerson } from './people.ts';
import { announcement, dicomFile, laboratory, uploaded } from './records.ts';
import { comprehensive, individual, linked, registered } from './registration-steps.ts';

const TY = 'ty-hospital' as FacilityId;
const CLINIC = 'test-clinic' as FacilityId;
const WITHDRAWAL = { reason: '本人の申し出', withdrawnBy: { who: 'patient' as const } };

describe('registration, links and consent under attack', () => {
  const people: TestPerson[] = [];
  let journey: Journey;
  let clinic: Caller;
  let pharmacist: Caller;
  let tyDoctor: Caller;
  let office: Caller;
  let count = 0;

  const somebody = (change: Partial<TestPerson> = {}): TestPerson => {
    count += 1;
    const made = { ...person(count), ...change };
    people.push(made);
    return made;
  };
  const consentsOf = async (patientId: PatientId, caller: Caller) =>
    done(await caller(listConsents, { params: { patientId } })).items;

  beforeAll(async () => {
    journey = await Journey.begin();
    clinic = journey.as('test-clinic.doctor');
    pharmacist = journey.as('test-pharmacy.pharmacist');
    tyDoctor = journey.as('ty-hospital.doctor');
    office = journey.as('network-office.office');
  });
  afterAll(() => journey.end());

  it.each(['.', '..', '.5', '．５', '-.', ' . ', '.A'])(
    '%j is no patient ID, and no list breaks by it',
    async (localId) => {
      const invalid = { status: 400, code: 'INVALID_LOCAL_ID', errors: [{ pointer: '/body/localId' }] };
      const demographics = somebody();
      expect(refused(await clinic(registerPatient, { body: { demographics, localId } }))).toMatchObject(invalid);
      const patientId = await registered(clinic, demographics);
      for (const facilityId of [CLINIC, TY]) {
        const answer = await clinic(putLink, { params: { patientId, facilityId }, body: { localId } });
        expect(refused(answer)).toMatchObject(invalid);
      }
      expect(refused(await clinic(searchPatients, { query: { localId } }))).toMatchObject({ code: 'INVALID_LOCAL_ID' });
      expect(done(await clinic(readPatient, { params: { patientId } })).patient.links).toEqual([]);
      done(await clinic(listLinks, { query: { limit: 100 } }));
      done(await journey.as('ty-hospital.clerk')(listLinks, { query: { limit: 100 } }));
      done(await clinic(searchPatients, { query: { limit: 100 } }));
    },
  );

  it('a name whose search key would be longer than a key may be is registered and found', async () => {
    const name = { family: '㍿'.repeat(60), given: 'ﷺ'.repeat(60), familyKana: 'ナガイ', givenKana: 'ﷺ'.repeat(60) };
    const patientId = await registered(clinic, somebody({ name }), { localId: '90' });
    const { items } = done(await clinic(searchPatients, { query: { family: name.family, given: name.given } }));
    expect(items.map((item) => item.patientId)).toEqual([patientId]);
  });

  describe('a registration that was merged', () => {
    const merged = (mergedInto: PatientId) => ({ status: 409, code: 'PATIENT_MERGED', mergedInto });
    const merge = (into: PatientId, duplicatePatientId: PatientId) =>
      office(mergePatients, { params: { patientId: into }, body: { duplicatePatientId, reason: '二重登録' } });
    const twice = async (consents: { one?: boolean; other?: boolean }) => {
      const demographics = somebody();
      const localId = String(5000 + count);
      const consent = comprehensive();
      const one = await registered(clinic, demographics, { localId, ...(consents.one && { consent }) });
      const again = { ...demographics, phone: '076-995-0001' };
      const other = await registered(pharmacist, again, {
        localId,
        notDuplicateOf: [one],
        ...(consents.other && { consent }),
      });
      return { demographics, one, other };
    };
    const changes = (patientId: PatientId, consentId: ConsentId) => ({
      withdraw: (caller: Caller) => caller(withdrawConsent, { params: { patientId, consentId }, body: WITHDRAWAL }),
      grant: (caller: Caller) => caller(grantConsent, { params: { patientId }, body: comprehensive() }),
      update: (caller: Caller) =>
        caller(
          updatePatient,
          { params: { patientId }, body: { demographics: { address: '石川県架空市新町1番地' } } },
          { ifMatch: '"2"' },
        ),
      link: (caller: Caller) => caller(putLink, { params: { patientId, facilityId: TY }, body: { localId: '41' } }),
    });

    it('is not changed any more, and says where the person’s record goes on; its history stays readable', async () => {
      const { demographics, one, other } = await twice({ one: true, other: true });
      const [consent] = await consentsOf(other, pharmacist);
      const consentId = consent?.consentId as ConsentId;
      done(await merge(one, other));
      const { withdraw, grant, update, link } = changes(other, consentId);
      for (const caller of [pharmacist, clinic])
        for (const change of [withdraw, grant, update, link])
          expect(refused(await change(caller))).toMatchObject(merged(one));
      expect(refused(await withdraw(office))).toMatchObject(merged(one));
      const { patient } = done(await pharmacist(readPatient, { params: { patientId: other } }));
      expect(patient).toMatchObject({ patientId: other, mergedInto: one });
      expect(await consentsOf(other, pharmacist)).toMatchObject([{ consentId, state: 'inForce' }]);
      const survivor = done(await pharmacist(readPatient, { params: { patientId: one } })).patient;
      expect(survivor.consent.state).toBe('inForce');
      expect(survivor).not.toHaveProperty('mergedInto');

      // Merged on: the last one is named.
      const again = { ...demographics, phone: '076-995-0002' };
      const testDoctor = journey.as('test-hospital.doctor');
      const last = await registered(testDoctor, again, {
        localId: '77',
        notDuplicateOf: [one],
        consent: comprehensive(),
      });
      done(await merge(last, one));
      for (const patientId of [one, other])
        expect(refused(await changes(patientId, consentId).grant(pharmacist))).toMatchObject(merged(last));
    });

    it('tells nothing to whoever has no right to the person', async () => {
      const { one, other } = await twice({ one: true, other: true });
      const [consent] = await consentsOf(other, pharmacist);
      done(await merge(one, other));
      const { withdraw, grant, update, link } = changes(other, consent?.consentId as ConsentId);
      for (const change of [withdraw, grant, update])
        expect(refused(await change(tyDoctor))).toMatchObject({ status: 404 });
      expect(refused(await link(journey.as('test-hospital.doctor')))).toMatchObject({ status: 404 });
      expect(refused(await tyDoctor(readPatient, { params: { patientId: other } }))).toMatchObject({ status: 404 });
      expect(refused(await tyDoctor(listConsents, { params: { patientId: other } }))).toMatchObject({ status: 404 });
    });

    it('never loses a consent: a duplicate that agreed to what the other did not is not merged', async () => {
      const lost = await twice({ other: true });
      expect(refused(await merge(lost.one, lost.other))).toMatchObject({
        code: 'MERGE_CONFLICT',
        conflict: 'consents',
      });
      const kept = done(await merge(lost.other, lost.one));
      expect(kept.patient.consent.state).toBe('inForce');
    });

    it('shows the merge in its own log too', async () => {
      const { one, other } = await twice({});
      done(await merge(one, other));
      for (const patientId of [one, other]) {
        const { items } = done(await office(listAuditEvents, { query: { patientId } }));
        expect(items.filter(({ eventName }) => eventName === 'MergePatients')).toMatchObject([
          { patientId, resource: { duplicatePatientId: other }, outcome: { result: 'allowed' } },
        ]);
      }
    });
  });

  it('a repeated registration answers nothing to a facility that has lost its right to the patient', async () => {
    const body = { demographics: somebody(), localId: '60' };
    const send = () => clinic(registerPatient, { body }, { idempotencyKey: 'registered-once' });
    const { patientId } = done(await send()).patient;
    expect(done(await send()).patient.patientId).toBe(patientId);
    done(await office(deleteLink, { params: { patientId, facilityId: CLINIC } }));
    expect(refused(await clinic(readPatient, { params: { patientId } }))).toMatchObject({ status: 404 });
    expect(refused(await send())).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('registering is no search without a limit: candidates of other facilities are counted, one’s own are not', async () => {
    const nurse = journey.as('test-clinic.nurse');
    const elsewhere = somebody();
    await registered(pharmacist, elsewhere, { localId: '61' });
    const own = somebody();
    await registered(clinic, own, { localId: '61' });
    const attempt = (demographics: TestPerson) => nurse(registerPatient, { body: { demographics } });
    const candidates = async (demographics: TestPerson) => {
      const problem = refused(await attempt(demographics));
      return problem.code === 'DUPLICATE_CANDIDATES' ? problem['candidates'] : problem.code;
    };
    for (let time = 0; time < 3; time += 1)
      expect(await candidates(own)).toMatchObject([{ linkedAtYourFacility: true }]);
    let shown = 0;
    let answer = await candidates(elsewhere);
    for (; Array.isArray(answer) && shown < 130; answer = await candidates(elsewhere)) shown += 1;
    // Twice as many at most, where an hour ended meanwhile.
    expect(shown >= 60 && shown <= 120).toBe(true);
    const problem = refused(await attempt(elsewhere));
    expect(problem).toMatchObject({ status: 429, code: 'SEARCH_EXHAUSTED' });
    expect(problem).not.toHaveProperty('candidates');
    expect(refused(await nurse(searchPatients, { query: { birthDate: '1900-01-01' } }))).toMatchObject({ status: 429 });
    expect(await candidates(own)).toMatchObject([{ linkedAtYourFacility: true }]);
    const { items } = done(await office(listAuditEvents, { query: { staffId: 'test-clinic.nurse', limit: 200 } }));
    const codes = items.map(({ outcome }) => outcome.code);
    expect(codes.filter((code) => code === 'DUPLICATE_CANDIDATES')).toHaveLength(shown + 4);
    expect(codes.filter((code) => code === 'SEARCH_EXHAUSTED')).toHaveLength(3);
  });

  describe('a facility that the patient left out', () => {
    const grant = (caller: Caller, patientId: PatientId, body: Parameters<typeof individual>[1] & { scope: object }) =>
      caller(grantConsent, { params: { patientId }, body: body as ReturnType<typeof comprehensive> });

    it('CONSENT-07: lets itself in by no consent of its own, though linked; the patient withdraws there all the same', async () => {
      const consent = comprehensive({ excludedFacilities: ['test-pharmacy'] });
      const patientId = await registered(clinic, somebody(), { localId: '62', consent });
      await linked(pharmacist, { patientId, facilityId: 'test-pharmacy', localId: '62' });
      const [granted] = await consentsOf(patientId, pharmacist);
      const consentId = granted?.consentId as ConsentId;
      for (const body of [
        comprehensive({}, { replaces: [consentId] }),
        individual(['test-pharmacy', 'ty-hospital'], { replaces: [consentId] }),
      ])
        expect(refused(await grant(pharmacist, patientId, body))).toMatchObject({
          status: 403,
          code: 'FORBIDDEN',
          because: ['CONSENT-07'],
        });
      expect(await consentsOf(patientId, clinic)).toMatchObject([{ consentId, state: 'inForce' }]);
      // Somebody without any tie learns nothing of it.
      expect(refused(await grant(tyDoctor, patientId, comprehensive()))).toMatchObject({ status: 404 });
      done(await pharmacist(withdrawConsent, { params: { patientId, consentId }, body: WITHDRAWAL }));
    });

    it('CONSENT-08: nor does the facility that registered the patient', async () => {
      const consent = comprehensive({ excludedFacilities: ['test-clinic'] });
      const patientId = await registered(clinic, somebody(), { consent });
      const [granted] = await consentsOf(patientId, clinic);
      const body = comprehensive({}, { replaces: [granted?.consentId as ConsentId] });
      expect(refused(await grant(clinic, patientId, body))).toMatchObject({ status: 403, because: ['CONSENT-08'] });
    });

    it('CONSENT-02: and a facility whose link has ended records none as the one that registered', async () => {
      const patientId = await registered(clinic, somebody(), { localId: '63' });
      done(await clinic(deleteLink, { params: { patientId, facilityId: CLINIC } }));
      expect(refused(await grant(clinic, patientId, comprehensive()))).toMatchObject({ status: 404 });
    });

    it('but one that an individual consent merely does not name records a further one', async () => {
      const consent = individual(['test-clinic', 'ty-hospital']);
      const patientId = await registered(clinic, somebody(), { localId: '64', consent });
      await linked(pharmacist, { patientId, facilityId: 'test-pharmacy', localId: '64' });
      const answer = await grant(pharmacist, patientId, individual(['test-pharmacy', 'ty-hospital']));
      expect(done(answer).consent.state).toBe('inForce');
    });
  });

  it('a patient’s log shows what was sent, and when, to its sender and the office alone', async () => {
    const demographics = somebody();
    const system = journey.systemOf('ty-hospital');
    const send = async (key: string) => {
      done(await system(putFacilityPatient, { params: { localId: '70' }, body: { demographics } }));
      done(await system(createDocumentBatch, { body: { localId: '70', documents: [laboratory(key)] } }));
    };
    await send('lab-70');
    const patientId = await registered(clinic, demographics, { localId: '70' });
    expect((await linked(clinic, { patientId, facilityId: TY, localId: '70' })).state).toBe('verified');
    await send('lab-71');
    const bytes = dicomFile('review');
    await uploaded(tyDoctor, announcement('70', bytes), bytes);

    const logOf = async (caller: Caller, limit: number) => {
      const names: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { patientId, limit, ...(cursor && { cursor }) };
        const page = done(await caller(listAuditEvents, { query }));
        names.push(...page.items.map(({ eventName }) => eventName).filter((name) => name !== 'ListAuditEvents'));
        cursor = page.cursor;
      } while (cursor);
      return names;
    };
    const sending = ['AnnounceDocument', 'CompleteDocument', 'CreateDocumentBatch', 'PutFacilityPatient', 'RecordScan'];
    for (const caller of [tyDoctor, office])
      expect([...new Set(await logOf(caller, 200))].sort()).toEqual(expect.arrayContaining(sending));
    expect(await logOf(clinic, 200)).toEqual(['PutLink', 'RegisterPatient']);
    expect(await logOf(clinic, 2)).toEqual(['PutLink', 'RegisterPatient']);
  });

  it('a birth date that more people share than are looked through is said to be cut off, never answered in part', async () => {
    const store = storeOf(journey.region);
    const birthDate = '1955-05-05';
    const { name, sex } = person(1);
    const ids = Array.from({ length: 1001 }, (_, index) => `pat_${String(index).padStart(26, '0')}` as PatientId);
    for (let at = 0; at < ids.length; at += 90)
      await commit(store, {
        writes: ids
          .slice(at, at + 90)
          .flatMap((patientId) =>
            patientSearchWrites(
              { patientId, demographics: { name, sex, birthDate }, linkedAt: [] },
              [{ kind: 'birthDate', value: birthDate }],
              [],
            ),
          ),
        audit: {
          eventSource: 'ism-link.registration',
          eventName: 'Crowd',
          actor: { clientId: 'journeys' },
          outcome: { result: 'allowed', because: [] },
        },
      });
    const { family, given } = name;
    const answer = await clinic(searchPatients, { query: { birthDate, family, given } });
    expect(refused(answer)).toMatchObject({ status: 400, code: 'SEARCH_TOO_BROAD' });
    const other = { family: '唯野', given: '壱子', familyKana: 'タダノ', givenKana: 'イチコ' };
    await registered(clinic, somebody({ name: other, birthDate }));
    const logs = join(journey.region.dataDir, 'logs');
    const logged = () =>
      Promise.resolve(
        readdirSync(logs, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
          .join('\n'),
      );
    expect(await eventually(logged, (text) => text.includes('CANDIDATES_CUT_OFF'))).toContain('CANDIDATES_CUT_OFF');
  });

  it('no log names anybody, and none holds a secret', () => {
    expect(journey.leaked(people)).toEqual([]);
  });
});
