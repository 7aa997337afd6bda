import * as z from 'zod';
import { PersonSummary } from './person.ts';
import {
  Day,
  DisasterRuleId,
  EmsGrantId,
  EmsLookupId,
  FacilityId,
  Instant,
  LocalId,
  line,
  PatientId,
  prose,
  StaffId,
} from './primitives.ts';

/** A sentence for the screen. */
export const Sentence = z.strictObject({ ja: z.string(), en: z.string() }).meta({ id: 'Sentence' });
/** A rule that decided, with its sentence. */
export const SaidRule = z.strictObject({ id: z.string(), ja: z.string(), en: z.string() }).meta({ id: 'SaidRule' });

/** 利用場面: by ambulance, without a referral letter, or an evacuee (避難者) under a disaster rule. */
export const OCCASIONS = {
  ambulance: { ja: '救急搬送', en: 'By ambulance' },
  noReferral: { ja: '紹介状を持たずに受診', en: 'Without a referral letter' },
  evacuee: { ja: '避難者', en: 'Evacuee' },
} as const;
export const Occasion = z.enum(['ambulance', 'noReferral', 'evacuee']).meta({ id: 'EmsOccasion' });
export type Occasion = z.infer<typeof Occasion>;

/** Who consents (本人 | 家族等), or 取得不能. */
export const ConsentGiver = z.enum(['patient', 'family', 'unobtainable']).meta({ id: 'EmsConsentGiver' });
export type ConsentGiver = z.infer<typeof ConsentGiver>;
export const ConsentForm = z.enum(['written', 'oral']).meta({ id: 'EmsConsentForm' });

/** やむを得ない場合: a threat to life, or another reason in words. */
export const Unavoidable = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('lifeThreat') }),
    z.strictObject({ kind: z.literal('other'), words: prose(500) }),
  ])
  .meta({ id: 'EmsUnavoidable' });

/** What the person at the terminal states about the emergency; whatever can be computed (hours, areas, holidays) is not asked. */
export const EmsStatement = z
  .strictObject({
    occasion: Occasion.optional(),
    consent: z
      .strictObject({
        by: ConsentGiver,
        form: ConsentForm.optional(),
        relation: line(60).optional(),
        name: line(120).optional(),
      })
      .optional(),
    /** false: 意識不明等. A patient who consents is able. */
    patientAble: z.boolean().optional(),
    /** When the family could be asked: before the look, later, or not at all. A family that consents was reached before. */
    family: z.enum(['before', 'later', 'not']).optional(),
    unavoidable: Unavoidable.optional(),
    /** Why nobody could be asked, where a disaster rule waives consent. */
    reason: prose(500).optional(),
    /** 担当者不在: within the discloser's hours nobody could be reached. */
    contactAbsent: z.boolean().optional(),
    /** The patient is admitted: the access lasts for the stay. */
    inpatient: z.boolean().optional(),
  })
  .meta({ id: 'EmsStatement' });
export type EmsStatement = z.infer<typeof EmsStatement>;

/** What a look-up found, kept until it is confirmed; nobody's but the person's who asked. */
export const EmsLookup = z
  .strictObject({
    lookupId: EmsLookupId,
    staffId: StaffId,
    viewerFacilityId: FacilityId,
    facilityId: FacilityId,
    localId: LocalId,
    occasion: Occasion.optional(),
    person: PersonSummary,
    at: Instant,
    /** 30 minutes: after that the person at the terminal looks at the card again. */
    expiresAt: Instant,
    state: z.enum(['open', 'confirmed', 'wrongPatient']),
    grantId: EmsGrantId.optional(),
    version: z.int().positive(),
  })
  .meta({ id: 'EmsLookup' });
export type EmsLookup = z.infer<typeof EmsLookup>;

export const EXTENSION_REASONS = {
  inpatient: { ja: '入院', en: 'Admitted' },
  treatment: { ja: '治療継続', en: 'Treatment goes on' },
  other: { ja: 'その他', en: 'Other' },
} as const;

/** How an access ends before its time. */
export const ClosureReason = z.enum(['wrongPatient', 'noLongerNeeded', 'discharged']).meta({ id: 'EmsClosureReason' });
export type ClosureReason = z.infer<typeof ClosureReason>;

/** The time-limited access that a confirmed look-up yields. */
export const EmsGrant = z
  .strictObject({
    grantId: EmsGrantId,
    /** Whose record it opens. */
    facilityId: FacilityId,
    localId: LocalId,
    viewerFacilityId: FacilityId,
    /** As the disclosing facility knows the person, at the time of confirmation. */
    person: PersonSummary,
    /** E0: the viewer's own record, from outside (院外参照). */
    remote: z.boolean(),
    statement: EmsStatement,
    /** The rules that permitted it, and what they owed. */
    because: z.array(z.string()),
    owes: z.array(z.string()),
    /** The disaster rule it rests on: it ends when that rule, or the one that continues it, is no longer in force. */
    disasterRuleId: DisasterRuleId.optional(),
    openedBy: StaffId,
    openedAt: Instant,
    until: Instant,
    /** First day of the records it opens. */
    windowFrom: Day,
    state: z.enum(['live', 'closed', 'wrongPatient', 'refused', 'linked']),
    endedAt: Instant.optional(),
    endedBy: StaffId.optional(),
    closure: ClosureReason.optional(),
    extensions: z
      .array(
        z.strictObject({
          reason: prose(500),
          kind: z.enum(['inpatient', 'treatment', 'other']),
          at: Instant,
          by: StaffId,
          until: Instant,
        }),
      )
      .max(50),
    /** EMSマーク: stays until this is 0. */
    openObligations: z.int().nonnegative(),
    /** Messages between the two facilities. */
    messages: z.int().nonnegative(),
    /** The registration it was turned into. */
    patientId: PatientId.optional(),
    version: z.int().positive(),
  })
  .meta({ id: 'EmsGrant' });
export type EmsGrant = z.infer<typeof EmsGrant>;

/** Where a grant stands at this moment: `expired` and `ruleEnded` are computed, not stored. */
export const GrantStanding = z
  .enum(['live', 'expired', 'ruleEnded', 'closed', 'wrongPatient', 'refused', 'linked'])
  .meta({ id: 'EmsGrantStanding' });
export type GrantStanding = z.infer<typeof GrantStanding>;

/** A word of one facility to the other about an EMS look. */
export const EmsMessage = z
  .strictObject({
    messageId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
    from: FacilityId,
    by: StaffId,
    at: Instant,
    /** acknowledge 確認, question 照会, answer 回答 */
    kind: z.enum(['acknowledge', 'question', 'answer']),
    text: prose(1000).optional(),
  })
  .meta({ id: 'EmsMessage' });
export type EmsMessage = z.infer<typeof EmsMessage>;

const rule = z.array(SaidRule);
/** A duty as it would be, or is, owed. `dueWithinHours` 0: now, or beforehand. */
export const SaidDuty = z
  .strictObject({ duty: z.string(), ja: z.string(), en: z.string(), dueWithinHours: z.number().nonnegative() })
  .meta({ id: 'SaidDuty' });

/** One way in which the rules would decide, before anybody has pressed the last button. */
export const EmsOption = z
  .strictObject({
    occasion: Occasion.optional(),
    consent: ConsentGiver.optional(),
    form: ConsentForm.optional(),
    unavoidable: z.boolean(),
    patientAble: z.boolean().optional(),
    family: z.enum(['before', 'later', 'not']).optional(),
    label: Sentence,
    allowed: z.boolean(),
    because: rule,
    owes: z.array(SaidDuty),
    /** What must still be stated for this way: fields of the confirmation, as JSON pointers. */
    needs: z.array(z.strictObject({ pointer: z.string(), ja: z.string(), en: z.string() })),
  })
  .meta({ id: 'EmsOption' });
export type EmsOption = z.infer<typeof EmsOption>;

/** 訓練: what a drill rule would have opened and owed. Nothing is opened by it. */
export const DrillReport = z
  .strictObject({
    ruleId: DisasterRuleId,
    wouldAllow: z.boolean(),
    because: rule,
    owes: z.array(SaidDuty),
    /** Kinds of content that would have been opened. */
    wouldOpen: z.array(z.string()),
  })
  .meta({ id: 'DrillReport' });
export type DrillReport = z.infer<typeof DrillReport>;

/** A disaster rule in force as it is told to those whom it concerns. */
export const DisasterNotice = z
  .strictObject({
    ruleId: DisasterRuleId,
    mode: z.enum(['real', 'drill']),
    basis: z.string(),
    from: Instant,
    until: Instant,
    /** Whether the reader's facility may look under it, or its records be looked at. */
    concerns: z.array(z.enum(['viewing', 'disclosing'])),
    relaxations: z.array(z.string()),
    says: Sentence,
  })
  .meta({ id: 'DisasterNotice' });
export type DisasterNotice = z.infer<typeof DisasterNotice>;

/** How old what is stored is, while the latest data are asked for. */
export const DataAge = z
  .strictObject({
    fetchedAt: Instant.optional(),
    requestedAt: Instant.optional(),
    ageMinutes: z.int().nonnegative().optional(),
  })
  .meta({ id: 'DataAge' });

/** A grant as the viewer's facility sees it. */
export const EmsGrantView = z
  .strictObject({
    ...EmsGrant.omit({ version: true }).shape,
    standing: GrantStanding,
    /** The rule that continues an evacuee's rule may end later than the grant's own `until`. */
    effectiveUntil: Instant,
    facilityName: z.string(),
    rules: rule,
  })
  .meta({ id: 'EmsGrantView' });
export type EmsGrantView = z.infer<typeof EmsGrantView>;

/** An EMS use of a facility's records, as that facility's inbox shows it. */
export const EmsUse = z
  .strictObject({
    grantId: EmsGrantId,
    localId: LocalId,
    person: PersonSummary,
    viewerFacilityId: FacilityId,
    viewerFacilityName: z.string(),
    openedBy: StaffId,
    openedAt: Instant,
    until: Instant,
    standing: GrantStanding,
    remote: z.boolean(),
    occasion: Occasion.optional(),
    rules: rule,
    /** Why EMS was used, in the viewer's words where the rules asked for them. */
    reason: z.string().optional(),
    openObligations: z.int().nonnegative(),
    messages: z.int().nonnegative(),
  })
  .meta({ id: 'EmsUse' });
export type EmsUse = z.infer<typeof EmsUse>;

/** Why somebody matched a name search, and just enough to tell two people apart. */
export const EmsCandidate = z
  .strictObject({
    facilityId: FacilityId,
    facilityName: z.string(),
    localId: LocalId,
    person: PersonSummary,
    /** Town and last four digits; absent for people under protection (支援措置). */
    addressHead: z.string().optional(),
    phoneEnd: z.string().optional(),
    because: rule,
  })
  .meta({ id: 'EmsCandidate' });
export type EmsCandidate = z.infer<typeof EmsCandidate>;
