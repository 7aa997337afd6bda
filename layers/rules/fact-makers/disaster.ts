import { createHash } from 'node:crypto';
import type { Facility } from '../../../schemas/directory.ts';
import type { Area, DisasterRule, DisasterRuleView } from '../../../schemas/disaster.ts';

/** The feature flag `disaster-mode` as it was read; `unreadable`: missing or malformed, which means peacetime. */
export type FlagState =
  | { state: 'on'; entries: readonly { ruleId: string; hash: string }[] }
  | { state: 'off' }
  | { state: 'unreadable' };

/** A rule that nobody else has approved holds this long, from its declaration or its start, whichever is later. */
export const UNAPPROVED_HOURS = 24;
const HOUR_MS = 3_600_000;

const sorted = (names: readonly string[]): string[] => [...names].sort();
const canonicalArea = ({ facilities, municipalities }: Area) => ({
  facilities: sorted(facilities),
  municipalities: sorted(municipalities),
});

/**
 * First 16 hexadecimal digits of the SHA-256 over what decides: who approved or ended it is not in it, since that changes while the rule stands.
 * `continues` keeps its order.
 */
export function disasterRuleHash(rule: DisasterRule): string {
  const deciding = {
    ruleId: rule.ruleId,
    mode: rule.mode,
    basis: rule.basis,
    viewingArea: canonicalArea(rule.viewingArea),
    disclosingArea: canonicalArea(rule.disclosingArea),
    patients: rule.patients,
    relaxations: sorted(rule.relaxations),
    from: rule.from,
    until: rule.until,
    continues: rule.continues,
    declaredBy: rule.declaredBy,
    declaredAt: rule.declaredAt,
    aloneUntil: rule.aloneUntil,
  };
  return createHash('sha256').update(JSON.stringify(deciding)).digest('hex').slice(0, 16);
}

/** The first instant at which a rule may hold. Throws RangeError where it has no real instants. */
export const beginsAt = ({ declaredAt, from }: Pick<DisasterRule, 'declaredAt' | 'from'>): string =>
  new Date(Math.max(Date.parse(declaredAt), Date.parse(from))).toISOString();

/** The instant from which a rule holds no longer unless somebody else has approved it. Throws RangeError where the rule has no real instants. */
export const unapprovedUntil = (rule: Pick<DisasterRule, 'declaredAt' | 'from' | 'aloneUntil'>): string =>
  rule.aloneUntil ?? new Date(Date.parse(beginsAt(rule)) + UNAPPROVED_HOURS * HOUR_MS).toISOString();

/** Approval by whoever declared the rule is none. */
export const isApproved = ({ approvedBy, declaredBy }: DisasterRule): boolean =>
  approvedBy !== undefined && approvedBy !== declaredBy;

/** Whether a flag lists a rule: with its hash alone, or with any other. */
function listing(rule: DisasterRule, flag: FlagState): 'listed' | 'mismatch' | 'absent' {
  const entries = flag.state === 'on' ? flag.entries.filter(({ ruleId }) => ruleId === rule.ruleId) : [];
  if (entries.length === 0) return 'absent';
  const hash = disasterRuleHash(rule);
  return entries.every((entry) => entry.hash === hash) ? 'listed' : 'mismatch';
}

/**
 * Where a rule stands at an instant. Every period is half-open: in force at `from`, no longer at `until`, and 24 hours without approval are
 * over at their last millisecond's end. A mismatch is said before anything else that may still change.
 */
export function ruleStanding(rule: DisasterRule, at: { flag: FlagState; now: string }): DisasterRuleView['standing'] {
  const now = Date.parse(at.now);
  if (rule.endedAt !== undefined) return 'ended';
  if (!(now < Date.parse(rule.until))) return 'past';
  const listed = listing(rule, at.flag);
  if (listed === 'mismatch') return 'mismatch';
  if (!(Date.parse(rule.from) <= now)) return 'notYet';
  if (!isApproved(rule) && !(now < Date.parse(unapprovedUntil(rule)))) return 'awaitingApproval';
  return listed === 'listed' ? 'inForce' : 'awaitingFlag';
}

export type InForce = {
  real: DisasterRule[];
  drills: DisasterRule[];
  /** Listed by the flag, while the record is missing, ended, past, of another hash, or was not approved in time. */
  mismatched: string[];
};

/** The rules that record and flag agree on, newest first. A flag without its record, or a record without its flag, opens nothing. */
export function rulesInForce(read: { rules: readonly DisasterRule[]; flag: FlagState; now: string }): InForce {
  const { rules, flag, now } = read;
  const standing = new Map(rules.map((rule) => [rule.ruleId as string, ruleStanding(rule, { flag, now })]));
  const inForce = rules.filter((rule) => standing.get(rule.ruleId) === 'inForce').sort(newestFirst);
  const listed = flag.state === 'on' ? [...new Set(flag.entries.map(({ ruleId }) => ruleId))] : [];
  return {
    real: inForce.filter(({ mode }) => mode === 'real'),
    drills: inForce.filter(({ mode }) => mode === 'drill'),
    mismatched: listed.filter((ruleId) => NOT_APPLIED.has(standing.get(ruleId))),
  };
}

/** What is switched on and does not hold; what has not begun yet was listed in good time. */
const NOT_APPLIED: ReadonlySet<DisasterRuleView['standing'] | undefined> = new Set([
  'mismatch',
  'ended',
  'past',
  'awaitingApproval',
  undefined,
]);

const newestFirst = (one: DisasterRule, other: DisasterRule): number =>
  Date.parse(other.declaredAt) - Date.parse(one.declaredAt) || (one.ruleId < other.ruleId ? 1 : -1);

type Place = Pick<Facility, 'facilityId' | 'municipality'>;

const includes = ({ facilities, municipalities }: Area, { facilityId, municipality }: Place): boolean =>
  facilities.includes(facilityId) || municipalities.includes(municipality);

/** The rule between two facilities: the first in whose areas both lie, so that relaxations of two rules never add up. */
export const ruleBetween = (
  rules: readonly DisasterRule[],
  pair: { viewer: Place; discloser: Place },
): DisasterRule | undefined =>
  rules.find((rule) => includes(rule.viewingArea, pair.viewer) && includes(rule.disclosingArea, pair.discloser));

/** As what a rule concerns a facility: it may look under it, its records may be looked at, both, or neither. */
export const concernsOf = (rule: DisasterRule, facility: Place): ('viewing' | 'disclosing')[] => [
  ...(includes(rule.viewingArea, facility) ? (['viewing'] as const) : []),
  ...(includes(rule.disclosingArea, facility) ? (['disclosing'] as const) : []),
];
