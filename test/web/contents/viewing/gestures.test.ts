import { expect, it } from '@jest/globals';
import { pinchOf } from '../../../../web/contents/viewing/gestures.ts';

it('two fingers zoom by how far they part, and move by where their middle goes', () => {
  const before = [
    [0, 0],
    [10, 0],
  ] as const;
  const after = [
    [0, 10],
    [20, 10],
  ] as const;
  expect(pinchOf(before, after)).toEqual({ factor: 2, by: [5, 10], about: [10, 10] });
});

it('fingers on one spot do not zoom without end', () => {
  const spot = [
    [5, 5],
    [5, 5],
  ] as const;
  expect(
    Number.isFinite(
      pinchOf(spot, [
        [0, 0],
        [10, 0],
      ]).factor,
    ),
  ).toBe(true);
});
