import { DEPARTMENTS } from '../clinical/departments.ts';
import { type Chart, doctorOf, type Order, orc, pid, pv1, xcn } from './chart.ts';
import { later, type Moment, secondDigits } from './moments.ts';
import { segment, text } from './segments.ts';
import { type MessageType, type StoredMessage, storedMessage } from './stored-message.ts';

/** What is examined: the data types of order and done, and the procedure as its own table codes it. */
export const EXAMINATIONS = {
  ct: {
    order: 'OMG-01',
    done: 'OMG-11',
    procedure: '60000003000000000000000000000000^胸部.Ｘ線ＣＴ撮影^JJ1017',
    modality: 'CT',
    clue: '呼吸困難の精査',
  },
  radiograph: {
    order: 'OMG-01',
    done: 'OMG-11',
    procedure: '10000002000102000000010000000000^胸部.Ｘ線単純撮影.立位正面(P→A)^JJ1017',
    modality: 'CR',
    clue: '定期の胸部評価',
  },
  ultrasound: {
    order: 'OMG-01',
    done: 'OMG-11',
    procedure: '99A00002500000000000000000000000^腹部.経皮的超音波検査^JJ1017',
    modality: 'US',
    clue: '肝胆膵腎の評価',
  },
  ecg: {
    order: 'OMG-03',
    done: 'OMG-13',
    procedure: '9A110^標準１２誘導心電図^JC10',
    modality: 'ECG',
    clue: '動悸の精査',
  },
  endoscopy: {
    order: 'OMG-02',
    done: 'OMG-12',
    procedure: '11000000100^検査.上部.-.-.上部通常内視鏡.-^LENDO',
    modality: 'ES',
    clue: '心窩部痛の精査',
  },
} as const satisfies Record<
  string,
  { order: MessageType; done: MessageType; procedure: string; modality: string; clue: string }
>;
export type ExaminationKind = keyof typeof EXAMINATIONS;

export type ExaminationOrder = Omit<Order, 'control' | 'group'> & {
  moment: Moment;
  kind: ExaminationKind;
  findings: string;
  /** The study whose pictures lie in the hospital's archive. */
  studyUid?: string;
};

const head = (order: ExaminationOrder) => ({
  day: order.moment.day,
  at: order.at,
  department: DEPARTMENTS[order.department].code,
  orderNumber: order.number,
});

const opening = (chart: Chart, order: ExaminationOrder): string[] => [
  pid(chart),
  pv1(chart, order),
  orc(chart, { ...order, at: secondDigits(later(order.moment, -60)) }),
  segment('TQ1', { 1: 1, 9: 'R^^HL70485' }),
];

const request = (chart: Chart, order: ExaminationOrder, done: boolean): string =>
  segment('OBR', {
    1: 1,
    2: order.number,
    4: EXAMINATIONS[order.kind].procedure,
    7: done ? secondDigits(order.moment) : undefined,
    16: xcn(doctorOf(chart, order.department)),
    22: done ? secondDigits(later(order.moment, 20)) : undefined,
    25: done ? 'F' : undefined,
  });

const remark = (place: { index: number; item: string }, words: string): string =>
  segment('OBX', { 1: place.index, 2: 'TX', 3: place.item, 5: text(words), 11: 'F' });

/** OMG-01, -02 or -03: the examination as ordered, with why. */
export const examinationOrder = (chart: Chart, order: ExaminationOrder): StoredMessage =>
  storedMessage(chart, { type: EXAMINATIONS[order.kind].order, ...head(order) }, [
    ...opening(chart, order),
    request(chart, order, false),
    remark({ index: 1, item: 'MS3-04^検査目的^JSHR' }, EXAMINATIONS[order.kind].clue),
  ]);

/** OMG-11 or -12: done, with the study in the archive (IPC-3); the words are a report of their own. */
const performed = (chart: Chart, order: ExaminationOrder): string[] => {
  const { procedure, modality } = EXAMINATIONS[order.kind];
  return [
    ...opening(chart, order),
    request(chart, order, true),
    segment('ZE1', { 1: 1, 2: 'RS', 3: procedure, 7: xcn(doctorOf(chart, order.department)) }),
    ...(order.kind === 'endoscopy' ? [remark({ index: 1, item: 'MS3-24^内視鏡所見^JSHR' }, order.findings)] : []),
    segment('IPC', {
      1: `A${order.number}`,
      2: `P${order.number.slice(-6)}`,
      3: order.studyUid ?? '',
      5: `${modality}^^DCM`,
    }),
  ];
};

const MEASURES = [
  ['32769^心拍数^99MFR', 'rate', 'bpm'],
  ['32770^PQ時間^99MFR', 'pq', 'msec'],
  ['58240^QRS幅^99MFR', 'qrs', 'msec'],
  ['56008^QT時間^99MFR', 'qt', 'msec'],
] as const;

/** OMG-13: the ECG's measures and what the doctor read in it. */
const electrocardiogram = (chart: Chart, order: ExaminationOrder, rate: number): string[] => {
  const measured = { rate, pq: 156, qrs: 92, qt: 480 - Math.round(rate) };
  return [
    pid(chart),
    pv1(chart, order),
    request(chart, order, true),
    remark({ index: 1, item: '9A100&IMP^心電図所見^JC10' }, order.findings),
    ...MEASURES.map(([item, measure, unit], index) =>
      segment('OBX', { 1: index + 2, 2: 'NM', 3: item, 4: 1, 5: measured[measure], 6: unit, 11: 'F' }),
    ),
  ];
};

/** OMG-11, -12 or -13: the examination as done. `heartRate` in beats a minute, for an ECG. */
export const examinationDone = (chart: Chart, order: ExaminationOrder & { heartRate: number }): StoredMessage =>
  storedMessage(
    chart,
    { type: EXAMINATIONS[order.kind].done, ...head(order) },
    order.kind === 'ecg' ? electrocardiogram(chart, order, order.heartRate) : performed(chart, order),
  );
