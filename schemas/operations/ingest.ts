import * as z from 'zod';
import { BatchDocument, BatchOutcome } from '../document.ts';
import { defineOperation } from '../operation.ts';
import { Demographics } from '../person.ts';
import { Cursor, Instant, LocalId, LocalIdInput, RefreshRequestId } from '../primitives.ts';

export const putFacilityPatient = defineOperation({
  id: 'putFacilityPatient',
  capability: 'ingest',
  method: 'PUT',
  path: '/v1/facility-patients/{localId}',
  summary: {
    ja: '自施設の患者基本情報を送る（保留中の紐づけはこれで確認される）',
    en: "Send the facility's own demographics of a patient; pending links are verified against them",
  },
  params: z.strictObject({ localId: LocalIdInput }),
  body: z.strictObject({ demographics: Demographics }),
  response: {
    status: 200,
    schema: z.strictObject({
      localId: LocalId,
      /** notKept: neither linked nor entrusted, and no pending link matches; nothing was stored. */
      outcome: z.enum(['stored', 'unchanged', 'notKept']),
      linked: z.boolean(),
    }),
  },
  problems: ['INVALID_LOCAL_ID', 'CONFLICT'],
  act: 'demographics.put',
  audit: 'PutFacilityPatient',
  caller: 'system',
  effect: 'write',
  idempotency: 'natural',
});

export const listFacilityPatients = defineOperation({
  id: 'listFacilityPatients',
  capability: 'ingest',
  method: 'GET',
  path: '/v1/facility-patients',
  summary: {
    ja: '自施設の患者IDのうち、紐づけ済み・確認待ちのもの',
    en: "The facility's patient IDs that are linked, or wait for verification",
  },
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(500), cursor: Cursor.optional() }),
  response: {
    status: 200,
    schema: z.strictObject({
      items: z.array(z.strictObject({ localId: LocalId, state: z.enum(['pending', 'verified']) })),
      cursor: Cursor.optional(),
    }),
  },
  problems: ['INVALID_CURSOR'],
  act: 'demographics.list',
  audit: 'ListFacilityPatients',
  caller: 'system',
  effect: 'read',
  idempotency: 'natural',
});

export const createDocumentBatch = defineOperation({
  id: 'createDocumentBatch',
  capability: 'ingest',
  method: 'POST',
  path: '/v1/document-batches',
  summary: {
    ja: '自施設の一患者の診療情報をまとめて送る（24件・1MBまで、全部か無か）',
    en: 'Send up to 24 typed contents (1 MB) of one patient; all or nothing',
  },
  body: z.strictObject({ localId: LocalIdInput, documents: z.array(BatchDocument).min(1).max(24) }),
  response: { status: 200, schema: z.strictObject({ localId: LocalId, results: z.array(BatchOutcome) }) },
  problems: [
    'INVALID_LOCAL_ID',
    'ENTRUSTMENT_REQUIRED',
    'IDEMPOTENCY_KEY_REQUIRED',
    'IDEMPOTENCY_CONFLICT',
    'CONFLICT',
  ],
  act: 'document.ingest',
  audit: 'CreateDocumentBatch',
  caller: 'system',
  effect: 'write',
  idempotency: 'required',
});

export const listRefreshRequests = defineOperation({
  id: 'listRefreshRequests',
  capability: 'ingest',
  method: 'GET',
  path: '/v1/refresh-requests',
  summary: { ja: '自施設への最新データ要求', en: 'Latest-data requests that wait for the facility' },
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(50), cursor: Cursor.optional() }),
  response: {
    status: 200,
    schema: z.strictObject({
      items: z.array(z.strictObject({ requestId: RefreshRequestId, localId: LocalId, requestedAt: Instant })),
      cursor: Cursor.optional(),
    }),
  },
  problems: ['INVALID_CURSOR'],
  act: 'refresh.list',
  audit: 'ListRefreshRequests',
  caller: 'system',
  effect: 'read',
  idempotency: 'natural',
});

export const completeRefreshRequest = defineOperation({
  id: 'completeRefreshRequest',
  capability: 'ingest',
  method: 'POST',
  path: '/v1/refresh-requests/{requestId}/completion',
  summary: { ja: '最新データ要求に応えたことを記録する', en: 'Record that a latest-data request was answered' },
  params: z.strictObject({ requestId: RefreshRequestId }),
  body: z.strictObject({ localId: LocalIdInput, outcome: z.enum(['sent', 'nothingNew', 'unknownPatient']) }),
  response: { status: 200, schema: z.strictObject({ requestId: RefreshRequestId, completedAt: Instant }) },
  problems: ['INVALID_LOCAL_ID', 'IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_CONFLICT', 'CONFLICT'],
  act: 'refresh.complete',
  audit: 'CompleteRefreshRequest',
  caller: 'system',
  effect: 'write',
  idempotency: 'required',
});
