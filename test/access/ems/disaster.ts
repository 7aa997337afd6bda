import type { Facility } from '../../../schemas/directory.ts';
import type { Area, DisasterRule } from '../../../schemas/disaster.ts';
import type { DeclaredRule, Emergency } from './situation.ts';

const DAY_MS = 86_400_000;

/** Disaster rules that hold now: real, within their period, approved by another person or in their first day, not ended, listed as they are. */
export function rulesThatHold({ now, rules, flag }: Emergency): DisasterRule[] {
  if (flag !== 'on') return [];
  return rules.filter((declared) => isListedAsItIs(declared) && holds(declared.rule, now)).map(({ rule }) => rule);
}

function holds(rule: DisasterRule, now: string): boolean {
  if (rule.mode === 'drill' || rule.endedAt !== undefined) return false;
  if (now < rule.from || now >= rule.until) return false;
  if (rule.approvedBy !== undefined && rule.approvedBy !== rule.declaredBy) return true;
  if (rule.aloneUntil !== undefined) return now < rule.aloneUntil;
  const begins = rule.declaredAt > rule.from ? rule.declaredAt : rule.from;
  return Date.parse(now) - Date.parse(begins) < DAY_MS;
}

const DECIDING = [
  'ruleId',
  'mode',
  'basis',
  'viewingArea',
  'disclosingArea',
  'patients',
  'relaxations',
  'from',
  'until',
  'continues',
  'declaredBy',
  'declaredAt',
  'aloneUntil',
] as const satisfies (keyof DisasterRule)[];

/** Whatever decides is still what stood in the record when the flag listed it; approval comes later and is no part of it. */
const isListedAsItIs = ({ rule, listedAs }: DeclaredRule): boolean =>
  listedAs !== undefined && DECIDING.every((part) => JSON.stringify(rule[part]) === JSON.stringify(listedAs[part]));

const lies = (facility: Facility, area: Area): boolean =>
  area.facilities.includes(facility.facilityId) || area.municipalities.includes(facility.municipality);

/** The rule under which one facility may look at another's records of evacuees. */
export const ruleFor = (
  situation: Emergency,
  { viewer, discloser }: { viewer: Facility; discloser: Facility },
): DisasterRule | undefined =>
  rulesThatHold(situation).find((rule) => lies(viewer, rule.viewingArea) && lies(discloser, rule.disclosingArea));
