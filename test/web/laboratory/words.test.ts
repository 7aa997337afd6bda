import { describe, expect, it } from '@jest/globals';
import { flagsOf } from '../../../web/laboratory/flags.ts';
import { groupOf } from '../../../web/laboratory/item-groups.ts';
import { boundsOf } from '../../../web/laboratory/reference-range.ts';
import { isTakenBack, reportStatus, resultStatus } from '../../../web/laboratory/statuses.ts';

describe('a flag as sent', () => {
  it('becomes a word and a mark', () => {
    expect(flagsOf('H')).toMatchObject([{ word: 'high', mark: '▲', tone: 'high' }]);
    expect(flagsOf('LL')).toMatchObject([{ word: 'veryLow', mark: '▼▼', tone: 'low' }]);
    expect(flagsOf('H A')).toMatchObject([{ word: 'high' }, { word: 'abnormal' }]);
  });

  it('says nothing where nothing is unusual, and stays as sent where nobody knows it', () => {
    expect(flagsOf(undefined)).toEqual([]);
    expect(flagsOf('N')).toEqual([]);
    expect(flagsOf('ZZ')).toEqual([{ word: 'other', mark: 'ZZ', tone: 'abnormal' }]);
  });
});

describe('how far a result is', () => {
  it('needs no word when it is final', () => {
    expect([resultStatus('F'), reportStatus('CM'), resultStatus(undefined)]).toEqual([undefined, undefined, undefined]);
  });

  it('is told otherwise', () => {
    expect([resultStatus('P'), resultStatus('c'), reportStatus('P'), resultStatus('?')]).toEqual([
      'preliminary',
      'corrected',
      'preliminary',
      'other',
    ]);
    expect([isTakenBack(resultStatus('W')), isTakenBack(resultStatus('C'))]).toEqual([true, false]);
  });
});

describe('a reference range as numbers', () => {
  it.each([
    ['4.9-6.0', { low: 4.9, high: 6 }],
    ['4.9 ～ 6.0', { low: 4.9, high: 6 }],
    ['４．９〜６．０', { low: 4.9, high: 6 }],
    ['-2.0-2.0', { low: -2, high: 2 }],
    ['<0.14', { high: 0.14 }],
    ['0.14以下', { high: 0.14 }],
    ['≧40', { low: 40 }],
    ['40 以上', { low: 40 }],
  ])('reads %s', (written, bounds) => {
    expect(boundsOf(written)).toEqual(bounds);
  });

  it.each([undefined, '', '(-)', '6.0-4.9', '男 4.35-5.55 女 3.86-4.92', '4.9-6.0 %'])(
    'does not guess at %s',
    (written) => {
      expect(boundsOf(written)).toBeUndefined();
    },
  );
});

it('groups items by the first digit of JLAC10, and by nothing else', () => {
  expect(groupOf({ code: '3D046000001906202', system: 'JC10' })).toBe('biochemistry');
  expect(groupOf({ code: '2A010000001930101', system: 'JLAC10' })).toBe('haematology');
  expect(groupOf({ code: '3D046', system: '99XYZ' })).toBe('own');
  expect(groupOf({ code: '0A', system: 'JC10' })).toBe('own');
  expect(groupOf({})).toBe('own');
});
