import { DEPARTMENTS } from '../clinical/departments.ts';
import { INFECTION_ITEMS, type InfectionId } from '../clinical/infections.ts';
import { LAB_ITEMS, type LabItem, type LabItemId, PANELS, type PanelId } from '../clinical/laboratory.ts';
import { type Chart, departmentField, doctorOf, type Order, orc, pid, pv1, xcn } from './chart.ts';
import { dayDigits, later, type Moment, minuteDigits, secondDigits } from './moments.ts';
import { segment } from './segments.ts';
import { type StoredMessage, storedMessage } from './stored-message.ts';

export type LaboratoryOrder = Omit<Order, 'control' | 'group'> & { moment: Moment; panels: readonly PanelId[] };

/** A value as the analyser printed it, and where it lies (HL7 table 0078). */
export type LabValue = { text: string; flag: '' | 'L' | 'H' | 'LL' | 'HH' };

const head = (order: LaboratoryOrder) => ({
  day: order.moment.day,
  at: order.at,
  department: DEPARTMENTS[order.department].code,
  orderNumber: order.number,
});

const specimen = (panel: PanelId, place: { index: number; moment: Moment }): string => {
  const { code, name } = PANELS[panel].specimen;
  return segment('SPM', {
    1: place.index,
    2: `S${place.index}`,
    4: `${code}^${name}^JC10`,
    17: minuteDigits(place.moment),
  });
};

/** OML-01, what was asked for. */
export const laboratoryOrder = (chart: Chart, order: LaboratoryOrder): StoredMessage =>
  storedMessage(chart, { type: 'OML-01', ...head(order) }, [
    pid(chart),
    pv1(chart, order),
    ...order.panels.flatMap((panel, index) => [
      specimen(panel, { index: index + 1, moment: order.moment }),
      orc(chart, { ...order, at: secondDigits(later(order.moment, -30)) }),
      segment('OBR', {
        1: 1,
        2: order.number,
        4: `${PANELS[panel].code}^${PANELS[panel].name}^99O03`,
        16: xcn(doctorOf(chart, order.department)),
      }),
      ...PANELS[panel].items.map((id, place) =>
        segment('OBX', { 1: place + 1, 3: `${LAB_ITEMS[id].code}^${LAB_ITEMS[id].name}^JC10`, 11: 'O' }),
      ),
    ]),
  ]);

type Results = { chart: Chart; order: LaboratoryOrder; sex: 'female' | 'male'; valueOf: (id: LabItemId) => LabValue };

const request = (
  { chart, order }: Pick<Results, 'chart' | 'order'>,
  panel: { code: string; name: string },
): string[] => [
  segment('OBR', {
    1: 1,
    2: order.number,
    3: order.number,
    4: `${panel.code}^${panel.name}^99O03`,
    7: dayDigits(order.moment.day),
    8: dayDigits(order.moment.day),
    16: xcn(doctorOf(chart, order.department)),
    22: secondDigits(later(order.moment, 90)),
  }),
  segment('ORC', {
    1: 'SC',
    2: order.number,
    5: 'CM',
    9: secondDigits(later(order.moment, 90)),
    12: xcn(doctorOf(chart, order.department)),
    17: departmentField(order.department),
  }),
];

const result = ({ order, sex, valueOf }: Results, place: { id: LabItemId; index: number }): string => {
  const item: LabItem = LAB_ITEMS[place.id];
  const [low, high] = item.range[sex].map((bound) => bound.toFixed(item.decimals));
  const { text, flag } = valueOf(place.id);
  return segment('OBX', {
    1: place.index,
    2: 'NM',
    3: `${item.code}^${item.name}^JC10`,
    5: text,
    6: `${item.unit}^${item.unit}^99XYZ`,
    7: `${low}-${high}`,
    8: flag,
    11: 'F',
    14: minuteDigits(order.moment),
  });
};

/** OML-11, the results of the panels. */
export const laboratoryResults = (results: Results): StoredMessage => {
  const { chart, order } = results;
  return storedMessage(chart, { type: 'OML-11', ...head(order) }, [
    pid(chart),
    pv1(chart, order),
    ...order.panels.flatMap((panel, index) => [
      specimen(panel, { index: index + 1, moment: order.moment }),
      ...request(results, PANELS[panel]),
      ...PANELS[panel].items.map((id, place) => result(results, { id, index: place + 1 })),
    ]),
  ]);
};

/** OML-11 of a screening before a stay: every marker, positive for what the patient has. */
export const infectionScreening = (
  chart: Chart,
  order: LaboratoryOrder,
  positive: readonly InfectionId[],
): StoredMessage => {
  const items = Object.entries(INFECTION_ITEMS) as [InfectionId, { code: string; name: string }][];
  return storedMessage(chart, { type: 'OML-11', ...head(order) }, [
    pid(chart),
    pv1(chart, order),
    segment('SPM', { 1: 1, 2: 'S1', 4: '023^血清^JC10', 17: minuteDigits(order.moment) }),
    ...request({ chart, order }, { code: 'E009', name: '感染症検査' }),
    ...items.map(([id, { code, name }], index) =>
      segment('OBX', {
        1: index + 1,
        2: 'ST',
        3: `${code}^${name}^JC10`,
        5: positive.includes(id) ? '(+)' : '(-)',
        7: '(-)',
        8: positive.includes(id) ? 'A' : '',
        11: 'F',
        14: minuteDigits(order.moment),
      }),
    ),
  ]);
};
