import { describe, expect, test } from '@jest/globals';
import { placeAfter } from '../../../../web/chart/calendar/keys.ts';

const extent = { rows: 14, columns: 60, perPage: 14 };
const from = { row: 3, column: 30 };
const after = (key: string, ctrlKey = false, at = from) => placeAfter(at, { key, ctrlKey }, extent);

describe('keys of the grid', () => {
  test('arrows go to the neighbour, and stop at the edges', () => {
    expect([after('ArrowLeft'), after('ArrowRight')]).toEqual([
      { row: 3, column: 29 },
      { row: 3, column: 31 },
    ]);
    expect([after('ArrowUp'), after('ArrowDown')]).toEqual([
      { row: 2, column: 30 },
      { row: 4, column: 30 },
    ]);
    expect(after('ArrowLeft', false, { row: 0, column: 0 })).toEqual({ row: 0, column: 0 });
    expect(after('ArrowDown', false, { row: 13, column: 59 })).toEqual({ row: 13, column: 59 });
  });

  test('page keys go by the period in view', () => {
    expect([after('PageUp'), after('PageDown')]).toEqual([
      { row: 3, column: 16 },
      { row: 3, column: 44 },
    ]);
    expect(after('PageDown', false, { row: 3, column: 55 })).toEqual({ row: 3, column: 59 });
  });

  test('Home and End go to the ends of the row, with Ctrl to the corners', () => {
    expect([after('Home'), after('End'), after('Home', true), after('End', true)]).toEqual([
      { row: 3, column: 0 },
      { row: 3, column: 59 },
      { row: 0, column: 0 },
      { row: 13, column: 59 },
    ]);
  });

  test('other keys are not the grid’s', () => {
    expect([after('Tab'), after('a'), after('Escape')]).toEqual([undefined, undefined, undefined]);
  });
});
