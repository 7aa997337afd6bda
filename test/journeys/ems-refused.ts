import { beforeAll, describe, expect, it } from '@jest/globals';
import type { InputOf } from '../../schemas/operation.ts';
import {
  closeEmsGrant,
  confirmEms,
  extendEmsGrant,
  listEmsGrants,
  listEmsUses,
  lookUpEms,
  readEmsGrant,
  readEmsUse,
  searchEmsCandidates,
  sendEmsMessage,
} from '../../schemas/operations/ems.ts';
import { fulfilObligation, listObligations } from '../../schemas/operations/obligations.ts';
import { putLink, registerPatient, searchPatients } from '../../schemas/operations/registration.ts';
import {
  readEmsContents,
  readEmsDocument,
  readEmsDocumentContent,
  readEmsTimeline,
} from '../../schemas/operations/timeline.ts';
import type { DocumentId, EmsGrantId, ObligationId } from '../../schemas/primitives.ts';
import type { Problem } from '../../schemas/problems.ts';
import { auditLog, print } from './ems-log.ts';
import { type At, confirm, lookUp, opened, SIGNED } from './ems-looks.ts';
import { changeEmsPolicy } from './ems-policies.ts';
import { daysAgo, stranger } from './ems-records.ts';
import { type Caller, done, type Journey, refused } from './journey.ts';
import { person, type TestPerson } from './people.ts';
import { physicianNote } from './records.ts';
import { linked, registered } from './registration-steps.ts';

const STRANGER = person(21);
const AT: At = { facilityId: 'ty-hospital', patientId: '0001234@EMS' };
const NOWHERE: At = { facilityId: 'ty-hospital', patientId: '7654321@EMS' };
const TEXT = '照会の本文と、延長の理由';

/** Who may not use EMS, and what nobody is told. @returns whose words, and what was written about them. */
export const emsRefused = (given: () => Journey): { people: TestPerson[]; written: string[] } => {
  describe('EMS refused: who may not, and what nobody is told', () => {
    let journey: Journey;
    let doctor: Caller;
    let grantId: EmsGrantId;
    let obligationId: ObligationId;
    let documentId: DocumentId;

    beforeAll(async () => {
      journey = given();
      doctor = journey.as('test-clinic.doctor');
      const at = { facilityId: 'ty-hospital', localId: '1234', demographics: STRANGER };
      const documents = await stranger(journey, at, [physicianNote('note', { day: daysAgo(2), department: '内科' })]);
      documentId = documents.get('note') as DocumentId;
      const { grant, obligations } = await opened(doctor, AT, SIGNED);
      grantId = grant.grantId;
      obligationId = obligations[0]?.obligationId as ObligationId;
    });

    describe('who', () => {
      it.each([
        ['a clerk of the clinic, without the privilege', 'test-clinic.clerk'],
        ['the clinic’s administrator', 'test-clinic.admin'],
        ['a hospital’s pharmacist, without the privilege', 'test-hospital.pharmacist'],
        ['a pharmacy', 'test-pharmacy.pharmacist'],
        ['a care home’s nurse', 'test-care-home.nurse'],
        ['the network office', 'network-office.office'],
      ])('%s neither looks up nor searches by name, whether there is anybody or not', async (_who, staffId) => {
        const caller = journey.as(staffId);
        for (const at of [AT, NOWHERE])
          expect(refused(await lookUp(caller, at))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
        const query = { birthDate: STRANGER.birthDate };
        expect(refused(await caller(searchEmsCandidates, { query }))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
        const events = await auditLog(journey);
        const last = events.filter(({ actor }) => actor.staffId === staffId).slice(-3);
        expect(last.map(({ eventName, outcome }) => [eventName, outcome.result])).toEqual([
          ['LookUpEms', 'refused'],
          ['LookUpEms', 'refused'],
          ['SearchEmsCandidates', 'refused'],
        ]);
        for (const { outcome, receipt } of last)
          expect([outcome.because.length > 0, receipt !== undefined]).toEqual([true, true]);
      });

      it('a facility’s system, and whoever has no token, come not even to the rules', async () => {
        const system = await journey.region.systemTokenOf('ty-hospital');
        const body = AT;
        expect((await journey.region.api('POST', '/v1/ems/lookups', { token: system, body })).status).toBe(403);
        expect((await journey.region.api('POST', '/v1/ems/lookups', { body })).status).toBe(401);
      });

      it('a nurse of the clinic who has it does; a colleague without it does not confirm', async () => {
        const found = done(await lookUp(journey.as('test-clinic.nurse'), AT));
        const colleague = await confirm(journey.as('test-clinic.clerk'), found.lookupId, SIGNED);
        expect(refused(colleague)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
        expect(done(await confirm(journey.as('test-clinic.nurse'), found.lookupId, SIGNED)).grant).toBeDefined();
      });
    });

    describe('whom', () => {
      /** All that a caller is told, but for the request's own id. */
      const told = ({ requestId, ...rest }: Problem): Omit<Problem, 'requestId'> => {
        expect(requestId).toEqual(expect.any(String));
        return rest;
      };

      it('an ID that is not there, one that was never sent, and one at a facility that opens nothing get one answer', async () => {
        const absent = told(refused(await lookUp(doctor, NOWHERE)));
        expect(absent).toEqual({
          type: 'urn:ism-link:problem:NOT_FOUND',
          status: 404,
          code: 'NOT_FOUND',
          title: expect.any(String),
          titleEn: expect.any(String),
        });
        const admin = journey.as('ty-hospital.admin');
        const toPharmacists = [{ contentType: 'laboratory' as const, onlyRoles: ['pharmacist' as const] }];
        const before = await changeEmsPolicy(admin, 'ty-hospital', { ems: toPharmacists });
        const closedToDoctors = told(refused(await lookUp(doctor, AT)));
        await changeEmsPolicy(admin, 'ty-hospital', { ems: [] });
        const notOptedIn = told(refused(await lookUp(doctor, AT)));
        await changeEmsPolicy(admin, 'ty-hospital', before);
        const others = [
          { facilityId: 'ty-hospital', patientId: '190@EMS' },
          { facilityId: 'test-care-home', patientId: '1@EMS' },
          { facilityId: 'test-clinic', patientId: '1@EMS' },
          { facilityId: 'no-such-hospital', patientId: '1234@EMS' },
        ];
        for (const at of others) expect([at, told(refused(await lookUp(doctor, at)))]).toEqual([at, absent]);
        expect([closedToDoctors, notOptedIn]).toEqual([absent, absent]);
      });

      it('in no time that could be told apart', async () => {
        const nurse = journey.as('test-clinic.nurse');
        const times: [absent: number[], closed: number[]] = [[], []];
        const timed = async (at: At): Promise<number> => {
          const began = performance.now();
          refused(await lookUp(nurse, at));
          return performance.now() - began;
        };
        for (let turn = 0; turn < 11; turn += 1) {
          times[0].push(await timed(NOWHERE));
          times[1].push(await timed({ facilityId: 'test-care-home', patientId: '1@EMS' }));
        }
        const [absent = 0, closed = 0] = times.map((all) => all.sort((one, other) => one - other)[5] ?? 0);
        print(
          `EMS refused: an absent ID ${absent.toFixed(1)} ms, one that is not opened ${closed.toFixed(1)} ms (medians)`,
        );
        // Far wider than the difference: a machine that is busy elsewhere must not fail it.
        expect(Math.abs(absent - closed)).toBeLessThan(Math.max(absent, closed));
      });
    });

    describe('another’s', () => {
      it('look-up is found by nobody but the person who asked', async () => {
        const { lookupId } = done(await lookUp(doctor, AT));
        for (const staffId of ['test-clinic.nurse', 'test-hospital.doctor']) {
          expect(refused(await confirm(journey.as(staffId), lookupId, SIGNED))).toMatchObject({
            status: 404,
            code: 'NOT_FOUND',
          });
          const wrong = await journey.as(staffId)(confirmEms, { params: { lookupId }, body: { person: 'wrong' } });
          expect(refused(wrong)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
        }
        expect(done(await confirm(doctor, lookupId, SIGNED)).grant).toBeDefined();
        expect(refused(await confirm(doctor, lookupId, SIGNED))).toMatchObject({
          status: 409,
          code: 'EMS_LOOKUP_OVER',
        });
      });

      /** Everything that can be asked with a grant's id. */
      const asks = (caller: Caller, id: EmsGrantId) => {
        const params = { grantId: id };
        const document = { params: { grantId: id, documentId } };
        return {
          readEmsGrant: () => caller(readEmsGrant, { params }),
          readEmsTimeline: () => caller(readEmsTimeline, { params, query: {} }),
          readEmsContents: () => caller(readEmsContents, { params, query: { types: 'laboratory' } }),
          readEmsDocument: () => caller(readEmsDocument, document),
          readEmsDocumentContent: () => caller(readEmsDocumentContent, { ...document, query: { form: 'raw' } }),
          extendEmsGrant: () => caller(extendEmsGrant, { params, body: { kind: 'treatment', reason: TEXT } }),
          closeEmsGrant: () => caller(closeEmsGrant, { params, body: { reason: 'wrongPatient' } }),
          sendEmsMessage: () => caller(sendEmsMessage, { params, body: { kind: 'question', text: TEXT } }),
          readEmsUse: () => caller(readEmsUse, { params }),
        } as const;
      };
      const statuses = async (caller: Caller, id: EmsGrantId): Promise<Record<string, unknown>> => {
        const said: Record<string, unknown> = {};
        for (const [name, ask] of Object.entries(asks(caller, id))) {
          const outcome = await ask();
          said[name] = outcome.ok ? outcome.status : outcome.problem.code;
        }
        return said;
      };
      const NOT_THERE = {
        readEmsGrant: 'NOT_FOUND',
        readEmsTimeline: 'NOT_FOUND',
        readEmsContents: 'NOT_FOUND',
        readEmsDocument: 'NOT_FOUND',
        readEmsDocumentContent: 'NOT_FOUND',
        extendEmsGrant: 'NOT_FOUND',
        closeEmsGrant: 'NOT_FOUND',
        sendEmsMessage: 'NOT_FOUND',
        readEmsUse: 'NOT_FOUND',
      };

      it('access is no access: to a third facility there is none', async () => {
        expect(await statuses(journey.as('test-hospital.doctor'), grantId)).toEqual(NOT_THERE);
      });

      it('access opens nothing to the hospital whose records it opened, which sees its use alone', async () => {
        expect(await statuses(journey.as('ty-hospital.doctor'), grantId)).toEqual({
          ...NOT_THERE,
          extendEmsGrant: 'FORBIDDEN',
          closeEmsGrant: 'FORBIDDEN',
          sendEmsMessage: 201,
          readEmsUse: 200,
        });
      });

      it('privilege is one’s own: a clerk sees that there is an access, may end it and speak of it, and opens nothing', async () => {
        const { grant } = await opened(doctor, AT, SIGNED);
        expect(await statuses(journey.as('test-clinic.clerk'), grant.grantId)).toEqual({
          readEmsGrant: 200,
          readEmsTimeline: 'FORBIDDEN',
          readEmsContents: 'FORBIDDEN',
          readEmsDocument: 'FORBIDDEN',
          readEmsDocumentContent: 'FORBIDDEN',
          extendEmsGrant: 'FORBIDDEN',
          closeEmsGrant: 200,
          sendEmsMessage: 201,
          readEmsUse: 'NOT_FOUND',
        });
      });

      it('id, changed by a letter or made of another kind’s, leads nowhere', async () => {
        const at = Math.floor(grantId.length / 2);
        const tampered = `${grantId.slice(0, at)}${grantId[at] === 'A' ? 'B' : 'A'}${grantId.slice(at + 1)}`;
        const ofObligation = obligationId.replace('obl_', 'grt_');
        for (const id of [tampered, ofObligation, `grt_${'A'.repeat(80)}`])
          expect([id, await statuses(doctor, id as EmsGrantId)]).toEqual([id, NOT_THERE]);
      });

      it('obligation is not found', async () => {
        const body = { kind: 'evidence', evidence: { kind: 'form', keptAt: 'ここではない' } } as const;
        for (const staffId of ['ty-hospital.doctor', 'test-hospital.clerk']) {
          const outcome = await journey.as(staffId)(fulfilObligation, { params: { obligationId }, body });
          expect(refused(outcome)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
          expect(done(await journey.as(staffId)(listObligations, { query: {} })).items).toEqual([]);
        }
        expect(done(await journey.as('test-hospital.doctor')(listEmsGrants, { query: {} })).items).toEqual([]);
        expect(done(await journey.as('test-hospital.clerk')(listEmsUses, { query: {} })).items).toEqual([]);
        expect(done(await doctor(readEmsGrant, { params: { grantId } })).grant.standing).toBe('live');
      });
    });

    describe('where it does not belong', () => {
      it('ID@EMS in a field for patient IDs is told apart: the screen goes on with an EMS look-up', async () => {
        const emsId = (pointer: string) => ({ status: 400, code: 'EMS_ID', errors: [{ pointer, code: 'ems_id' }] });
        for (const localId of ['0001234@EMS', '１２３４＠ｅｍｓ']) {
          const asNew = await doctor(registerPatient, { body: { demographics: STRANGER, localId } });
          expect(refused(asNew)).toMatchObject(emsId('/body/localId'));
          const searched = await doctor(searchPatients, { query: { localId } });
          expect(refused(searched)).toMatchObject(emsId('/query/localId'));
        }
        const patientId = await registered(doctor, person(22), { localId: '900' });
        const params = { patientId, facilityId: 'ty-hospital' };
        const asLink = await doctor(putLink, { params, body: { localId: '1234@ems' } });
        expect(refused(asLink)).toMatchObject(emsId('/body/localId'));
        expect((await linked(doctor, { patientId, facilityId: 'ty-hospital', localId: '99' })).state).toBe('pending');
      });

      it('an ID without @EMS, or none of that facility’s form, is said at its field and costs no try', async () => {
        const typed = async (patientId: string) => refused(await lookUp(doctor, { ...AT, patientId }));
        const pointer = '/body/patientId';
        for (const patientId of ['0001234', '0001234EMS', '@EMS1234', '0001234@EMSX'])
          expect(await typed(patientId)).toMatchObject({
            status: 400,
            code: 'EMS_SUFFIX_REQUIRED',
            errors: [{ pointer }],
          });
        for (const patientId of ['12345678@EMS', '12,34@EMS', '@EMS'])
          expect(await typed(patientId)).toMatchObject({
            status: 400,
            code: 'INVALID_LOCAL_ID',
            errors: [{ pointer }],
          });
      });

      it('a statement that nobody knows is refused as it stands', async () => {
        const { lookupId } = done(await lookUp(doctor, AT));
        const body = { person: 'confirmed', ...SIGNED, occasion: 'curiosity' } as unknown as InputOf<
          typeof confirmEms
        >['body'];
        expect(refused(await doctor(confirmEms, { params: { lookupId }, body }))).toMatchObject({
          status: 400,
          code: 'INVALID_REQUEST',
          errors: [{ pointer: '/body/occasion' }],
        });
      });
    });

    it('leafing through IDs ends after sixty an hour and person, whether they are there or not', async () => {
      const nurse = journey.as('ty-hospital.nurse');
      let tries = 0;
      let last: Problem['code'] | undefined;
      for (; tries < 130 && last !== 'EMS_ATTEMPTS_EXHAUSTED'; tries += 1) {
        const patientId = `${tries + 1}@EMS`;
        const outcome = await nurse(lookUpEms, { body: { facilityId: 'test-hospital', patientId } });
        last = refused(outcome).code;
      }
      // The hour may have struck meanwhile.
      expect([last, tries > 60]).toEqual(['EMS_ATTEMPTS_EXHAUSTED', true]);
      expect(refused(await lookUp(nurse, AT)).status).toBe(429);
      expect((await lookUp(doctor, AT)).ok).toBe(true);
    });
  });
  return { people: [STRANGER], written: [TEXT] };
};
