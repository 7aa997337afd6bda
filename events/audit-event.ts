import * as z from 'zod';
import { ACTS } from '../schemas/acts.ts';
import { AuditEventId, FacilityId, Instant, line, PatientId } from '../schemas/primitives.ts';

/** What one decision was made of, so that it can be made again offline. Facts not named are false. */
export const ReceiptFacts = z.strictObject({
  /** Facts that were true. */
  t: z.array(z.string()),
  /** Facts that were unknown. */
  u: z.array(z.string()).optional(),
});

/** The part of a look that concerns one disclosing facility. Masks are hexadecimal; bit n = content type with code n. */
export const ReceiptDiscloser = z.strictObject({
  f: FacilityId,
  t: z.array(z.string()),
  u: z.array(z.string()).optional(),
  /** Contents that the consent covers. */
  covered: z.string().regex(/^[0-9a-f]+$/),
  /** Contents that the facility publishes to this viewer. */
  published: z.string().regex(/^[0-9a-f]+$/),
  /** Contents that were opened. */
  opened: z.string().regex(/^[0-9a-f]+$/),
});
export type ReceiptDiscloser = z.infer<typeof ReceiptDiscloser>;

export const DecisionReceipt = z
  .strictObject({
    act: z.enum(ACTS),
    /** First 16 hexadecimal digits of the SHA-256 of the rule table. */
    table: z.string().regex(/^[0-9a-f]{16}$/),
    facts: ReceiptFacts,
    disclosers: z.array(ReceiptDiscloser).optional(),
    /** The records that the facts were read from, by id. */
    from: z.array(z.string()).optional(),
  })
  .meta({ id: 'DecisionReceipt' });
export type DecisionReceipt = z.infer<typeof DecisionReceipt>;

/** What a header says of an address; nothing but the letters of one, so that it can carry no text. */
export const ForwardedFor = z.string().regex(/^[0-9a-fA-F:.]{1,64}$/);

/**
 * Who did it. A system has no staff id. `sourceIp` is the address that the gateway itself saw: behind CloudFront one of CloudFront's. `forwardedFor`
 * is the viewer's as `X-Forwarded-For` says, unverified: whoever calls the gateway past CloudFront can write there what they like. It can be trusted
 * for events that were written after the origin accepts CloudFront alone (mutual TLS), and not before.
 */
export const Actor = z
  .strictObject({
    staffId: line(128).optional(),
    clientId: line(128).optional(),
    facilityId: FacilityId.optional(),
    role: line(40).optional(),
    sessionId: line(80).optional(),
    deviceId: line(80).optional(),
    sourceIp: line(64).optional(),
    forwardedFor: ForwardedFor.optional(),
  })
  .meta({ id: 'Actor' });
export type Actor = z.infer<typeof Actor>;

/** The one log of who did what (アクセスログ), in the manner of CloudTrail: ids only, never content or names. At most 1 KB. */
export const AuditEvent = z
  .strictObject({
    eventVersion: z.literal('1'),
    eventId: AuditEventId,
    eventTime: Instant,
    /** The capability: `ism-link.registration`. */
    eventSource: z.string().regex(/^ism-link\.[a-z-]+$/),
    eventName: z.string().regex(/^[A-Z][A-Za-z]+$/),
    actor: Actor,
    patientId: PatientId.optional(),
    resource: z.record(z.string(), z.string()).optional(),
    /** What was asked, as ids, codes and counts. */
    request: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).optional(),
    outcome: z.strictObject({
      result: z.enum(['allowed', 'refused', 'failed']),
      because: z.array(z.string()),
      owes: z.array(z.string()).optional(),
      /** Problem code where it did not end well. */
      code: z.string().optional(),
    }),
    receipt: DecisionReceipt.optional(),
    requestId: line(80).optional(),
    writer: z.strictObject({
      writerId: line(40),
      n: z.int().positive(),
      previousHash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.infer<typeof AuditEvent>;
