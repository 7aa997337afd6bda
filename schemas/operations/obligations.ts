import * as z from 'zod';
import { FulfilmentInput, ObligationDuty, ObligationView } from '../obligation.ts';
import { defineOperation } from '../operation.ts';
import { Cursor, ObligationId } from '../primitives.ts';

const idempotent = ['IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_CONFLICT', 'CONFLICT'] as const;

export const listObligations = defineOperation({
  id: 'listObligations',
  capability: 'obligations',
  method: 'GET',
  path: '/v1/obligations',
  summary: {
    ja: '要対応の一覧（自分・自施設）',
    en: "Obligations of the caller or of the caller's facility: open ones by due date, closed ones newest first",
  },
  query: z.strictObject({
    of: z.enum(['me', 'facility']).default('facility'),
    state: z.enum(['open', 'closed']).default('open'),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: Cursor.optional(),
  }),
  response: { status: 200, schema: z.strictObject({ items: z.array(ObligationView), cursor: Cursor.optional() }) },
  problems: ['INVALID_CURSOR'],
  act: 'obligation.list',
  audit: 'ListObligations',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});

export const fulfilObligation = defineOperation({
  id: 'fulfilObligation',
  capability: 'obligations',
  method: 'POST',
  path: '/v1/obligations/{obligationId}/fulfilment',
  summary: { ja: '要対応の履行', en: 'Fulfil one obligation' },
  params: z.strictObject({ obligationId: ObligationId }),
  body: FulfilmentInput,
  response: { status: 200, schema: z.strictObject({ obligation: ObligationView }) },
  problems: ['OBLIGATION_CLOSED', 'FULFILMENT_WITHOUT_EVIDENCE', 'FULFILMENT_UNFIT', ...idempotent],
  act: 'obligation.fulfil',
  audit: 'FulfilObligation',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});

export const fulfilObligations = defineOperation({
  id: 'fulfilObligations',
  capability: 'obligations',
  method: 'POST',
  path: '/v1/obligation-fulfilments',
  summary: { ja: '要対応の一括履行', en: 'Fulfil several obligations of one kind together, all or none' },
  body: z.strictObject({
    duty: ObligationDuty,
    /** 10: each changes up to 9 items, and one transaction takes 100. */
    obligationIds: z.array(ObligationId).min(1).max(10),
    fulfilment: FulfilmentInput,
  }),
  response: { status: 200, schema: z.strictObject({ obligations: z.array(ObligationView) }) },
  problems: ['OBLIGATION_CLOSED', 'FULFILMENT_WITHOUT_EVIDENCE', 'FULFILMENT_UNFIT', ...idempotent],
  act: 'obligation.fulfil',
  audit: 'FulfilObligations',
  caller: 'staff',
  effect: 'write',
  idempotency: 'required',
});
