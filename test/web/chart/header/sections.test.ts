import { describe, expect, it } from '@jest/globals';
import { isNone, itemsOf, stateOf, type TimelineFacility } from '../../../../web/chart/header/sections.ts';

type Section = { state: string; complete: boolean; items: unknown[] };
const NONE: Section = { state: 'none', complete: true, items: [] };

const facility = (allergies?: Section, change: object = {}): TimelineFacility =>
  ({
    facilityId: 'ty-hospital',
    name: 'TYテスト病院',
    access: 'open',
    ...(allergies && { header: { allergies, contraindications: NONE, infections: NONE, diagnoses: NONE } }),
    ...change,
  }) as unknown as TimelineFacility;

describe('whether a patient has no allergy', () => {
  it('is said only where every facility was asked and answered so', () => {
    expect(isNone([facility(NONE)], 'allergies')).toBe(true);
    expect(isNone([facility(NONE), facility(NONE)], 'allergies')).toBe(true);
  });

  it.each([
    ['nobody is there to say so', []],
    ['one was never asked', [facility(NONE), facility()]],
    ['one opens nothing, whatever its header holds', [facility(NONE), facility(NONE, { access: 'closed' })]],
    ['one does not disclose it', [facility(NONE), facility({ ...NONE, state: 'notDisclosed' })]],
    ['one discloses it later', [facility(NONE), facility({ ...NONE, state: 'delayed' })]],
    ['one has not sent it', [facility(NONE), facility({ ...NONE, state: 'notFetched' })]],
    ['one keeps a part back', [facility(NONE), facility({ ...NONE, complete: false })]],
    ['one lists something', [facility(NONE), facility({ state: 'listed', complete: true, items: [{}] })]],
  ])('is not said where %s', (_why, facilities) => expect(isNone(facilities, 'allergies')).toBe(false));
});

it('a facility without a header is one that was not fetched, and a closed one is closed', () => {
  expect(stateOf(facility(), 'allergies')).toBe('notFetched');
  expect(stateOf(facility(NONE, { access: 'closed' }), 'allergies')).toBe('closed');
  expect(stateOf(facility({ ...NONE, state: 'delayed' }), 'allergies')).toBe('delayed');
});

it('each item stands with the facility that says it', () => {
  const [first, second] = ['a', 'b'].map((name) =>
    facility({ state: 'listed', complete: true, items: [{ substance: { name } }] }, { facilityId: name }),
  ) as [TimelineFacility, TimelineFacility];
  expect(itemsOf([first, facility(), second], 'allergies').map(({ facility: of }) => of.facilityId)).toEqual([
    'a',
    'b',
  ]);
});
