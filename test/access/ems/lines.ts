import type { DisasterRule, Relaxation } from '../../../schemas/disaster.ts';
import type { EmsStatement } from '../../../schemas/ems.ts';
import type { ObligationDuty } from '../../../schemas/obligation.ts';
import type { Emergency, Line, Refusal } from './situation.ts';

/** A line of the table and what it owes, or why there is none. */
export type Found = { line: Line; owes: ObligationDuty[]; consented: boolean } | { refusal: Refusal };

/** Who consented, or who can be asked at all: as far as it was said, and without contradiction. */
type Asked = 'able' | 'familyBefore' | 'familyLater' | 'nobodyReached' | 'unclear';
const NO_LINE: Found = { refusal: 'noLine' };

/** The line for somebody else's record. `rule`: the disaster rule between the two facilities. */
export function lineFor({ statement, settings }: Emergency, rule: DisasterRule | undefined): Found {
  if (statement.occasion === undefined) return NO_LINE;
  if (statement.occasion !== 'evacuee') return peacetime(statement, settings.n5);
  // Peacetime knows ambulances and walk-ins; evacuees came with the disaster, and only where a rule says so.
  if (rule === undefined || !rule.relaxations.includes('emsForEvacuees')) return { refusal: 'evacueeWithoutRule' };
  return disaster(statement, rule, settings.d3);
}

function whoWasAsked({ consent, patientAble, family }: EmsStatement): Asked {
  if (consent?.by === 'patient') return patientAble === false ? 'unclear' : 'able';
  if (consent?.by === 'family') {
    if (patientAble === true) return 'able';
    // That the patient is not able must be said; a family that consents was there.
    const contradicts = family === 'later' || family === 'not';
    return patientAble === undefined || contradicts ? 'unclear' : 'familyBefore';
  }
  // 取得不能 says that the patient could not be asked. Whoever could be asked and did not consent has said no, which is no way in.
  if (consent === undefined || patientAble === true) return 'unclear';
  if (family === 'later') return 'familyLater';
  return family === 'not' ? 'nobodyReached' : 'unclear';
}

/** A form is kept; words are written down. */
const evidenceOf = (form: 'written' | 'oral', oral: ObligationDuty): ObligationDuty =>
  form === 'written' ? 'keepConsentForm' : oral;

function peacetime(statement: EmsStatement, n5: Emergency['settings']['n5']): Found {
  const asked = whoWasAsked(statement);
  const form = statement.consent?.form;
  const unavoidable = statement.unavoidable !== undefined;
  if (asked === 'able' || asked === 'familyBefore') {
    if (form === undefined || (form === 'oral' && !unavoidable)) return NO_LINE;
    const [calm, urgent] = asked === 'able' ? (['N1', 'N2'] as const) : (['N3', 'N4'] as const);
    return { line: unavoidable ? urgent : calm, owes: [evidenceOf(form, 'recordInChart')], consented: true };
  }
  if (asked !== 'nobodyReached' || !unavoidable) return NO_LINE;
  if (n5 !== 'allowWithExplanation') return { refusal: 'networkDoesNotAllow' };
  return { line: 'N5', owes: ['explainToPatient'], consented: false };
}

function disaster(statement: EmsStatement, rule: DisasterRule, d3: Emergency['settings']['d3']): Found {
  const relaxed = (what: Relaxation) => rule.relaxations.includes(what);
  const asked = whoWasAsked(statement);
  if (asked === 'able' || asked === 'familyBefore') {
    const form = statement.consent?.form;
    if (form === undefined || (form === 'oral' && !relaxed('oralConsent'))) return NO_LINE;
    const spoken = relaxed('confirmationSheet') ? 'recordInChartOrSheet' : 'recordInChart';
    return { line: asked === 'able' ? 'D1' : 'D2', owes: [evidenceOf(form, spoken)], consented: true };
  }
  if (asked === 'unclear') return NO_LINE;
  if (asked === 'familyLater' && d3 === 'afterTheFact') {
    // Chart or sheet come with the consent that is obtained afterwards.
    const owes: ObligationDuty[] = ['obtainLaterConsent', 'explainToPatient'];
    return relaxed('consentAfterTheFact') ? { line: 'D3', owes, consented: false } : NO_LINE;
  }
  // Consent is left out: that leaves its reason behind.
  const reason = statement.reason ?? statement.unavoidable;
  if (!relaxed('consentOmitted') || reason === undefined) return NO_LINE;
  return { line: asked === 'familyLater' ? 'D3' : 'D4', owes: ['explainToPatient'], consented: false };
}

/** What the disclosing facility must be told. `open`: it is within its hours now. */
export function noticeOf(
  { occasion, contactAbsent }: EmsStatement,
  { rule, open }: { rule: DisasterRule | undefined; open: boolean },
): ObligationDuty[] {
  if (occasion === 'evacuee' && rule?.relaxations.includes('noticeOmitted')) return [];
  return [open && contactAbsent !== true ? 'notifyBefore' : 'notifyWithin7Days'];
}
