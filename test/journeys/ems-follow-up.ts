import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmsStatement } from '../../schemas/ems.ts';
import type { FulfilmentInput, ObligationDuty, ObligationView } from '../../schemas/obligation.ts';
import { readMe } from '../../schemas/operations/directory.ts';
import { listEmsGrants, listEmsUses, readEmsGrant, readEmsUse, sendEmsMessage } from '../../schemas/operations/ems.ts';
import { fulfilObligation, fulfilObligations, listObligations } from '../../schemas/operations/obligations.ts';
import type { EmsGrantId, ObligationId } from '../../schemas/primitives.ts';
import { auditLog } from './ems-log.ts';
import { ALONE, type At, opened, SIGNED } from './ems-looks.ts';
import { choose } from './ems-policies.ts';
import { markOf, stranger } from './ems-records.ts';
import { type Caller, done, type Journey, refused } from './journey.ts';
import { person, type TestPerson } from './people.ts';
import { announcement, uploaded } from './records.ts';
import { registered } from './registration-steps.ts';

const WORDS = {
  keptAt: '外来の鍵付き書棚、三段目',
  statement: '口頭にて同意を得た旨を記載',
  told: '地域医療連携室の城戸様',
  note: '夜間受付を経由',
  question: '利用の理由を教えてください',
  answer: '意識障害のため搬送されました',
};
const SPOKEN: EmsStatement = {
  occasion: 'noReferral',
  consent: { by: 'patient', form: 'oral' },
  unavoidable: { kind: 'lifeThreat' },
};
const FORM = { kind: 'evidence', evidence: { kind: 'form', keptAt: WORDS.keptAt } } as const;
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** Obligations and their fulfilment, and the inbox of the hospital. @returns whose words, and what was written about them. */
export const emsFollowUp = (given: () => Journey): { people: TestPerson[]; written: string[] } => {
  const people: TestPerson[] = [];
  describe('EMS follow-up: what a look owes, until it is fulfilled', () => {
    let journey: Journey;
    let doctor: Caller;
    let clerk: Caller;
    let inbox: Caller;
    let at: At;
    let localId: string;
    let next = 0;

    const newPatient = async (facilityId = 'ty-hospital'): Promise<At> => {
      next += 1;
      const demographics = person(50 + next);
      people.push(demographics);
      localId = String(6000 + next).padStart(facilityId === 'ty-hospital' ? 7 : 8, '0');
      await stranger(journey, { facilityId, localId, demographics });
      return { facilityId, patientId: `${localId}@EMS` };
    };
    const fulfil = (obligationId: ObligationId, body: FulfilmentInput, caller = clerk) =>
      caller(fulfilObligation, { params: { obligationId }, body });
    const owed = (obligations: ObligationView[], duty: ObligationDuty): ObligationId => {
      const found = obligations.find((one) => one.duty === duty);
      if (!found) throw new Error(`${duty} is not owed`);
      return found.obligationId;
    };
    const mine = async (state: 'open' | 'closed' = 'open') =>
      done(await doctor(listObligations, { query: { of: 'me', state, limit: 100 } })).items;
    /** EMSマーク: in the list of accesses of the facility that looked, and in the inbox of the other. */
    const marks = async (grantId: EmsGrantId): Promise<(number | undefined)[]> => {
      const grants = done(await doctor(listEmsGrants, { query: {} })).items;
      const uses = done(await inbox(listEmsUses, { query: {} })).items;
      return [grants, uses].map((list) => list.find((one) => one.grantId === grantId)?.openObligations);
    };

    beforeAll(async () => {
      journey = given();
      doctor = journey.as('test-clinic.doctor');
      clerk = journey.as('test-clinic.clerk');
      inbox = journey.as('ty-hospital.clerk');
    });

    describe('an obligation', () => {
      beforeEach(async () => {
        at = await newPatient();
      });

      it('stands in the lists of the person and the facility, and with what is overdue at the sign-in', async () => {
        const before = done(await doctor(readMe, {})).obligations;
        const { grant } = await opened(doctor, at, SIGNED);
        const facility = done(await clerk(listObligations, { query: { limit: 100 } })).items;
        const listed = facility.filter(({ grantId }) => grantId === grant.grantId);
        // The notice beforehand is due at once: it stands first, and is overdue.
        expect(listed).toMatchObject([
          {
            duty: 'notifyBefore',
            overdue: true,
            staffId: 'test-clinic.doctor',
            discloserName: 'TYテスト病院',
            localId,
          },
          { duty: 'keepConsentForm', overdue: false, says: { ja: expect.any(String), en: expect.any(String) } },
        ]);
        expect((await mine()).filter(({ grantId }) => grantId === grant.grantId)).toHaveLength(2);
        const { obligations } = done(await doctor(readMe, {}));
        expect(obligations).toEqual({ open: before.open + 2, overdue: before.overdue + 1 });
        expect(done(await journey.as('test-clinic.nurse')(readMe, {})).obligations.open).toBe(0);
      });

      const EACH: [ObligationDuty, EmsStatement, FulfilmentInput][] = [
        ['keepConsentForm', SIGNED, FORM],
        [
          'recordInChart',
          SPOKEN,
          { kind: 'evidence', evidence: { kind: 'chart', statement: WORDS.statement, recordedAt: ago(1) } },
        ],
        [
          'explainToPatient',
          ALONE,
          { kind: 'explanation', outcome: 'explained', explainedTo: '本人', at: ago(0), note: WORDS.note },
        ],
      ];
      it.each(EACH)(
        '“%s” and the notice keep the mark on both sides until the last of them is fulfilled',
        async (duty, statement, input) => {
          const { grant, obligations } = await opened(doctor, at, statement);
          const { grantId } = grant;
          expect([await marks(grantId), await markOf(journey, 'ty-hospital', localId)]).toEqual([[2, 2], 1]);
          const { obligation } = done(await fulfil(owed(obligations, duty), input));
          expect(obligation).toMatchObject({
            state: 'fulfilled',
            fulfilment: { input, through: 'person', by: 'test-clinic.clerk' },
          });
          expect([await marks(grantId), await markOf(journey, 'ty-hospital', localId)]).toEqual([[1, 1], 1]);
          const notice = { kind: 'notification', told: WORDS.told, at: ago(2), how: 'telephone' } as const;
          done(await fulfil(owed(obligations, 'notifyBefore'), notice, doctor));
          expect([await marks(grantId), await markOf(journey, 'ty-hospital', localId)]).toEqual([[0, 0], 0]);
          const closed = (await mine('closed')).filter((one) => one.grantId === grantId);
          expect(closed.map((one) => one.duty).sort()).toEqual([duty, 'notifyBefore'].sort());
          expect((await mine()).some((one) => one.grantId === grantId)).toBe(false);
        },
      );

      it('out of hours is the notice within 7 days, and nobody is late with it yet', async () => {
        const elsewhere = await newPatient('test-hospital');
        const { grant, obligations } = await opened(doctor, elsewhere, SIGNED);
        const notice = obligations.find(({ duty }) => duty === 'notifyWithin7Days');
        expect(Date.parse(notice?.dueAt ?? '') - Date.parse(grant.openedAt)).toBe(7 * 86_400_000);
        expect(notice?.overdue).toBe(false);
        const told = { kind: 'notification', told: WORDS.told, at: ago(0), how: 'other' } as const;
        done(await fulfil(owed(obligations, 'notifyWithin7Days'), told));
      });

      it('is not fulfilled without evidence, with another’s, in the future, or twice', async () => {
        const { obligations } = await opened(doctor, at, SIGNED);
        const form = owed(obligations, 'keepConsentForm');
        const notice = owed(obligations, 'notifyBefore');
        const refusals: [ObligationId, FulfilmentInput, string, string][] = [
          [form, { kind: 'evidence' }, 'FULFILMENT_WITHOUT_EVIDENCE', '/body/evidence'],
          [
            form,
            { kind: 'evidence', evidence: { kind: 'form' } },
            'FULFILMENT_WITHOUT_EVIDENCE',
            '/body/evidence/keptAt',
          ],
          [notice, { kind: 'notification', how: 'telephone' }, 'FULFILMENT_WITHOUT_EVIDENCE', '/body/told'],
          [notice, FORM, 'FULFILMENT_UNFIT', '/body/kind'],
          [
            form,
            { kind: 'evidence', evidence: { kind: 'chart', statement: WORDS.statement, recordedAt: ago(1) } },
            'FULFILMENT_UNFIT',
            '/body/evidence/kind',
          ],
          [
            notice,
            { kind: 'notification', told: WORDS.told, at: ago(-5), how: 'telephone' },
            'INVALID_REQUEST',
            '/body/at',
          ],
        ];
        for (const [obligationId, input, code, pointer] of refusals) {
          const { errors = [], ...problem } = refused(await fulfil(obligationId, input));
          expect([problem.code, errors[0]?.pointer]).toEqual([code, pointer]);
        }
        done(await fulfil(form, FORM));
        expect(refused(await fulfil(form, FORM))).toMatchObject({ status: 409, code: 'OBLIGATION_CLOSED' });
      });

      it('is fulfilled by the picture of a form at the own facility, and by nobody else’s', async () => {
        const { obligations } = await opened(doctor, at, SIGNED);
        const picture = Buffer.from('%PDF-1.7 signed in the emergency room');
        const described = { contentType: 'consentForm', mediaType: 'application/pdf', title: '同意書' } as const;
        const own = person(49);
        people.push(own);
        await registered(doctor, own, { localId: '4900' });
        const ours = await uploaded(doctor, announcement('4900', picture, described), picture);
        const theirs = await uploaded(
          journey.systemOf('ty-hospital'),
          announcement(localId, picture, described),
          picture,
        );
        const form = owed(obligations, 'keepConsentForm');
        const evidence = (formDocumentId: typeof ours.documentId) => ({ kind: 'form', formDocumentId }) as const;
        const other = await fulfil(form, { kind: 'evidence', evidence: evidence(theirs.documentId) });
        expect(refused(other)).toMatchObject({
          errors: [{ pointer: '/body/evidence/formDocumentId', code: 'not_a_form' }],
        });
        done(await fulfil(form, { kind: 'evidence', evidence: evidence(ours.documentId) }));
      });

      it('of the notice is fulfilled by the look-up itself where the network says so', async () => {
        const office = journey.as('network-office.office');
        await choose(office, { inboxIsNotice: true });
        const { obligations } = await opened(doctor, at, SIGNED);
        expect(obligations.find(({ duty }) => duty === 'notifyBefore')).toMatchObject({
          state: 'fulfilled',
          fulfilment: { through: 'inbox' },
        });
        await choose(office, { inboxIsNotice: false });
      });
    });

    it('a night with many patients: forms of several are put on file at once, or none of them', async () => {
      const ids: ObligationId[] = [];
      for (let turn = 0; turn < 4; turn += 1)
        ids.push(owed((await opened(doctor, await newPatient(), SIGNED)).obligations, 'keepConsentForm'));
      const last = await opened(doctor, await newPatient(), SIGNED);
      const notice = owed(last.obligations, 'notifyBefore');
      const together = (obligationIds: ObligationId[]) =>
        clerk(fulfilObligations, { body: { duty: 'keepConsentForm', obligationIds, fulfilment: FORM } });
      expect(refused(await together([...ids, notice]))).toMatchObject({ code: 'FULFILMENT_UNFIT' });
      expect(done(await together(ids)).obligations.map(({ state }) => state)).toEqual(Array(4).fill('fulfilled'));
      expect(refused(await together(ids))).toMatchObject({ code: 'OBLIGATION_CLOSED', closed: ids });
    });

    describe('the hospital whose records were opened', () => {
      let grantId: EmsGrantId;
      const say = (caller: Caller, kind: 'acknowledge' | 'question' | 'answer', text?: string) =>
        caller(sendEmsMessage, { params: { grantId }, body: { kind, ...(text && { text }) } });

      it('finds the use in its inbox: who, whom, why, by which rule, and what is still owed', async () => {
        const { grant } = await opened(doctor, await newPatient(), SPOKEN);
        ({ grantId } = grant);
        const [use] = done(await inbox(listEmsUses, { query: { limit: 1 } })).items;
        expect(use).toMatchObject({
          grantId,
          localId,
          person: grant.person,
          viewerFacilityName: 'テストクリニック',
          openedBy: 'test-clinic.doctor',
          standing: 'live',
          occasion: 'noReferral',
          reason: '生命の危機',
          rules: [{ id: 'EMS-N2' }, { id: 'EMS-NOTICE-1' }],
          openObligations: 2,
          messages: 0,
        });
        expect(done(await journey.as('test-hospital.clerk')(listEmsUses, { query: {} })).items).toHaveLength(1);
      });

      it('asks, is answered, and confirms; each side reads all of it', async () => {
        expect(refused(await say(inbox, 'question'))).toMatchObject({ errors: [{ pointer: '/body/text' }] });
        const admin = journey.as('ty-hospital.admin');
        done(await say(admin, 'question', WORDS.question));
        expect(done(await doctor(readEmsGrant, { params: { grantId } })).messages).toMatchObject([
          { kind: 'question', text: WORDS.question, from: 'ty-hospital', by: 'ty-hospital.admin' },
        ]);
        done(await say(doctor, 'answer', WORDS.answer));
        done(await say(inbox, 'acknowledge'));
        const { use, messages } = done(await inbox(readEmsUse, { params: { grantId } }));
        expect([use.messages, messages.map(({ kind, from }) => [kind, from])]).toEqual([
          3,
          [
            ['question', 'ty-hospital'],
            ['answer', 'test-clinic'],
            ['acknowledge', 'ty-hospital'],
          ],
        ]);
        const listed = done(await doctor(listEmsGrants, { query: {} })).items.find((one) => one.grantId === grantId);
        expect(listed?.messages).toBe(3);
        expect(refused(await say(journey.as('network-office.office'), 'question', WORDS.question)).status).toBe(404);
      });

      it('pages through its inbox, newest first', async () => {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = done(await inbox(listEmsUses, { query: { limit: 4, ...(cursor && { cursor }) } }));
          seen.push(...page.items.map(({ openedAt }) => openedAt));
          cursor = page.cursor;
        } while (cursor);
        expect(seen).toEqual([...seen].sort().reverse());
        expect(seen.length).toBeGreaterThan(8);
      });
    });

    it('every fulfilment and every word left an event of its grant', async () => {
      const events = await auditLog(journey);
      const by = (name: string) =>
        events.filter(({ eventName, outcome }) => eventName === name && outcome.result === 'allowed');
      expect([by('FulfilObligation').length, by('FulfilObligations').length, by('SendEmsMessage').length]).toEqual([
        9, 1, 3,
      ]);
      for (const event of [...by('FulfilObligation'), ...by('SendEmsMessage')])
        expect([event.outcome.because.length > 0, event.resource?.['grantId'] !== undefined]).toEqual([true, true]);
    });
  });
  return { people, written: Object.values(WORDS) };
};
