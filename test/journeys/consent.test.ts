import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, jstDayOf } from '../../layers/names/index.ts';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { grantConsent, listConsents, withdrawConsent } from '../../schemas/operations/consent.ts';
import { readDocument } from '../../schemas/operations/documents.ts';
import { createDocumentBatch, putFacilityPatient } from '../../schemas/operations/ingest.ts';
import { readPatient, refreshPatient } from '../../schemas/operations/registration.ts';
import type { ConsentId, DocumentId, PatientId } from '../../schemas/primitives.ts';
import { joinToday } from './directory-changes.ts';
import { type Caller, done, Journey, refused } from './journey.ts';
import { calendarOf, seen } from './looks.ts';
import { person, type TestPerson } from './people.ts';
import { announcement, infection, laboratory, prescription, uploaded } from './records.ts';
import { comprehensive, individual, linked, registered } from './registration-steps.ts';
import { signedInWithSession } from './sign-in.ts';

const TODAY = jstDayOf(new Date().toISOString());
/** Not tomorrow: that may have come before the test ends. */
const LATER = addDays(TODAY, 2);
const REASON = { reason: '転居のため、本人の申し出', withdrawnBy: { who: 'patient' as const } };
const ALL = ['laboratory', 'prescription'];

describe('consent: who may see what, and from when', () => {
  const people: TestPerson[] = [];
  let journey: Journey;
  let clinic: Caller;
  let pharmacist: Caller;
  let tyDoctor: Caller;
  let testDoctor: Caller;
  /** A patient of three: linked at the clinic, at both hospitals and at the pharmacy, each hospital with two records; no consent yet. */
  let patientId: PatientId;
  let localId: string;
  let tyLaboratory: DocumentId;
  let next = 0;

  const grant = async (body: ReturnType<typeof comprehensive>, caller = clinic) =>
    done(await caller(grantConsent, { params: { patientId }, body })).consent;
  const refusal = async (body: ReturnType<typeof comprehensive>, caller = clinic) =>
    refused(await caller(grantConsent, { params: { patientId }, body }));
  const withdraw = async (consentId: ConsentId, caller = clinic) =>
    caller(withdrawConsent, { params: { patientId, consentId }, body: REASON });
  const history = async () => done(await clinic(listConsents, { params: { patientId } })).items;

  beforeAll(async () => {
    journey = await Journey.begin();
    clinic = journey.as('test-clinic.doctor');
    pharmacist = journey.as('test-pharmacy.pharmacist');
    tyDoctor = journey.as('ty-hospital.doctor');
    testDoctor = journey.as('test-hospital.doctor');
  });
  afterAll(() => journey.end());

  beforeEach(async () => {
    next += 1;
    localId = String(500 + next);
    const demographics = person(next);
    people.push(demographics);
    const documents = [laboratory('lab'), prescription('rx')];
    for (const hospital of ['ty-hospital', 'test-hospital']) {
      const system = journey.systemOf(hospital);
      done(await system(putFacilityPatient, { params: { localId }, body: { demographics } }));
      const { results } = done(await system(createDocumentBatch, { body: { localId, documents } }));
      if (hospital === 'ty-hospital') tyLaboratory = results[0]?.documentId as DocumentId;
    }
    patientId = await registered(clinic, demographics, { localId });
    // Each facility links its own ID: only other facilities' are counted.
    await linked(tyDoctor, { patientId, facilityId: 'ty-hospital', localId });
    await linked(testDoctor, { patientId, facilityId: 'test-hospital', localId });
    await linked(pharmacist, { patientId, facilityId: 'test-pharmacy', localId });
  });

  it('without consent every facility sees its own records and nobody else’s', async () => {
    expect(await seen(clinic, patientId)).toEqual({
      'test-clinic': [],
      'ty-hospital': 'closed',
      'test-hospital': 'closed',
      'test-pharmacy': 'closed',
    });
    expect(await seen(tyDoctor, patientId)).toMatchObject({ 'ty-hospital': ALL, 'test-hospital': 'closed' });
    const look = await clinic(readDocument, { params: { patientId, documentId: tyLaboratory } });
    expect(refused(look)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(refused(await clinic(refreshPatient, { params: { patientId }, body: {} }))).toMatchObject({ status: 404 });
    const { patient } = done(await clinic(readPatient, { params: { patientId } }));
    expect(patient.consent).toEqual({ state: 'none', kinds: [] });
  });

  it('comprehensive consent opens every linked facility to every other at once', async () => {
    const consent = await grant(comprehensive());
    expect(consent).toMatchObject({
      state: 'inForce',
      effectiveOn: expect.stringMatching(`^(${TODAY}|${addDays(TODAY, 1)})$`),
      recordedBy: 'test-clinic.doctor',
      recordedAtFacility: 'test-clinic',
    });
    const hospitals = { 'ty-hospital': ALL, 'test-hospital': ALL };
    for (const caller of [clinic, pharmacist, tyDoctor, testDoctor])
      expect(await seen(caller, patientId)).toMatchObject(hospitals);
  });

  it('a content that the patient left out stays with the facility that holds it', async () => {
    await grant(comprehensive({ excludedContents: ['laboratory'] }));
    expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': ['prescription'] });
    expect(await seen(tyDoctor, patientId)).toMatchObject({ 'ty-hospital': ALL, 'test-hospital': ['prescription'] });
    const look = await clinic(readDocument, { params: { patientId, documentId: tyLaboratory } });
    expect(refused(look)).toMatchObject({ status: 404 });
    const own = await tyDoctor(readDocument, { params: { patientId, documentId: tyLaboratory } });
    expect(done(own).document.documentId).toBe(tyLaboratory);
  });

  it('a facility that the patient left out neither discloses nor looks', async () => {
    await grant(comprehensive({ excludedFacilities: ['test-hospital', 'test-pharmacy'] }));
    expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': ALL, 'test-hospital': 'closed' });
    expect(await seen(pharmacist, patientId)).toMatchObject({ 'ty-hospital': 'closed', 'test-hospital': 'closed' });
    expect(await seen(testDoctor, patientId)).toMatchObject({ 'test-hospital': ALL, 'ty-hospital': 'closed' });
  });

  it('a change names what it takes the place of, holds at once, and the history keeps both', async () => {
    const first = await grant(comprehensive());
    expect(await refusal(comprehensive({ excludedContents: ['laboratory'] }))).toMatchObject({
      status: 409,
      code: 'CONSENT_IN_FORCE',
      inForce: [first.consentId],
    });
    const second = await grant(comprehensive({ excludedContents: ['laboratory'] }, { replaces: [first.consentId] }));
    expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': ['prescription'] });
    expect(await history()).toMatchObject([
      { consentId: second.consentId, state: 'inForce', replaces: [first.consentId] },
      {
        consentId: first.consentId,
        state: 'replaced',
        replacedBy: second.consentId,
        endedAt: second.recordedAt,
        scope: { kind: 'comprehensive', excludedContents: [], excludedFacilities: [] },
      },
    ]);
    expect(await refusal(comprehensive({}, { replaces: [first.consentId] }))).toMatchObject({
      code: 'CONSENT_NOT_IN_FORCE',
    });
    expect(await history()).toHaveLength(2);
  });

  it('of two consents recorded at the same moment only one stands', async () => {
    const outcomes = await Promise.all([
      clinic(grantConsent, { params: { patientId }, body: comprehensive() }),
      tyDoctor(grantConsent, { params: { patientId }, body: comprehensive({ excludedContents: ['laboratory'] }) }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await history()).map(({ state }) => state)).toEqual(['inForce']);
  });

  it('the same request twice records one consent', async () => {
    const send = () =>
      clinic(grantConsent, { params: { patientId }, body: comprehensive() }, { idempotencyKey: 'one-consent' });
    const [first, second] = await Promise.all([send(), send()]);
    expect(done(second)).toEqual(done(first));
    expect(await history()).toHaveLength(1);
    const other = await clinic(
      grantConsent,
      { params: { patientId }, body: comprehensive({ excludedContents: ['image'] }) },
      { idempotencyKey: 'one-consent' },
    );
    expect(refused(other)).toMatchObject({ status: 409, code: 'IDEMPOTENCY_CONFLICT' });
  });

  it('consent that would take effect in the future is refused, and nothing is stored', async () => {
    expect(await refusal(comprehensive({}, { effectiveOn: LATER }))).toMatchObject({
      status: 400,
      code: 'CONSENT_NOT_YET_EFFECTIVE',
      errors: [{ pointer: '/body/effectiveOn', code: 'future' }],
    });
    expect(await refusal(comprehensive({}, { effectiveOn: '2026-02-30' }))).toMatchObject({
      status: 400,
      code: 'IMPOSSIBLE_DATE',
      errors: [{ pointer: '/body/effectiveOn' }],
    });
    expect(await refusal(comprehensive({}, { effectiveOn: '平成32年4月1日' }))).toMatchObject({
      code: 'IMPOSSIBLE_DATE',
    });
    expect(await history()).toEqual([]);
  });

  it('the effective day may be written in wareki, and lie in the past', async () => {
    const consent = await grant(comprehensive({}, { effectiveOn: '令和元年５月２日' }));
    expect(consent.effectiveOn).toBe('2019-05-02');
    expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': ALL });
  });

  it('a proxy is recorded with the relation, an oral consent with who recorded it, a form with its image', async () => {
    const image = Buffer.from('%PDF-1.7 the signed form');
    const { documentId } = await uploaded(
      clinic,
      announcement(localId, image, {
        contentType: 'consentForm',
        mediaType: 'application/pdf',
        title: '同意書',
        day: TODAY,
      }),
      image,
    );
    const consent = await grant(
      comprehensive(
        {},
        { consentedBy: { who: 'proxy', relation: '長女' }, method: 'oral', formDocumentId: documentId },
      ),
    );
    expect(consent).toMatchObject({
      consentedBy: { who: 'proxy', relation: '長女' },
      method: 'oral',
      formDocumentId: documentId,
    });
    const form = done(await clinic(readDocument, { params: { patientId, documentId } }));
    expect(form.document).toMatchObject({ contentType: 'consentForm', state: 'available' });
    const elsewhere = await tyDoctor(readDocument, { params: { patientId, documentId } });
    expect(refused(elsewhere)).toMatchObject({ status: 404 });

    const nameless = { ...comprehensive(), consentedBy: { who: 'proxy' as const } };
    expect(await refusal(nameless as ReturnType<typeof comprehensive>)).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
      errors: [{ pointer: '/body/consentedBy/relation', code: 'required' }],
    });
    const wrongForm = comprehensive({}, { replaces: [consent.consentId], formDocumentId: tyLaboratory });
    expect(await refusal(wrongForm)).toMatchObject({
      status: 400,
      errors: [{ pointer: '/body/formDocumentId' }],
    });
  });

  it('individual consent opens only among the facilities it names', async () => {
    await grant(individual(['test-clinic', 'ty-hospital']));
    expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': ALL, 'test-hospital': 'closed' });
    expect(await seen(testDoctor, patientId)).toMatchObject({ 'ty-hospital': 'closed', 'test-hospital': ALL });
    expect(await seen(pharmacist, patientId)).toMatchObject({ 'ty-hospital': 'closed', 'test-hospital': 'closed' });
    const { patient } = done(await clinic(readPatient, { params: { patientId } }));
    expect(patient.consent).toEqual({ state: 'inForce', kinds: ['individual'] });
    expect(await refusal(comprehensive())).toMatchObject({ code: 'CONSENT_IN_FORCE' });
  });

  it('several individual consents stand side by side and never add up to a pair that none of them names', async () => {
    await grant(individual(['test-clinic', 'ty-hospital']));
    await grant(individual(['test-clinic', 'test-hospital']));
    expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': ALL, 'test-hospital': ALL });
    expect(await seen(tyDoctor, patientId)).toMatchObject({ 'ty-hospital': ALL, 'test-hospital': 'closed' });
    expect(await history()).toMatchObject([{ state: 'inForce' }, { state: 'inForce' }]);
  });

  it('a facility that joins later is not in an individual consent, but in the comprehensive one', async () => {
    const named = await grant(individual(['test-clinic', 'ty-hospital']));
    const member = await joinToday(journey.region, 'joined-later');
    const newcomer = await signedInWithSession(journey.region, member.staffId, member.password);
    await linked(newcomer, { patientId, facilityId: 'joined-later', localId: '7' });
    expect(await seen(newcomer, patientId)).toMatchObject({ 'joined-later': [], 'ty-hospital': 'closed' });
    await grant(comprehensive({}, { replaces: [named.consentId] }));
    expect(await seen(newcomer, patientId)).toMatchObject({ 'joined-later': [], 'ty-hospital': ALL });
  });

  it('CONSENT-04: withdrawn at one facility, the next request of every other facility is refused', async () => {
    const consent = await grant(comprehensive());
    const calendar = await calendarOf(clinic, patientId);
    expect(calendar.entries).toHaveLength(4);

    const { consent: withdrawn } = done(await withdraw(consent.consentId, tyDoctor));
    expect(withdrawn).toMatchObject({
      state: 'withdrawn',
      withdrawal: { ...REASON, recordedBy: 'ty-hospital.doctor', recordedAtFacility: 'ty-hospital' },
    });
    for (const caller of [clinic, pharmacist])
      expect(await seen(caller, patientId)).toMatchObject({ 'ty-hospital': 'closed', 'test-hospital': 'closed' });
    for (const { documentId } of calendar.entries)
      expect(refused(await clinic(readDocument, { params: { patientId, documentId } }))).toMatchObject({ status: 404 });
    expect(refused(await clinic(refreshPatient, { params: { patientId }, body: {} }))).toMatchObject({ status: 404 });
    // Own records stay with whoever recorded them.
    expect(await seen(tyDoctor, patientId)).toMatchObject({ 'ty-hospital': ALL, 'test-hospital': 'closed' });
    expect(await seen(testDoctor, patientId)).toMatchObject({ 'test-hospital': ALL, 'ty-hospital': 'closed' });
    const { patient } = done(await clinic(readPatient, { params: { patientId } }));
    expect(patient.consent).toEqual({ state: 'withdrawn', kinds: [] });
    expect(refused(await withdraw(consent.consentId))).toMatchObject({ status: 409, code: 'CONSENT_NOT_IN_FORCE' });

    const again = await grant(comprehensive());
    expect(await seen(clinic, patientId)).toMatchObject({ 'ty-hospital': ALL });
    expect(await history()).toMatchObject([
      { consentId: again.consentId, state: 'inForce' },
      { consentId: consent.consentId, state: 'withdrawn' },
    ]);
  });

  it('withdrawal takes a reason', async () => {
    const { consentId } = await grant(comprehensive());
    const params = { patientId, consentId };
    for (const reason of ['', '   ']) {
      const body = { reason, withdrawnBy: { who: 'patient' as const } };
      expect(refused(await clinic(withdrawConsent, { params, body }))).toMatchObject({
        code: 'INVALID_REQUEST',
        errors: [{ pointer: '/body/reason' }],
      });
    }
    expect((await history()).map(({ state }) => state)).toEqual(['inForce']);
  });

  it('the network office may record a withdrawal, but sees no records; an unlinked facility can do nothing', async () => {
    const { consentId } = await grant(comprehensive());
    const stranger = journey.as('test-care-home.care');
    expect(refused(await withdraw(consentId, stranger))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(await refusal(comprehensive(), stranger)).toMatchObject({ status: 404 });
    const list = await stranger(listConsents, { params: { patientId } });
    expect(refused(list)).toMatchObject({ status: 404 });

    const office = journey.as('network-office.office');
    expect(await refusal(comprehensive(), office)).toMatchObject({ status: 404 });
    expect(done(await withdraw(consentId, office)).consent.state).toBe('withdrawn');
    const look = await office(readDocument, { params: { patientId, documentId: tyLaboratory } });
    expect(refused(look)).toMatchObject({ status: 404 });
    const events = done(await office(listAuditEvents, { query: { patientId, limit: 200 } })).items;
    const tried = events.filter(({ actor }) => actor.facilityId === 'test-care-home');
    expect(tried.map(({ eventName, outcome }) => [eventName, outcome.result]).sort()).toEqual([
      ['GrantConsent', 'refused'],
      ['ListConsents', 'refused'],
      ['WithdrawConsent', 'refused'],
    ]);
  });

  it('one patient’s consent is not found under another patient', async () => {
    const { consentId } = await grant(comprehensive());
    const other = await registered(clinic, person(90), { localId: '999' });
    people.push(person(90));
    const look = await clinic(withdrawConsent, { params: { patientId: other, consentId }, body: REASON });
    expect(refused(look)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await history()).map(({ state }) => state)).toEqual(['inForce']);
  });

  it('what is left out of the consent never shows in the header either', async () => {
    const system = journey.systemOf('ty-hospital');
    done(await system(createDocumentBatch, { body: { localId, documents: [infection('inf')] } }));
    await grant(comprehensive({ excludedContents: ['infection'] }));
    const { facilities } = await calendarOf(clinic, patientId);
    const hospital = facilities.find(({ facilityId }) => facilityId === 'ty-hospital');
    expect(hospital?.header?.infections).toEqual({
      state: 'notDisclosed',
      complete: false,
      documentIds: [],
      items: [],
    });
    expect(hospital?.opened).not.toContain('infection');
  });

  it('no log names anybody, and none holds a secret', () => {
    expect(journey.leaked(people)).toEqual([]);
  });
});
