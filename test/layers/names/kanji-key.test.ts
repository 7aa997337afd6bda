import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { kanjiKey, matchesWithWildcards } from '../../../layers/names/index.ts';
import { KANJI_VARIANT_GROUPS } from '../../../layers/names/kanji-variants.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const nameText = fc
  .array(fc.constantFrom(...Array.from('髙高邊辺齋斉𠮷吉々〓■太郎ヶヵ \u3000\ufe00\u{e0101}\u3099か゛')), {
    maxLength: 10,
  })
  .map((characters) => characters.join(''));

describe('kanjiKey', () => {
  it.each([
    ['髙橋', '高橋'],
    ['山﨑', '山崎'],
    ['渡邊', '渡辺'],
    ['渡邉', '渡辺'],
    ['齋藤', '斉藤'],
    ['齊藤', '斉藤'],
    ['斎藤', '斉藤'],
    ['濵田', '浜田'],
    ['濱田', '浜田'],
    ['德川', '徳川'],
    ['澤田', '沢田'],
    ['嶋田', '島田'],
    ['嶌田', '島田'],
    ['廣瀨', '広瀬'],
    ['眞鍋', '真鍋'],
    ['國分', '国分'],
    ['櫻井', '桜井'],
    ['黑木', '黒木'],
    ['𠮷田', '吉田'],
    ['神', '神'],
    ['福\ufa1b', '福福'],
    ['渡辺\u{e0101}', '渡辺'],
    ['葛\ufe00城', '葛城'],
    ['佐佐木', '佐々木'],
    ['龍ヶ崎', '竜ケ崎'],
    ['　山田　太郎 ', '山田太郎'],
    ['ｼﾞｮﾝ', 'ジョン'],
  ])('finds %s under %s', (text, same) => {
    expect(kanjiKey(text)).toBe(kanjiKey(same));
  });

  it.each([
    ['大阪', '大坂'],
    ['畠山', '畑山'],
    ['三碕', '三崎'],
    ['太田', '大田'],
    ['河合', '川合'],
    ['土田', '士田'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(kanjiKey(a)).not.toBe(kanjiKey(b));
  });

  it('is the key of itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nameText), (text) =>
        expect(kanjiKey(kanjiKey(text))).toBe(kanjiKey(text)),
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the table of variants', () => {
  it('has each shape in one group only, each one Chinese character that NFKC leaves alone', () => {
    const shapes = KANJI_VARIANT_GROUPS.flat();
    expect(new Set(shapes).size).toBe(shapes.length);
    expect(shapes.filter((shape) => !/^\p{Script=Han}$/u.test(shape) || shape.normalize('NFKC') !== shape)).toEqual([]);
    expect(KANJI_VARIANT_GROUPS.filter((group) => group.length < 2)).toEqual([]);
  });

  it('gives every shape of a group the key of its first', () => {
    for (const group of KANJI_VARIANT_GROUPS) expect(new Set(group.map(kanjiKey))).toEqual(new Set([group[0]]));
  });
});

describe('matchesWithWildcards', () => {
  it.each([
    ['〓橋', '髙橋', true],
    ['■田', '𠮷田', true],
    ['渡〓', '渡邊', true],
    ['〓橋', '高木', false],
    ['〓橋', '髙橋元', false],
    ['〓', '', false],
    ['〓', '𠮷', true],
    ['高橋', '髙橋', true],
    ['〓々木', '佐佐木', true],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(matchesWithWildcards(a, b)).toBe(expected);
    expect(matchesWithWildcards(b, a)).toBe(expected);
  });

  it('is symmetric, and true of a name and itself', () => {
    fc.assert(
      fc.property(nameText, nameText, (a, b) => {
        expect(matchesWithWildcards(a, b)).toBe(matchesWithWildcards(b, a));
        expect(matchesWithWildcards(a, a)).toBe(true);
      }),
    );
  });
});

it('answers hostile texts at once', () => {
  for (const text of HOSTILE_TEXTS) {
    expect(kanjiKey(kanjiKey(text))).toBe(kanjiKey(text));
    expect(matchesWithWildcards(text, text)).toBe(true);
  }
});
