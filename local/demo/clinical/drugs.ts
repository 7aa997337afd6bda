/** How a drug is taken: JAMI's usage codes where they are certain, else a code of the house. */
const USAGES = {
  morning: { code: '1011000400000000', text: '内服・経口・１日１回朝食後', system: 'JAMISDP01', perDay: 1 },
  morningEvening: { code: '1012040400000000', text: '内服・経口・１日２回朝夕食後', system: 'JAMISDP01', perDay: 2 },
  threeMeals: { code: '1013044400000000', text: '内服・経口・１日３回朝昼夕食後', system: 'JAMISDP01', perDay: 3 },
  bedtime: { code: 'U21', text: '内服・経口・１日１回就寝前', system: '99XY4', perDay: 1 },
  whenNeeded: { code: 'U90', text: '頓用・痛い時', system: '99XY4', perDay: 0 },
  patch: { code: 'U50', text: '外用・貼付・１日１回', system: '99XY4', perDay: 1 },
} as const;
export type UsageId = keyof typeof USAGES;
export type Usage = (typeof USAGES)[UsageId];

export type Drug = {
  code: string;
  name: string;
  unit: string;
  unitName: string;
  dose: number;
  usage: Usage;
  form: string;
  route: string;
};

type Given = { name: string; dose: number; usage: UsageId; unit?: 'TAB' | 'CAP' | 'G' | 'MAI' };

const UNITS = { TAB: '錠', CAP: 'カプセル', G: 'ｇ', MAI: '枚' } as const;

/** The names are generic names of a maker that does not exist; the codes lie outside the numbers that HOT gives out. */
const drug = (number: number, { name, dose, usage, unit = 'TAB' }: Given): Drug => ({
  code: String(999_000_000 + number),
  name: `${name}「架空」`,
  unit,
  unitName: UNITS[unit],
  dose,
  usage: USAGES[usage],
  form: unit === 'G' ? 'PWD^散剤^MR9P' : '',
  route: usage === 'patch' ? 'TD^皮膚^HL70162' : 'PO^口^HL70162',
});

export const DRUGS = {
  amlodipine: drug(1, { name: 'アムロジピン錠５ｍｇ', dose: 1, usage: 'morning' }),
  candesartan: drug(2, { name: 'カンデサルタン錠８ｍｇ', dose: 1, usage: 'morning' }),
  metformin: drug(3, { name: 'メトホルミン塩酸塩錠２５０ｍｇ', dose: 1, usage: 'morningEvening' }),
  sitagliptin: drug(4, { name: 'シタグリプチン錠５０ｍｇ', dose: 1, usage: 'morning' }),
  atorvastatin: drug(5, { name: 'アトルバスタチン錠１０ｍｇ', dose: 1, usage: 'bedtime' }),
  apixaban: drug(6, { name: 'アピキサバン錠２．５ｍｇ', dose: 1, usage: 'morningEvening' }),
  bisoprolol: drug(7, { name: 'ビソプロロールフマル酸塩錠２．５ｍｇ', dose: 1, usage: 'morning' }),
  furosemide: drug(8, { name: 'フロセミド錠２０ｍｇ', dose: 1, usage: 'morning' }),
  lansoprazole: drug(9, { name: 'ランソプラゾールＯＤ錠１５ｍｇ', dose: 1, usage: 'morning' }),
  rebamipide: drug(10, { name: 'レバミピド錠１００ｍｇ', dose: 1, usage: 'threeMeals' }),
  alfacalcidol: drug(11, { name: 'アルファカルシドールカプセル０．５μｇ', dose: 1, usage: 'morning', unit: 'CAP' }),
  loxoprofen: drug(12, { name: 'ロキソプロフェンナトリウム錠６０ｍｇ', dose: 1, usage: 'whenNeeded' }),
  ketoprofenPatch: drug(13, { name: 'ケトプロフェンテープ４０ｍｇ', dose: 1, usage: 'patch', unit: 'MAI' }),
  donepezil: drug(14, { name: 'ドネペジル塩酸塩錠５ｍｇ', dose: 1, usage: 'morning' }),
  magnesiumOxide: drug(15, { name: '酸化マグネシウム錠３３０ｍｇ', dose: 1, usage: 'threeMeals' }),
  carbocisteine: drug(16, { name: 'カルボシステインシロップ用５０％', dose: 0.5, usage: 'threeMeals', unit: 'G' }),
  montelukast: drug(17, { name: 'モンテルカスト錠１０ｍｇ', dose: 1, usage: 'bedtime' }),
  sertraline: drug(18, { name: 'セルトラリン錠２５ｍｇ', dose: 1, usage: 'bedtime' }),
  levothyroxine: drug(19, { name: 'レボチロキシンナトリウム錠５０μｇ', dose: 1, usage: 'morning' }),
  ferrousCitrate: drug(20, { name: 'クエン酸第一鉄ナトリウム錠５０ｍｇ', dose: 1, usage: 'morningEvening' }),
  tamsulosin: drug(21, { name: 'タムスロシン塩酸塩ＯＤ錠０．２ｍｇ', dose: 1, usage: 'morning' }),
  theophylline: drug(22, { name: 'テオフィリン徐放錠１００ｍｇ', dose: 1, usage: 'morningEvening' }),
  entecavir: drug(23, { name: 'エンテカビル錠０．５ｍｇ', dose: 1, usage: 'bedtime' }),
} as const satisfies Record<string, Drug>;
export type DrugId = keyof typeof DRUGS;

export type InfusionPart = {
  role: 'B' | 'A';
  code: string;
  name: string;
  amount: number;
  unit: string;
  unitName: string;
};
export type Infusion = { title: string; volumeMl: number; hours: number; parts: readonly InfusionPart[] };

const part = (number: number, given: Omit<InfusionPart, 'code'>): InfusionPart => ({
  ...given,
  code: String(999_500_000 + number),
  name: `${given.name}「架空」`,
});

export const INFUSIONS = {
  maintenance: {
    title: '維持輸液',
    volumeMl: 500,
    hours: 5,
    parts: [part(1, { role: 'B', name: '維持液（３号）輸液５００ｍＬ', amount: 1, unit: 'HON', unitName: '本' })],
  },
  antibiotic: {
    title: '抗菌薬点滴',
    volumeMl: 100,
    hours: 1,
    parts: [
      part(2, { role: 'B', name: '生理食塩液１００ｍＬ', amount: 1, unit: 'HON', unitName: '本' }),
      part(3, {
        role: 'A',
        name: 'レボフロキサシン点滴静注用５００ｍｇ',
        amount: 1,
        unit: 'AMP',
        unitName: 'アンプル',
      }),
    ],
  },
  diuretic: {
    title: '利尿薬静注',
    volumeMl: 20,
    hours: 1,
    parts: [
      part(4, { role: 'B', name: '生理食塩液２０ｍＬ', amount: 1, unit: 'AMP', unitName: 'アンプル' }),
      part(5, { role: 'A', name: 'フロセミド注２０ｍｇ', amount: 1, unit: 'AMP', unitName: 'アンプル' }),
    ],
  },
} as const satisfies Record<string, Infusion>;
export type InfusionId = keyof typeof INFUSIONS;
