import * as z from 'zod';
import {
  ClosureReason,
  DataAge,
  DisasterNotice,
  DrillReport,
  EmsCandidate,
  EmsGrantView,
  EmsMessage,
  EmsOption,
  EmsStatement,
  EmsUse,
  EXTENSION_REASONS,
  Occasion,
} from '../ems.ts';
import { ObligationView } from '../obligation.ts';
import { defineOperation } from '../operation.ts';
import { PersonSummary, Sex } from '../person.ts';
import { Cursor, EmsGrantId, EmsLookupId, FacilityId, Instant, LocalId, line, prose } from '../primitives.ts';

const idempotent = ['IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_CONFLICT', 'CONFLICT'] as const;
const grantPath = z.strictObject({ grantId: EmsGrantId });
const listQuery = { limit: z.coerce.number().int().min(1).max(100).default(50), cursor: Cursor.optional() };

export const lookUpEms = defineOperation({
  id: 'lookUpEms',
  capability: 'ems',
  method: 'POST',
  path: '/v1/ems/lookups',
  summary: {
    ja: 'EMS参照: 公開施設と「患者ID@EMS」から本人確認へ',
    en: 'EMS look-up: from facility and ID@EMS to confirming the person',
  },
  body: z.strictObject({
    facilityId: FacilityId,
    /** `0001234@EMS` in any width, case and padding. */
    patientId: line(60),
    occasion: Occasion.optional(),
  }),
  response: {
    status: 201,
    schema: z.strictObject({
      lookupId: EmsLookupId,
      facilityId: FacilityId,
      facilityName: z.string(),
      localId: LocalId,
      person: PersonSummary,
      expiresAt: Instant,
      /** The caller's own facility, from outside: E0. */
      remote: z.boolean(),
      /** Whether it is now within the disclosing facility's hours, and whom to telephone. */
      inHours: z.boolean().optional(),
      contact: z.strictObject({ department: z.string(), phone: z.string() }).optional(),
      data: DataAge,
      /** Every way in which the rules would decide; the allowed ones first. What a screen shows before the last button. */
      options: z.array(EmsOption),
      disaster: DisasterNotice.optional(),
      drill: DisasterNotice.optional(),
    }),
  },
  problems: ['EMS_SUFFIX_REQUIRED', 'INVALID_LOCAL_ID', 'EMS_ATTEMPTS_EXHAUSTED', 'EMS_LOOKUP_OVER', ...idempotent],
  act: 'ems.lookup',
  audit: 'LookUpEms',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const confirmEms = defineOperation({
  id: 'confirmEms',
  capability: 'ems',
  method: 'POST',
  path: '/v1/ems/lookups/{lookupId}/confirmation',
  summary: {
    ja: '本人確認と同意: EMSの参照を開く、または患者違いとして取り消す',
    en: 'Confirm person and consent: open the EMS access, or say that it is another person',
  },
  params: z.strictObject({ lookupId: EmsLookupId }),
  body: z.discriminatedUnion('person', [
    z.strictObject({ person: z.literal('confirmed'), ...EmsStatement.shape }),
    z.strictObject({ person: z.literal('wrong') }),
  ]),
  response: {
    status: 201,
    also: [200],
    schema: z.strictObject({
      /** Absent where the person was another one, and where only a drill rule would have opened anything. */
      grant: EmsGrantView.optional(),
      obligations: z.array(ObligationView),
      drill: DrillReport.optional(),
    }),
  },
  problems: ['EMS_LOOKUP_OVER', 'EMS_FACTS_NEEDED', 'EMS_NOT_PERMITTED', ...idempotent],
  act: 'ems.confirm',
  audit: 'ConfirmEms',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const searchEmsCandidates = defineOperation({
  id: 'searchEmsCandidates',
  capability: 'ems',
  method: 'GET',
  path: '/v1/ems/candidates',
  summary: {
    ja: '氏名・生年月日から施設と患者IDを探す（PDQ）',
    en: 'Find facility and patient ID by name and birth date (PDQ)',
  },
  query: z.strictObject({
    /** Western or wareki, any width. */
    birthDate: line(30).optional(),
    /** Kanji or kana, any width. */
    family: line(60).optional(),
    given: line(60).optional(),
    sex: Sex.optional(),
    phone: line(30).optional(),
    address: line(120).optional(),
    facilityId: FacilityId.optional(),
  }),
  response: {
    status: 200,
    schema: z.strictObject({
      items: z.array(EmsCandidate),
      /** More of what may be shown matched than is answered: ask more precisely. */
      more: z.boolean(),
    }),
  },
  problems: ['SEARCH_TOO_BROAD', 'SEARCH_EXHAUSTED', 'IMPOSSIBLE_DATE'],
  act: 'ems.search',
  audit: 'SearchEmsCandidates',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const listEmsGrants = defineOperation({
  id: 'listEmsGrants',
  capability: 'ems',
  method: 'GET',
  path: '/v1/ems/grants',
  summary: { ja: '自施設のEMS参照の一覧', en: "The caller's facility's EMS accesses, newest first" },
  query: z.strictObject({ ...listQuery }),
  response: { status: 200, schema: z.strictObject({ items: z.array(EmsGrantView), cursor: Cursor.optional() }) },
  problems: ['INVALID_CURSOR'],
  act: 'ems.list',
  audit: 'ListEmsGrants',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

const grantDetail = z.strictObject({
  grant: EmsGrantView,
  obligations: z.array(ObligationView),
  messages: z.array(EmsMessage),
});

export const readEmsGrant = defineOperation({
  id: 'readEmsGrant',
  capability: 'ems',
  method: 'GET',
  path: '/v1/ems/grants/{grantId}',
  summary: { ja: 'EMS参照の詳細（要対応・照会を含む）', en: 'One EMS access with its obligations and messages' },
  params: grantPath,
  response: { status: 200, schema: grantDetail },
  problems: [],
  act: 'ems.read',
  audit: 'ReadEmsGrant',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const extendEmsGrant = defineOperation({
  id: 'extendEmsGrant',
  capability: 'ems',
  method: 'POST',
  path: '/v1/ems/grants/{grantId}/extension',
  summary: { ja: 'EMS参照の延長（新たな理由が必要）', en: 'Extend an EMS access; a new reason is needed' },
  params: grantPath,
  body: z.strictObject({
    kind: z.enum(Object.keys(EXTENSION_REASONS) as ['inpatient', 'treatment', 'other']),
    reason: prose(500),
  }),
  response: { status: 200, schema: z.strictObject({ grant: EmsGrantView }) },
  problems: ['EMS_GRANT_OVER', ...idempotent],
  act: 'ems.extend',
  audit: 'ExtendEmsGrant',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const closeEmsGrant = defineOperation({
  id: 'closeEmsGrant',
  capability: 'ems',
  method: 'POST',
  path: '/v1/ems/grants/{grantId}/closure',
  summary: {
    ja: 'EMS参照の終了（患者取り違え・不要・退院）',
    en: 'End an EMS access: wrong patient, no longer needed, discharged',
  },
  params: grantPath,
  body: z.strictObject({ reason: ClosureReason }),
  response: { status: 200, schema: z.strictObject({ grant: EmsGrantView }) },
  problems: ['EMS_GRANT_OVER', ...idempotent],
  act: 'ems.close',
  audit: 'CloseEmsGrant',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const sendEmsMessage = defineOperation({
  id: 'sendEmsMessage',
  capability: 'ems',
  method: 'POST',
  path: '/v1/ems/grants/{grantId}/messages',
  summary: {
    ja: 'EMS参照についての確認・照会・回答',
    en: 'Acknowledge, question or answer an EMS use, between the two facilities',
  },
  params: grantPath,
  body: z.strictObject({ kind: EmsMessage.shape.kind, text: prose(1000).optional() }),
  response: { status: 201, also: [200], schema: z.strictObject({ message: EmsMessage }) },
  problems: [...idempotent],
  act: 'ems.message',
  audit: 'SendEmsMessage',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const listEmsUses = defineOperation({
  id: 'listEmsUses',
  capability: 'ems',
  method: 'GET',
  path: '/v1/ems/uses',
  summary: {
    ja: '自施設の記録のEMS利用（受信箱）',
    en: "EMS uses of the caller's facility's records: its inbox, newest first",
  },
  query: z.strictObject({ ...listQuery }),
  response: { status: 200, schema: z.strictObject({ items: z.array(EmsUse), cursor: Cursor.optional() }) },
  problems: ['INVALID_CURSOR'],
  act: 'ems.uses',
  audit: 'ListEmsUses',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const readEmsUse = defineOperation({
  id: 'readEmsUse',
  capability: 'ems',
  method: 'GET',
  path: '/v1/ems/uses/{grantId}',
  summary: {
    ja: '自施設の記録のEMS利用の詳細',
    en: "One EMS use of the caller's facility's records, with its messages",
  },
  params: grantPath,
  response: { status: 200, schema: z.strictObject({ use: EmsUse, messages: z.array(EmsMessage) }) },
  problems: [],
  act: 'ems.uses',
  audit: 'ReadEmsUse',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});
