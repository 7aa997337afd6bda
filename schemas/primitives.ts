import * as z from 'zod';

/** A sentence a person reads: Japanese first, English beside it. */
export type Sentence = { ja: string; en: string };

/** An instant in UTC, ISO 8601 with milliseconds: `2024-01-05T03:04:05.678Z`. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .meta({ id: 'Instant', description: 'UTC instant, ISO 8601, milliseconds' });

/** A calendar day in Japan (JST), `YYYY-MM-DD`. Impossible days are refused. */
export const Day = z.iso.date().meta({ id: 'Day', description: 'Calendar day in JST, YYYY-MM-DD' });

/** Random part of an id: a ULID in Crockford's base 32 (48 bits of time, 80 of chance). */
const ulidPattern = '[0-9A-HJKMNP-TV-Z]{26}';
const id = <const P extends string>(prefix: P) => z.string().regex(new RegExp(`^${prefix}_${ulidPattern}$`));

export const PatientId = id('pat')
  .brand<'PatientId'>()
  .meta({ id: 'PatientId', examples: ['pat_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ'] });
export type PatientId = z.infer<typeof PatientId>;
export const ConsentId = id('con').brand<'ConsentId'>().meta({ id: 'ConsentId' });
export type ConsentId = z.infer<typeof ConsentId>;
export const RefreshRequestId = id('ref').brand<'RefreshRequestId'>().meta({ id: 'RefreshRequestId' });
export type RefreshRequestId = z.infer<typeof RefreshRequestId>;
export const AuditEventId = id('evt').brand<'AuditEventId'>().meta({ id: 'AuditEventId' });
export type AuditEventId = z.infer<typeof AuditEventId>;

export const EmsLookupId = id('lkp').brand<'EmsLookupId'>().meta({ id: 'EmsLookupId' });
export type EmsLookupId = z.infer<typeof EmsLookupId>;
export const DisasterRuleId = id('dis').brand<'DisasterRuleId'>().meta({ id: 'DisasterRuleId' });
export type DisasterRuleId = z.infer<typeof DisasterRuleId>;

/** Names an EMS grant and the FacilityPatient it opens, readable by the network alone. */
export const EmsGrantId = z
  .string()
  .regex(/^grt_[A-Za-z0-9_-]{40,160}$/)
  .brand<'EmsGrantId'>()
  .meta({ id: 'EmsGrantId' });
export type EmsGrantId = z.infer<typeof EmsGrantId>;

/** Names one duty of one EMS grant, readable by the network alone. */
export const ObligationId = z
  .string()
  .regex(/^obl_[A-Za-z0-9_-]{40,200}$/)
  .brand<'ObligationId'>()
  .meta({ id: 'ObligationId' });
export type ObligationId = z.infer<typeof ObligationId>;

/** A facility's name in keys and paths: `ty-hospital`. Lower case, so that it can stand in a URL and a bucket prefix. */
export const FacilityId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .min(3)
  .max(32)
  .brand<'FacilityId'>()
  .meta({ id: 'FacilityId', examples: ['ty-hospital'] });
export type FacilityId = z.infer<typeof FacilityId>;

/**
 * A person's ID, the user name in Cognito: `<facilityId>.<name>`, immutable, never given to another person. A person who moves to another
 * facility gets another ID there, so the verified token alone names the facility.
 */
export const StaffId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z0-9][a-z0-9._-]*$/)
  .max(64)
  .brand<'StaffId'>()
  .meta({ id: 'StaffId', examples: ['test-clinic.doctor'] });
export type StaffId = z.infer<typeof StaffId>;

/** The patient's ID at one facility, as that facility pads it, after `normaliseLocalId`. */
export const LocalId = z
  .string()
  .regex(/^[0-9A-Z][0-9A-Z.-]{0,19}$/)
  .brand<'LocalId'>()
  .meta({ id: 'LocalId', examples: ['0001234'] });
export type LocalId = z.infer<typeof LocalId>;

/** A local ID as a person types it: any width, any case, any padding. Normalised by the facility's own setting. */
export const LocalIdInput = z.string().trim().min(1).max(40).meta({ id: 'LocalIdInput' });

/** Names a FacilityPatient and a document within it, readable by the network alone. */
export const DocumentId = z
  .string()
  .regex(/^doc_[A-Za-z0-9_-]{40,160}$/)
  .brand<'DocumentId'>()
  .meta({ id: 'DocumentId' });
export type DocumentId = z.infer<typeof DocumentId>;

/** SHA-256 in lower-case hexadecimal. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ id: 'Sha256' });

/** An encrypted place in a list; bound to caller, query and expiry. The longest that is made has some 220 letters. */
export const Cursor = z.string().min(1).max(500).meta({ id: 'Cursor' });

/** A short text without control characters (TAB, LF, CR excepted where `multiline`). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u001f\u007f]*$/);
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/);
