import * as z from 'zod';
import { Facility, FacilitySummary, Staff } from '../directory.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, FacilityId, Instant, line } from '../primitives.ts';

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
