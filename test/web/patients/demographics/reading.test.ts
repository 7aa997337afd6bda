import { describe, expect, it } from '@jest/globals';
import { isKana, readDay, readKana } from '../../../../web/patients/demographics/reading.ts';

const TODAY = '2026-11-22';

describe('how a day is taken while it is typed', () => {
  it.each([
    ['昭和19年2月29日', '1944-02-29'],
    ['Ｓ１９．２．２９', '1944-02-29'],
    ['2026-11-22', '2026-11-22'],
  ])('%s is %s', (text, day) => expect(readDay(text, TODAY)).toEqual({ state: 'day', day }));

  it.each([
    ['1943-02-29', 'impossible'],
    ['昭和70年1月1日', 'era'],
    ['2026-11-23', 'future'],
    ['昭和19年', 'format'],
  ])('%s is no day (%s)', (text, reason) => expect(readDay(text, TODAY)).toEqual({ state: 'noDay', reason }));

  it('nothing is neither', () => expect(readDay('　', TODAY)).toEqual({ state: 'empty' }));
});

describe('how kana are read', () => {
  it('in any width and in hiragana', () => {
    for (const text of ['ｼｶﾞ', 'シガ', 'しが', 'シカ゛']) expect(readKana(text)).toEqual({ kana: 'シガ', isKana: true });
    expect(readKana('')).toBeUndefined();
  });

  it('other letters are told', () => {
    for (const text of ['志賀', 'Shiga', 'シガ1']) expect(isKana(text)).toBe(false);
  });
});
