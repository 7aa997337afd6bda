import * as z from 'zod';
import { ConsentInput } from '../consent.ts';
import { defineOperation } from '../operation.ts';
import { DuplicateCandidate, Link, PatientView } from '../patient.ts';
import { DemographicsInput, PersonSummary } from '../person.ts';
import {
  Cursor,
  EmsGrantId,
  FacilityId,
  Instant,
  LocalId,
  LocalIdInput,
  line,
  PatientId,
  RefreshRequestId,
} from '../primitives.ts';

const patientPath = z.strictObject({ patientId: PatientId });
const linkPath = z.strictObject({ patientId: PatientId, facilityId: FacilityId });
const LinkView = Link.omit({ linkedBy: true, endedAt: true }).meta({ id: 'LinkView' });

export const registerPatient = defineOperation({
  id: 'registerPatient',
  capability: 'registration',
  method: 'POST',
  path: '/v1/patients',
  summary: {
    ja: '患者を登録する（初回登録1: 基本情報。同意と自院の患者IDも同時に渡せる）',
    en: 'Register a patient (first registration, step 1); consent and own patient ID may come along',
  },
  body: z.strictObject({
    demographics: DemographicsInput,
    localId: LocalIdInput.optional(),
    consent: ConsentInput.optional(),
    /** The candidates a person has looked at and judged to be somebody else. */
    notDuplicateOf: z.array(PatientId).max(50).default([]),
    /** The EMS access that is turned into this registration: the disclosing facility's ID is linked along. */
    emsGrantId: EmsGrantId.optional(),
  }),
  response: { status: 201, schema: z.strictObject({ patient: PatientView }) },
  problems: [
    'DUPLICATE_CANDIDATES',
    'SEARCH_EXHAUSTED',
    'IMPOSSIBLE_DATE',
    'INVALID_LOCAL_ID',
    'LINK_EXISTS',
    'LINK_DEMOGRAPHICS_DIFFER',
    'CONSENT_NOT_YET_EFFECTIVE',
    'EMS_ID',
    'EMS_GRANT_OVER',
    'IDEMPOTENCY_KEY_REQUIRED',
    'IDEMPOTENCY_CONFLICT',
    'CONFLICT',
  ],
  act: 'patient.register',
  audit: 'RegisterPatient',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

/** What a 409 DUPLICATE_CANDIDATES carries beside the problem's own members. */
export const DuplicateCandidates = z
  .strictObject({ candidates: z.array(DuplicateCandidate) })
  .meta({ id: 'DuplicateCandidates' });

export const searchPatients = defineOperation({
  id: 'searchPatients',
  capability: 'registration',
  method: 'GET',
  path: '/v1/patients',
  summary: {
    ja: '患者を探す（自院の患者一覧、または基本情報による検索）',
    en: "Find patients: the facility's own, or by demographics",
  },
  query: z.strictObject({
    localId: LocalIdInput.optional(),
    birthDate: line(30).optional(),
    family: line(60).optional(),
    given: line(60).optional(),
    phone: line(30).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
    cursor: Cursor.optional(),
  }),
  response: {
    status: 200,
    schema: z.strictObject({
      items: z.array(
        z.strictObject({
          patientId: PatientId,
          person: PersonSummary,
          /** Present where the patient is linked at the caller's facility. */
          ownLink: z.strictObject({ localId: LocalId, state: z.enum(['pending', 'verified']) }).optional(),
        }),
      ),
      cursor: Cursor.optional(),
    }),
  },
  problems: ['SEARCH_TOO_BROAD', 'SEARCH_EXHAUSTED', 'IMPOSSIBLE_DATE', 'INVALID_LOCAL_ID', 'EMS_ID', 'INVALID_CURSOR'],
  act: 'patient.search',
  audit: 'SearchPatients',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const readPatient = defineOperation({
  id: 'readPatient',
  capability: 'registration',
  method: 'GET',
  path: '/v1/patients/{patientId}',
  summary: {
    ja: '患者の基本情報・紐づけ・同意の状態を見る',
    en: "A patient's demographics, links and state of consent",
  },
  params: patientPath,
  response: { status: 200, schema: z.strictObject({ patient: PatientView }) },
  problems: [],
  act: 'patient.read',
  audit: 'ReadPatient',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const updatePatient = defineOperation({
  id: 'updatePatient',
  capability: 'registration',
  method: 'PATCH',
  path: '/v1/patients/{patientId}',
  summary: { ja: '基本情報を訂正する', en: "Correct a patient's demographics" },
  params: patientPath,
  body: z.strictObject({ demographics: DemographicsInput.partial() }),
  response: { status: 200, schema: z.strictObject({ patient: PatientView }) },
  problems: ['IMPOSSIBLE_DATE', 'PATIENT_MERGED', 'IF_MATCH_REQUIRED', 'VERSION_CONFLICT', 'CONFLICT'],
  act: 'patient.update',
  audit: 'UpdatePatient',
  caller: 'staff',
  effect: 'write',
  idempotency: 'natural',
  ifMatch: true,
});

export const putLink = defineOperation({
  id: 'putLink',
  capability: 'registration',
  method: 'PUT',
  path: '/v1/patients/{patientId}/links/{facilityId}',
  summary: {
    ja: '施設の患者IDを紐づける（他施設のIDは確認されるまで保留）',
    en: "Link a facility's patient ID; another facility's stays pending until verified",
  },
  params: linkPath,
  body: z.strictObject({
    localId: LocalIdInput,
    /** Own facility only: link although the own record's demographics differ (a changed name). */
    confirmDifference: z.boolean().default(false),
    /** The EMS access that this link takes the place of. */
    emsGrantId: EmsGrantId.optional(),
  }),
  response: { status: 200, schema: z.strictObject({ link: LinkView }) },
  problems: [
    'INVALID_LOCAL_ID',
    'EMS_ID',
    'EMS_GRANT_OVER',
    'PATIENT_MERGED',
    'LINK_EXISTS',
    'LINK_DEMOGRAPHICS_DIFFER',
    'LINK_ATTEMPTS_EXHAUSTED',
    'CONFLICT',
  ],
  act: 'link.put',
  audit: 'PutLink',
  caller: 'staff',
  effect: 'write',
  idempotency: 'natural',
});

export const deleteLink = defineOperation({
  id: 'deleteLink',
  capability: 'registration',
  method: 'DELETE',
  path: '/v1/patients/{patientId}/links/{facilityId}',
  summary: { ja: '紐づけを解除する', en: 'End a link' },
  params: linkPath,
  response: { status: 200, schema: z.strictObject({ link: LinkView }) },
  problems: ['CONFLICT'],
  act: 'link.end',
  audit: 'EndLink',
  caller: 'staff',
  effect: 'write',
  idempotency: 'natural',
});

export const confirmLink = defineOperation({
  id: 'confirmLink',
  capability: 'registration',
  method: 'POST',
  path: '/v1/patients/{patientId}/links/{facilityId}/confirmation',
  summary: {
    ja: '保留中の紐づけを、患者IDを発行した施設が確認する',
    en: 'The facility that issued the ID confirms a pending link',
  },
  params: linkPath,
  body: z.strictObject({ localId: LocalIdInput }),
  response: { status: 200, schema: z.strictObject({ link: LinkView }) },
  problems: [
    'INVALID_LOCAL_ID',
    'EMS_ID',
    'LINK_EXISTS',
    'IDEMPOTENCY_KEY_REQUIRED',
    'IDEMPOTENCY_CONFLICT',
    'CONFLICT',
  ],
  act: 'link.confirm',
  audit: 'ConfirmLink',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const listLinks = defineOperation({
  id: 'listLinks',
  capability: 'registration',
  method: 'GET',
  path: '/v1/links',
  summary: {
    ja: '自施設の患者IDへの紐づけ一覧（保留中の確認用）',
    en: "Links to the caller's facility's patient IDs, to confirm what is pending",
  },
  query: z.strictObject({
    state: z.enum(['pending', 'verified']).default('pending'),
    limit: z.coerce.number().int().min(1).max(100).default(25),
    cursor: Cursor.optional(),
  }),
  response: {
    status: 200,
    schema: z.strictObject({
      items: z.array(
        z.strictObject({
          patientId: PatientId,
          localId: LocalId,
          state: z.enum(['pending', 'verified']),
          person: PersonSummary,
          linkedByFacility: FacilityId,
          linkedAt: Instant,
        }),
      ),
      cursor: Cursor.optional(),
    }),
  },
  problems: ['INVALID_CURSOR'],
  act: 'link.list',
  audit: 'ListLinks',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const refreshPatient = defineOperation({
  id: 'refreshPatient',
  capability: 'registration',
  method: 'POST',
  path: '/v1/patients/{patientId}/refresh',
  summary: { ja: '公開施設に最新データを要求する', en: 'Ask the disclosing facilities for the latest data' },
  params: patientPath,
  body: z.strictObject({ facilities: z.array(FacilityId).max(50).optional() }),
  response: {
    status: 202,
    schema: z.strictObject({
      requests: z.array(z.strictObject({ requestId: RefreshRequestId, facilityId: FacilityId, requestedAt: Instant })),
    }),
  },
  problems: ['IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_CONFLICT', 'CONFLICT'],
  act: 'patient.refresh',
  audit: 'RequestLatestData',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const mergePatients = defineOperation({
  id: 'mergePatients',
  capability: 'registration',
  method: 'POST',
  path: '/v1/patients/{patientId}/merge',
  summary: {
    ja: '重複した登録を、この患者に統合する（事務局）',
    en: 'Merge a duplicate registration into this patient (network office)',
  },
  params: patientPath,
  body: z.strictObject({ duplicatePatientId: PatientId, reason: line(500) }),
  response: { status: 200, schema: z.strictObject({ patient: PatientView }) },
  problems: ['MERGE_CONFLICT', 'IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_CONFLICT', 'CONFLICT'],
  act: 'patient.merge',
  audit: 'MergePatients',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});
