import { describe, expect, it } from '@jest/globals';
import { contentOf, documentsOf, rejectionOf } from '../support/normalised.ts';

const RESULT = 'OUL^R22^OUL_R22';
const HEAD = [
  'PV1|0001|O|01^^^^^C',
  'SPM|1|000000001219001||023^血清^JC10|||||||||||||202401041500',
  'OBR|1|000000000000009|000000001219001|E001^生化学的検査^99O03|||20240104|20240104||||||||607^医師^一郎^^^^^^^L^^^^^I||||||20240105103059|||F',
  'ORC|SC|000000000000009|||CM||||20240105103059|||607^医師^一郎^^^^^^^L^^^^^I|||||01^内科^99XY1',
];
const result = (...observations: string[]) => ({ type: RESULT, segments: [...HEAD, ...observations] });

describe('OML-11, laboratory results', () => {
  it('keeps values, units, ranges and flags as sent, with specimen and time', () => {
    const [document, ...others] = documentsOf(
      { type: 'OML-11' },
      result(
        'OBX|1|NM|3A010000002327101^総蛋白^JC10^10222^ＴＰ^99X03||7.20|g/dl^g/dL^99XYZ|6.7-8.3||||F|||202401041510',
        'OBX|2|NM|3C015000002399801^CRP^JC10||12.34|mg/dl^mg/dL^99XYZ|0-0.3|HH|||F',
        'NTE|1||再検済',
        'OBX|3|SN|5C094000002302301^Dダイマー^JC10||<^0.5|ug/ml^μg/mL^99XYZ',
        'OBX|4|ST|1A010000000190111^尿蛋白^JC10||(2+)',
        'OBX|5|NM|3B035000002327201^AST^JC10||>=1000',
        'OBX|6|CWE|6B010000006174711^培養^JC10||C1^大腸菌^99Z',
      ),
    );
    expect(others).toEqual([]);
    expect(document).toMatchObject({
      contentType: 'laboratory',
      stage: 'done',
      title: '生化学的検査（6項目）',
      department: '内科',
    });
    const { results, status } = contentOf(document, 'laboratory');
    expect(status).toBe('F');
    expect(results[0]).toEqual({
      item: { code: '3A010000002327101', name: '総蛋白', system: 'JC10', localCode: '10222', localSystem: '99X03' },
      value: { text: '7.20', numeric: true },
      unit: 'g/dL',
      referenceRange: '6.7-8.3',
      status: 'F',
      specimen: { code: '023', name: '血清', system: 'JC10' },
      observedAt: '2024-01-04T15:10',
    });
    expect(results[1]).toMatchObject({ flag: 'HH', comments: ['再検済'], observedAt: '2024-01-04' });
    expect(results.slice(2).map(({ value }) => value)).toEqual([
      { text: '0.5', numeric: true, comparator: '<' },
      { text: '(2+)', numeric: false },
      { text: '1000', numeric: true, comparator: '>=' },
      { text: '大腸菌', numeric: false },
    ]);
  });

  it('tells of infections in a document of their own, and judges words and signs but no bare number', () => {
    const values: [string, string][] = [
      ['(-)', 'negative'],
      ['（－）', 'negative'],
      ['陰性', 'negative'],
      ['検出せず', 'negative'],
      ['(+)', 'positive'],
      ['2+', 'positive'],
      ['陽性', 'positive'],
      ['Reactive', 'positive'],
      ['Non-reactive', 'negative'],
      ['±', 'indeterminate'],
      ['判定保留', 'indeterminate'],
      ['12.5', 'unknown'],
    ];
    const observations = values.map(
      ([value], index) => `OBX|${index}|ST|5F01614300230${10 + index}^HBs抗原^JC10||${value}`,
    );
    const [laboratory, infection, ...others] = documentsOf(
      { type: 'OML-11' },
      result(...observations, 'OBX|99|NM|3A01^総蛋白^JC10||7'),
    );
    expect(others).toEqual([]);
    expect(contentOf(laboratory, 'laboratory').results.map(({ item }) => item.name)).toEqual(['総蛋白']);
    expect(infection).toMatchObject({
      contentType: 'infection',
      stage: 'done',
      sourceKey: '20240105_OML-11_000000000000001#infection',
      title: 'HBs抗原',
    });
    expect(contentOf(infection, 'infection').items.map(({ value, result }) => [value, result])).toEqual(values);
    expect(contentOf(infection, 'infection').items[0]?.observedOn).toBe('2024-01-04');
  });

  it('says nothing of an infection in the laboratory document, neither in its title nor in its content', () => {
    const message = result(
      'OBX|1|NM|3A01^総蛋白^JC10||7',
      'OBR|2|||5F560^HIV検査^JC10',
      'OBX|2|ST|5F560^HIV-1/2抗体^JC10||(+)||(-)|POS|||F',
      'NTE|1||確認検査を要する',
      'OBX|3||5F016^HBs抗原^JC10|||||POS|||F',
      'OBX|4||5F017^HCV抗体^JC10||||||||',
      'OBX|5|ST|X9^梅毒TP抗体^99L^5E071^ＴＰ^JC10||1.0',
    );
    const [laboratory, infection, ...others] = documentsOf({ type: 'OML-11' }, message);
    expect(others).toEqual([]);
    expect(laboratory).toMatchObject({ contentType: 'laboratory', title: '生化学的検査（2項目）' });
    // An item of which nothing is said yet tells no more than an order.
    expect(contentOf(laboratory, 'laboratory').results.map(({ item }) => item.name)).toEqual(['総蛋白', 'HCV抗体']);
    expect(contentOf(infection, 'infection').items).toEqual([
      {
        item: { code: '5F560', name: 'HIV-1/2抗体', system: 'JC10' },
        result: 'positive',
        value: '(+)',
        referenceRange: '(-)',
        flag: 'POS',
        status: 'F',
        specimen: { code: '023', name: '血清', system: 'JC10' },
        observedOn: '2024-01-04',
        comments: ['確認検査を要する'],
      },
      expect.objectContaining({ item: expect.objectContaining({ name: 'HBs抗原' }), result: 'positive' }),
      expect.objectContaining({ result: 'unknown', value: '1.0' }),
    ]);
    const [alone] = documentsOf(
      { type: 'OML-11' },
      result(
        'OBR|2|||E9^感染症検査^99',
        'OBX|1|ST|5F560^HIV^JC10||(+)',
        'OBR|3|||E1^血算^99',
        'OBX|2|NM|2A01^WBC^JC10||5',
      ),
    );
    expect(alone?.title).toBe('生化学的検査 他1件（1項目）');
    expect(JSON.stringify(alone)).not.toMatch(/HIV|感染症/);
  });

  it('sends infections alone as such alone, unless an earlier laboratory document may have to be replaced', () => {
    const message = result('OBX|1|ST|5F560^HIV-1/2抗体^JC10||(-)');
    const kinds = (name: { flag?: 0 | 1 | 2 }, options = {}) =>
      documentsOf({ type: 'OML-11', ...name }, message, options).map(
        ({ contentType, flag }) => `${contentType} ${flag}`,
      );
    expect(kinds({})).toEqual(['infection current']);
    expect(kinds({ flag: 0 })).toEqual(['laboratory deleted', 'infection deleted']);
    expect(kinds({}, { revised: true })).toEqual(['laboratory current', 'infection current']);
    const [laboratory] = documentsOf({ type: 'OML-11' }, message, { revised: true });
    expect(laboratory).toMatchObject({ title: '検査（感染症は別項）', sourceKey: '20240105_OML-11_000000000000001' });
    expect(contentOf(laboratory, 'laboratory').results).toEqual([]);
    expect(JSON.stringify(laboratory)).not.toContain('HIV');
  });

  it('takes the codes of infections from the facility where it names its own', () => {
    const message = result('OBX|1|ST|X9^独自感染症検査^99L||(+)', 'OBX|2|ST|5F016^HBs抗原^JC10||(-)');
    const [laboratory, infection] = documentsOf({ type: 'OML-11' }, message, { infectionCodes: ['X9'] });
    expect(contentOf(laboratory, 'laboratory').results.map(({ item }) => item.name)).toEqual(['HBs抗原']);
    expect(contentOf(infection, 'infection').items.map(({ item }) => item.name)).toEqual(['独自感染症検査']);
  });

  it('takes an earlier infection back where a revision has none, and only there', () => {
    const plain = result('OBX|1|NM|3A01^総蛋白^JC10||7');
    expect(documentsOf({ type: 'OML-11' }, plain)).toHaveLength(1);
    const [, infection] = documentsOf({ type: 'OML-11' }, plain, { revised: true });
    expect(infection).toMatchObject({
      contentType: 'infection',
      flag: 'deleted',
      sourceKey: '20240105_OML-11_000000000000001#infection',
    });
    expect(infection?.content).toBeUndefined();
    expect(documentsOf({ type: 'OML-11', flag: 2 }, plain, { revised: true })).toHaveLength(1);
  });

  it('is rejected without results', () => {
    expect(rejectionOf({ type: 'OML-11' }, result())).toBe('NOTHING_IN_IT');
    expect(rejectionOf({ type: 'OML-11' }, result('OBX|1|NM|||7'))).toBe('NOTHING_IN_IT');
  });
});

describe('OML-01, laboratory orders', () => {
  it('lists what was ordered, without values', () => {
    const [document, ...others] = documentsOf(
      { type: 'OML-01' },
      {
        type: 'OML^O33^OML_O33',
        segments: [...HEAD, 'OBX|1||5F0161430023051^HBs抗原^JC10||||||||O', 'OBX|2||3A01^総蛋白^JC10||||||||O'],
      },
    );
    expect(others).toEqual([]);
    expect(document).toMatchObject({ contentType: 'laboratory', stage: 'order' });
    expect(contentOf(document, 'laboratory').results.map(({ value }) => value)).toEqual([undefined, undefined]);
  });

  it('keeps of an infection that is ordered no more than its name', () => {
    const segments = [...HEAD, 'OBX|1|ST|5F016^HBs抗原^JC10||(+)', 'NTE|1||前回陽性', 'OBX|2|NM|3A01^総蛋白^JC10||7'];
    const [document] = documentsOf({ type: 'OML-01' }, { type: 'OML^O33^OML_O33', segments });
    const { results } = contentOf(document, 'laboratory');
    expect(results.map(({ value, comments }) => [value?.text, comments])).toEqual([
      [undefined, undefined],
      ['7', undefined],
    ]);
    expect(JSON.stringify(document)).not.toMatch(/陽性|\(\+\)/);
  });
});
