import { afterAll, describe, expect, it } from '@jest/globals';
import { decideWith, relevantFacts } from '../../../layers/rules/evaluate.ts';
import type { Fact, Facts } from '../../../layers/rules/facts.ts';
import { concerns, type Rule, type RuleAct } from '../../../layers/rules/rule.ts';
import { TABLE } from '../../../layers/rules/table.ts';
import { ACTS } from '../../../schemas/acts.ts';
import { type Branch, everyCombination, factsOf, type Value } from './combinations.ts';

const EVERY_ACT: readonly RuleAct[] = [...ACTS, 'content.open', 'content.openByGrant'];
const DISASTER = [
  'disasterInForce',
  'relaxesEms',
  'relaxesOral',
  'relaxesSheet',
  'relaxesAfter',
  'relaxesConsent',
  'relaxesNotice',
] as const satisfies Fact[];

let combinations = 0n;
let branches = 0;
afterAll(() => {
  console.log(
    `rules: ${combinations.toLocaleString('en')} combinations of facts over ${EVERY_ACT.length} acts, decided on ${branches.toLocaleString('en')} branches`,
  );
});

/** One case: a branch with a value for each fact that a sentence asks about, whether or not it makes a difference. */
type Case = {
  is: (fact: Fact) => boolean;
  isNot: (fact: Fact) => boolean;
  facts: Facts;
  because: string[];
  owes: Set<string>;
};

/** A plain throw: an `expect` for each of some hundred thousand cases would take minutes. */
const must = (holds: boolean, said: string, { facts }: Pick<Case, 'facts'>): void => {
  if (!holds) throw new Error(`${said}: ${JSON.stringify(facts)}`);
};

const EACH: readonly Value[] = ['true', 'false', 'unknown'];
const spelledOut = (values: readonly Value[]): Value[][] =>
  values.reduce<Value[][]>(
    (lists, value) => lists.flatMap((list) => (value === 'any' ? EACH : [value]).map((each) => [...list, each])),
    [[]],
  );

/** Every case of an act that ends so, with all values of the facts `about`. Gives how many there were. */
const everyCase = (
  ask: { act: RuleAct; decision: Branch['decision']; about?: readonly Fact[]; rules?: readonly Rule[] },
  check: (found: Case) => void,
): number => {
  const { act, about = [], rules = TABLE } = ask;
  const facts = relevantFacts(rules, act);
  let found = 0;
  everyCombination({ rules, act }, (branch) => {
    if (branch.decision !== ask.decision) return;
    const because = branch.because.map(({ id }) => id);
    const owes = new Set<string>(branch.because.flatMap((rule) => rule.owes));
    const base = factsOf(branch, facts);
    for (const values of spelledOut(about.map(branch.of))) {
      found += 1;
      const said = Object.fromEntries(
        about.flatMap((fact, index) => (values[index] === 'unknown' ? [] : [[fact, values[index] === 'true']])),
      ) as Facts;
      const all = { ...base, ...said };
      check({ is: (fact) => all[fact] === true, isNot: (fact) => all[fact] === false, facts: all, because, owes });
    }
  });
  return found;
};
const allowed = (act: RuleAct, about: readonly Fact[], check: (found: Case) => void): number =>
  everyCase({ act, about, decision: 'allow' }, check);

const inOrder = (rules: readonly Rule[]): string =>
  TABLE.filter((rule) => rules.includes(rule))
    .map(({ id }) => id)
    .join();

describe('for every combination of facts of every act', () => {
  it.each(EVERY_ACT)('%s is decided as the rules’ own evaluation decides, with nothing left out', (act) => {
    const facts = relevantFacts(TABLE, act);
    let covered = 0n;
    const asked = everyCombination({ rules: TABLE, act }, (branch) => {
      covered += 3n ** BigInt(branch.open);
      branches += 1;
      const known = factsOf(branch, facts);
      const left = facts.filter((fact) => branch.of(fact) === 'any');
      // What the branch leaves open makes no difference: all of it unknown, true and false.
      for (const value of [undefined, true, false]) {
        const filled = value === undefined ? {} : Object.fromEntries(left.map((fact) => [fact, value]));
        const decided = decideWith(TABLE, { act, facts: { ...known, ...filled } });
        must(decided.decision === branch.decision, 'decided otherwise', { facts: known });
        if (branch.decision === 'allow')
          must(decided.because.join() === inOrder(branch.because), 'for other reasons', { facts: known });
      }
    });
    const all = 3n ** BigInt(asked);
    expect(covered).toBe(all);
    combinations += all;
  });

  it.each(EVERY_ACT)('%s is never permitted by what is unknown', (act) => {
    const rows = TABLE.filter((rule) => concerns(rule, act));
    const cases = allowed(act, [], (found) => {
      // A permit of which everything is known, and for every bar something known that lifts it: no completion of the unknown can change that.
      const certain = rows.some(
        ({ effect, when, unless }) => effect === 'permit' && when.every(found.is) && unless.every(found.isNot),
      );
      must(certain, 'permitted by something unknown', found);
      const bars = rows.filter(({ effect }) => effect === 'forbid');
      must(
        bars.every(({ when, unless }) => when.some(found.isNot) || unless.some(found.is)),
        'a bar is not known to be lifted',
        found,
      );
    });
    expect(cases).toBeGreaterThan(0);
  });

  it.each(EVERY_ACT)('%s is permitted to nobody more when a permit or a duty is taken out of the table', (act) => {
    const removable = TABLE.filter((rule) => concerns(rule, act) && rule.effect !== 'forbid');
    for (const gone of removable) {
      const rules = TABLE.filter((rule) => rule !== gone);
      everyCase({ act, rules, decision: 'allow' }, (found) => {
        const whole = decideWith(TABLE, { act, facts: found.facts });
        must(whole.decision === 'allow', `wider without ${gone.id}`, found);
      });
    }
    expect(removable.length).toBeGreaterThan(0);
  });

  it.each(EVERY_ACT)('%s is refused to whoever is suspended, has no session, or is nobody', (act) => {
    const about = ['isSystem', 'scopeIsStaff', 'staffActive', 'subMatches', 'sessionCurrent'] as const;
    const cases = allowed(act, about, (found) => {
      const { is } = found;
      must(is('facilityActive'), 'no facility', found);
      must(is('isSystem') || (is('scopeIsStaff') && is('staffActive') && is('subMatches')), 'nobody', found);
      must(is('isSystem') || act === 'session.open' || is('sessionCurrent'), 'no session', found);
    });
    expect(cases).toBeGreaterThan(0);
  });
});

describe('no look', () => {
  it('opens a content of another facility without a consent in force and the own verified link', () => {
    const found = allowed('content.open', [], ({ is, facts }) => {
      must(is('ownLinkVerified') && is('contentPublished') && is('worksWithPatients'), 'no link', { facts });
      const consented = [
        'consentInForce',
        'consentCoversPair',
        'consentCoversContent',
        'disclosedLinkVerified',
      ] as const;
      must(is('ownRecord') || consented.every(is), 'no consent', { facts });
    });
    expect(found).toBeGreaterThan(0);
  });

  it('opens a content by an EMS access that is not live, another facility’s, refused, left out or not published', () => {
    const found = allowed('content.openByGrant', [], ({ is, isNot, facts }) => {
      const needed = ['grantOfCaller', 'grantLive', 'contentPublished'] as const;
      must(needed.every(is), 'not by a live grant', { facts });
      // From outside a facility sees its own record: whatever the patient left out was left out for others.
      must(is('contentNotLeftOut') || is('ownRecord'), 'left out', { facts });
      must(isNot('refusedSinceGrant'), 'refused', { facts });
    });
    expect(found).toBeGreaterThan(0);
  });

  it.each(['ems.timeline', 'ems.document', 'ems.content'] as const)(
    'of %s is begun without all that EMS needs',
    (act) => {
      const found = allowed(act, [], ({ is, isNot, facts }) => {
        must(is('grantOfCaller') && is('grantLive'), 'not by a live grant', { facts });
        must(is('hasEmsPrivilege') && is('isMedicalInstitution'), 'no privilege', { facts });
        must(isNot('refusedSinceGrant'), 'refused', { facts });
        must(act === 'ems.timeline' || is('withinEmsWindow'), 'outside the window', { facts });
      });
      expect(found).toBeGreaterThan(0);
    },
  );

  it.each(['look.timeline', 'look.document', 'look.content'] as const)('of %s is begun without the own link', (act) => {
    const found = allowed(act, [], ({ is, facts }) => {
      const registering = act === 'look.timeline' && is('registeredByCaller') && is('ownLinkAbsent');
      must(is('ownLinkVerified') || registering, 'no link', { facts });
    });
    expect(found).toBeGreaterThan(0);
  });
});

/** What opens a record: the other rows of this act (another person was found) open nothing. */
const opensRecord = ({ because }: Case): boolean => because.some((id) => /^EMS-[END]\d/.test(id));

describe('an EMS access', () => {
  const about = ['consentTaken', 'askedRecordIsOwn', 'refused', 'reasonGiven', 'unavoidable'] as const;

  it('is opened by nobody without the privilege, a medical institution, the confirmed person and an opted-in facility', () => {
    let opened = 0;
    allowed('ems.confirm', [], (found) => {
      must(
        ['hasEmsPrivilege', 'isMedicalInstitution'].every((fact) => found.is(fact as Fact)),
        'no privilege',
        found,
      );
      if (!opensRecord(found)) return;
      opened += 1;
      must(found.is('personConfirmed') && found.is('openedForEms'), 'something is missing', found);
    });
    expect(opened).toBeGreaterThan(0);
  });

  it('is opened against a refusal by a new consent alone', () => {
    let against = 0;
    allowed('ems.confirm', about, (found) => {
      if (!opensRecord(found) || found.isNot('refused')) return;
      against += 1;
      must(found.is('consentTaken') || found.is('askedRecordIsOwn'), 'against a refusal', found);
    });
    expect(against).toBeGreaterThan(0);
  });

  it('without consent leaves a reason and a duty; without notice it says which rule waived it', () => {
    let waived = 0;
    allowed('ems.confirm', about, (found) => {
      const { is, owes, because } = found;
      if (!opensRecord(found) || is('askedRecordIsOwn')) return;
      if (is('consentTaken')) {
        const evidence = ['keepConsentForm', 'recordInChart', 'recordInChartOrSheet'];
        must(
          evidence.some((duty) => owes.has(duty)),
          'no evidence',
          found,
        );
      } else {
        waived += 1;
        must(is('reasonGiven') || owes.has('obtainLaterConsent'), 'no reason', found);
        must(owes.has('explainToPatient'), 'no duty', found);
      }
      const notice = owes.has('notifyBefore') || owes.has('notifyWithin7Days');
      must(notice || because.includes('EMS-NOTICE-3'), 'no notice', found);
    });
    expect(waived).toBeGreaterThan(0);
  });
});

describe('a disaster rule', () => {
  const act = 'ems.confirm' as const;
  const inPeacetime = Object.fromEntries(DISASTER.map((fact) => [fact, false]));

  it('allows nothing beyond peacetime and what it relaxes, each for evacuees alone', () => {
    let beyond = 0;
    allowed(act, ['isEvacuee', 'disasterInForce', 'relaxesEms'], (found) => {
      const { is, isNot, facts } = found;
      if (decideWith(TABLE, { act, facts: { ...facts, ...inPeacetime } }).decision === 'allow') return;
      beyond += 1;
      must(is('disasterInForce') && is('isEvacuee') && is('relaxesEms'), 'not for an evacuee under a rule', found);
      const consented = is('consentTaken') && (is('consentWritten') || (is('consentOral') && is('relaxesOral')));
      const later = isNot('patientAble') && is('familyLater') && is('relaxesAfter');
      const omitted =
        isNot('patientAble') &&
        is('relaxesConsent') &&
        is('reasonGiven') &&
        ((is('familyLater') && is('d3Omitted')) || is('familyNot'));
      must(consented || later || omitted, 'nothing relaxes this', found);
    });
    expect(beyond).toBeGreaterThan(0);
  });

  it.each(['allow', 'refuse'] as const)(
    'changes nothing outside its areas and period, and nothing for who is no evacuee (%s)',
    (decision) => {
      let outside = 0;
      everyCase({ act, decision, about: ['disasterInForce', 'isEvacuee'] }, (found) => {
        if (found.is('disasterInForce') && found.is('isEvacuee')) return;
        outside += 1;
        const [now, peace] = [found.facts, { ...found.facts, ...inPeacetime }].map((facts) =>
          decideWith(TABLE, { act, facts }),
        );
        must(now?.decision === peace?.decision, 'decides otherwise', found);
        must(peace?.owes.every((duty) => now?.owes.includes(duty)) ?? false, 'owes less', found);
      });
      expect(outside).toBeGreaterThan(0);
    },
  );
});
