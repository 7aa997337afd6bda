import { DEPARTMENTS, type DepartmentId } from '../clinical/departments.ts';
import { type Chart, pid, pv1, type Setting } from './chart.ts';
import { type Moment, minuteDigits } from './moments.ts';
import { segment, text } from './segments.ts';
import { type StoredMessage, storedMessage } from './stored-message.ts';

export type Body = { heightCm: string; weightKg: string; bloodGroup: 'A' | 'B' | 'O' | 'AB' };

const observation = (index: number, fields: { type: string; item: string; value: string; unit?: string }): string =>
  segment('OBX', { 1: index, 2: fields.type, 3: fields.item, 5: fields.value, 6: fields.unit, 11: 'F' });

const planOf = (insurer: string): string => {
  if (insurer.startsWith('39')) return '39^後期高齢者^JHSD0001';
  return insurer.length === 6 ? '67^国民健康保険^JHSD0001' : '01^全国健康保険協会管掌健康保険^JHSD0001';
};

/** The insurance of a patient's basics: 記号 and 番号 stand in IN1-10 and -11, the branch (枝番) behind the number. */
const insurance = ({ record }: Chart): string[] => {
  const { insurance } = record.demographics;
  if (insurance === undefined) return [];
  const { insurer, symbol, number = '', branch } = insurance;
  const insured = branch === undefined ? number : `${number}^${branch}`;
  return [
    segment('IN1', {
      1: 1,
      2: planOf(insurer),
      3: insurer,
      10: symbol,
      11: insured,
      12: '20240401',
      17: 'SEL^本人^HL70063',
    }),
  ];
};

/** ADT-00, patient basics. */
export const basics = (chart: Chart, fact: { at: string; moment: Moment; body: Body }): StoredMessage =>
  storedMessage(chart, { type: 'ADT-00', day: fact.moment.day, at: fact.at }, [
    segment('EVN', { 2: minuteDigits(fact.moment) }),
    pid(chart),
    segment('PV1', { 1: '0001', 2: 'N' }),
    observation(1, { type: 'NM', item: '9N001000000000001^身長^JC10', value: fact.body.heightCm, unit: 'cm^cm^ISO+' }),
    observation(2, { type: 'NM', item: '9N006000000000001^体重^JC10', value: fact.body.weightKg, unit: 'kg^kg^ISO+' }),
    observation(3, {
      type: 'CWE',
      item: '5H010000001999911^血液型-ABO式^JC10',
      value: `${fact.body.bloodGroup}^${fact.body.bloodGroup}^JSHR002`,
    }),
    ...insurance(chart),
  ]);

type Visit = { at: string; moment: Moment; department: DepartmentId; orderNumber: string };

/** ADT-12, reception of an outpatient. */
export const reception = (chart: Chart, visit: Visit): StoredMessage =>
  storedMessage(
    chart,
    {
      type: 'ADT-12',
      day: visit.moment.day,
      at: visit.at,
      department: DEPARTMENTS[visit.department].code,
      orderNumber: visit.orderNumber,
    },
    [
      segment('EVN', { 2: minuteDigits(visit.moment) }),
      pid(chart),
      pv1(chart, { setting: { kind: 'outpatient' }, department: visit.department }, { 44: minuteDigits(visit.moment) }),
    ],
  );

const bed = (setting: Setting): string => (setting.kind === 'inpatient' ? `${setting.ward}^${setting.room}^1^^^N` : '');

/** ADT-22, the admission took place. */
export const admission = (chart: Chart, visit: Visit & { setting: Setting }): StoredMessage =>
  storedMessage(
    chart,
    {
      type: 'ADT-22',
      day: visit.moment.day,
      at: visit.at,
      department: DEPARTMENTS[visit.department].code,
      orderNumber: visit.orderNumber,
    },
    [
      segment('EVN', { 2: minuteDigits(visit.moment) }),
      pid(chart),
      pv1(chart, visit, { 3: bed(visit.setting), 44: minuteDigits(visit.moment) }),
    ],
  );

/** ADT-42, moved to another bed. */
export const transfer = (chart: Chart, visit: Visit & { setting: Setting; from: Setting }): StoredMessage =>
  storedMessage(
    chart,
    {
      type: 'ADT-42',
      day: visit.moment.day,
      at: visit.at,
      department: DEPARTMENTS[visit.department].code,
      orderNumber: visit.orderNumber,
    },
    [
      segment('EVN', { 2: minuteDigits(visit.moment), 6: minuteDigits(visit.moment) }),
      pid(chart),
      pv1(chart, visit, { 3: bed(visit.setting), 6: bed(visit.from) }),
    ],
  );

/** ADT-52, the discharge took place; `outcome` as in the house's table (01: better). */
export const discharge = (chart: Chart, visit: Visit & { setting: Setting; outcome: string }): StoredMessage =>
  storedMessage(
    chart,
    {
      type: 'ADT-52',
      day: visit.moment.day,
      at: visit.at,
      department: DEPARTMENTS[visit.department].code,
      orderNumber: visit.orderNumber,
    },
    [
      segment('EVN', { 2: minuteDigits(visit.moment), 6: minuteDigits(visit.moment) }),
      pid(chart),
      pv1(chart, visit, { 3: bed(visit.setting), 36: text(visit.outcome), 45: minuteDigits(visit.moment) }),
    ],
  );

/** OMD, the meals of a stay. */
export const meal = (chart: Chart, order: Visit & { setting: Setting; diet: string }): StoredMessage =>
  storedMessage(
    chart,
    {
      type: 'OMD',
      day: order.moment.day,
      at: order.at,
      department: DEPARTMENTS[order.department].code,
      orderNumber: order.orderNumber,
    },
    [
      pid(chart),
      pv1(chart, order),
      segment('ORC', { 1: 'NW', 2: order.orderNumber, 9: minuteDigits(order.moment) }),
      segment('TQ1', {
        1: 1,
        3: 'TID&１日３回&HL70335',
        7: `${order.moment.day.replaceAll('-', '')}18`,
        9: 'R^ルーチン^HL70485',
      }),
      segment('ODS', { 1: 'D', 3: '001^^99XY3', 4: text(order.diet) }),
    ],
  );
