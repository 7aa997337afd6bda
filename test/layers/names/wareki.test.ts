import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, parseJapaneseDate, toWareki } from '../../../layers/names/index.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

describe('parseJapaneseDate', () => {
  it.each([
    ['2024-01-05', '2024-01-05'],
    ['2024/1/5', '2024-01-05'],
    ['2024.1.5', '2024-01-05'],
    ['20240105', '2024-01-05'],
    ['2024年1月5日', '2024-01-05'],
    ['2024年 1月 5日', '2024-01-05'],
    ['２０２４年０１月０５日', '2024-01-05'],
    ['２０２４／１／５', '2024-01-05'],
    ['２０２４－０１－０５', '2024-01-05'],
    ['2024−01−05', '2024-01-05'],
    ['２０２４ー０１ー０５', '2024-01-05'],
    ['　2024-01-05 ', '2024-01-05'],
    ['昭和12年3月4日', '1937-03-04'],
    ['昭和 12年 3月 4日', '1937-03-04'],
    ['昭和１２年３月４日', '1937-03-04'],
    ['㍼12年3月4日', '1937-03-04'],
    ['昭12.3.4', '1937-03-04'],
    ['S12.3.4', '1937-03-04'],
    ['S.12.3.4', '1937-03-04'],
    ['s12/3/4', '1937-03-04'],
    ['Ｓ１２．３．４', '1937-03-04'],
    ['ｓ１２－３－４', '1937-03-04'],
    ['S120304', '1937-03-04'],
    ['s12-03-04', '1937-03-04'],
    ['令和元年5月1日', '2019-05-01'],
    ['令和1年5月1日', '2019-05-01'],
    ['R元.5.1', '2019-05-01'],
    ['㋿元年5月1日', '2019-05-01'],
    ['令6.2.29', '2024-02-29'],
    ['平成31年4月30日', '2019-04-30'],
    ['H1.1.8', '1989-01-08'],
    ['平成元年1月8日', '1989-01-08'],
    ['昭和64年1月7日', '1989-01-07'],
    ['昭和元年12月25日', '1926-12-25'],
    ['大正15年12月24日', '1926-12-24'],
    ['大正元年7月30日', '1912-07-30'],
    ['T1.7.30', '1912-07-30'],
    ['大3.4.5', '1914-04-05'],
    ['明治45年7月29日', '1912-07-29'],
    ['明治6年1月1日', '1873-01-01'],
    ['M6.1.1', '1873-01-01'],
    ['明45.7.29', '1912-07-29'],
  ])('reads %s as %s', (text, date) => {
    expect(parseJapaneseDate(text)).toEqual({ ok: true, date });
  });

  it.each([
    ['明治45年7月30日', '1912-07-30'],
    ['大正15年12月25日', '1926-12-25'],
  ])('takes %s, a day that belonged to both eras', (text, date) => {
    expect(parseJapaneseDate(text)).toEqual({ ok: true, date });
  });

  it.each([
    '2024-02-30',
    '2023/2/29',
    '20241301',
    '2024年4月31日',
    '2024-00-10',
    '00000000',
    '昭和12年2月29日',
    'S12.13.1',
    '令和元年2月29日',
  ])('refuses %s: no such day', (text) => {
    expect(parseJapaneseDate(text)).toEqual({ ok: false, reason: 'impossible' });
  });

  it.each([
    '昭和65年1月1日',
    '昭和64年1月8日',
    '平成元年1月7日',
    '平成31年5月1日',
    '令和元年4月30日',
    '昭和元年12月24日',
    '大正元年7月29日',
    '大正15年12月26日',
    '明治45年7月31日',
    '明治5年12月31日',
    '明治元年10月1日',
    'S0.5.5',
    '昭和100年1月1日',
    'H31.5.1',
  ])('refuses %s: the day was not in that era', (text) => {
    expect(parseJapaneseDate(text)).toEqual({ ok: false, reason: 'era' });
  });

  it.each([
    '',
    ' ',
    '2024',
    '2024-01',
    '24-01-05',
    '2024-1/5',
    '2024年1月5',
    '2024010',
    '202401050',
    '昭和12年',
    '慶応3年1月1日',
    'X12.3.4',
    '昭和-1年1月1日',
    '12.3.4',
    '2024-01-05T00:00:00Z',
    '昭和昭和12年3月4日',
    '1/5/2024',
    '昭和12.3/4',
  ])('refuses %j: not a way to write a date', (text) => {
    expect(parseJapaneseDate(text)).toEqual({ ok: false, reason: 'format' });
  });

  it('answers hostile texts', () => {
    for (const text of HOSTILE_TEXTS) expect(parseJapaneseDate(text)).toEqual({ ok: false, reason: 'format' });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(typeof parseJapaneseDate(text).ok).toBe('boolean')),
    );
  });
});

describe('toWareki', () => {
  it.each([
    ['1937-03-04', { era: '昭和', eraYear: 12, text: '昭和12年3月4日' }],
    ['2019-05-01', { era: '令和', eraYear: 1, text: '令和元年5月1日' }],
    ['2019-04-30', { era: '平成', eraYear: 31, text: '平成31年4月30日' }],
    ['1989-01-08', { era: '平成', eraYear: 1, text: '平成元年1月8日' }],
    ['1989-01-07', { era: '昭和', eraYear: 64, text: '昭和64年1月7日' }],
    ['1926-12-25', { era: '昭和', eraYear: 1, text: '昭和元年12月25日' }],
    ['1926-12-24', { era: '大正', eraYear: 15, text: '大正15年12月24日' }],
    ['1912-07-30', { era: '大正', eraYear: 1, text: '大正元年7月30日' }],
    ['1912-07-29', { era: '明治', eraYear: 45, text: '明治45年7月29日' }],
    ['1873-01-01', { era: '明治', eraYear: 6, text: '明治6年1月1日' }],
    ['2024-01-05', { era: '令和', eraYear: 6, text: '令和6年1月5日' }],
  ])('%s is %j', (date, wareki) => {
    expect(toWareki(date)).toEqual(wareki);
  });

  it('has no answer before the Gregorian calendar came to Japan, nor for what is no day', () => {
    expect(toWareki('1872-12-31')).toBeUndefined();
    expect(toWareki('2024-02-30')).toBeUndefined();
    expect(toWareki('')).toBeUndefined();
  });

  it('is read back as the same day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80_000 }), (count) => {
        const date = addDays('1873-01-01', count);
        expect(parseJapaneseDate(toWareki(date)?.text ?? '')).toEqual({ ok: true, date });
      }),
    );
  });
});
