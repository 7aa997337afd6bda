import { describe, expect, it } from '@jest/globals';
import { isToRemind, STAGES } from '../../../functions/remind/stages.ts';
import type { Obligation } from '../../../schemas/obligation.ts';

const DUE = Date.parse('2026-11-29T03:04:05.678Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const owed = (reminded: Obligation['reminded'] = {}) =>
  ({ dueAt: new Date(DUE).toISOString(), reminded }) as Obligation;
const stagesAt = (offset: number, reminded?: Obligation['reminded']) =>
  STAGES.filter((stage) => isToRemind(owed(reminded), stage, DUE + offset));

describe('an open obligation is to be reminded of', () => {
  it.each([
    ['a millisecond more than 24 hours before it is due', -DAY - 1, []],
    ['exactly 24 hours before', -DAY, ['before']],
    ['a millisecond before it is due', -1, ['before']],
    ['at the very instant', 0, ['before']],
    ['a millisecond after', 1, ['overdue']],
    ['a millisecond less than 7 days after', 7 * DAY - 1, ['overdue']],
    ['exactly 7 days after', 7 * DAY, ['overdue', 'office']],
    ['a year after', 365 * DAY, ['overdue', 'office']],
  ])('%s: %i ms, as %j', (_when, offset, stages) => {
    expect(stagesAt(offset)).toEqual(stages);
  });

  it('once a stage', () => {
    const at = '2026-11-28T03:04:05.678Z';
    expect(stagesAt(-1, { before: at })).toEqual([]);
    expect(stagesAt(1, { before: at })).toEqual(['overdue']);
    expect(stagesAt(7 * DAY, { before: at, overdue: at })).toEqual(['office']);
    expect(stagesAt(8 * DAY, { overdue: at, office: at })).toEqual([]);
  });
});
