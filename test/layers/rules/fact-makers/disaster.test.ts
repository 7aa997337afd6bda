import { describe, expect, it } from '@jest/globals';
import {
  concernsOf,
  disasterRuleHash,
  type FlagState,
  ruleBetween,
  ruleStanding,
  rulesInForce,
  unapprovedUntil,
} from '../../../../layers/rules/index.ts';
import type { DisasterRule } from '../../../../schemas/disaster.ts';
import type { DisasterRuleId, FacilityId, StaffId } from '../../../../schemas/primitives.ts';
import { clinic, disasterRule, hospital } from '../ems-world.ts';

const NOW = '2024-01-13T00:00:00.000Z';
const rule = disasterRule();
const listing = (...rules: DisasterRule[]): FlagState => ({
  state: 'on',
  entries: rules.map((one) => ({ ruleId: one.ruleId, hash: disasterRuleHash(one) })),
});
const at = (now: string, of: DisasterRule = rule) => ruleStanding(of, { flag: listing(of), now });
const unapproved = (change: Partial<DisasterRule> = {}): DisasterRule => {
  const { approvedBy: _by, approvedAt: _at, ...declared } = disasterRule(change);
  return declared;
};
const other = (digit: string) => `dis_01JD3Z2V6Q5W8X9Y0ABCDEFGH${digit}` as DisasterRuleId;

describe('the hash of a disaster rule', () => {
  it('is 16 hexadecimal digits, whatever the order of what has none', () => {
    expect(disasterRuleHash(rule)).toMatch(/^[0-9a-f]{16}$/);
    const turned = disasterRule({
      relaxations: [...rule.relaxations].reverse(),
      viewingArea: { facilities: [], municipalities: [...rule.viewingArea.municipalities].reverse() },
    });
    expect(disasterRuleHash(turned)).toBe(disasterRuleHash(rule));
  });

  it('changes with whatever decides', () => {
    const changes: Partial<DisasterRule>[] = [
      { ruleId: other('A') },
      { mode: 'drill' },
      { basis: '別の通知' },
      { viewingArea: { ...rule.viewingArea, facilities: [clinic.facilityId] } },
      { disclosingArea: { ...rule.disclosingArea, municipalities: ['輪島市', '珠洲市'] } },
      { viewingArea: rule.disclosingArea, disclosingArea: rule.viewingArea },
      { relaxations: [...rule.relaxations, 'consentOmitted'] },
      { from: '2024-01-11T15:00:00.001Z' },
      { until: '2024-02-11T15:00:00.001Z' },
      { continues: [other('A')] },
      { declaredAt: '2024-01-13T00:00:00.000Z' },
      { declaredBy: 'network-office.suzuki' as StaffId },
      { aloneUntil: '2024-01-12T00:00:00.000Z' },
    ];
    const hashes = changes.map((change) => disasterRuleHash(disasterRule(change)));
    expect(new Set([...hashes, disasterRuleHash(rule)]).size).toBe(changes.length + 1);
  });

  it('does not change by approval or end', () => {
    const ended = disasterRule({ endedAt: NOW, endedBy: 'network-office.sato' as StaffId, version: 9 });
    expect(disasterRuleHash(ended)).toBe(disasterRuleHash(rule));
    expect(disasterRuleHash(unapproved())).toBe(disasterRuleHash(rule));
  });
});

describe('a disaster rule', () => {
  it.each<[string, DisasterRule]>([
    ['2024-01-11T14:59:59.999Z', rule],
    ['2024-01-11T14:59:59.999Z', unapproved()],
  ])('has not begun the millisecond before JST midnight of its first day (%s)', (now, of) => {
    expect(at(now, of)).toBe('notYet');
  });

  it('is in force from its first instant and over at its last', () => {
    expect(at('2024-01-11T15:00:00.000Z')).toBe('inForce');
    expect(at('2024-02-11T14:59:59.999Z')).toBe('inForce');
    expect(at('2024-02-11T15:00:00.000Z')).toBe('past');
    expect(at('2024-02-11T15:00:00.001Z')).toBe('past');
  });

  it('holds 24 hours from its start without approval, where it was declared before', () => {
    const alone = unapproved();
    expect(unapprovedUntil(alone)).toBe('2024-01-12T15:00:00.000Z');
    expect(at('2024-01-12T14:59:59.999Z', alone)).toBe('inForce');
    expect(at('2024-01-12T15:00:00.000Z', alone)).toBe('awaitingApproval');
  });

  it('holds 24 hours from its declaration without approval, where it was declared after its start', () => {
    const late = unapproved({ declaredAt: '2024-01-12T03:00:00.000Z' });
    expect(unapprovedUntil(late)).toBe('2024-01-13T03:00:00.000Z');
    expect(at('2024-01-13T02:59:59.999Z', late)).toBe('inForce');
    expect(at('2024-01-13T03:00:00.000Z', late)).toBe('awaitingApproval');
  });

  it('whose 24 hours were had by another rule holds as long as that one did', () => {
    const late = unapproved({ aloneUntil: '2024-01-12T00:00:00.000Z' });
    expect(unapprovedUntil(late)).toBe('2024-01-12T00:00:00.000Z');
    expect(at('2024-01-11T23:59:59.999Z', late)).toBe('inForce');
    expect(at('2024-01-12T00:00:00.000Z', late)).toBe('awaitingApproval');
    expect(at('2024-01-12T00:00:00.000Z', disasterRule({ aloneUntil: '2024-01-12T00:00:00.000Z' }))).toBe('inForce');
  });

  it('is not approved by whoever declared it', () => {
    const selfApproved = disasterRule({ approvedBy: rule.declaredBy });
    expect(at('2024-01-12T14:59:59.999Z', selfApproved)).toBe('inForce');
    expect(at('2024-01-12T15:00:00.000Z', selfApproved)).toBe('awaitingApproval');
  });

  it('comes into force again when it is approved late', () => {
    expect(at(NOW, unapproved())).toBe('awaitingApproval');
    expect(at(NOW, disasterRule({ approvedAt: NOW }))).toBe('inForce');
  });

  it('is ended at once, whatever else it is', () => {
    const ended = { endedAt: '2024-01-12T00:00:00.000Z', endedBy: 'network-office.sato' as StaffId };
    expect(at(NOW, disasterRule(ended))).toBe('ended');
    expect(at('2024-03-01T00:00:00.000Z', disasterRule(ended))).toBe('ended');
  });

  it.each<[string, FlagState]>([
    ['is off', { state: 'off' }],
    ['cannot be read', { state: 'unreadable' }],
    ['lists nothing', { state: 'on', entries: [] }],
    ['lists another rule', listing(disasterRule({ ruleId: other('A') }))],
  ])('waits for the flag that %s', (_what, flag) => {
    expect(ruleStanding(rule, { flag, now: NOW })).toBe('awaitingFlag');
  });

  it('that was edited behind its hash is a mismatch, even where the right hash stands beside', () => {
    const edited = disasterRule({ relaxations: ['emsForEvacuees', 'consentOmitted'] });
    expect(ruleStanding(edited, { flag: listing(rule), now: NOW })).toBe('mismatch');
    expect(ruleStanding(edited, { flag: listing(edited, rule), now: NOW })).toBe('mismatch');
    expect(ruleStanding(unapproved({ basis: '別' }), { flag: listing(rule), now: NOW })).toBe('mismatch');
  });
});

describe('the rules in force', () => {
  it('are those that record and flag agree on, newest first, real ones apart from drills', () => {
    const newer = disasterRule({ ruleId: other('A'), declaredAt: '2024-01-12T00:00:00.000Z' });
    const drill = disasterRule({ ruleId: other('B'), mode: 'drill' });
    const unlisted = disasterRule({ ruleId: other('C') });
    const found = rulesInForce({
      rules: [rule, drill, newer, unlisted],
      flag: listing(drill, rule, newer),
      now: NOW,
    });
    expect(found).toEqual({ real: [newer, rule], drills: [drill], mismatched: [] });
  });

  it('say what the flag lists without a record that bears it', () => {
    const ended = disasterRule({ ruleId: other('A'), endedAt: NOW });
    const past = disasterRule({ ruleId: other('B'), until: NOW });
    const edited = disasterRule({ ruleId: other('C') });
    const missing = disasterRule({ ruleId: other('D') });
    const found = rulesInForce({
      rules: [ended, past, { ...edited, basis: '書き換え' }],
      flag: listing(ended, past, edited, missing),
      now: NOW,
    });
    expect(found).toEqual({ real: [], drills: [], mismatched: ['A', 'B', 'C', 'D'].map(other) });
  });

  it('do not alarm about a rule that has not begun', () => {
    const rules = [disasterRule({ ruleId: other('A'), from: '2024-01-20T00:00:00.000Z' })];
    expect(rulesInForce({ rules, flag: listing(...rules), now: NOW })).toEqual({
      real: [],
      drills: [],
      mismatched: [],
    });
  });

  it('alarm about one that was not approved in time, from the end of its 24 hours on', () => {
    const alone = unapproved();
    const mismatchedAt = (now: string) => rulesInForce({ rules: [alone], flag: listing(alone), now }).mismatched;
    expect(mismatchedAt('2024-01-12T14:59:59.999Z')).toEqual([]);
    expect(mismatchedAt('2024-01-12T15:00:00.000Z')).toEqual([alone.ruleId]);
  });

  it.each<FlagState>([{ state: 'off' }, { state: 'unreadable' }])('are none while the flag is %j', (flag) => {
    expect(rulesInForce({ rules: [rule], flag, now: NOW })).toEqual({ real: [], drills: [], mismatched: [] });
  });
});

describe('the areas of a rule', () => {
  const elsewhere = { facilityId: 'nanao-clinic' as FacilityId, municipality: '七尾市' };
  const suzu = { facilityId: 'suzu-hospital' as FacilityId, municipality: '珠洲市' };

  it('hold from viewers to disclosers, by facility or municipality, and not the other way', () => {
    expect(ruleBetween([rule], { viewer: clinic, discloser: hospital })).toBe(rule);
    expect(ruleBetween([rule], { viewer: clinic, discloser: suzu })).toBe(rule);
    expect(ruleBetween([rule], { viewer: hospital, discloser: clinic })).toBeUndefined();
    expect(ruleBetween([rule], { viewer: elsewhere, discloser: hospital })).toBeUndefined();
    expect(ruleBetween([rule], { viewer: clinic, discloser: elsewhere })).toBeUndefined();
    expect(ruleBetween([], { viewer: clinic, discloser: hospital })).toBeUndefined();
  });

  it('never add up over two rules', () => {
    const more = disasterRule({ ruleId: other('A'), relaxations: ['consentOmitted'] });
    expect(ruleBetween([more, rule], { viewer: clinic, discloser: hospital })).toBe(more);
  });

  it('concern whoever lies in them', () => {
    expect(concernsOf(rule, clinic)).toEqual(['viewing']);
    expect(concernsOf(rule, hospital)).toEqual(['disclosing']);
    expect(concernsOf(rule, elsewhere)).toEqual([]);
    const everywhere = disasterRule({ viewingArea: rule.disclosingArea });
    expect(concernsOf(everywhere, hospital)).toEqual(['viewing', 'disclosing']);
  });
});
