import { expect, test } from '@jest/globals';
import { latestResults } from '../../../web/summary/drug-lines.ts';
import { hba1c, laboratory } from '../laboratory/results.ts';

test('a result that its source took back is not the latest on paper', () => {
  const lines = latestResults([
    laboratory({ day: '2026-11-10' }, hba1c('72.0', { status: 'W' })),
    laboratory({ day: '2026-11-09' }, hba1c('7.4', { status: 'D' })),
    laboratory({ day: '2026-11-08' }, hba1c('7.2', { status: 'X' })),
    laboratory({ day: '2026-11-01' }, hba1c('7.1', { status: 'F' })),
  ]);
  expect(lines.map(({ result }) => result.value?.text)).toEqual(['7.1']);
});

test('a preliminary result stands on paper, and its line knows that it is one', () => {
  const [line] = latestResults([laboratory({ day: '2026-11-10' }, hba1c('7.2', { status: 'P' }))]);
  expect(line?.result.status).toBe('P');
});
