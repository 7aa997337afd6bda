import { expect, test } from '@jest/globals';
import { type TimelineFacility, warningsOf } from '../../../web/chart/header/sections.ts';

const says = (facilityId: string, severity: string): TimelineFacility =>
  ({
    facilityId,
    header: { allergies: { items: [{ substance: { name: 'ペニシリン' }, category: 'drug', severity }] } },
  }) as unknown as TimelineFacility;

test.each([
  ['first', ['severe', 'mild']],
  ['last', ['mild', 'severe']],
])('an allergy that one of two facilities calls severe is severe (the %s)', (_, [one = '', other = '']) => {
  expect(warningsOf([says('a', one), says('b', other)], 'allergies')).toEqual([{ text: 'ペニシリン', isSevere: true }]);
});
