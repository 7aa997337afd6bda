import { describe, expect, it } from '@jest/globals';
import { saysNone } from '../../../agent/normalise/none.ts';
import { contentOf, documentsOf, rejectionOf } from '../support/normalised.ts';

const NAME = { type: 'ADT-61', date: '-' };
const allergies = (...segments: string[]) => ({ type: 'ADT^A60^ADT_A60', segments: ['EVN||20240105', ...segments] });
const BUCKWHEAT =
  'IAM|1|FA^食物アレルギー^HL70127|J9FC11210000^ソバ^JC10|MO^中等度^HL70128|湿疹~呼吸苦|A^追加^HL70323|||||199601';

describe('ADT-61, allergies', () => {
  it('reads kind, substance, severity, reactions and onset, and has no day', () => {
    const [document] = documentsOf(
      NAME,
      allergies(BUCKWHEAT, 'IAM|2|LA^花粉^HL70127|J9^スギ^JC10|MI^軽度^HL70128||A|||||20070710'),
    );
    expect(document).toMatchObject({
      contentType: 'allergy',
      title: 'ソバ 他1件',
      sourceKey: '-_ADT-61_000000000000001',
    });
    expect(document).not.toHaveProperty('day');
    expect(contentOf(document, 'allergy')).toEqual({
      kind: 'allergy',
      none: false,
      items: [
        {
          category: 'food',
          substance: { code: 'J9FC11210000', name: 'ソバ', system: 'JC10' },
          severity: 'moderate',
          reactions: ['湿疹', '呼吸苦'],
          onset: '199601',
        },
        {
          category: 'environment',
          substance: { code: 'J9', name: 'スギ', system: 'JC10' },
          severity: 'mild',
          identifiedOn: '2007-07-10',
        },
      ],
    });
  });

  it('shows a severe drug allergy once more as a contraindication, and a moderate one not', () => {
    const drug = (severity: string): string =>
      `IAM|2|DA^薬剤アレルギー^HL70127|610463^ペニシリン^HOT9|${severity}|ショック|A|||||20200301`;
    const [allergy, contraindication] = documentsOf(NAME, allergies(BUCKWHEAT, drug('SV^重度^HL70128')));
    expect(contentOf(allergy, 'allergy').items).toHaveLength(2);
    expect(contraindication).toMatchObject({
      contentType: 'contraindication',
      sourceKey: '-_ADT-61_000000000000001#contraindication',
      title: 'ペニシリン',
    });
    expect(contentOf(contraindication, 'contraindication').items).toEqual([
      {
        drug: { code: '610463', name: 'ペニシリン', system: 'HOT9' },
        reason: '重度の薬剤アレルギー ショック',
        identifiedOn: '2020-03-01',
      },
    ]);
    expect(documentsOf(NAME, allergies(drug('MO^中等度^HL70128')))[1]).toMatchObject({
      contentType: 'contraindication',
      flag: 'deleted',
    });
  });

  it('leaves out what was deleted, and then does not claim that there is none', () => {
    const [document] = documentsOf(NAME, allergies('IAM|1|FA|J9^ソバ^JC10|MO||D^削除^HL70323'));
    expect(contentOf(document, 'allergy')).toEqual({ kind: 'allergy', none: false, items: [] });
  });

  it('says "none" only where the message does', () => {
    const none = (...segments: string[]): boolean =>
      contentOf(documentsOf(NAME, allergies(...segments))[0], 'allergy').none;
    expect(none('IAM|1||NON^アレルギーなし^99X')).toBe(true);
    expect(none('IAM|1||^なし')).toBe(true);
    expect(none('IAM|1|DA|^薬剤アレルギーなし', 'IAM|2|FA|^食物アレルギーなし')).toBe(true);
    expect(none('IAM|1|DA|^薬剤アレルギーなし')).toBe(false);
    expect(none('IAM|1|DA|^なし', BUCKWHEAT)).toBe(false);
    expect(rejectionOf(NAME, allergies())).toBe('NOTHING_IN_IT');
  });

  it('knows the words for none, and never takes a pear for one', () => {
    for (const word of [
      '特になし',
      '該当なし',
      'アレルギー無し',
      '無',
      'ｱﾚﾙｷﾞｰﾅｼ',
      'NKDA',
      'No known allergies',
      'なし。',
    ])
      expect([word, saysNone(word)]).toEqual([word, true]);
    for (const word of ['', 'ナシ', '梨', 'ペニシリン', '無水エタノール', 'なしの花'])
      expect([word, saysNone(word)]).toEqual([word, false]);
    expect(saysNone('なし', { food: true })).toBe(false);
    const [document] = documentsOf(NAME, allergies('IAM|1|FA|J9^なし^JC10|MO'));
    expect(contentOf(document, 'allergy').items.map(({ substance }) => substance.name)).toEqual(['なし']);
  });
});
