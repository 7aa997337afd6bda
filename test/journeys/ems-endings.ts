import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { commit, emsGrantWrites } from '../../layers/store/index.ts';
import { listAuditEvents } from '../../schemas/operations/audit.ts';
import { grantConsent, listConsents, withdrawConsent } from '../../schemas/operations/consent.ts';
import {
  closeEmsGrant,
  confirmEms,
  extendEmsGrant,
  listEmsGrants,
  readEmsGrant,
  readEmsUse,
} from '../../schemas/operations/ems.ts';
import { fulfilObligation } from '../../schemas/operations/obligations.ts';
import { putLink, registerPatient } from '../../schemas/operations/registration.ts';
import { readEmsDocument, readEmsTimeline } from '../../schemas/operations/timeline.ts';
import type { ConsentId, DocumentId, EmsGrantId, PatientId } from '../../schemas/primitives.ts';
import { changeFacility, changeStaff } from './directory-changes.ts';
import { auditLog } from './ems-log.ts';
import { ALONE, type At, calendarThrough, confirm, lookUp, opened, SIGNED, tried } from './ems-looks.ts';
import { changeEmsPolicy } from './ems-policies.ts';
import { daysAgo, keptGrant, markOf, stranger } from './ems-records.ts';
import { type Caller, done, type Journey, refused } from './journey.ts';
import { calendarOf } from './looks.ts';
import { person, type TestPerson } from './people.ts';
import { laboratory, physicianNote } from './records.ts';
import { comprehensive, registered } from './registration-steps.ts';

const WORDS = ['集中治療のため入院', '治療が続くため', '主治医への引き継ぎ'];

/** How accesses end. @returns whose words, and what was written about them. */
export const emsEndings = (given: () => Journey): { people: TestPerson[]; written: string[] } => {
  const people: TestPerson[] = [];
  describe('EMS endings: how an access ends, and what remains', () => {
    let journey: Journey;
    let doctor: Caller;
    /** Somebody new for each test, whom TYテスト病院 knows. */
    let somebody: TestPerson;
    let localId: string;
    let at: At;
    let documentId: DocumentId;
    let next = 0;

    const standing = async (grantId: EmsGrantId) =>
      done(await doctor(readEmsGrant, { params: { grantId } })).grant.standing;
    /** What looks through an access say: the calendar, then a document. */
    const looks = async (grantId: EmsGrantId, caller = doctor): Promise<(number | string)[]> => {
      const outcomes = [
        await caller(readEmsTimeline, { params: { grantId }, query: {} }),
        await caller(readEmsDocument, { params: { grantId, documentId } }),
      ];
      return outcomes.map((outcome) => (outcome.ok ? outcome.status : outcome.problem.code));
    };
    const OPEN = [200, 200];
    const OVER = ['EMS_GRANT_OVER', 'EMS_GRANT_OVER'];
    const BARRED = ['FORBIDDEN', 'FORBIDDEN'];
    const close = (grantId: EmsGrantId, reason: 'wrongPatient' | 'noLongerNeeded' | 'discharged', caller = doctor) =>
      caller(closeEmsGrant, { params: { grantId }, body: { reason } });
    const mark = () => markOf(journey, 'ty-hospital', localId);

    beforeAll(async () => {
      journey = given();
      doctor = journey.as('test-clinic.doctor');
    });
    beforeEach(async () => {
      next += 1;
      somebody = person(30 + next);
      people.push(somebody);
      localId = String(7000 + next).padStart(7, '0');
      at = { facilityId: 'ty-hospital', patientId: `${localId}@EMS` };
      const documents = await stranger(journey, { facilityId: 'ty-hospital', localId, demographics: somebody }, [
        physicianNote('note', { day: daysAgo(2), department: '内科' }),
        laboratory('lab', { day: daysAgo(2) }),
      ]);
      documentId = documents.get('note') as DocumentId;
    });

    it('goes on for a new reason, which another dash or blank does not make', async () => {
      const { grant } = await opened(doctor, at, SIGNED);
      const { grantId } = grant;
      const extend = (kind: 'treatment' | 'inpatient', reason: string) =>
        doctor(extendEmsGrant, { params: { grantId }, body: { kind, reason } });
      const treated = done(await extend('treatment', WORDS[1] ?? '')).grant;
      expect(treated.until > grant.until).toBe(true);
      const repeated = refused(await extend('inpatient', `${WORDS[1]}。`));
      expect(repeated).toMatchObject({ status: 400, errors: [{ pointer: '/body/reason', code: 'reason_repeated' }] });
      const admitted = done(await extend('inpatient', WORDS[0] ?? '')).grant;
      expect(Date.parse(admitted.until) - Date.parse(admitted.extensions[1]?.at ?? '')).toBe(30 * 86_400_000);
      expect(admitted.extensions.map(({ kind, by }) => [kind, by])).toEqual([
        ['treatment', 'test-clinic.doctor'],
        ['inpatient', 'test-clinic.doctor'],
      ]);
      expect(await looks(grantId)).toEqual(OPEN);
    });

    it('runs out in the middle of reading: the next look is refused, and only a new look-up opens again', async () => {
      const { grant } = await opened(doctor, at, SIGNED);
      expect(await looks(grant.grantId)).toEqual(OPEN);
      const { store, grant: kept } = await keptGrant(journey, grant.grantId);
      const until = new Date(Date.now() - 1).toISOString();
      await commit(store, {
        writes: emsGrantWrites(store, { ...kept, until, version: kept.version + 1 }),
        audit: {
          eventSource: 'ism-link.ems',
          eventName: 'TurnClock',
          actor: { clientId: 'journeys' },
          outcome: { result: 'allowed', because: [] },
        },
      });
      expect(await looks(grant.grantId)).toEqual(OVER);
      const body = { kind: 'treatment' as const, reason: WORDS[2] ?? '' };
      expect(refused(await doctor(extendEmsGrant, { params: { grantId: grant.grantId }, body }))).toMatchObject({
        code: 'EMS_GRANT_OVER',
      });
      expect(await standing(grant.grantId)).toBe('expired');
      expect(await mark()).toBe(1);
      expect(await looks((await opened(doctor, at, SIGNED)).grant.grantId)).toEqual(OPEN);
    });

    it('is no access at all where the person shown is somebody else', async () => {
      const { lookupId } = done(await lookUp(doctor, at));
      const before = done(await doctor(listEmsGrants, { query: { limit: 100 } })).items.length;
      const wrong = await doctor(confirmEms, { params: { lookupId }, body: { person: 'wrong' } });
      expect([wrong.status, done(wrong)]).toEqual([200, { obligations: [] }]);
      expect(refused(await confirm(doctor, lookupId, SIGNED))).toMatchObject({ status: 409, code: 'EMS_LOOKUP_OVER' });
      expect([done(await doctor(listEmsGrants, { query: { limit: 100 } })).items.length, await mark()]).toEqual([
        before,
        0,
      ]);
    });

    it('ends with “wrong patient”, which cancels what is owed, takes the mark away and flags the look on both sides', async () => {
      const { grant } = await opened(doctor, at, SIGNED);
      const { grantId } = grant;
      expect(await mark()).toBe(1);
      done(await close(grantId, 'wrongPatient'));
      expect(await looks(grantId)).toEqual(OVER);
      const { grant: after, obligations } = done(await doctor(readEmsGrant, { params: { grantId } }));
      expect([after.standing, after.closure, after.openObligations, await mark()]).toEqual([
        'wrongPatient',
        'wrongPatient',
        0,
        0,
      ]);
      expect(obligations.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
      const { use } = done(await journey.as('ty-hospital.clerk')(readEmsUse, { params: { grantId } }));
      expect([use.standing, use.openObligations]).toEqual(['wrongPatient', 0]);
      const events = (await auditLog(journey)).filter(({ resource }) => resource?.['grantId'] === grantId);
      expect(events.find(({ eventName }) => eventName === 'CloseEmsGrant')).toMatchObject({
        request: { reason: 'wrongPatient', flagged: true, cancelled: 2 },
        outcome: { result: 'allowed' },
      });
      expect(refused(await close(grantId, 'discharged'))).toMatchObject({ code: 'EMS_GRANT_OVER' });
    });

    it('ends when it is no longer needed; what it owes stays owed', async () => {
      const { grant } = await opened(doctor, at, SIGNED);
      done(await close(grant.grantId, 'noLongerNeeded', journey.as('test-clinic.clerk')));
      expect([await looks(grant.grantId), await mark()]).toEqual([OVER, 1]);
      expect(refused(await close(grant.grantId, 'discharged'))).toMatchObject({ status: 409, code: 'EMS_GRANT_OVER' });
    });

    it('turns into a link when the patient is registered from it: the calendar goes on where the access ends', async () => {
      const { grant, obligations } = await opened(doctor, at, SIGNED);
      const { grantId } = grant;
      const body = { demographics: somebody, localId: `${800 + next}`, consent: comprehensive(), emsGrantId: grantId };
      const { patient } = done(await doctor(registerPatient, { body }));
      expect(patient.links).toMatchObject([
        { facilityId: 'test-clinic', state: 'verified', verifiedBy: 'ownFacility' },
        { facilityId: 'ty-hospital', localId, state: 'verified', verifiedBy: 'demographics' },
      ]);
      expect([await standing(grantId), await looks(grantId)]).toEqual(['linked', OVER]);
      const calendar = await calendarOf(doctor, patient.patientId, { from: daysAgo(7), to: daysAgo(0) });
      expect(calendar.entries.map(({ contentType }) => contentType).sort()).toEqual(['laboratory', 'physicianNote']);
      // What the look itself owes is not paid by a registration.
      expect([obligations.length, await mark()]).toEqual([2, 1]);
      const again = { demographics: person(99), emsGrantId: grantId };
      expect(refused(await doctor(registerPatient, { body: again }))).toMatchObject({ code: 'EMS_GRANT_OVER' });
      const log = done(await doctor(listAuditEvents, { query: { patientId: patient.patientId, limit: 200 } })).items;
      expect(log.some(({ eventName }) => eventName === 'RegisterPatient')).toBe(true);
    });

    it('turns into a link of somebody who was registered before: the own ID is given once more, with the access', async () => {
      const patientId = await registered(doctor, somebody, { localId: `${800 + next}`, consent: comprehensive() });
      const { grant } = await opened(doctor, at, SIGNED);
      const { grantId: emsGrantId } = grant;
      const link = (facilityId: string, id: string) =>
        doctor(putLink, { params: { patientId, facilityId }, body: { localId: id, emsGrantId } });
      expect(refused(await link('ty-hospital', localId))).toMatchObject({
        code: 'INVALID_REQUEST',
        errors: [{ pointer: '/body/emsGrantId' }],
      });
      expect(done(await link('test-clinic', `${800 + next}`)).link.state).toBe('verified');
      expect([await standing(emsGrantId), await looks(emsGrantId)]).toEqual(['linked', OVER]);
      const calendar = await calendarOf(doctor, patientId, { from: daysAgo(7), to: daysAgo(0) });
      expect(calendar.entries).toHaveLength(2);
    });

    it('does not turn into a link of somebody else: registered under another name the ID stays pending, and the access live', async () => {
      const { grant } = await opened(doctor, at, SIGNED);
      const other = person(200 + next);
      people.push(other);
      const body = {
        demographics: other,
        localId: `${800 + next}`,
        consent: comprehensive(),
        emsGrantId: grant.grantId,
      };
      const { patient } = done(await doctor(registerPatient, { body }));
      expect(patient.links.find(({ facilityId }) => facilityId === 'ty-hospital')).toMatchObject({ state: 'pending' });
      expect([await standing(grant.grantId), await looks(grant.grantId)]).toEqual(['live', OPEN]);
      const elsewhere = { demographics: person(201 + next), emsGrantId: grant.grantId };
      const stolen = await journey.as('test-hospital.doctor')(registerPatient, { body: elsewhere });
      expect(refused(stolen)).toMatchObject({ status: 404 });
    });

    it('ends at the next look when the family, asked later, or the patient refuses, and so does every other access to that record', async () => {
      const { grant, obligations } = await opened(doctor, at, ALONE);
      const other = await opened(journey.as('test-hospital.doctor'), at, SIGNED);
      const explain = obligations.find(({ duty }) => duty === 'explainToPatient');
      if (!explain) throw new Error('no explanation is owed');
      const params = { obligationId: explain.obligationId };
      const refusal = { kind: 'explanation', outcome: 'refused' } as const;
      done(await journey.as('test-clinic.clerk')(fulfilObligation, { params, body: refusal }));
      expect([await standing(grant.grantId), await looks(grant.grantId)]).toEqual(['refused', BARRED]);
      expect(await looks(other.grant.grantId, journey.as('test-hospital.doctor'))).toEqual(BARRED);
      // Nothing without consent opens it any more; consent taken anew does.
      expect(refused(await tried(doctor, at, ALONE))).toMatchObject({ status: 403 });
      expect(await looks((await opened(doctor, at, SIGNED)).grant.grantId)).toEqual(OPEN);
    });

    describe('of a registered patient', () => {
      let patientId: PatientId;
      let tyDoctor: Caller;
      beforeEach(async () => {
        tyDoctor = journey.as('ty-hospital.doctor');
        patientId = await registered(tyDoctor, somebody, { localId, consent: comprehensive() });
      });
      const inForce = async () =>
        done(await tyDoctor(listConsents, { params: { patientId } })).items.find(({ state }) => state === 'inForce');
      const consentId = async () => (await inForce())?.consentId ?? ('' as ConsentId);

      it('ends at the next look when the consent is withdrawn, and opens again only with consent taken anew', async () => {
        const { grant } = await opened(doctor, at, ALONE);
        expect(await looks(grant.grantId)).toEqual(OPEN);
        const params = { patientId, consentId: await consentId() };
        const body = { reason: WORDS[2] ?? '', withdrawnBy: { who: 'patient' as const } };
        done(await tyDoctor(withdrawConsent, { params, body }));
        expect([await looks(grant.grantId), await standing(grant.grantId)]).toEqual([BARRED, 'refused']);
        expect(refused(await tried(doctor, at, ALONE))).toMatchObject({ status: 403 });
        expect(await looks((await opened(doctor, at, SIGNED)).grant.grantId)).toEqual(OPEN);
      });

      it('ends at the next look of a facility that the patient leaves out, and of no other', async () => {
        const testDoctor = journey.as('test-hospital.doctor');
        const { grant } = await opened(doctor, at, ALONE);
        const other = await opened(testDoctor, at, ALONE);
        const body = comprehensive({ excludedFacilities: ['test-clinic'] }, { replaces: [await consentId()] });
        done(await tyDoctor(grantConsent, { params: { patientId }, body }));
        expect([await looks(grant.grantId), await looks(other.grant.grantId, testDoctor)]).toEqual([BARRED, OPEN]);
      });

      it('shows at the next look nothing of a content that the patient leaves out', async () => {
        const { grant } = await opened(doctor, at, ALONE);
        const body = comprehensive({ excludedContents: ['physicianNote'] }, { replaces: [await consentId()] });
        done(await tyDoctor(grantConsent, { params: { patientId }, body }));
        expect(await looks(grant.grantId)).toEqual([200, 'NOT_FOUND']);
        const { notes, entries } = await calendarThrough(doctor, grant.grantId);
        expect([notes, entries.map(({ contentType }) => contentType)]).toEqual([[], ['laboratory']]);
      });

      it('stands in the patient’s own log: who looked by EMS, and what was refused', async () => {
        const { grant } = await opened(doctor, at, ALONE);
        await looks(grant.grantId);
        const log = done(await tyDoctor(listAuditEvents, { query: { patientId, limit: 200 } })).items;
        const ems = log.filter(({ actor }) => actor.facilityId === 'test-clinic').map(({ eventName }) => eventName);
        expect(ems.reverse()).toEqual(['LookUpEms', 'ConfirmEms', 'ReadEmsTimeline', 'ReadEmsDocument']);
        expect(log.find(({ eventName }) => eventName === 'ConfirmEms')?.outcome.because[0]).toMatchObject({
          ruleId: 'EMS-N5',
          ja: expect.any(String),
          en: expect.any(String),
        });
      });
    });

    it('is the facility’s: a colleague with the privilege reads on, and whoever loses it reads nothing from the next look on', async () => {
      const { grant } = await opened(doctor, at, SIGNED);
      const nurse = journey.as('test-clinic.nurse');
      expect(await looks(grant.grantId, nurse)).toEqual(OPEN);
      await changeStaff(journey.region, 'test-clinic.nurse', { privileges: [] });
      expect([await looks(grant.grantId, nurse), await looks(grant.grantId)]).toEqual([BARRED, OPEN]);
      await changeStaff(journey.region, 'test-clinic.nurse', { privileges: ['ems'], state: 'suspended' });
      expect(await looks(grant.grantId, nurse)).toEqual(BARRED);
      await changeStaff(journey.region, 'test-clinic.nurse', { state: 'active' });
      expect(await looks(grant.grantId, nurse)).toEqual(OPEN);
    });

    it('shows nothing from the next look on once either of the two facilities has left the network', async () => {
      const { grant } = await opened(doctor, at, SIGNED);
      await changeFacility(journey.region, 'ty-hospital', { state: 'left' });
      expect((await looks(grant.grantId))[1]).toBe('NOT_FOUND');
      expect(await calendarThrough(doctor, grant.grantId)).toMatchObject({ notes: [], entries: [], earlier: [] });
      expect(refused(await lookUp(doctor, at))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      await changeFacility(journey.region, 'ty-hospital', { state: 'active' });
      await changeFacility(journey.region, 'test-clinic', { state: 'left' });
      expect(await looks(grant.grantId)).toEqual(BARRED);
      expect(refused(await lookUp(doctor, at)).status).toBe(403);
      await changeFacility(journey.region, 'test-clinic', { state: 'active' });
      expect(await looks(grant.grantId)).toEqual(OPEN);
    });

    it('opens nothing from the next look on when the hospital closes its records to EMS, and what it opens again', async () => {
      const { grant } = await opened(doctor, at, SIGNED);
      const { lookupId } = done(await lookUp(doctor, at));
      const admin = journey.as('ty-hospital.admin');
      const before = await changeEmsPolicy(admin, 'ty-hospital', { ems: [] });
      expect(await looks(grant.grantId)).toEqual([200, 'NOT_FOUND']);
      const closed = await calendarThrough(doctor, grant.grantId);
      expect(closed).toMatchObject({ notes: [], entries: [], earlier: [], days: [], olderExist: false });
      expect(closed.facility).toMatchObject({ access: 'closed', opened: [] });
      expect(refused(await confirm(doctor, lookupId, SIGNED))).toMatchObject({ status: 404 });
      await changeEmsPolicy(admin, 'ty-hospital', { ems: [{ contentType: 'laboratory' }] });
      const { notes, entries } = await calendarThrough(doctor, grant.grantId);
      expect([notes, entries.map(({ contentType }) => contentType)]).toEqual([[], ['laboratory']]);
      await changeEmsPolicy(admin, 'ty-hospital', before);
      expect(await looks(grant.grantId)).toEqual(OPEN);
    });
  });
  return { people, written: WORDS };
};
