import * as z from 'zod';
import { ContentType } from './content-types.ts';
import { ConsentId, Day, DocumentId, FacilityId, Instant, line, PatientId, prose, StaffId } from './primitives.ts';

/** 包括同意: the whole network, no facility named; facilities and contents may be left out. */
const Comprehensive = z.strictObject({
  kind: z.literal('comprehensive'),
  excludedFacilities: z.array(FacilityId).max(200).default([]),
  excludedContents: z.array(ContentType).max(40).default([]),
});
/** 個別同意: only among the facilities named; a facility that joins later is never in it. */
const Individual = z.strictObject({
  kind: z.literal('individual'),
  facilities: z.array(FacilityId).min(2).max(200),
  excludedContents: z.array(ContentType).max(40).default([]),
});
export const ConsentScope = z.discriminatedUnion('kind', [Comprehensive, Individual]).meta({ id: 'ConsentScope' });
export type ConsentScope = z.infer<typeof ConsentScope>;

export const ConsentedBy = z
  .discriminatedUnion('who', [
    z.strictObject({ who: z.literal('patient') }),
    z.strictObject({ who: z.literal('proxy'), relation: line(60), name: line(120).optional() }),
  ])
  .meta({ id: 'ConsentedBy' });

export const Withdrawal = z
  .strictObject({
    reason: prose(1000),
    withdrawnBy: ConsentedBy,
    recordedBy: StaffId,
    recordedAtFacility: FacilityId,
    recordedAt: Instant,
  })
  .meta({ id: 'Withdrawal' });

export const Consent = z
  .strictObject({
    consentId: ConsentId,
    patientId: PatientId,
    scope: ConsentScope,
    /** In force from this day on (JST); never in the future when recorded. */
    effectiveOn: Day,
    consentedBy: ConsentedBy,
    method: z.enum(['written', 'oral', 'app']),
    recordedBy: StaffId,
    recordedAtFacility: FacilityId,
    recordedAt: Instant,
    formDocumentId: DocumentId.optional(),
    state: z.enum(['inForce', 'replaced', 'withdrawn']),
    replaces: z.array(ConsentId).max(50),
    replacedBy: ConsentId.optional(),
    endedAt: Instant.optional(),
    withdrawal: Withdrawal.optional(),
    version: z.int().positive(),
  })
  .meta({ id: 'Consent' });
export type Consent = z.infer<typeof Consent>;

export const ConsentInput = z
  .strictObject({
    scope: ConsentScope,
    effectiveOn: line(30).optional().meta({ description: 'western or wareki; default today (JST)' }),
    consentedBy: ConsentedBy,
    method: z.enum(['written', 'oral', 'app']),
    formDocumentId: DocumentId.optional(),
    /** The consents in force that this one takes the place of (a change). All of them must be named. */
    replaces: z.array(ConsentId).max(50).default([]),
  })
  .meta({ id: 'ConsentInput' });
export type ConsentInput = z.infer<typeof ConsentInput>;
