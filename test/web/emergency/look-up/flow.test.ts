import { describe, expect, it } from '@jest/globals';
import { type Found, handedFrom, type Stage, stageAfter } from '../../../../web/emergency/look-up/flow.ts';
import { typedKind, withSuffix } from '../../../../web/emergency/look-up/typed-id.ts';

const found = (change: Partial<Found> = {}): Found => ({
  lookupId: 'lkp_01JD3Z2V6Q5W8X9Y0ABCDEFGHJ' as Found['lookupId'],
  facilityId: 'ty-hospital' as Found['facilityId'],
  facilityName: 'TYテスト病院',
  localId: '0000116' as Found['localId'],
  person: {
    name: { family: '見本', given: '一', familyKana: 'ミホン', givenKana: 'ハジメ' },
    birthDate: '1939-01-15',
    sex: 'male',
  },
  expiresAt: '2026-11-22T19:01:47.584Z',
  remote: false,
  data: {},
  options: [],
  ...change,
});
const confirmed: Stage = { at: 'consent', found: found() };

describe('after a look-up', () => {
  it('the person is confirmed before anything else', () => {
    expect(stageAfter({ at: 'asking' }, found()).at).toBe('person');
  });
  it('of the person who was confirmed a moment ago, nobody asks again', () => {
    expect(stageAfter(confirmed, found({ lookupId: 'lkp_other' as Found['lookupId'] })).at).toBe('consent');
  });
  it.each<[string, Partial<Found>]>([
    ['another ID', { localId: '0000117' as Found['localId'] }],
    ['another facility', { facilityId: 'test-hospital' as Found['facilityId'] }],
    ['another birth date', { person: { ...found().person, birthDate: '1939-01-16' } }],
  ])('%s is another person, to be confirmed', (_what, change) => {
    expect(stageAfter(confirmed, found(change)).at).toBe('person');
  });
});

describe('what the screen before hands over', () => {
  it.each<[unknown, object]>([
    [undefined, {}],
    ['116@EMS', {}],
    [{ patientId: 116 }, {}],
    [
      { patientId: '116@EMS', facilityId: 'ty-hospital', occasion: 'evacuee' },
      { patientId: '116@EMS', facilityId: 'ty-hospital' },
    ],
  ])('%j', (state, expected) => {
    expect(handedFrom(state)).toEqual(expected);
  });
});

describe('the number as it is typed', () => {
  it.each([
    ['116@EMS', 'complete'],
    ['１１６＠ｅｍｓ', 'complete'],
    [' 0000116 @ ems ', 'complete'],
    ['116', 'withoutSuffix'],
    ['１１６＠', 'withoutSuffix'],
    ['@EMS', 'empty'],
    ['  ', 'empty'],
  ])('%s is %s', (text, kind) => {
    expect(typedKind(text)).toBe(kind);
  });
  it('gets its suffix by one touch', () => {
    expect(typedKind(withSuffix(' １１６ '))).toBe('complete');
  });
});
