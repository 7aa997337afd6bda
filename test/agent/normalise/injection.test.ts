import { describe, expect, it } from '@jest/globals';
import { contentOf, documentsOf } from '../support/normalised.ts';

const ORC = 'ORC|NW|000000000000008||R1|||||20240105103045||||||||01^内科^99XY1||||||||||||I^入院患者オーダ^HL70482';

describe('OMP-02, injections ordered', () => {
  it('reads base and additives with route, device, rate and times', () => {
    const [document] = documentsOf(
      { type: 'OMP-02' },
      {
        type: 'RDE^O11^RDE_O11',
        segments: [
          'PV1|0001|I|32^302^^^^N',
          ORC,
          'RXE||00^一般^99I02|510||ML^ミリリットル^MR9P|INJ^注射剤^MR9P|^５時間で^99IC6|||||||||||||||H1|102|ml/hr^ミリリットル／時間^ISO+',
          'TQ1|1||||||202401050800|202401051300',
          'RXR|IV^静脈内^HL70162||IVP^点滴ポンプ^HL70164',
          'RXC|B|620007329^輸液５００ｍＬ^HOT9|1|HON^本^MR9P',
          'RXC|A|620002559^注射液５０ｍｇ^HOT9|2|AMP^アンプル^MR9P',
        ],
      },
    );
    expect(document).toMatchObject({ contentType: 'injection', stage: 'order', title: '輸液５００ｍＬ 他1件' });
    expect(contentOf(document, 'injection').items[1]).toEqual({
      group: 'R1',
      drug: { code: '620002559', name: '注射液５０ｍｇ', system: 'HOT9' },
      dose: { value: '2', unit: 'アンプル' },
      route: { code: 'IV', name: '静脈内', system: 'HL70162' },
      device: { code: 'IVP', name: '点滴ポンプ', system: 'HL70164' },
      rate: { value: '102', unit: 'ミリリットル／時間' },
      startAt: '2024-01-05T08:00',
      endAt: '2024-01-05T13:00',
      comments: ['５時間で'],
    });
  });
});

describe('OMP-12, injections given', () => {
  it('says when, how fast and whether at all', () => {
    const given = (status: string): string =>
      `RXA|0|1|20240105080521|20240105130543|620007329^輸液５００ｍＬ^HOT9|1|HON^本^MR9P||^左手に実施^99IC2|||102ml/hr||||||||${status}`;
    const segments = ['PV1|0001|I|32^302^^^^N', ORC, given('CP'), given('NA'), given(''), 'RXR|IV^静脈内^HL70162'];
    const [document] = documentsOf({ type: 'OMP-12' }, { type: 'RAS^O17^RAS_O17', segments });
    const { items } = contentOf(document, 'injection');
    expect(document?.stage).toBe('done');
    expect(items.map((item) => item.given)).toEqual([true, false, undefined]);
    expect(items[1]?.comments).toEqual(['未実施', '左手に実施']);
    expect(items[0]).toMatchObject({
      rate: { value: '102', unit: 'ml/hr' },
      startAt: '2024-01-05T08:05:21',
      route: { name: '静脈内' },
    });
  });
});
