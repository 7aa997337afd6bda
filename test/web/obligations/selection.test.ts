import { expect, it } from '@jest/globals';
import type { ObligationDuty } from '../../../schemas/obligation.ts';
import { canJoin, MOST_TOGETHER, toggled } from '../../../web/obligations/selection.ts';

const one = (obligationId: string, duty: ObligationDuty = 'keepConsentForm') => ({ obligationId, duty });
const full = Array.from({ length: MOST_TOGETHER }, (_, at) => one(`obl_${at}`));

it('a touch chooses, another lets go', () => {
  expect(toggled([], one('a'))).toEqual([one('a')]);
  expect(toggled([one('a'), one('b')], one('a'))).toEqual([one('b')]);
});

it('only one duty is fulfilled together', () => {
  expect(canJoin([], one('a'))).toBe(true);
  expect(canJoin([one('a')], one('b'))).toBe(true);
  expect(canJoin([one('a')], one('b', 'recordInChart'))).toBe(false);
});

it('ten at most; what is chosen can be let go even then', () => {
  expect(canJoin(full.slice(1), one('obl_0'))).toBe(true);
  expect(canJoin(full, one('obl_10'))).toBe(false);
  expect(canJoin(full, full[3] ?? one(''))).toBe(true);
});
