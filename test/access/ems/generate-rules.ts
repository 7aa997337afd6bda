import type { Facility } from '../../../schemas/directory.ts';
import { type Area, type DisasterRule, RELAXATIONS, type Relaxation } from '../../../schemas/disaster.ts';
import type { DisasterRuleId, StaffId } from '../../../schemas/primitives.ts';
import type { Random } from '../random.ts';
import { after, before, border, shift } from './instants.ts';
import type { DeclaredRule } from './situation.ts';

const [FIRST, SECOND] = ['dis_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ', 'dis_01JD3Z2V6Q5W8X9Y0ABCDEFGK0'] as [
  DisasterRuleId,
  DisasterRuleId,
];
const DAY_MS = 86_400_000;
const ALL = Object.keys(RELAXATIONS) as Relaxation[];
const OFFICER = 'network-office.first' as StaffId;

type About = { now: string; viewer: Facility; discloser: Facility };

/** None; one; or one and another that goes on from it, or a drill beside it. */
export function rulesOf(random: Random, about: About): DeclaredRule[] {
  if (random.chance(0.3)) return [];
  const rule = ruleOf(random, about);
  const rules = random.chance(0.75) ? [rule] : [rule, random.chance(0.7) ? next(random, rule, about) : drill(rule)];
  return rules.map((one) => listed(random, one));
}

function ruleOf(random: Random, about: About): DisasterRule {
  const { now } = about;
  const from = random.chance(0.93) ? before(random, now) : border(random, now);
  const rule: DisasterRule = {
    ruleId: FIRST,
    mode: random.chance(0.94) ? 'real' : 'drill',
    basis: '2024年1月12日付け通知',
    viewingArea: areaOf(random, about.viewer),
    disclosingArea: areaOf(random, about.discloser),
    patients: 'evacuees',
    relaxations: relaxationsOf(random),
    from,
    until: random.chance(0.88) ? after(random, now) : border(random, now),
    continues: [],
    declaredBy: OFFICER,
    declaredAt: from,
    version: 1,
  };
  return ended(random, random.chance(0.87) ? approved(random, rule) : unapproved(random, rule, about), now);
}

/** As the circular of 2024-01-12 had it, all; or some, nearly always EMS for evacuees among them. */
function relaxationsOf(random: Random): Relaxation[] {
  if (random.chance(0.15)) return ALL;
  const [ems, ...others] = ALL;
  const some = random.some(others, 0.66);
  return ems && (some.length === 0 || random.chance(0.95)) ? [ems, ...some] : some;
}

/** Mostly where the facility lies: by its name, or by its municipality. */
function areaOf(random: Random, facility: Facility): Area {
  if (random.chance(0.04)) return { facilities: [], municipalities: ['七尾市'] };
  if (random.chance(0.5)) return { facilities: [facility.facilityId], municipalities: ['七尾市'] };
  return { facilities: [], municipalities: ['七尾市', facility.municipality] };
}

const approved = (random: Random, rule: DisasterRule): DisasterRule => ({
  ...rule,
  approvedBy: random.chance(0.93) ? ('network-office.second' as StaffId) : rule.declaredBy,
  approvedAt: rule.declaredAt,
});

/** Around the end of its first 24 hours, counted from where it begins or from where it was declared. */
function unapproved(random: Random, rule: DisasterRule, { now }: About): DisasterRule {
  if (random.chance(0.2)) return { ...rule, aloneUntil: random.chance(0.5) ? border(random, now) : after(random, now) };
  const begins = random.chance(0.5) ? border(random, shift(now, -DAY_MS)) : before(random, now);
  return random.chance(0.7)
    ? { ...rule, declaredAt: begins, from: random.chance(0.5) ? begins : rule.from }
    : { ...rule, from: begins, declaredAt: shift(begins, -2 * DAY_MS) };
}

function ended(random: Random, rule: DisasterRule, now: string): DisasterRule {
  if (random.chance(0.95)) return rule;
  return { ...rule, endedBy: OFFICER, endedAt: random.chance(0.5) ? border(random, now) : before(random, now) };
}

/** The same rule, extended: it begins where the other ends, or at once. */
function next(random: Random, rule: DisasterRule, { now }: About): DisasterRule {
  const { approvedBy: _by, approvedAt: _at, endedBy: _endedBy, endedAt: _endedAt, ...kept } = rule;
  const begun = { ...kept, ruleId: SECOND, from: rule.until < now ? rule.until : now, until: after(random, now) };
  return approved(random, { ...begun, continues: random.chance(0.9) ? [rule.ruleId] : [] });
}

const drill = (rule: DisasterRule): DisasterRule => ({
  ...rule,
  ruleId: SECOND,
  mode: 'drill',
  relaxations: ALL,
  approvedBy: 'network-office.second' as StaffId,
  approvedAt: rule.declaredAt,
});

/** What an edit behind the flag's back may change. */
const EDITS: ((rule: DisasterRule) => DisasterRule)[] = [
  (rule) => ({ ...rule, until: shift(rule.until, -DAY_MS) }),
  (rule) => ({ ...rule, from: shift(rule.from, DAY_MS) }),
  (rule) => ({ ...rule, mode: rule.mode === 'real' ? 'drill' : 'real' }),
  (rule) => ({ ...rule, basis: '口頭の指示' }),
  (rule) => ({ ...rule, declaredAt: shift(rule.declaredAt, -DAY_MS) }),
  (rule) => ({ ...rule, declaredBy: 'network-office.third' as StaffId }),
  ({ aloneUntil, ...rule }) => ({ ...rule, aloneUntil: shift(aloneUntil ?? rule.until, 1) }),
  (rule) => ({ ...rule, viewingArea: { ...rule.viewingArea, municipalities: ['加賀市'] } }),
  (rule) => ({ ...rule, disclosingArea: { ...rule.disclosingArea, facilities: [], municipalities: ['加賀市'] } }),
  (rule) => ({ ...rule, relaxations: rule.relaxations.length > 1 ? rule.relaxations.slice(1) : ALL }),
  (rule) => ({ ...rule, continues: [...rule.continues, 'dis_01JD3Z2V6Q5W8X9Y0ABCDEFGK9' as DisasterRuleId] }),
];

function listed(random: Random, rule: DisasterRule): DeclaredRule {
  if (random.chance(0.03)) return { rule };
  const { approvedBy: _by, approvedAt: _at, endedBy: _endedBy, endedAt: _endedAt, ...declared } = rule;
  return { rule, listedAs: random.chance(0.05) ? random.pick(EDITS)(declared) : declared };
}
