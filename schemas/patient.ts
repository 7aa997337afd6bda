import * as z from 'zod';
import { ContentType } from './content-types.ts';
import { Demographics, PersonSummary } from './person.ts';
import { FacilityId, Instant, LocalId, PatientId, StaffId } from './primitives.ts';

/** A person known to the network (連携患者). */
export const Patient = z
  .strictObject({
    patientId: PatientId,
    demographics: Demographics,
    registeredBy: FacilityId,
    registeredAt: Instant,
    state: z.enum(['active', 'merged']),
    mergedInto: PatientId.optional(),
    version: z.int().positive(),
  })
  .meta({ id: 'Patient' });
export type Patient = z.infer<typeof Patient>;

/** How a link came to be verified. */
export const LinkVerification = z.enum(['ownFacility', 'demographics', 'facility']).meta({ id: 'LinkVerification' });

/** 紐づけ: FacilityPatient ↔ Patient. Pending opens nothing. */
export const Link = z
  .strictObject({
    patientId: PatientId,
    facilityId: FacilityId,
    localId: LocalId,
    state: z.enum(['pending', 'verified', 'ended']),
    verifiedBy: LinkVerification.optional(),
    linkedBy: StaffId.optional(),
    linkedByFacility: FacilityId,
    linkedAt: Instant,
    verifiedAt: Instant.optional(),
    endedAt: Instant.optional(),
    version: z.int().positive(),
  })
  .meta({ id: 'Link' });
export type Link = z.infer<typeof Link>;

/**
 * What a patient's consents leave closed to EMS at one facility's record, copied there with every change of consent or link so that neither a
 * look-up nor a name search has to read the patient. `at`: since when.
 */
export const EmsBar = z
  .strictObject({
    at: Instant,
    /** 撤回, or this facility left out: closed to everybody. */
    everyone: z.boolean(),
    /** Facilities that the patient left out. */
    viewers: z.array(FacilityId).max(200),
    /** Kinds of content that the patient left out. */
    contents: z.array(ContentType).max(40),
  })
  .meta({ id: 'EmsBar' });
export type EmsBar = z.infer<typeof EmsBar>;

/** One facility's own record of a patient (施設患者): facility + local ID + its demographics. */
export const FacilityPatient = z
  .strictObject({
    facilityId: FacilityId,
    localId: LocalId,
    demographics: Demographics.optional(),
    /** The Patient this local ID is verified for; at most one. */
    linkedPatientId: PatientId.optional(),
    /** When the facility's system last sent anything; absent = not fetched (未取得). */
    fetchedAt: Instant.optional(),
    requestedAt: Instant.optional(),
    /** EMSマーク: how many EMS grants of this record still have an unfulfilled obligation. */
    emsOpen: z.int().nonnegative().optional(),
    /** 不同意 recorded when an EMS look was followed up: bars what needs no consent, and ends what was granted before. */
    emsRefusedAt: Instant.optional(),
    /** The last refusal or withdrawal, taken back or not: what was granted until then stays over. */
    emsEndedAt: Instant.optional(),
    /** What the linked patient's consents leave closed to EMS; absent where nothing is left out. See `EmsBar`. */
    emsBar: EmsBar.optional(),
    /** `emsBar` says what the consents say. Absent at a linked record of before EMS: there the patient has to be read. */
    emsBarCopied: z.literal(true).optional(),
    version: z.int().positive(),
  })
  .meta({ id: 'FacilityPatient' });
export type FacilityPatient = z.infer<typeof FacilityPatient>;

/** A patient as a facility with a right to it sees it. */
export const PatientView = z
  .strictObject({
    patientId: PatientId,
    demographics: Demographics,
    version: z.int(),
    registeredBy: FacilityId,
    registeredAt: Instant,
    /** This registration is a duplicate: the person's record goes on under that ID. */
    mergedInto: PatientId.optional(),
    links: z.array(
      Link.pick({
        facilityId: true,
        localId: true,
        state: true,
        verifiedBy: true,
        linkedByFacility: true,
        linkedAt: true,
        verifiedAt: true,
      }),
    ),
    consent: z.strictObject({
      state: z.enum(['none', 'inForce', 'withdrawn']),
      kinds: z.array(z.enum(['comprehensive', 'individual'])),
    }),
  })
  .meta({ id: 'PatientView' });
export type PatientView = z.infer<typeof PatientView>;

/** Why somebody may be the same person; sentences stand in the answer, for the screen. */
export const DuplicateCandidate = z
  .strictObject({
    patientId: PatientId,
    person: PersonSummary,
    certainty: z.enum(['same', 'likely', 'possible']),
    because: z.array(z.strictObject({ id: z.string(), ja: z.string(), en: z.string() })),
    linkedAtYourFacility: z.boolean(),
  })
  .meta({ id: 'DuplicateCandidate' });
export type DuplicateCandidate = z.infer<typeof DuplicateCandidate>;
