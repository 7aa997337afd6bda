import { describe, expect, it } from '@jest/globals';
import type { EmsOption } from '../../../../schemas/ems.ts';
import { byGiver, commonDuties, ownDuties } from '../../../../web/emergency/look-up/grouping.ts';

const duty = (name: string, dueWithinHours = 168): EmsOption['owes'][number] => ({
  duty: name,
  ja: name,
  en: name,
  dueWithinHours,
});
const NOTICE = duty('notifyWithin7Days');
const FORM = { consent: 'patient', owes: [duty('keepConsentForm'), NOTICE] } as const;
const CHART = { consent: 'family', owes: [duty('recordInChart'), NOTICE] } as const;
const ways = [FORM, CHART].map(({ consent, owes }) => ({ consent, owes: [...owes] }));

describe('what ways owe', () => {
  it('says once what all of them owe, and at each the rest', () => {
    const common = commonDuties(ways);
    expect(common).toEqual([NOTICE]);
    expect(ways.map((way) => ownDuties(way, common).map((one) => one.duty))).toEqual([
      ['keepConsentForm'],
      ['recordInChart'],
    ]);
  });
  it('does not join duties with other due dates, and of a single way nothing is common', () => {
    expect(commonDuties([{ owes: [NOTICE] }, { owes: [duty('notifyWithin7Days', 0)] }])).toEqual([]);
    expect(commonDuties(ways.slice(0, 1))).toEqual([]);
    expect(commonDuties([])).toEqual([]);
  });
});

it('columns stand in the order of the rules’ own ways; the own record is a column of its own', () => {
  expect(byGiver([...ways, ...ways, { owes: [] }]).map(({ giver, ways: of }) => [giver, of.length])).toEqual([
    ['patient', 2],
    ['family', 2],
    ['own', 1],
  ]);
});
