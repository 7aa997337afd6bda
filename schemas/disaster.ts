import * as z from 'zod';
import { DisasterRuleId, FacilityId, Instant, line, prose, StaffId } from './primitives.ts';

/** What a disaster rule may relax: a fixed list, each named by the rows of the rules table that rest on it. */
export const RELAXATIONS = {
  emsForEvacuees: { ja: '避難者へのEMSの利用', en: 'EMS for evacuees' },
  oralConsent: { ja: '口頭の同意', en: 'oral consent' },
  confirmationSheet: { ja: '同意確認書による記録', en: 'confirmation sheet instead of a chart record' },
  consentAfterTheFact: { ja: '家族等の事後の同意', en: "the family's consent after the fact" },
  consentOmitted: { ja: '同意の省略', en: 'consent omitted' },
  noticeOmitted: { ja: '公開施設への連絡の省略', en: 'notice to the disclosing facility omitted' },
} as const;
const relaxations = Object.keys(RELAXATIONS) as [keyof typeof RELAXATIONS, ...(keyof typeof RELAXATIONS)[]];
export const Relaxation = z.enum(relaxations).meta({ id: 'Relaxation' });
export type Relaxation = z.infer<typeof Relaxation>;

/** Facilities by name, and all member facilities of whole municipalities. At least one of either. */
export const Area = z
  .strictObject({ facilities: z.array(FacilityId).max(500), municipalities: z.array(line(60)).max(100) })
  .refine(({ facilities, municipalities }) => facilities.length + municipalities.length > 0)
  .meta({ id: 'Area' });
export type Area = z.infer<typeof Area>;

/** What decides: everything that the rule's hash covers. */
const deciding = {
  /** drill 訓練: decided beside the real rules; opens nothing. */
  mode: z.enum(['real', 'drill']),
  /** The circular or decision it rests on. */
  basis: prose(500),
  viewingArea: Area,
  disclosingArea: Area,
  patients: z.literal('evacuees'),
  relaxations: z.array(Relaxation).min(1).max(6),
};

/** 臨時運用ルール: temporary, bounded, declared by one person of the network office and approved by another. */
export const DisasterRule = z
  .strictObject({
    ruleId: DisasterRuleId,
    ...deciding,
    from: Instant,
    until: Instant,
    /** Rules that this one goes on from, the first of them first: grants that rest on those stay live. */
    continues: z.array(DisasterRuleId).max(40),
    declaredBy: StaffId,
    declaredAt: Instant,
    /** Where its 24 hours without approval are not its own: until when it holds unapproved. What it goes on from, or another rule of whoever declared it, began them. */
    aloneUntil: Instant.optional(),
    approvedBy: StaffId.optional(),
    approvedAt: Instant.optional(),
    endedBy: StaffId.optional(),
    endedAt: Instant.optional(),
    endReason: prose(500).optional(),
    version: z.int().positive(),
  })
  .meta({ id: 'DisasterRule' });
export type DisasterRule = z.infer<typeof DisasterRule>;

export const DisasterRuleInput = z
  .strictObject({ ...deciding, from: Instant.optional().meta({ description: 'default: now' }), until: Instant })
  .meta({ id: 'DisasterRuleInput' });
export type DisasterRuleInput = z.infer<typeof DisasterRuleInput>;

export const DisasterRuleView = z
  .strictObject({
    ...DisasterRule.shape,
    /** What the flag must list for the rule to come into force: `ruleId:hash`. */
    hash: z.string(),
    /** inForce; awaitingFlag: approved (or within its first 24 h) and not listed; awaitingApproval; notYet; past; ended; mismatch: listed with another hash. */
    standing: z.enum(['inForce', 'awaitingFlag', 'awaitingApproval', 'notYet', 'past', 'ended', 'mismatch']),
    /** Where nobody approves, it holds no longer than this. */
    unapprovedUntil: Instant.optional(),
  })
  .meta({ id: 'DisasterRuleView' });
export type DisasterRuleView = z.infer<typeof DisasterRuleView>;

/** The network's own choices where the circulars leave one. */
export const NetworkSettings = z
  .strictObject({
    /** N5 (個人情報保護法20条2項2号, 27条1項2号): no default; until the network has chosen, N5 permits nothing. */
    n5: z.enum(['allowWithExplanation', 'refuse']).optional(),
    /** D3: the family consents after the fact, or consent is taken as omitted. */
    d3: z.enum(['afterTheFact', 'omitted']),
    /** Whether the look-up's own message to the discloser's inbox is the notice beforehand. */
    inboxIsNotice: z.boolean(),
    /** Days of records that an EMS look opens, today included. */
    windowDays: z.int().min(1).max(400),
    grantHours: z.int().min(1).max(336),
    inpatientDays: z.int().min(1).max(180),
    /** Days until evidence, later consent and the explanation are due. */
    evidenceDays: z.int().min(1).max(90),
    laterConsentDays: z.int().min(1).max(180),
    explanationDays: z.int().min(1).max(365),
    version: z.int().nonnegative(),
  })
  .meta({ id: 'NetworkSettings' });
export type NetworkSettings = z.infer<typeof NetworkSettings>;

/** In force until the network office has set its own. */
export const DEFAULT_SETTINGS: NetworkSettings = {
  d3: 'afterTheFact',
  inboxIsNotice: false,
  windowDays: 31,
  grantHours: 96,
  inpatientDays: 30,
  evidenceDays: 7,
  laterConsentDays: 30,
  explanationDays: 90,
  version: 0,
};
