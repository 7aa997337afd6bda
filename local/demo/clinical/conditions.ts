import type { DepartmentId } from './departments.ts';
import type { DrugId } from './drugs.ts';
import type { LabItemId, PanelId } from './laboratory.ts';

export type Condition = {
  /** Disease-name master of the demo (MDCDX2's form; numbers that it does not give out), and ICD-10. */
  code: string;
  name: string;
  icd10: string;
  department: DepartmentId;
  drugs: readonly DrugId[];
  panels: readonly PanelId[];
  /** How it shows in the laboratory: shifts in spreads of the item. */
  shifts: Partial<Record<LabItemId, number>>;
  /** Years of age, and of a hundred people of that age how many have it. */
  from: number;
  until: number;
  percent: number;
  visits: number;
};

type Given = Omit<Condition, 'code'>;
const condition = (number: number, given: Given): Condition => ({ code: String(29_990_000 + number), ...given });

export const CONDITIONS = {
  hypertension: condition(1, {
    name: '高血圧症',
    icd10: 'I10',
    department: 'internal',
    drugs: ['amlodipine', 'candesartan'],
    panels: ['chemistry'],
    shifts: { ua: 1 },
    from: 40,
    until: 120,
    percent: 45,
    visits: 2,
  }),
  diabetes: condition(2, {
    name: '２型糖尿病',
    icd10: 'E11',
    department: 'internal',
    drugs: ['metformin', 'sitagliptin'],
    panels: ['diabetes', 'chemistry'],
    shifts: { hba1c: 6, glu: 7, tg: 1.5 },
    from: 35,
    until: 120,
    percent: 18,
    visits: 4,
  }),
  dyslipidaemia: condition(3, {
    name: '脂質異常症',
    icd10: 'E785',
    department: 'internal',
    drugs: ['atorvastatin'],
    panels: ['lipids'],
    shifts: { ldl: 2, tg: 1.5 },
    from: 35,
    until: 95,
    percent: 26,
    visits: 1,
  }),
  fibrillation: condition(4, {
    name: '心房細動',
    icd10: 'I489',
    department: 'cardiology',
    drugs: ['apixaban', 'bisoprolol'],
    panels: ['heart', 'bloodCount'],
    shifts: { bnp: 14 },
    from: 60,
    until: 120,
    percent: 10,
    visits: 2,
  }),
  heartFailure: condition(5, {
    name: '慢性心不全',
    icd10: 'I509',
    department: 'cardiology',
    drugs: ['furosemide', 'bisoprolol'],
    panels: ['heart', 'chemistry'],
    shifts: { bnp: 45, na: -1.5 },
    from: 65,
    until: 120,
    percent: 12,
    visits: 3,
  }),
  kidneyDisease: condition(6, {
    name: '慢性腎臓病',
    icd10: 'N189',
    department: 'internal',
    drugs: ['candesartan'],
    panels: ['chemistry', 'bloodCount'],
    shifts: { cre: 7, bun: 4.5, hb: -2.5, k: 1.5 },
    from: 60,
    until: 120,
    percent: 12,
    visits: 2,
  }),
  gastricUlcer: condition(7, {
    name: '胃潰瘍',
    icd10: 'K259',
    department: 'gastroenterology',
    drugs: ['lansoprazole', 'rebamipide'],
    panels: ['bloodCount'],
    shifts: { hb: -2 },
    from: 25,
    until: 90,
    percent: 8,
    visits: 1,
  }),
  osteoporosis: condition(8, {
    name: '骨粗鬆症',
    icd10: 'M819',
    department: 'orthopaedics',
    drugs: ['alfacalcidol'],
    panels: ['chemistry'],
    shifts: {},
    from: 65,
    until: 120,
    percent: 22,
    visits: 1,
  }),
  kneeArthrosis: condition(9, {
    name: '変形性膝関節症',
    icd10: 'M179',
    department: 'orthopaedics',
    drugs: ['loxoprofen', 'ketoprofenPatch'],
    panels: [],
    shifts: {},
    from: 55,
    until: 120,
    percent: 20,
    visits: 1,
  }),
  dementia: condition(10, {
    name: 'アルツハイマー型認知症',
    icd10: 'G309',
    department: 'internal',
    drugs: ['donepezil', 'magnesiumOxide'],
    panels: ['chemistry'],
    shifts: { alb: -2 },
    from: 75,
    until: 120,
    percent: 16,
    visits: 1,
  }),
  asthma: condition(11, {
    name: '気管支喘息',
    icd10: 'J459',
    department: 'internal',
    drugs: ['montelukast', 'theophylline'],
    panels: ['bloodCount'],
    shifts: { wbc: 1 },
    from: 15,
    until: 80,
    percent: 9,
    visits: 2,
  }),
  bronchitis: condition(12, {
    name: '急性気管支炎',
    icd10: 'J209',
    department: 'paediatrics',
    drugs: ['carbocisteine'],
    panels: ['bloodCount'],
    shifts: { wbc: 3, crp: 12 },
    from: 0,
    until: 15,
    percent: 100,
    visits: 1,
  }),
  depression: condition(13, {
    name: 'うつ病',
    icd10: 'F329',
    department: 'psychiatry',
    drugs: ['sertraline'],
    panels: [],
    shifts: {},
    from: 18,
    until: 90,
    percent: 7,
    visits: 3,
  }),
  hypothyroidism: condition(14, {
    name: '甲状腺機能低下症',
    icd10: 'E039',
    department: 'internal',
    drugs: ['levothyroxine'],
    panels: ['thyroid'],
    shifts: { tsh: 6 },
    from: 30,
    until: 90,
    percent: 5,
    visits: 1,
  }),
  anaemia: condition(15, {
    name: '鉄欠乏性貧血',
    icd10: 'D509',
    department: 'internal',
    drugs: ['ferrousCitrate'],
    panels: ['bloodCount'],
    shifts: { hb: -5, ht: -4.5, rbc: -2 },
    from: 15,
    until: 60,
    percent: 14,
    visits: 1,
  }),
  colonCancer: condition(16, {
    name: '結腸癌術後',
    icd10: 'C189',
    department: 'surgery',
    drugs: ['magnesiumOxide'],
    panels: ['bloodCount', 'chemistry'],
    shifts: { hb: -2 },
    from: 55,
    until: 90,
    percent: 6,
    visits: 2,
  }),
  hepatitisB: condition(17, {
    name: 'Ｂ型慢性肝炎',
    icd10: 'B181',
    department: 'gastroenterology',
    drugs: ['entecavir'],
    panels: ['chemistry'],
    shifts: { alt: 4, ast: 4 },
    from: 35,
    until: 85,
    percent: 2,
    visits: 2,
  }),
  prostaticHyperplasia: condition(18, {
    name: '前立腺肥大症',
    icd10: 'N40',
    department: 'surgery',
    drugs: ['tamsulosin'],
    panels: [],
    shifts: {},
    from: 60,
    until: 120,
    percent: 9,
    visits: 1,
  }),
} as const satisfies Record<string, Condition>;
export type ConditionId = keyof typeof CONDITIONS;

const IDS = Object.keys(CONDITIONS) as ConditionId[];
const ONLY_MEN: readonly ConditionId[] = ['prostaticHyperplasia'];

/** What somebody of an age may have, each with how often; somebody who comes to a hospital has something. */
export const conditionsAt = (person: {
  age: number;
  sex: 'female' | 'male';
}): readonly { id: ConditionId; percent: number }[] =>
  IDS.filter((id) => person.age >= CONDITIONS[id].from && person.age < CONDITIONS[id].until)
    .filter((id) => person.sex === 'male' || !ONLY_MEN.includes(id))
    .map((id) => ({ id, percent: CONDITIONS[id].percent }));
