import { describe, expect, it } from '@jest/globals';
import { Seal } from '../../layers/store/seal.ts';
import { CONTENT_TYPES, DAILY_TYPES } from '../../schemas/content-types.ts';
import { readContents, readTimeline } from '../../schemas/operations/timeline.ts';
import { Cursor } from '../../schemas/primitives.ts';

/** AWS WAF's common rule set, `SizeRestrictions_QUERYSTRING`: beyond this the firewall answers, not we. */
const FIREWALL_BYTES = 2048;
const seal = new Seal('a secret that only this test knows about');
const cursorAt = (place: unknown): string => seal.closeCursor(place, 'caller, list and query', 8_640_000_000_000_000);
const facility = (n: number, letters: number): string => `f${String(n).padStart(letters - 1, '0')}`;
/** As many facilities as fit, with names of a length. */
const facilities = (letters: number): string =>
  Array.from({ length: Math.min(60, Math.floor(801 / (letters + 1))) }, (_, n) => facility(n, letters)).join(',');
const everything = {
  from: '2021-11-22',
  to: '2026-11-22',
  types: Object.keys(CONTENT_TYPES).join(','),
  view: 'entries',
  limit: '1000',
};

describe('the query of contents', () => {
  it('may name every type that is read many at a time, each once, and passes the firewall when it is as long as it may be', () => {
    const { view: _view, ...rest } = everything;
    const query = { ...rest, types: DAILY_TYPES.join(','), limit: '100', facilities: facilities(32) };
    expect(readContents.query.safeParse(query).data).toMatchObject({ types: [...DAILY_TYPES], limit: 100 });
    for (const types of [`${query.types},laboratory`, 'diagnosis', '', ','.repeat(121)])
      expect(readContents.query.safeParse({ ...query, types }).success).toBe(false);
    const longest = new URLSearchParams({ ...query, types: ','.repeat(120), cursor: 'A'.repeat(500) }).toString();
    expect(longest.length).toBeLessThanOrEqual(FIREWALL_BYTES);
  });
});

describe('the query of a calendar', () => {
  it('may name every content type, and two dozen facilities whose names are the longest there are', () => {
    const parsed = readTimeline.query?.safeParse({ ...everything, facilities: facilities(32) });
    expect(parsed?.data).toMatchObject({ types: Object.keys(CONTENT_TYPES), facilities: { length: 24 } });
  });

  it('passes the firewall when it is as long as it may be, every comma encoded', () => {
    for (const letters of [3, 4, 12, 32]) {
      const query = { ...everything, types: `${everything.types},`.padEnd(300, 'x'), facilities: facilities(letters) };
      const longest = new URLSearchParams({ ...query, cursor: 'A'.repeat(500) }).toString();
      expect(longest.length).toBeLessThanOrEqual(FIREWALL_BYTES);
    }
    const tooMuch = { ...everything, facilities: `${facilities(32)},${facility(99, 32)}` };
    expect(readTimeline.query?.safeParse(tooMuch).success).toBe(false);
    expect(readTimeline.query?.safeParse({ ...everything, cursor: 'A'.repeat(501) }).success).toBe(false);
  });

  it('takes the longest cursors that there can be', () => {
    const places = [
      { day: '2026-11-22', facilityId: facility(1, 32), thing: 'f'.repeat(24) },
      { pk: '2026-11-22T03#15', sk: `evt_${'0'.repeat(26)}` },
      `verified#${'0'.repeat(20)}#pat_${'0'.repeat(26)}`,
    ];
    for (const cursor of places.map(cursorAt)) {
      expect(Cursor.safeParse(cursor).success).toBe(true);
      expect(cursor.length).toBeLessThan(250);
    }
  });
});
