import * as z from 'zod';
import { PersonSummary } from './person.ts';
import {
  DocumentId,
  EmsGrantId,
  FacilityId,
  Instant,
  LocalId,
  line,
  ObligationId,
  prose,
  StaffId,
} from './primitives.ts';

/** What an emergency look may owe (要対応): duties of `layers/rules/duties.ts` that somebody has to fulfil. */
export const ObligationDuty = z
  .enum([
    'keepConsentForm',
    'recordInChart',
    'recordInChartOrSheet',
    'notifyBefore',
    'notifyWithin7Days',
    'obtainLaterConsent',
    'explainToPatient',
  ])
  .meta({ id: 'ObligationDuty' });
export type ObligationDuty = z.infer<typeof ObligationDuty>;

/** The consent form: kept on paper (where), or its picture at the own facility. At least one of the two. */
const form = z.strictObject({
  kind: z.literal('form'),
  keptAt: line(200).optional(),
  formDocumentId: DocumentId.optional(),
});
/** 診療録への記載: what was written, and when. */
const chart = z.strictObject({ kind: z.literal('chart'), statement: prose(1000), recordedAt: Instant });
/** 同意確認書 as data; no signature of the patient. The photo is optional. */
const sheet = z.strictObject({
  kind: z.literal('sheet'),
  confirmedBy: line(120),
  consentedBy: line(120),
  relation: line(60),
  at: Instant,
  photoDocumentId: DocumentId.optional(),
});
export const Evidence = z.discriminatedUnion('kind', [form, chart, sheet]).meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof Evidence>;

/** What fulfils an obligation; which kind fits which duty: `FULFILS` in `functions/obligations`. Instants lie in the past. */
export const FulfilmentInput = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('evidence'), evidence: Evidence.optional() }),
    /** 電話など: whom, when, how. */
    z.strictObject({
      kind: z.literal('notification'),
      told: line(120).optional(),
      at: Instant.optional(),
      how: z.enum(['telephone', 'other']).default('telephone'),
      note: prose(500).optional(),
    }),
    /** Later consent: obtained (with its evidence) | refused (ends the access) | unreachable | deceased. */
    z.strictObject({
      kind: z.literal('laterConsent'),
      outcome: z.enum(['obtained', 'refused', 'unreachable', 'deceased']),
      evidence: Evidence.optional(),
      note: prose(500).optional(),
    }),
    /** 本人への説明 on recovery; a refusal then ends the access too. */
    z.strictObject({
      kind: z.literal('explanation'),
      explainedTo: line(120).optional(),
      at: Instant.optional(),
      outcome: z.enum(['explained', 'refused', 'unreachable', 'deceased']).default('explained'),
      note: prose(500).optional(),
    }),
  ])
  .meta({ id: 'FulfilmentInput' });
export type FulfilmentInput = z.infer<typeof FulfilmentInput>;

export const Fulfilment = z
  .strictObject({
    input: FulfilmentInput,
    /** `inbox`: the look-up itself told the disclosing facility; `link`: the patient was registered with a consent. */
    through: z.enum(['person', 'inbox', 'link']),
    by: StaffId,
    at: Instant,
  })
  .meta({ id: 'Fulfilment' });

/** One duty of one EMS grant, until its fulfilment (履行). */
export const Obligation = z
  .strictObject({
    obligationId: ObligationId,
    grantId: EmsGrantId,
    duty: ObligationDuty,
    /** The viewing facility, and the person who looked. */
    facilityId: FacilityId,
    staffId: StaffId,
    discloserFacilityId: FacilityId,
    localId: LocalId,
    person: PersonSummary,
    createdAt: Instant,
    dueAt: Instant,
    state: z.enum(['open', 'fulfilled', 'cancelled']),
    closedAt: Instant.optional(),
    fulfilment: Fulfilment.optional(),
    /** When the facility was reminded before and after the due date, and the network office told. */
    reminded: z.strictObject({ before: Instant.optional(), overdue: Instant.optional(), office: Instant.optional() }),
    version: z.int().positive(),
  })
  .meta({ id: 'Obligation' });
export type Obligation = z.infer<typeof Obligation>;

export const ObligationView = z
  .strictObject({
    ...Obligation.omit({ version: true }).shape,
    says: z.strictObject({ ja: z.string(), en: z.string() }),
    discloserName: z.string(),
    overdue: z.boolean(),
  })
  .meta({ id: 'ObligationView' });
export type ObligationView = z.infer<typeof ObligationView>;
