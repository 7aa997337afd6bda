import { expect, it } from '@jest/globals';
import { GrantStanding } from '../../../../schemas/ems.ts';
import { closuresOf, STANDING_TONES } from '../../../../web/emergency/grants/standing.ts';

const ALL = ['noLongerNeeded', 'discharged', 'wrongPatient'];

it.each<[Parameters<typeof closuresOf>[0], string[]]>([
  [{ standing: 'live', state: 'live' }, ALL],
  [{ standing: 'ruleEnded', state: 'live' }, ALL],
  [{ standing: 'expired', state: 'live' }, ['wrongPatient']],
  [{ standing: 'closed', state: 'closed' }, ['wrongPatient']],
  [{ standing: 'wrongPatient', state: 'wrongPatient' }, []],
  [{ standing: 'refused', state: 'refused' }, []],
  [{ standing: 'linked', state: 'linked' }, []],
])('%j can be ended as %j', (grant, reasons) => {
  expect(closuresOf(grant)).toEqual(reasons);
});

it('marks every standing', () => {
  expect(Object.keys(STANDING_TONES).sort()).toEqual([...GrantStanding.options].sort());
});
