import { describe, expect, it } from '@jest/globals';
import { type PdqQuery, pdqTermsOf } from '../../../layers/names/index.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const TODAY = '2026-06-15';
const NAMES = { family: 'のと', given: 'はなこ' };
const termsOf = (query: PdqQuery): string[] => pdqTermsOf(query, TODAY).map(({ kind, value }) => `${kind} ${value}`);

describe('pdqTermsOf', () => {
  it.each<[string, PdqQuery, string[]]>([
    ['a birth date alone', { birthDate: '1937-03-04' }, ['birthDate 1937-03-04']],
    [
      'a birth date with one name, which cannot confirm a swapped one',
      { birthDate: '1937-03-04', family: 'のと' },
      ['birthDate 1937-03-04'],
    ],
    [
      'a birth date with both names',
      { birthDate: '1937-03-04', ...NAMES },
      ['birthDate 1937-03-04', 'birthDate 1937-04-03'],
    ],
    ['a day that is no month', { birthDate: '1937-03-13', ...NAMES }, ['birthDate 1937-03-13']],
    ['a day that is the month', { birthDate: '1937-03-03', ...NAMES }, ['birthDate 1937-03-03']],
    [
      'a swapped day that is today',
      { birthDate: '2025-12-06', ...NAMES },
      ['birthDate 2025-12-06', 'birthDate 2025-06-12'],
    ],
    ['a swapped day still to come', { birthDate: '2026-05-07', ...NAMES }, ['birthDate 2026-05-07']],
    ['both names in kana', NAMES, ['nameKana ノト|ハナコ', 'nameKana ハナコ|ノト']],
    [
      'both names in kanji, in their common shapes',
      { family: '髙﨑', given: '花子' },
      ['nameKanji 高崎|花子', 'nameKanji 花子|高崎'],
    ],
    [
      'a given name that is written in kana',
      { family: '能登', given: 'ハナ' },
      ['nameKanji 能登|ハナ', 'nameKanji 能登|はな', 'nameKanji ハナ|能登', 'nameKanji はな|能登'],
    ],
    [
      'Latin letters, which stand in either field',
      { family: 'Smith', given: 'John' },
      ['nameKana SMITH|JOHN', 'nameKanji Smith|John', 'nameKana JOHN|SMITH', 'nameKanji John|Smith'],
    ],
    ['two names that are one', { family: 'マリ', given: 'まり' }, ['nameKana マリ|マリ']],
  ])('asks for %s', (_, query, terms) => {
    expect(termsOf(query)).toEqual(terms);
  });

  it('asks for the swapped day up to today', () => {
    expect(pdqTermsOf({ birthDate: '2026-05-07', ...NAMES }, '2026-07-04')).toHaveLength(1);
    expect(pdqTermsOf({ birthDate: '2026-05-07', ...NAMES }, '2026-07-05')).toHaveLength(2);
  });

  it.each<[string, PdqQuery]>([
    ['nothing', {}],
    ['a family name alone', { family: 'のと' }],
    ['a given name alone', { given: 'はなこ' }],
    ['a given name that says nothing', { family: 'のと', given: '〓' }],
    ['sex, telephone and address', { sex: 'female', phone: '076-123-4567', address: '石川県金沢市広坂1-2-3' }],
    ['a day that does not exist', { birthDate: '2023-02-29', ...NAMES }],
  ])('asks for nothing by %s', (_, query) => {
    expect(termsOf(query)).toEqual([]);
  });

  it('never asks for more than four items, nor twice for one, whatever is typed', () => {
    for (const family of HOSTILE_TEXTS)
      for (const given of ['花子', 'はなこ', 'Hana', family]) {
        const terms = termsOf({ family, given });
        expect(terms.length).toBeLessThanOrEqual(4);
        expect(new Set(terms).size).toBe(terms.length);
      }
  });
});
