import { expect, test } from '@jest/globals';
import { unbroken } from '../../../web/chart/record/spans.ts';

test('years that could not be read end what is known, though older ones were', () => {
  expect(unbroken(['2021-2026', undefined, '2011-2016'])).toEqual(['2021-2026']);
  expect(unbroken([undefined, '2016-2021'])).toEqual([]);
  expect(unbroken(['2021-2026', '2016-2021'])).toEqual(['2021-2026', '2016-2021']);
});
