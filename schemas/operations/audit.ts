import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { AuditEventId, Cursor, FacilityId, Instant, PatientId, StaffId } from '../primitives.ts';

export const listAuditEvents = defineOperation({
  id: 'listAuditEvents',
  capability: 'audit',
  method: 'GET',
  path: '/v1/audit-events',
  summary: {
    ja: '誰が何をしたか（患者または職員ごと、新しい順）',
    en: 'Who did what, by patient or by member of staff, newest first',
  },
  query: z
    .strictObject({
      patientId: PatientId.optional(),
      staffId: StaffId.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: Cursor.optional(),
    })
    .refine((query) => (query.patientId === undefined) !== (query.staffId === undefined), {
      message: 'patientId または staffId のどちらか一つを指定してください。 / Give either patientId or staffId.',
    }),
  response: {
    status: 200,
    schema: z.strictObject({
      items: z.array(
        z.strictObject({
          eventId: AuditEventId,
          eventTime: Instant,
          eventName: z.string(),
          actor: z.strictObject({
            staffId: z.string().optional(),
            clientId: z.string().optional(),
            facilityId: FacilityId.optional(),
            role: z.string().optional(),
          }),
          patientId: PatientId.optional(),
          resource: z.record(z.string(), z.string()).optional(),
          outcome: z.strictObject({
            result: z.enum(['allowed', 'refused', 'failed']),
            /** The rules that decided, each with its sentence. */
            because: z.array(z.strictObject({ ruleId: z.string(), ja: z.string(), en: z.string() })),
            code: z.string().optional(),
          }),
        }),
      ),
      cursor: Cursor.optional(),
    }),
  },
  problems: ['INVALID_CURSOR'],
  act: 'audit.read',
  audit: 'ListAuditEvents',
  caller: 'staff',
  effect: 'read',
  idempotency: 'natural',
});
