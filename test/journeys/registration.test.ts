import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, jstDayOf } from '../../layers/names/index.ts';
import type { InputOf } from '../../schemas/operation.ts';
import { grantConsent, listConsents, withdrawConsent } from '../../schemas/operations/consent.ts';
import { listFacilities } from '../../schemas/operations/directory.ts';
import { createDocumentBatch, putFacilityPatient } from '../../schemas/operations/ingest.ts';
import {
  DuplicateCandidates,
  listLinks,
  mergePatients,
  putLink,
  readPatient,
  registerPatient,
  searchPatients,
  updatePatient,
} from '../../schemas/operations/registration.ts';
import type { ConsentId, FacilityId, PatientId } from '../../schemas/primitives.ts';
import { changeFacility } from './directory-changes.ts';
import { type Caller, done, Journey, refused } from './journey.ts';
import { seen } from './looks.ts';
import { person, type TestPerson } from './people.ts';
import { laboratory } from './records.ts';
import { comprehensive, individual, linked, registered } from './registration-steps.ts';

const TY = 'ty-hospital' as FacilityId;
type Search = NonNullable<InputOf<typeof searchPatients>['query']>;

describe('registration: one person, one patient', () => {
  const people: TestPerson[] = [];
  let journey: Journey;
  let clinic: Caller;
  let pharmacist: Caller;
  let count = 0;

  const somebody = (change: Partial<TestPerson> = {}): TestPerson => {
    count += 1;
    const made = { ...person(count), ...change };
    people.push(made);
    return made;
  };
  const candidatesOf = async (demographics: TestPerson, caller = clinic) => {
    const problem = refused(await caller(registerPatient, { body: { demographics } }));
    expect(problem).toMatchObject({ status: 409, code: 'DUPLICATE_CANDIDATES' });
    return DuplicateCandidates.parse({ candidates: problem['candidates'] }).candidates;
  };
  const search = async (query: Search, caller = clinic) => done(await caller(searchPatients, { query })).items;
  const found = async (query: Search, caller = clinic) =>
    (await search(query, caller)).map(({ patientId }) => patientId);

  beforeAll(async () => {
    journey = await Journey.begin();
    clinic = journey.as('test-clinic.doctor');
    pharmacist = journey.as('test-pharmacy.pharmacist');
  });
  afterAll(() => journey.end());

  describe('duplicates', () => {
    it('a person who is registered already stops the registration, and the answer says why', async () => {
      const known = somebody();
      const patientId = await registered(pharmacist, known, { localId: '11' });
      expect(await candidatesOf({ ...known, sex: known.sex })).toEqual([
        {
          patientId,
          person: {
            name: {
              family: known.name.family,
              given: known.name.given,
              familyKana: known.name.familyKana,
              givenKana: known.name.givenKana,
            },
            birthDate: known.birthDate,
            sex: known.sex,
          },
          certainty: 'same',
          because: expect.arrayContaining([
            {
              id: 'sameBirthDateAndKana',
              ja: '生年月日とカナ氏名が同じです。',
              en: 'The birth date and the name in kana are the same.',
            },
          ]),
          linkedAtYourFacility: false,
        },
      ]);
      const [seenAtHome] = await candidatesOf(known, pharmacist);
      expect(seenAtHome).toMatchObject({ patientId, linkedAtYourFacility: true });
      expect(await found({ birthDate: known.birthDate, family: known.name.family, given: known.name.given })).toEqual([
        patientId,
      ]);
    });

    it('a person may judge every candidate to be somebody else; one overlooked candidate still stops it', async () => {
      const known = somebody();
      const first = await registered(clinic, known);
      const again = (notDuplicateOf: PatientId[]) =>
        clinic(registerPatient, { body: { demographics: { ...known, phone: '076-998-0001' }, notDuplicateOf } });
      const second = done(await again([first])).patient.patientId;
      const problem = refused(await again([first]));
      expect(DuplicateCandidates.parse({ candidates: problem['candidates'] }).candidates).toMatchObject([
        { patientId: second },
      ]);
      expect(done(await again([second, first])).patient.patientId).not.toBe(second);
    });

    it('twins are no candidates for each other', async () => {
      const first = somebody();
      const twin = { ...first, name: { ...first.name, given: '灯里', givenKana: 'アカリ' } };
      people.push(twin);
      const one = await registered(clinic, first);
      const other = await registered(clinic, twin);
      expect(other).not.toBe(one);
    });

    it.each([
      [
        'kanji variants',
        { family: '髙﨑', given: '齋德', familyKana: 'タカサキ', givenKana: 'サイトク' },
        { family: '高崎', given: '斎徳', familyKana: 'コウザキ', givenKana: 'セイトク' },
        'kanjiNameAndBirthDate',
      ],
      [
        'half-width kana',
        { family: '渡辺', given: '浜', familyKana: 'ﾜﾀﾅﾍﾞ', givenKana: 'ﾊﾏ' },
        { family: '渡邉', given: '濵', familyKana: 'わたなべ', givenKana: 'はま' },
        'sameBirthDateAndKana',
      ],
      [
        'a character that could not be read',
        { family: '■田', given: '結衣菜', familyKana: 'ヨシダ', givenKana: 'ユイナ' },
        { family: '𠮷田', given: '結衣菜', familyKana: 'キチダ', givenKana: 'ユイナ' },
        'kanjiNameAndBirthDate',
      ],
      [
        'a reading that sounds alike',
        { family: '大野木', given: '千鶴代', familyKana: 'オオノギ', givenKana: 'チヅヨ' },
        { family: '大野木', given: '千鶴代', familyKana: 'オーノギ', givenKana: 'チズヨ' },
        'looseKanaAndBirthDate',
      ],
      [
        'a name changed by marriage',
        { family: '旧里', given: '結実香', familyKana: 'フルサト', givenKana: 'ユミカ' },
        {
          family: '新海',
          given: '結実香',
          familyKana: 'シンカイ',
          givenKana: 'ユミカ',
          formerFamilyKana: 'フルサト',
        },
        'sameBirthDateAndGivenKana',
      ],
    ])('%s: still found as a duplicate', async (_what, name, otherName, reason) => {
      const first = somebody({ name });
      const patientId = await registered(clinic, first);
      const other = { ...first, name: otherName, phone: '076-997-0001', address: '石川県架空市別町9番地' };
      people.push(other);
      const candidates = await candidatesOf(other);
      expect(candidates).toMatchObject([{ patientId }]);
      expect(candidates[0]?.because.map(({ id }) => id)).toContain(reason);
      // What was entered stays as it was entered.
      const { patient } = done(await clinic(readPatient, { params: { patientId } }));
      expect(patient.demographics).toEqual(first);
    });

    it('month and day changed about are a candidate, found by name alone', async () => {
      const first = somebody({ birthDate: '1950-03-07' });
      const patientId = await registered(clinic, first);
      const [candidate] = await candidatesOf({ ...first, birthDate: '1950-07-03' });
      expect(candidate).toMatchObject({ patientId, certainty: 'likely' });
      expect(candidate?.because.map(({ id }) => id)).toContain('sameKanaBirthDateSwapped');
    });

    it('a former name that is the present one again is one name', async () => {
      const back = somebody();
      const name = { ...back.name, formerFamilyKana: back.name.familyKana };
      const patientId = await registered(clinic, { ...back, name }, { localId: '12' });
      expect(await found({ family: back.name.familyKana, given: back.name.givenKana })).toEqual([patientId]);
    });

    it('a registration is all or nothing: demographics, consent and own ID together', async () => {
      const later = addDays(jstDayOf(new Date().toISOString()), 2);
      const demographics = somebody();
      const refusedOf = async (body: Omit<InputOf<typeof registerPatient>['body'], 'demographics'>) =>
        refused(await clinic(registerPatient, { body: { demographics, ...body } }));
      expect(await refusedOf({ consent: comprehensive({}, { effectiveOn: later }) })).toMatchObject({
        code: 'CONSENT_NOT_YET_EFFECTIVE',
        errors: [{ pointer: '/body/consent/effectiveOn' }],
      });
      expect(await refusedOf({ localId: '12', consent: comprehensive() })).toMatchObject({ code: 'LINK_EXISTS' });
      expect(await refusedOf({ localId: '1234567' })).toMatchObject({ code: 'INVALID_LOCAL_ID' });
      await registered(clinic, demographics, { localId: '13', consent: comprehensive() });
    });

    it('birth dates are read in wareki and any width; one that cannot be is refused at its field', async () => {
      const patientId = await registered(clinic, somebody({ birthDate: '昭和元年１２月２５日' }));
      const { patient } = done(await clinic(readPatient, { params: { patientId } }));
      expect(patient.demographics.birthDate).toBe('1926-12-25');
      for (const birthDate of ['1950-02-30', '昭和65年1月1日', '令和0年1月1日', '2999-01-01', '昨日', '1950/13/01']) {
        const answer = await clinic(registerPatient, { body: { demographics: { ...somebody(), birthDate } } });
        expect([birthDate, refused(answer)]).toMatchObject([
          birthDate,
          { status: 400, code: 'IMPOSSIBLE_DATE', errors: [{ pointer: '/body/demographics/birthDate' }] },
        ]);
      }
    });

    it('the network office registers nobody', async () => {
      const answer = await journey.as('network-office.office')(registerPatient, { body: { demographics: somebody() } });
      expect(refused(answer)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    });
  });

  describe('search', () => {
    it('too little to go by is refused', async () => {
      for (const query of [
        { family: '灯ノ浦' },
        { given: 'ホノカ' },
        { localId: '12', birthDate: '1950-01-01' },
        { localId: '12', phone: '076-500-0100' },
      ]) {
        const answer = await clinic(searchPatients, { query });
        expect([query, refused(answer)]).toMatchObject([query, { status: 400, code: 'SEARCH_TOO_BROAD' }]);
      }
      expect(refused(await clinic(searchPatients, { query: { birthDate: '1950-02-30' } }))).toMatchObject({
        code: 'IMPOSSIBLE_DATE',
        errors: [{ pointer: '/query/birthDate' }],
      });
    });

    it('an own patient is found by birth date, by name in any spelling, by telephone, by own ID', async () => {
      const own = somebody({
        name: { family: '葛󠄀西濱', given: '真之', familyKana: 'カサイハマ', givenKana: 'マサユキ' },
      });
      const patientId = await registered(clinic, own, { localId: '14' });
      for (const query of [
        { birthDate: own.birthDate },
        { family: '葛西浜', given: '真之' },
        { family: 'かさいはま', given: 'ﾏｻﾕｷ' },
        { phone: '０７６（５' + own.phone.slice(5) },
        { localId: '000014' },
        { birthDate: own.birthDate, family: '葛西濵' },
      ]) {
        expect([query, await search(query)]).toMatchObject([
          query,
          [{ patientId, ownLink: { localId: '14', state: 'verified' } }],
        ]);
      }
      expect(await search({ birthDate: own.birthDate, family: '別人' })).toEqual([]);
      expect(await search({ localId: '999' })).toEqual([]);
    });

    it('somebody of another facility is found by birth date and whole name only, and never more than told apart by', async () => {
      const other = somebody();
      const patientId = await registered(pharmacist, other, { localId: '15' });
      const { birthDate, name, phone } = other;
      const whole = { birthDate, family: name.familyKana, given: name.givenKana };
      const [hit, ...more] = await search(whole);
      expect(more).toEqual([]);
      expect(Object.keys(hit ?? {}).sort()).toEqual(['patientId', 'person']);
      expect(hit?.patientId).toBe(patientId);
      for (const query of [
        { birthDate },
        { birthDate, family: name.family },
        { family: name.family, given: name.given },
        { phone },
      ])
        expect([query, await search(query)]).toEqual([query, []]);
      // Whoever finds a patient of another facility may not look until the own ID is linked.
      expect(refused(await clinic(readPatient, { params: { patientId } }))).toMatchObject({ status: 404 });
      await linked(clinic, { patientId, facilityId: 'test-clinic', localId: '16' });
      expect(await found({ phone })).toEqual([patientId]);
    });

    it('of many namesakes of other facilities at most ten are shown', async () => {
      const name = { family: '同姓', given: '同名子', familyKana: 'ドウセイ', givenKana: 'ドウメイコ' };
      const made: PatientId[] = [];
      for (let index = 0; index < 12; index += 1) {
        const namesake = somebody({ name, birthDate: '1944-04-04' });
        made.push(await registered(pharmacist, namesake, { notDuplicateOf: made }));
      }
      expect(await search({ birthDate: '昭和19.4.4', family: '同姓', given: '同名子' })).toHaveLength(10);
    });

    it('a cursor has no place in a search by demographics', async () => {
      const answer = await clinic(searchPatients, { query: { birthDate: '1944-04-04', cursor: 'abcdef' } });
      expect(refused(answer)).toMatchObject({ status: 400, code: 'INVALID_CURSOR' });
    });

    it('the facility’s own patients are listed page by page', async () => {
      const all = await search({ limit: 100 });
      const paged = [];
      let cursor: string | undefined;
      do {
        const query = { limit: 2, ...(cursor && { cursor }) };
        const page = done(await clinic(searchPatients, { query }));
        paged.push(...page.items);
        cursor = page.cursor;
      } while (cursor);
      expect(paged).toEqual(all);
      expect(all.map(({ ownLink }) => ownLink?.localId).sort()).toEqual(['12', '13', '14', '16']);
    });

    it('searches by demographics are counted per person: sixty an hour', async () => {
      const nurse = journey.as('test-clinic.nurse');
      const ask = () => nurse(searchPatients, { query: { birthDate: '1900-01-01' } });
      let answered = 0;
      let outcome = await ask();
      for (; outcome.ok && answered < 130; outcome = await ask()) answered += 1;
      expect(refused(outcome)).toMatchObject({ status: 429, code: 'SEARCH_EXHAUSTED' });
      // Twice as many at most, where an hour ended meanwhile.
      expect(answered >= 60 && answered <= 120).toBe(true);
      expect((await search({ localId: '12' }, nurse)).length).toBe(1);
    });
  });

  describe('correction', () => {
    it('needs the version last seen, and of two at once only one is taken', async () => {
      const patientId = await registered(clinic, somebody(), { localId: '21' });
      const params = { patientId };
      const move = (address: string, ifMatch?: string) =>
        clinic(updatePatient, { params, body: { demographics: { address } } }, { ...(ifMatch && { ifMatch }) });
      expect(refused(await move('石川県架空市新町1番地'))).toMatchObject({ status: 428, code: 'IF_MATCH_REQUIRED' });
      expect(refused(await move('石川県架空市新町1番地', '"99"'))).toMatchObject({
        status: 412,
        code: 'VERSION_CONFLICT',
      });
      const read = await clinic(readPatient, { params });
      const etag = read.ok ? read.etag : undefined;
      const race = await Promise.all([move('石川県架空市新町2番地', etag), move('石川県架空市新町3番地', etag)]);
      expect(race.map(({ status }) => status).sort()).toEqual([200, 412]);
      const after = await clinic(readPatient, { params });
      expect(done(after).patient.demographics.address).toMatch(/新町[23]番地/);
      expect(after.ok && after.etag).not.toBe(etag);
    });

    it('is found at once under the new name, and no more under the old one; lists show it', async () => {
      const before = somebody();
      const patientId = await registered(clinic, before, { localId: '22' });
      const name = {
        ...before.name,
        family: '改姓原',
        familyKana: 'カイセイハラ',
        formerFamilyKana: before.name.familyKana,
      };
      people.push({ ...before, name });
      const read = await clinic(readPatient, { params: { patientId } });
      const change = { params: { patientId }, body: { demographics: { name, birthDate: 'S25.5.5' } } };
      const answer = await clinic(updatePatient, change, { ...(read.ok && read.etag && { ifMatch: read.etag }) });
      expect(done(answer).patient.demographics).toMatchObject({ name, birthDate: '1950-05-05', sex: before.sex });
      expect(await found({ birthDate: '1950-05-05' })).toEqual([patientId]);
      expect(await found({ birthDate: before.birthDate })).toEqual([]);
      expect(await found({ family: '改姓原', given: before.name.given })).toEqual([patientId]);
      expect(await found({ family: before.name.family, given: before.name.given })).toEqual([]);
      // By sound the former name still leads to her.
      expect(await found({ family: before.name.familyKana, given: before.name.givenKana })).toEqual([patientId]);
      const { items } = done(await clinic(listLinks, { query: { state: 'verified', limit: 100 } }));
      expect(items.find((item) => item.patientId === patientId)?.person.name.family).toBe('改姓原');
    });

    it('is for those who are linked', async () => {
      const patientId = await registered(clinic, somebody(), { localId: '23' });
      const change = { params: { patientId }, body: { demographics: { phone: '076-996-0001' } } };
      expect(refused(await pharmacist(updatePatient, change, { ifMatch: '"1"' }))).toMatchObject({ status: 404 });
      const office = journey.as('network-office.office');
      expect(refused(await office(updatePatient, change, { ifMatch: '"1"' }))).toMatchObject({ status: 404 });
    });
  });

  describe('merging', () => {
    let office: Caller;
    const merge = (into: PatientId, duplicatePatientId: PatientId, caller = office) =>
      caller(mergePatients, { params: { patientId: into }, body: { duplicatePatientId, reason: '二重登録' } });
    /** The same person twice: at the clinic, and at the pharmacy under another telephone number. */
    const twice = async (consents: { one?: object; other?: object } = {}) => {
      const demographics = somebody();
      const one = await registered(clinic, demographics, {
        localId: String(3000 + count),
        ...(consents.one && { consent: consents.one as ReturnType<typeof comprehensive> }),
      });
      const other = await registered(
        pharmacist,
        { ...demographics, phone: '076-995-0001' },
        {
          localId: String(3000 + count),
          notDuplicateOf: [one],
          ...(consents.other && { consent: consents.other as ReturnType<typeof comprehensive> }),
        },
      );
      return { demographics, one, other };
    };

    beforeAll(() => {
      office = journey.as('network-office.office');
    });

    it('the office makes one of two: the links move, the duplicate is gone from every list', async () => {
      const { demographics, one, other } = await twice({ one: comprehensive(), other: comprehensive() });
      const system = journey.systemOf('ty-hospital');
      done(await system(putFacilityPatient, { params: { localId: '31' }, body: { demographics } }));
      done(await system(createDocumentBatch, { body: { localId: '31', documents: [laboratory('lab-31')] } }));
      await linked(pharmacist, { patientId: other, facilityId: 'ty-hospital', localId: '31' });

      const { patient } = done(await merge(one, other));
      expect(patient.links.map(({ facilityId, state }) => `${facilityId} ${state}`).sort()).toEqual([
        'test-clinic verified',
        'test-pharmacy verified',
        'ty-hospital verified',
      ]);
      expect(await seen(clinic, one)).toMatchObject({ 'ty-hospital': ['laboratory'] });
      expect(await seen(pharmacist, one)).toMatchObject({ 'ty-hospital': ['laboratory'] });
      const old = done(await pharmacist(readPatient, { params: { patientId: other } })).patient;
      expect(old).toMatchObject({ mergedInto: one, links: [] });
      const merged = { status: 409, code: 'PATIENT_MERGED', mergedInto: one };
      const give = { params: { patientId: other, facilityId: TY }, body: { localId: '32' } };
      expect(refused(await pharmacist(putLink, give))).toMatchObject(merged);
      const grant = { params: { patientId: other }, body: comprehensive() };
      expect(refused(await pharmacist(grantConsent, grant))).toMatchObject(merged);
      const { family, given } = demographics.name;
      expect(await found({ birthDate: demographics.birthDate, family, given })).toEqual([one]);
      expect(await found({ localId: String(3000 + count) }, pharmacist)).toEqual([one]);
      // What the hospital sends now belongs to the one that stayed.
      const documents = [laboratory('lab-32', { day: '2026-01-07' })];
      done(await system(createDocumentBatch, { body: { localId: '31', documents } }));
      expect(await seen(pharmacist, one)).toMatchObject({ 'ty-hospital': ['laboratory', 'laboratory'] });
      expect(refused(await merge(one, other))).toMatchObject({ status: 404 });
    });

    it('a pending link moves as pending', async () => {
      const { one, other } = await twice({ one: comprehensive(), other: comprehensive() });
      await linked(pharmacist, { patientId: other, facilityId: 'ty-hospital', localId: '33' });
      const { patient } = done(await merge(one, other));
      expect(patient.links.find(({ facilityId }) => facilityId === TY)).toMatchObject({ state: 'pending' });
      const { items } = done(await journey.as('ty-hospital.clerk')(listLinks, { query: { limit: 100 } }));
      expect(items.filter(({ localId }) => localId === '0000033')).toMatchObject([{ patientId: one }]);
    });

    it('two who are linked at one facility are not merged', async () => {
      const { one, other } = await twice();
      await linked(clinic, { patientId: other, facilityId: 'test-clinic', localId: '3999' });
      expect(refused(await merge(one, other))).toMatchObject({
        status: 409,
        code: 'MERGE_CONFLICT',
        conflict: 'sameFacility',
      });
      expect(done(await clinic(readPatient, { params: { patientId: other } })).patient.links).toHaveLength(2);
    });

    it('a merge never opens what a person closed: a withdrawal, or a narrower consent', async () => {
      const { one, other } = await twice({ one: comprehensive(), other: comprehensive() });
      const view = async (patientId: PatientId, caller: Caller) =>
        done(await caller(listConsents, { params: { patientId } }));
      const [consent] = (await view(other, pharmacist)).items;
      const params = { patientId: other, consentId: consent?.consentId as ConsentId };
      const body = { reason: '本人の申し出', withdrawnBy: { who: 'patient' as const } };
      done(await pharmacist(withdrawConsent, { params, body }));
      expect(refused(await merge(one, other))).toMatchObject({ code: 'MERGE_CONFLICT', conflict: 'withdrawn' });
      expect(refused(await merge(other, one))).toMatchObject({ code: 'MERGE_CONFLICT', conflict: 'withdrawn' });

      const narrow = await twice({ one: comprehensive(), other: comprehensive({ excludedContents: ['infection'] }) });
      expect(refused(await merge(narrow.one, narrow.other))).toMatchObject({ conflict: 'consents' });
      const named = await twice({ one: comprehensive(), other: individual(['test-pharmacy', 'ty-hospital']) });
      expect(refused(await merge(named.one, named.other))).toMatchObject({ conflict: 'consents' });
    });

    it('nobody but the office merges, and nobody with themselves or with nobody', async () => {
      const { one, other } = await twice();
      for (const caller of [clinic, journey.as('test-clinic.admin')])
        expect(refused(await merge(one, other, caller))).toMatchObject({ status: 404 });
      expect(refused(await merge(one, one))).toMatchObject({ status: 404 });
      expect(refused(await merge(one, 'pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as PatientId))).toMatchObject({ status: 404 });
    });

    it('the same request again is the same merge', async () => {
      const { one, other } = await twice();
      const input = { params: { patientId: one }, body: { duplicatePatientId: other, reason: '二重登録' } };
      const send = () => office(mergePatients, input, { idempotencyKey: 'merge-once' });
      const [first, second] = await Promise.all([send(), send()]);
      expect(done(second)).toEqual(done(first));
      expect(done(await send())).toEqual(done(first));
    });
  });

  describe('the same request twice', () => {
    const register = (demographics: TestPerson, idempotencyKey: string, caller = clinic) =>
      caller(registerPatient, { body: { demographics } }, { idempotencyKey });

    it('a double click registers one patient', async () => {
      const demographics = somebody();
      const clicks = await Promise.all(['a', 'b', 'c'].map(() => register(demographics, 'double-click')));
      const ids = clicks.map((outcome) => done(outcome).patient.patientId);
      expect(new Set(ids).size).toBe(1);
      expect(clicks.map(({ status }) => status)).toEqual([201, 201, 201]);
      const { family, given } = demographics.name;
      const { birthDate } = demographics;
      expect(await found({ birthDate, family, given })).toEqual([ids[0]]);
    });

    it('the same key answers the same patient as it is now; with another body it is a conflict', async () => {
      const demographics = somebody();
      const { patient } = done(await register(demographics, 'again-and-again'));
      await linked(clinic, { patientId: patient.patientId, facilityId: 'test-clinic', localId: '41' });
      const again = done(await register(demographics, 'again-and-again'));
      expect(again.patient).toMatchObject({ patientId: patient.patientId, links: [{ localId: '41' }] });
      expect(refused(await register(somebody(), 'again-and-again'))).toMatchObject({
        status: 409,
        code: 'IDEMPOTENCY_CONFLICT',
      });
    });

    it('another person’s key is another key', async () => {
      const demographics = somebody();
      done(await register(demographics, 'a-common-key'));
      const answer = await register(demographics, 'a-common-key', pharmacist);
      expect(refused(answer)).toMatchObject({ code: 'DUPLICATE_CANDIDATES' });
    });

    it('a refused request leaves its key free', async () => {
      const known = somebody();
      const first = await registered(clinic, known);
      expect(refused(await register(known, 'tried-before'))).toMatchObject({ code: 'DUPLICATE_CANDIDATES' });
      const body = { demographics: { ...known, phone: '076-994-0001' }, notDuplicateOf: [first] };
      done(await clinic(registerPatient, { body }, { idempotencyKey: 'tried-before' }));
    });
  });

  it('an institution code with a wrong check digit is a warning, never a refusal', async () => {
    await changeFacility(journey.region, 'test-care-home', { institutionCode: '1719992018' });
    const { items } = done(await clinic(listFacilities, {}));
    expect(items.find(({ facilityId }) => facilityId === 'test-care-home')).toMatchObject({
      institutionCode: '1719992018',
      warnings: ['check-digit'],
    });
    expect(items.filter(({ warnings }) => warnings !== undefined)).toHaveLength(1);
  });

  it('no log names anybody, and none holds a secret', () => {
    expect(journey.leaked(people)).toEqual([]);
  });
});
