/** A laboratory item: the analyte and specimen of JLAC10, its unit as hospitals write it, and what is usual in adults. */
export type LabItem = {
  code: string;
  name: string;
  unit: string;
  decimals: number;
  /** Lower and upper bound of the reference range, by sex where it differs. */
  range: { female: readonly [number, number]; male: readonly [number, number] };
  /** What a healthy person has, and how far people and days differ. */
  usual: number;
  spread: number;
};

type Bounds = readonly [number, number];
type Given = Omit<LabItem, 'range' | 'usual' | 'spread'> & { range: Bounds | { female: Bounds; male: Bounds } };

const isBounds = (range: Given['range']): range is Bounds => Array.isArray(range);

/** The middle of the range, and a spread with which two people in three lie in its inner half. */
const item = ({ range, ...given }: Given): LabItem => {
  const bySex = isBounds(range) ? { female: range, male: range } : range;
  const [low, high] = [(bySex.female[0] + bySex.male[0]) / 2, (bySex.female[1] + bySex.male[1]) / 2];
  return { ...given, range: bySex, usual: (low + high) / 2, spread: (high - low) / 5 };
};

export const LAB_ITEMS = {
  wbc: item({ code: '2A010000001930101', name: '白血球数', unit: '10*3/uL', decimals: 1, range: [3.3, 8.6] }),
  rbc: item({
    code: '2A020000001930101',
    name: '赤血球数',
    unit: '10*6/uL',
    decimals: 2,
    range: { female: [3.86, 4.92], male: [4.35, 5.55] },
  }),
  hb: item({
    code: '2A030000001930101',
    name: 'ヘモグロビン',
    unit: 'g/dL',
    decimals: 1,
    range: { female: [11.6, 14.8], male: [13.7, 16.8] },
  }),
  ht: item({
    code: '2A040000001930102',
    name: 'ヘマトクリット',
    unit: '%',
    decimals: 1,
    range: { female: [35.1, 44.4], male: [40.7, 50.1] },
  }),
  plt: item({ code: '2A050000001930101', name: '血小板数', unit: '10*3/uL', decimals: 0, range: [158, 348] }),
  tp: item({ code: '3A010000002327101', name: '総蛋白', unit: 'g/dL', decimals: 1, range: [6.6, 8.1] }),
  alb: item({ code: '3A015000002327101', name: 'アルブミン', unit: 'g/dL', decimals: 1, range: [4.1, 5.1] }),
  tbil: item({ code: '3J010000002327101', name: '総ビリルビン', unit: 'mg/dL', decimals: 1, range: [0.4, 1.5] }),
  ast: item({ code: '3B035000002327201', name: 'AST(GOT)', unit: 'U/L', decimals: 0, range: [13, 30] }),
  alt: item({
    code: '3B045000002327201',
    name: 'ALT(GPT)',
    unit: 'U/L',
    decimals: 0,
    range: { female: [7, 23], male: [10, 42] },
  }),
  ldh: item({ code: '3B050000002327201', name: 'LD(LDH)', unit: 'U/L', decimals: 0, range: [124, 222] }),
  ggt: item({
    code: '3B090000002327101',
    name: 'γ-GT',
    unit: 'U/L',
    decimals: 0,
    range: { female: [9, 32], male: [13, 64] },
  }),
  bun: item({ code: '3C025000002327201', name: '尿素窒素', unit: 'mg/dL', decimals: 1, range: [8, 20] }),
  cre: item({
    code: '3C015000002327101',
    name: 'クレアチニン',
    unit: 'mg/dL',
    decimals: 2,
    range: { female: [0.46, 0.79], male: [0.65, 1.07] },
  }),
  ua: item({
    code: '3C020000002327101',
    name: '尿酸',
    unit: 'mg/dL',
    decimals: 1,
    range: { female: [2.6, 5.5], male: [3.7, 7.8] },
  }),
  na: item({ code: '3H010000002326101', name: 'ナトリウム', unit: 'mmol/L', decimals: 0, range: [138, 145] }),
  k: item({ code: '3H015000002326101', name: 'カリウム', unit: 'mmol/L', decimals: 1, range: [3.6, 4.8] }),
  cl: item({ code: '3H020000002326101', name: 'クロール', unit: 'mmol/L', decimals: 0, range: [101, 108] }),
  crp: item({ code: '5C070000002306201', name: 'CRP', unit: 'mg/dL', decimals: 2, range: [0, 0.14] }),
  glu: item({ code: '3D010000002227101', name: '血糖', unit: 'mg/dL', decimals: 0, range: [73, 109] }),
  hba1c: item({ code: '3D046000001906202', name: 'HbA1c(NGSP)', unit: '%', decimals: 1, range: [4.9, 6.0] }),
  ldl: item({ code: '3F077000002327101', name: 'LDLコレステロール', unit: 'mg/dL', decimals: 0, range: [65, 139] }),
  hdl: item({
    code: '3F070000002327101',
    name: 'HDLコレステロール',
    unit: 'mg/dL',
    decimals: 0,
    range: { female: [48, 103], male: [38, 90] },
  }),
  tg: item({
    code: '3F015000002327101',
    name: '中性脂肪',
    unit: 'mg/dL',
    decimals: 0,
    range: { female: [30, 117], male: [40, 149] },
  }),
  bnp: item({ code: '4Z271000002205101', name: 'BNP', unit: 'pg/mL', decimals: 1, range: [0, 18.4] }),
  tsh: item({ code: '4A055000002305101', name: 'TSH', unit: 'uIU/mL', decimals: 2, range: [0.5, 5.0] }),
} as const satisfies Record<string, LabItem>;
export type LabItemId = keyof typeof LAB_ITEMS;

/** Items that are measured together, from one tube. */
export const PANELS = {
  bloodCount: {
    code: 'E001',
    name: '血液学的検査',
    specimen: { code: '019', name: '全血(添加物入り)' },
    items: ['wbc', 'rbc', 'hb', 'ht', 'plt'],
  },
  chemistry: {
    code: 'E002',
    name: '生化学的検査',
    specimen: { code: '023', name: '血清' },
    items: ['tp', 'alb', 'tbil', 'ast', 'alt', 'ldh', 'ggt', 'bun', 'cre', 'ua', 'na', 'k', 'cl', 'crp'],
  },
  diabetes: { code: 'E003', name: '糖代謝', specimen: { code: '022', name: '血漿' }, items: ['glu', 'hba1c'] },
  lipids: { code: 'E004', name: '脂質', specimen: { code: '023', name: '血清' }, items: ['ldl', 'hdl', 'tg'] },
  heart: { code: 'E005', name: '心機能', specimen: { code: '022', name: '血漿' }, items: ['bnp'] },
  thyroid: { code: 'E006', name: '甲状腺', specimen: { code: '023', name: '血清' }, items: ['tsh'] },
} as const satisfies Record<
  string,
  { code: string; name: string; specimen: { code: string; name: string }; items: readonly LabItemId[] }
>;
export type PanelId = keyof typeof PANELS;
