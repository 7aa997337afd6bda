import { addDays, jstDayOf } from '../../layers/names/index.ts';
import { createDocumentBatch } from '../../schemas/operations/ingest.ts';
import { type Sent, sent } from '../journeys/records.ts';
import type { TestRegion } from '../region.ts';

/** 能登 花子 (n = 1) at the two hospitals. */
const HOSPITALS = { 'ty-hospital': '0000101', 'test-hospital': '00000201' } as const;
type Hospital = keyof typeof HOSPITALS;

const TODAY = jstDayOf(new Date().toISOString());
/** Days of the records, counted from today. */
export const dayAt = (days: number): string => addDays(TODAY, days);

export const HOSTILE_DRUG = '<img src=x onerror=alert(1)>とても長い名前の配合錠ＨＤ';
export const HOSTILE_COMMENT = '<b>再検済み</b> https://evil.example/x.js';
export const VITAL_TITLE = 'バイタルの検証';
export const INFECTION_TITLE = '感染症の検証';

const tablets = (value: string) => ({ value, unit: '錠' });
const amlodipine = { code: '999000001', system: 'HOT9', name: 'アムロジピン錠５ｍｇ「架空」' };
const usage = { name: '内服・経口・１日１回朝食後' };
const hba1c = { code: '3D046000001906202', system: 'JC10', name: 'HbA1c(NGSP)' };
const crp = { code: '5C070000002306201', system: 'JC10', name: 'CRP' };
const number = (text: string, comparator?: '<') => ({ text, numeric: true, ...(comparator && { comparator }) });

type Prescription = Extract<Sent['content'], { kind: 'prescription' }>;
const prescription = (orderNumber: string, items: Prescription['items']): Prescription => ({
  kind: 'prescription',
  orderNumber,
  setting: 'outpatient',
  dispensing: 'inHouse',
  items,
});

const prescriptions = (): Sent[] => [
  sent({
    key: 'panel-rx-1',
    stage: 'order',
    day: dayAt(-45),
    content: prescription('P1', [{ drug: amlodipine, dose: tablets('1'), daily: tablets('1'), usage, days: 28 }]),
  }),
  sent({
    key: 'panel-rx-2',
    stage: 'order',
    day: dayAt(-10),
    content: prescription('P2', [
      { group: '1', drug: amlodipine, dose: tablets('2'), daily: tablets('2'), usage, days: 28, comments: ['一包化'] },
      { group: '1', drug: { name: HOSTILE_DRUG }, dose: tablets('1'), usage, days: 28 },
      { group: '2', drug: { name: '頓用の薬' }, usage: { name: '頓用・痛い時' }, times: 10 },
      { group: '3', drug: { code: '999000078', system: 'HOT9', name: '先発薬錠' }, dose: tablets('1'), days: 28 },
    ]),
  }),
  sent({
    key: 'panel-rx-2-done',
    stage: 'done',
    day: dayAt(-10),
    content: prescription('P2', [
      { drug: amlodipine, dose: tablets('56'), startOn: dayAt(-10), endOn: dayAt(-10) },
      { drug: { code: '999000079', system: 'HOT9', name: '後発薬錠' }, dose: tablets('28'), startOn: dayAt(-10) },
    ]),
  }),
];

const cefazolin = { code: '999500009', system: 'HOT9', name: '検証用の注射薬' };
const injections = (): Sent[] => [
  sent({
    key: 'panel-inj',
    stage: 'order',
    day: dayAt(-1),
    content: {
      kind: 'injection',
      orderNumber: 'I1',
      items: [
        {
          drug: cefazolin,
          dose: { value: '1.0', unit: 'g' },
          route: { name: '静脈内' },
          rate: { value: '100', unit: 'mL/h' },
          startAt: `${dayAt(-1)}T09:00`,
          endAt: `${dayAt(1)}T10:00`,
        },
      ],
    },
  }),
  sent({
    key: 'panel-inj-done',
    stage: 'done',
    day: dayAt(-1),
    content: {
      kind: 'injection',
      orderNumber: 'I1',
      items: [
        { drug: cefazolin, startAt: `${dayAt(-1)}T09:05`, given: true },
        { drug: { name: '完了の記載のない注射薬' }, startAt: `${dayAt(-1)}T09:05` },
        { drug: { name: '拒否された注射薬' }, startAt: `${dayAt(-1)}T09:05`, given: false },
      ],
    },
  }),
];

const morning = `${dayAt(-1)}T08:30`;
const evening = `${dayAt(-1)}T18:10`;
const sugar = { name: 'グルコース' };
const potassium = { code: '3H015000002326101', system: 'JC10', name: 'カリウム' };

const results = (): Sent[] => [
  sent({
    key: 'panel-lab',
    day: dayAt(-1),
    title: '検査の検証',
    content: {
      kind: 'laboratory',
      orderNumber: 'L9',
      status: 'P',
      results: [
        { item: hba1c, value: number('6.80'), unit: '%', referenceRange: '4.9-6.0', flag: 'H', observedAt: morning },
        {
          item: crp,
          value: number('0.01', '<'),
          unit: 'mg/dL',
          referenceRange: '0.00-0.14',
          status: 'P',
          observedAt: morning,
        },
        {
          item: crp,
          value: number('12.50'),
          unit: 'mg/dL',
          referenceRange: '0.00-0.14',
          flag: 'HH',
          observedAt: evening,
          comments: [HOSTILE_COMMENT],
        },
        {
          item: { name: '尿蛋白' },
          value: { text: '(2+)', numeric: false },
          flag: 'A',
          specimen: { name: '尿' },
          observedAt: morning,
        },
        {
          item: sugar,
          value: { text: '１２', numeric: false },
          unit: 'mg/dL',
          specimen: { name: '尿' },
          observedAt: morning,
        },
        { item: sugar, value: number('145'), unit: 'mg/dL', specimen: { name: '血清' }, observedAt: morning },
        { item: potassium, value: number('6.9'), unit: 'mmol/L', flag: 'HH', status: 'W', observedAt: morning },
        { item: potassium, value: number('4.9'), unit: 'mmol/L', status: 'C', observedAt: morning },
      ],
    },
  }),
  sent({
    key: 'panel-lab-order',
    stage: 'order',
    day: dayAt(0),
    title: '血液培養の検証',
    content: { kind: 'laboratory', orderNumber: 'L10', results: [{ item: { name: '血液培養' } }] },
  }),
];

const SIGNS = [
  { name: '体温', unit: '℃', of: (hour: number) => (36.2 + (hour % 5) * 0.4).toFixed(1) },
  { name: '収縮期血圧', unit: 'mmHg', of: (hour: number) => String(118 + hour * 2) },
  { name: '拡張期血圧', unit: 'mmHg', of: (hour: number) => (hour === 9 ? '測定不能' : String(66 + hour)) },
] as const;

const others = (): Sent[] => [
  sent({
    key: 'panel-vital',
    day: dayAt(-1),
    title: VITAL_TITLE,
    content: {
      kind: 'vitalChart',
      observations: [0, 3, 6, 9, 12, 15, 18, 21].flatMap((hour) =>
        SIGNS.map(({ name, unit, of }) => ({
          item: { name },
          value: of(hour),
          unit,
          observedAt: `${dayAt(-1)}T${String(hour).padStart(2, '0')}:00`,
        })),
      ),
    },
  }),
  sent({
    key: 'panel-infection',
    day: dayAt(-1),
    title: INFECTION_TITLE,
    content: {
      kind: 'infection',
      items: [
        {
          item: { name: 'HCV抗体' },
          result: 'positive',
          value: '(+) 12.3 S/CO',
          flag: 'POS',
          status: 'P',
          observedOn: dayAt(-1),
        },
        { item: { name: 'HBs抗原' }, result: 'negative', value: '(-)', observedOn: dayAt(-1) },
        { item: { name: '判定のない検査' }, result: 'unknown', value: '1.2' },
      ],
    },
  }),
];

const elsewhere = (): Sent[] => [
  sent({
    key: 'panel-rx',
    stage: 'order',
    day: dayAt(-5),
    content: prescription('X1', [
      { drug: amlodipine, dose: tablets('1'), usage, days: 14 },
      { drug: { ...amlodipine, code: '999000777' }, dose: tablets('1'), days: 14 },
    ]),
  }),
  sent({
    key: 'panel-lab',
    day: dayAt(-5),
    content: {
      kind: 'laboratory',
      results: [
        { item: hba1c, value: number('6.9'), unit: '%', referenceRange: '4.6-6.2', flag: 'H', observedAt: dayAt(-5) },
        { item: hba1c, value: number('52'), unit: 'mmol/mol', observedAt: dayAt(-5) },
        { item: sugar, value: number('130'), unit: 'mg/dL', observedAt: dayAt(-5) },
      ],
    },
  }),
];

/** What the demo has none of: bounds, comments, results taken back, injections without a word of completion, vital signs, hostile names. */
export const sendRecords = async (region: TestRegion): Promise<void> => {
  await send(region, 'ty-hospital', [...prescriptions(), ...injections(), ...results(), ...others()]);
  await send(region, 'test-hospital', elsewhere());
};

const send = async (region: TestRegion, hospital: Hospital, documents: Sent[]): Promise<void> => {
  const token = await region.systemTokenOf(hospital);
  const { path, method } = createDocumentBatch;
  const { status, body } = await region.api(method, path, { token, body: { localId: HOSPITALS[hospital], documents } });
  if (status !== 200) throw new Error(`${hospital}: ${status} ${JSON.stringify(body)}`);
};
