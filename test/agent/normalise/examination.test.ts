import { describe, expect, it } from '@jest/globals';
import { contentOf, documentsOf, rejectionOf } from '../support/normalised.ts';

const ORDER = 'OMG^O19^OMG_O19';
const DONE = 'OMI^Z23^OMI_Z23';
const ORC = (kind: string, number: string): string =>
  `ORC|${kind}|${number}|||||||20240105100059|||D12345^医師^太郎^^^^^^^L^^^^^I|||||24^産科^99XY1`;

describe('OMG-01 to OMG-12, examinations', () => {
  it.each([
    ['OMG-01', ORDER, 'image', 'order', 'radiology'],
    ['OMG-11', DONE, 'image', 'done', 'radiology'],
    ['OMG-02', ORDER, 'image', 'order', 'endoscopy'],
    ['OMG-12', DONE, 'image', 'done', 'endoscopy'],
    ['OMG-03', ORDER, 'waveform', 'order', 'physiology'],
  ])('%s', (type, messageType, contentType, stage, modality) => {
    const segments = [
      'PV1|0001|O|24^^^^^C',
      ORC('NW', '1'),
      'OBR||1||99A0^経皮的超音波検査^JJ1017|||202401051015',
      ORC('PA', '1'),
      'OBR||1||99A0^経皮的超音波検査^JJ1017|||202401051015',
      'OBX|1|TX|MS3-34^臨床病名^JSHR||経過観察||||||F',
      'OBX|2|TS|TM-P1^開始時間^JSHR||20240105101500||||||F',
      ORC('CH', '2'),
      'OBR||2||99A1^胎児.経皮的超音波検査^JJ1017|||202401051015',
      'IPC|A1|P1|1.2.392.1.2.3.4||US^^DCM',
      'IPC|A1|P1|1.2.392.1.2.3.4||US^^DCM',
    ];
    const [document] = documentsOf({ type }, { type: messageType, segments });
    expect(document).toMatchObject({ contentType, stage, title: '胎児.経皮的超音波検査', department: '産科' });
    expect(contentOf(document, 'examination')).toEqual({
      kind: 'examination',
      orderNumber: '1',
      orderedAt: '2024-01-05T10:00:59',
      department: '産科',
      orderedBy: '医師 太郎',
      modality,
      procedures: [{ code: '99A1', name: '胎児.経皮的超音波検査', system: 'JJ1017' }],
      studyInstanceUids: ['1.2.392.1.2.3.4'],
      comments: ['臨床病名: 経過観察\n開始時間: 2024-01-05 10:15:00'],
      ...(stage === 'done' && { performedAt: '2024-01-05T10:15' }),
    });
  });

  it('is rejected without a procedure', () => {
    expect(rejectionOf({ type: 'OMG-01' }, { type: ORDER, segments: [ORC('NW', '1')] })).toBe('NOTHING_IN_IT');
  });
});

describe('OMG-13, physiology reports', () => {
  it('makes sections of free text and of measured values', () => {
    const segments = [
      'PV1|0001|O|01^^^^^C||||D01234^医師^太郎',
      'OBR|1|9||9A110^標準１２誘導心電図^JC10|||20240105',
      'OBX|1|TX|9A100&IMP^心電図所見^JC10|1|正常範囲||||||F',
      'OBX|2|TX|9A100&IMP^心電図所見^JC10|1|前回と\\.br\\変化なし||||||F',
      'OBX|3|NM|32769^心拍数^99MFR|2|67|bpm|||||F',
      'OBX|4|NM|59136^QTc 時間&Bazett^99MFR|2|433|msec|||||F',
      'OBX|5|ED|PDF^報告書^99X|2|^application^pdf^Base64^JVBERi0|||||F',
      'NTE|1||技師コメント',
    ];
    const [document] = documentsOf({ type: 'OMG-13' }, { type: 'ORU^R01^ORU_R01', segments });
    expect(document).toMatchObject({ contentType: 'report', stage: 'done', title: '標準１２誘導心電図' });
    expect(contentOf(document, 'report').sections).toEqual([
      { heading: '心電図所見', text: '正常範囲\n前回と\n変化なし' },
      { heading: '計測値', text: '心拍数: 67 bpm\nQTc 時間 Bazett: 433 msec\n報告書: （添付データ）' },
      { heading: 'コメント', text: '技師コメント' },
    ]);
  });

  it('keeps a long report whole, in several sections', () => {
    const text = '所見'.repeat(15_000);
    const [document] = documentsOf(
      { type: 'OMG-13' },
      { type: 'ORU^R01^ORU_R01', segments: ['OBR|1|9||9A1^心エコー^JC10', `OBX|1|FT|1^所見^X||${text}`] },
    );
    const { sections } = contentOf(document, 'report');
    expect(sections.map((section) => section.text).join('')).toBe(text);
    expect(sections).toHaveLength(2);
  });
});

describe('OMD, meals', () => {
  it('reads diet, times and instructions', () => {
    const segments = [
      'PV1|0001|I|32^302^^^^N',
      ORC('NW', '5'),
      'TQ1|1||TID&１日３回&HL70335||||2024010607|2024011012',
      'ODS|D||001^常食^99XY3|塩分控えめ',
    ];
    const [document] = documentsOf({ type: 'OMD' }, { type: 'OMD^O03^OMD_O03', segments });
    expect(document).toMatchObject({ contentType: 'meal', stage: 'order', title: '食事 常食' });
    expect(contentOf(document, 'meal').items).toEqual([
      { name: '常食', from: '2024-01-06T07:00', to: '2024-01-10T12:00', comments: ['１日３回', '塩分控えめ'] },
    ]);
    expect(rejectionOf({ type: 'OMD' }, { type: 'OMD^O03^OMD_O03', segments: segments.slice(0, 3) })).toBe(
      'NOTHING_IN_IT',
    );
  });
});
