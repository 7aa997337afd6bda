import type { Evidence, FulfilmentInput, ObligationDuty } from '../../schemas/obligation.ts';
import type { InputOf } from '../../schemas/operation.ts';
import type { fulfilObligation } from '../../schemas/operations/obligations.ts';
import { instantOf, type JstMoment } from './jst-instant.ts';

export type EvidenceKind = Evidence['kind'];
export type Outcome = 'obtained' | 'explained' | 'refused' | 'unreachable' | 'deceased';

/** All that a fulfilment's form may hold; each duty sends its own part of it. */
export type FulfilmentForm = {
  evidence: EvidenceKind;
  keptAt: string;
  statement: string;
  confirmedBy: string;
  consentedBy: string;
  relation: string;
  moment: JstMoment;
  told: string;
  how: 'telephone' | 'other';
  outcome: Outcome;
  explainedTo: string;
  note: string;
};

type Kind = FulfilmentInput['kind'];
type Fits = { kind: Kind; evidence: readonly EvidenceKind[]; outcomes: readonly Outcome[] };
const only = (kind: Kind, evidence: readonly EvidenceKind[] = [], outcomes: readonly Outcome[] = []): Fits => ({
  kind,
  evidence,
  outcomes,
});

/** Which form belongs to which duty (the API says the same by FULFILMENT_UNFIT). */
export const FITS: Record<ObligationDuty, Fits> = {
  keepConsentForm: only('evidence', ['form']),
  recordInChart: only('evidence', ['chart']),
  recordInChartOrSheet: only('evidence', ['chart', 'sheet']),
  notifyBefore: only('notification'),
  notifyWithin7Days: only('notification'),
  obtainLaterConsent: only(
    'laterConsent',
    ['form', 'chart', 'sheet'],
    ['obtained', 'refused', 'unreachable', 'deceased'],
  ),
  explainToPatient: only('explanation', [], ['explained', 'refused', 'unreachable', 'deceased']),
};

/** A form with nothing in it but now, and who sits at the terminal. */
export const emptyForm = (duty: ObligationDuty, at: { now: JstMoment; staffName: string }): FulfilmentForm => ({
  evidence: FITS[duty].evidence[0] ?? 'form',
  keptAt: '',
  statement: '',
  confirmedBy: at.staffName,
  consentedBy: '',
  relation: '',
  moment: at.now,
  told: '',
  how: 'telephone',
  outcome: FITS[duty].outcomes[0] ?? 'obtained',
  explainedTo: '',
  note: '',
});

type Body = InputOf<typeof fulfilObligation>['body'];
type EvidenceBody = Extract<Body, { kind: 'evidence' }>['evidence'];

/** An empty field is an absent one: what is missing is then said at its field. */
const text = <K extends string>(name: K, value: string): { [P in K]?: string } =>
  (value.trim() === '' ? {} : { [name]: value }) as { [P in K]?: string };
const moment = <K extends string>(name: K, value: JstMoment): { [P in K]?: string } =>
  text(name, instantOf(value) ?? '');

/** What is missing is absent here though the shape requires it: the form's check then names the field. */
const evidenceOf = (form: FulfilmentForm): EvidenceBody => {
  const { evidence, keptAt, statement, confirmedBy, consentedBy, relation } = form;
  if (evidence === 'form') return { kind: 'form', ...text('keptAt', keptAt) };
  const written =
    evidence === 'chart'
      ? { kind: 'chart', ...text('statement', statement), ...moment('recordedAt', form.moment) }
      : {
          kind: 'sheet',
          ...text('confirmedBy', confirmedBy),
          ...text('consentedBy', consentedBy),
          ...text('relation', relation),
          ...moment('at', form.moment),
        };
  return written as EvidenceBody;
};

/** What is sent for one duty. */
export const fulfilmentOf = (duty: ObligationDuty, form: FulfilmentForm): Body => {
  const { kind } = FITS[duty];
  const { outcome } = form;
  switch (kind) {
    case 'evidence':
      return { kind, evidence: evidenceOf(form) };
    case 'notification':
      return {
        kind,
        ...text('told', form.told),
        ...moment('at', form.moment),
        how: form.how,
        ...text('note', form.note),
      };
    case 'laterConsent':
      return {
        kind,
        outcome: outcome === 'explained' ? 'obtained' : outcome,
        ...(outcome === 'obtained' && { evidence: evidenceOf(form) }),
        ...text('note', form.note),
      };
    case 'explanation':
      return {
        kind,
        outcome: outcome === 'obtained' ? 'explained' : outcome,
        ...(outcome === 'explained' && { ...text('explainedTo', form.explainedTo), ...moment('at', form.moment) }),
        ...text('note', form.note),
      };
  }
};
