import { describe, expect, test } from '@jest/globals';
import { cellsOf, groupsOf, NO_FILTER } from '../../../../web/chart/calendar/cells.ts';
import { entry } from '../entries.ts';

const order = ['test-clinic', 'ty-hospital', 'test-hospital'];

describe('cells', () => {
  const entries = [
    entry({ day: '2026-11-02', facility: 'test-hospital' }),
    entry({ day: '2026-11-02', facility: 'ty-hospital' }),
    entry({ day: '2026-11-02', facility: 'ty-hospital' }),
    entry({ day: '2026-11-02', row: 'image' }),
    entry({ day: '2026-11-03', facility: 'left-out' }),
  ];

  test('pile entries up by facility, in the order of the legend', () => {
    const cell = cellsOf(entries, { filter: NO_FILTER, order }).get('2026-11-02')?.get('laboratory');
    expect(cell?.count).toBe(3);
    expect(cell?.piles.map(({ facilityId, entries: pile }) => [facilityId, pile.length])).toEqual([
      ['ty-hospital', 2],
      ['test-hospital', 1],
    ]);
  });

  test('show a facility that the legend does not know, last', () => {
    expect(cellsOf(entries, { filter: NO_FILTER, order }).get('2026-11-03')?.get('laboratory')?.count).toBe(1);
  });

  test('leave out what the filter hides, and the day where nothing is left', () => {
    const filter = { facilities: new Set(['left-out', 'ty-hospital']), rows: new Set(['image'] as const) };
    const cells = cellsOf(entries, { filter, order });
    expect([...cells.keys()]).toEqual(['2026-11-02']);
    expect(cells.get('2026-11-02')?.get('laboratory')?.count).toBe(1);
    expect(cells.get('2026-11-02')?.has('image')).toBe(false);
  });
});

describe('groups', () => {
  test('the pictures of one series are one; two results of the same name are two', () => {
    const slice = { day: '2026-11-17', row: 'image', title: 'CT 胸部CT', mediaType: 'application/dicom' } as const;
    const groups = groupsOf([
      entry(slice),
      entry({ day: '2026-11-17', title: '血算' }),
      entry(slice),
      entry({ day: '2026-11-17', title: '血算' }),
      entry({ ...slice, facility: 'test-hospital' }),
    ]);
    expect(groups.map((group) => group.length)).toEqual([2, 1, 1, 1]);
  });
});
