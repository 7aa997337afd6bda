import { describe, expect, test } from '@jest/globals';
import type { ContentType } from '../../../../schemas/content-types.ts';
import { accessOf, narrowed } from '../../../../web/chart/record/access.ts';

type Said = Parameters<typeof accessOf>[0][number];
const facility = (facilityId: string, opened: ContentType[]): Said =>
  ({ facilityId, name: facilityId.toUpperCase(), opened }) as unknown as Said;

describe('what facilities open', () => {
  const before = accessOf([facility('ty-hospital', ['laboratory', 'image']), facility('test-pharmacy', [])]);

  test('is narrower where one closes, opens less, or is gone', () => {
    expect(narrowed(before, accessOf([facility('ty-hospital', []), facility('test-pharmacy', [])]))).toEqual([
      'TY-HOSPITAL',
    ]);
    expect(narrowed(before, accessOf([facility('ty-hospital', ['image'])]))).toEqual(['TY-HOSPITAL']);
    expect(narrowed(before, accessOf([]))).toEqual(['TY-HOSPITAL']);
  });

  test('is not narrower where it is the same, more, or nothing was open before', () => {
    const more = accessOf([facility('ty-hospital', ['image', 'laboratory', 'report'])]);
    expect(narrowed(before, before)).toEqual([]);
    expect(narrowed(before, more)).toEqual([]);
  });
});
