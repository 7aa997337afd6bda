import * as z from 'zod';
import { ContentType } from '../content-types.ts';
import {
  EmsContact,
  Facility,
  FacilitySummary,
  Opening,
  OpeningHours,
  PublicationPolicy,
  Role,
  Staff,
} from '../directory.ts';
import { TimelineEntry } from '../document.ts';
import { DisasterNotice } from '../ems.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, Day, FacilityId, Instant, LocalIdInput, line } from '../primitives.ts';

export const openSession = defineOperation({
  id: 'openSession',
  capability: 'directory',
  method: 'POST',
  path: '/v1/sessions',
  summary: {
    ja: 'サインイン後のセッションを開始する（以前のサインインは終了する）',
    en: 'Open the session of this sign-in; an earlier sign-in of the same person ends',
  },
  body: z.strictObject({}),
  response: {
    status: 201,
    also: [200],
    schema: z.strictObject({ sessionId: line(80), staffId: line(80), openedAt: Instant }),
  },
  problems: [],
  act: 'session.open',
  audit: 'OpenSession',
  caller: 'staff',
  effect: 'write',
  idempotency: 'natural',
});

export const endSession = defineOperation({
  id: 'endSession',
  capability: 'directory',
  method: 'DELETE',
  path: '/v1/sessions',
  summary: {
    ja: '現在のセッションを終了する（このサインインは再開できない）',
    en: 'End the current session; this sign-in never reopens',
  },
  response: { status: 200, schema: z.strictObject({ endedAt: Instant }) },
  problems: [],
  act: 'session.end',
  audit: 'EndSession',
  caller: 'staff',
  effect: 'write',
  idempotency: 'natural',
});

export const readMe = defineOperation({
  id: 'readMe',
  capability: 'directory',
  method: 'GET',
  path: '/v1/me',
  summary: { ja: '自分の職員情報・施設・権限', en: 'Who I am: staff record, facility, privileges' },
  response: {
    status: 200,
    schema: z.strictObject({
      staff: Staff.omit({ sub: true, version: true }),
      facility: FacilitySummary,
      session: z.strictObject({ sessionId: line(80), signedInAt: Instant, openedAt: Instant }),
      /** Disaster rules and drills in force that concern the caller's facility. */
      disasters: z.array(DisasterNotice),
      /** The caller's own obligations (要対応): how many are open, and how many of them overdue. At most 50 are counted. */
      obligations: z.strictObject({ open: z.int(), overdue: z.int() }),
    }),
  },
  problems: [],
  act: 'profile.read',
  audit: 'ReadMe',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const listFacilities = defineOperation({
  id: 'listFacilities',
  capability: 'directory',
  method: 'GET',
  path: '/v1/facilities',
  summary: { ja: '参加施設の一覧', en: 'The facilities of the network' },
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: Cursor.optional() }),
  response: { status: 200, schema: z.strictObject({ items: z.array(FacilitySummary), cursor: Cursor.optional() }) },
  problems: ['INVALID_CURSOR'],
  act: 'directory.read',
  audit: 'ListFacilities',
  caller: 'staffOrSystem',
  effect: 'read',
  idempotency: 'natural',
});

export const readFacility = defineOperation({
  id: 'readFacility',
  capability: 'directory',
  method: 'GET',
  path: '/v1/facilities/{facilityId}',
  summary: {
    ja: '施設の詳細（公開方針。委託契約と除外患者は自施設のみ）',
    en: 'One facility with its publication policy; entrustment and exclusions for its own staff and system only',
  },
  params: z.strictObject({ facilityId: FacilityId }),
  response: {
    status: 200,
    schema: z.strictObject({
      facility: FacilitySummary,
      publication: Facility.shape.publication,
      openingHours: Facility.shape.openingHours,
      emsContact: Facility.shape.emsContact,
      /** The facility's own staff only. */
      reminderEmail: Facility.shape.reminderEmail,
      entrustment: Facility.shape.entrustment,
      excludedLocalIds: Facility.shape.excludedLocalIds.optional(),
    }),
  },
  problems: [],
  act: 'directory.read',
  audit: 'ReadFacility',
  caller: 'staffOrSystem',
  effect: 'read',
  idempotency: 'natural',
});

export const putEmsPolicy = defineOperation({
  id: 'putEmsPolicy',
  capability: 'directory',
  method: 'PUT',
  path: '/v1/facilities/{facilityId}/ems-policy',
  summary: {
    ja: 'EMSと院外参照への公開方針、診療時間、連絡先を定める（自施設の管理者）',
    en: 'What the own facility opens to EMS and to its own staff from outside; opening hours and contact (its administrator)',
  },
  params: z.strictObject({ facilityId: FacilityId }),
  body: z.strictObject({
    ems: z.array(Opening).max(40),
    ownStaffOutside: z.array(Opening).max(40),
    openingHours: OpeningHours.optional(),
    emsContact: EmsContact.optional(),
    reminderEmail: Facility.shape.reminderEmail,
  }),
  response: {
    status: 200,
    schema: z.strictObject({
      publication: PublicationPolicy,
      openingHours: OpeningHours.optional(),
      emsContact: EmsContact.optional(),
      reminderEmail: Facility.shape.reminderEmail,
    }),
  },
  problems: ['EMS_POLICY_INCOMPLETE', 'VERSION_CONFLICT', 'IF_MATCH_REQUIRED', 'CONFLICT'],
  act: 'emsPolicy.put',
  audit: 'PutEmsPolicy',
  caller: 'staff',
  effect: 'write',
  idempotency: 'natural',
  ifMatch: true,
});

const previewQuery = {
  audience: z.enum(['ems', 'ownStaffOutside', 'linked', 'ownStaff']),
  role: Role,
};

export const previewPublication = defineOperation({
  id: 'previewPublication',
  capability: 'directory',
  method: 'GET',
  path: '/v1/facilities/{facilityId}/publication-preview',
  summary: {
    ja: '公開方針の確認: この職種からどの診療情報が見えるか',
    en: 'Preview: which contents an occupation would see, and which departments and delays apply',
  },
  params: z.strictObject({ facilityId: FacilityId }),
  query: z.strictObject(previewQuery),
  response: {
    status: 200,
    schema: z.strictObject({
      contents: z.array(
        z.strictObject({
          contentType: ContentType,
          open: z.boolean(),
          onlyDepartments: z.array(z.string()).optional(),
          exceptDepartments: z.array(z.string()).optional(),
          delayDays: z.int().optional(),
        }),
      ),
    }),
  },
  problems: [],
  act: 'emsPolicy.preview',
  audit: 'PreviewPublication',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const previewRecords = defineOperation({
  id: 'previewRecords',
  capability: 'directory',
  method: 'GET',
  path: '/v1/facilities/{facilityId}/records-preview',
  summary: {
    ja: '公開方針の確認: 自施設の患者の記録が、この職種からどう見えるか（診療・介護職と事務）',
    en: "Preview: an own patient's records as an occupation would see them (care staff and clerks)",
  },
  params: z.strictObject({ facilityId: FacilityId }),
  query: z.strictObject({ ...previewQuery, localId: LocalIdInput, from: Day.optional(), to: Day.optional() }),
  response: {
    status: 200,
    schema: z.strictObject({
      from: Day,
      to: Day,
      /** What would be seen, newest first; at most 200. */
      seen: z.array(TimelineEntry),
      /** How many of the facility's own documents in the period would be hidden. */
      hidden: z.int().nonnegative(),
      more: z.boolean(),
    }),
  },
  problems: ['INVALID_LOCAL_ID'],
  act: 'emsPolicy.previewRecords',
  audit: 'PreviewRecords',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});
