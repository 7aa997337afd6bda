import { describe, expect, it } from '@jest/globals';
import { contentOf, documentsOf, rejectionOf } from '../support/normalised.ts';

const ORC = (group: number): string =>
  `ORC|NW|000000000000007||${group}|||||20240105103045|058^入力者^花子^^^^^^^L^^^^^I||110^医師^一郎^^^^^^^L^^^^^I~110^イシ^イチロウ^^^^^^^L^^^^^P|||||01^内科^99XY1||||||||||||O^外来患者オーダ^HL70482`;
const order = (...segments: string[]) => ({ type: 'RDE^O11^RDE_O11', segments: ['PV1|0001|O|01^^^^^C', ...segments] });

describe('OMP-01, prescriptions', () => {
  it('reads drugs, amounts, usage and days as written, and names the first drug in the title', () => {
    const [document] = documentsOf(
      { type: 'OMP-01' },
      order(
        ORC(1),
        'RXE||103835401^アムロジピン錠５ｍｇ^HOT9|1||TAB^錠^MR9P||^粉砕^99IC5|||14|TAB^錠^MR9P||||||||1^TAB&錠&MR9P||OHI^院内処方^MR9P',
        'TQ1|1||1011000400000000&内服・経口・１日１回朝食後&JAMISDP01|||14^D&日&ISO+|2024010500',
        ORC(2),
        'RXE||110626901^ロキソプロフェン錠^HOT9|1||TAB^錠^MR9P|||||10|TAB^錠^MR9P',
        'TQ1|1||1050110000000000&疼痛時&JAMISDP01||||20240105|||||||10',
        'NTE|1||6時間以上あけて',
      ),
    );
    expect(document).toMatchObject({
      contentType: 'prescription',
      stage: 'order',
      day: '2024-01-05',
      title: 'アムロジピン錠５ｍｇ 他1件',
      department: '内科',
      sourceKey: '20240105_OMP-01_000000000000001',
      sourceVersion: '20240105101112000',
      flag: 'current',
    });
    const content = contentOf(document, 'prescription');
    expect(content).toMatchObject({
      orderNumber: '000000000000007',
      orderedAt: '2024-01-05T10:30:45',
      orderedBy: '医師 一郎',
      setting: 'outpatient',
      dispensing: 'inHouse',
    });
    expect(content.items).toEqual([
      {
        group: '1',
        drug: { code: '103835401', name: 'アムロジピン錠５ｍｇ', system: 'HOT9' },
        dose: { value: '1', unit: '錠' },
        daily: { value: '1', unit: '錠' },
        total: { value: '14', unit: '錠' },
        usage: { code: '1011000400000000', name: '内服・経口・１日１回朝食後', system: 'JAMISDP01' },
        days: 14,
        startOn: '2024-01-05',
        comments: ['粉砕'],
      },
      {
        group: '2',
        drug: { code: '110626901', name: 'ロキソプロフェン錠', system: 'HOT9' },
        dose: { value: '1', unit: '錠' },
        total: { value: '10', unit: '錠' },
        usage: { code: '1050110000000000', name: '疼痛時', system: 'JAMISDP01' },
        times: 10,
        startOn: '2024-01-05',
        comments: ['6時間以上あけて'],
      },
    ]);
  });

  it('reads the parts of a compound', () => {
    const [document] = documentsOf(
      { type: 'OMP-01' },
      order(
        ORC(1),
        'RXE||00^混合^99XX|1||PCK^包^MR9P',
        'RXC|B|620000001^散剤A^HOT9|0.5|G^グラム^MR9P',
        'RXC|A|620000002^散剤B^HOT9|0.3|G^グラム^MR9P',
      ),
    );
    expect(
      contentOf(document, 'prescription').items.map(({ drug, dose }) => [drug.name, dose?.value, dose?.unit]),
    ).toEqual([
      ['散剤A', '0.5', 'グラム'],
      ['散剤B', '0.3', 'グラム'],
    ]);
  });

  it('is rejected without a drug, and with one that has no name', () => {
    expect(rejectionOf({ type: 'OMP-01' }, order(ORC(1)))).toBe('NOTHING_IN_IT');
    expect(rejectionOf({ type: 'OMP-01' }, order(ORC(1), 'RXE|||1'))).toBe('NOTHING_IN_IT');
  });

  it('is rejected, not cut short, where a drug name is longer than any is', () => {
    expect(rejectionOf({ type: 'OMP-01' }, order(ORC(1), `RXE||1^${'長'.repeat(301)}^HOT9`))).toBe('DOES_NOT_FIT');
  });
});

describe('OMP-11, prescriptions given', () => {
  it('says what was given, and what was not', () => {
    const [document] = documentsOf(
      { type: 'OMP-11' },
      {
        type: 'RAS^O17^RAS_O17',
        segments: [
          'PV1|0001|I|32^302^^^^N',
          'ORC|NW|000000000000007||1|||||20240105103045||||||||01^内科^99XY1||||||||||||I^入院患者オーダ^HL70482',
          'RXA|0|1|202401050830|202401050830|103835401^アムロジピン錠５ｍｇ^HOT9|1|TAB^錠^MR9P|||||||||||||CP',
          'RXA|0|1|202401050830|202401050830|110626901^ロキソプロフェン錠^HOT9|1|TAB^錠^MR9P||^吐き気のため^99IC2|||||||||||RE',
          'RXR|PO^口^HL70162',
        ],
      },
    );
    expect(document).toMatchObject({ contentType: 'prescription', stage: 'done', title: 'アムロジピン錠５ｍｇ 他1件' });
    const content = contentOf(document, 'prescription');
    expect(content).toMatchObject({ setting: 'inpatient', dispensing: 'inHouse', ward: '32' });
    expect(content.items[0]).toMatchObject({ dose: { value: '1', unit: '錠' }, startOn: '2024-01-05' });
    expect(content.items[1]?.comments).toEqual(['患者拒否により未実施', '吐き気のため']);
  });
});
