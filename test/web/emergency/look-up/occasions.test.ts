import { describe, expect, it } from '@jest/globals';
import { evacueesBy, occasionsOffered, presetOccasion } from '../../../../web/emergency/look-up/occasions.ts';

type Rule = Parameters<typeof evacueesBy>[0][number];
const rule = (change: Partial<Rule> = {}): Rule => ({
  mode: 'real',
  concerns: ['viewing'],
  relaxations: ['emsForEvacuees'],
  ...change,
});

describe('evacuees on the look-up screen', () => {
  it.each<[string, Rule[], 'real' | 'drill' | 'none']>([
    ['peacetime', [], 'none'],
    ['a rule by which this facility may look', [rule()], 'real'],
    ['a rule by which only its records are looked at', [rule({ concerns: ['disclosing'] })], 'none'],
    ['a rule that does not permit EMS for evacuees', [rule({ relaxations: ['oralConsent'] })], 'none'],
    ['a drill', [rule({ mode: 'drill' })], 'drill'],
    ['a drill while a real rule holds', [rule({ mode: 'drill' }), rule()], 'real'],
  ])('%s', (_what, rules, expected) => {
    expect(evacueesBy(rules)).toBe(expected);
  });

  it('come first and preset while a rule holds, last in a drill, and not at all in peacetime', () => {
    expect(occasionsOffered('real')[0]).toBe('evacuee');
    expect(presetOccasion('real')).toBe('evacuee');
    expect(occasionsOffered('drill').at(-1)).toBe('evacuee');
    expect(presetOccasion('drill')).toBe('ambulance');
    expect(occasionsOffered('none')).not.toContain('evacuee');
  });
});
