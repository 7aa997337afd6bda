import { describe, expect, it } from '@jest/globals';
import { contentOf, documentsOf, rejectionOf } from '../support/normalised.ts';

const NAME = { type: 'PPR-01', date: '-' };
type Problem = {
  action?: string;
  name?: string;
  resolved?: string;
  confirmation?: string;
  outcome?: string;
  main?: string;
};
const problem = ({
  action = 'AD',
  name = '20054174^胃炎^MDCDX2',
  resolved = '',
  confirmation = '',
  outcome = '',
  main = '',
}: Problem): string => {
  const fields = [
    action,
    '20240105',
    name,
    '1',
    '',
    '',
    '20231220',
    '',
    resolved,
    'K297^^I10',
    '',
    '',
    confirmation,
    outcome,
    '20240105',
    '20231219',
    '',
    main,
  ];
  return ['PRB', ...fields].join('|');
};
const diagnoses = (...segments: string[]) => ({ type: 'PPR^ZD1^PPR_ZD1', segments });
const itemsOf = (...segments: string[]) => contentOf(documentsOf(NAME, diagnoses(...segments))[0], 'diagnosis').items;

describe('PPR-01, diagnoses', () => {
  it('reads condition, days, outcome and rank', () => {
    const [document] = documentsOf(
      NAME,
      diagnoses(
        problem({ resolved: '20240104', outcome: 'F^治癒^HL70241', main: '1^主診断^JHSD0007' }),
        'ORC|NW|1||||||||||110^医師^一郎|||||01^内科^MML028',
        problem({ name: '8830052^高血圧症^MDCDX2' }),
      ),
    );
    expect(document).toMatchObject({ contentType: 'diagnosis', title: '胃炎 他1件', department: '内科' });
    expect(contentOf(document, 'diagnosis')).toEqual({
      kind: 'diagnosis',
      none: false,
      items: [
        {
          condition: { code: '20054174', name: '胃炎', system: 'MDCDX2' },
          startOn: '2023-12-19',
          endOn: '2024-01-04',
          outcome: '治癒',
          status: 'resolved',
          main: true,
          department: '内科',
        },
        {
          condition: { code: '8830052', name: '高血圧症', system: 'MDCDX2' },
          startOn: '2023-12-19',
          status: 'active',
          department: '内科',
        },
      ],
    });
  });

  it('tells active, suspected, resolved and unknown apart', () => {
    expect(itemsOf(problem({ outcome: 'N^回復せず^HL70241', resolved: '20240104' }))[0]?.status).toBe('active');
    expect(itemsOf(problem({ resolved: '20240104' }))[0]?.status).toBe('resolved');
    expect(itemsOf(problem({ outcome: 'D^死亡^HL70241' }))[0]?.status).toBe('unknown');
    expect(itemsOf(problem({ confirmation: '1^疑い^JHSD0005' }))[0]?.status).toBe('suspected');
    expect(itemsOf(problem({}), 'ZPR||20054174^胃炎^MDCDX2|||8002^疑い^MDCDX2')[0]?.status).toBe('suspected');
    expect(itemsOf(problem({ confirmation: '1^疑い^JHSD0005', outcome: 'F^治癒^HL70241' }))[0]?.status).toBe(
      'resolved',
    );
  });

  it('leaves out what was deleted; is rejected without a diagnosis or without its name', () => {
    expect(
      itemsOf(problem({}), problem({ action: 'DE', name: '1^取消病名^X' })).map(({ condition }) => condition.name),
    ).toEqual(['胃炎']);
    expect(rejectionOf(NAME, diagnoses())).toBe('NOTHING_IN_IT');
    expect(rejectionOf(NAME, diagnoses(problem({}), problem({ name: '' })))).toBe('NOTHING_IN_IT');
  });
});
