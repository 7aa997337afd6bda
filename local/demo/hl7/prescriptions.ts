import { DEPARTMENTS } from '../clinical/departments.ts';
import { DRUGS, type Drug, type DrugId } from '../clinical/drugs.ts';
import { type Chart, NURSE, type Order, orc, pid, pv1, xcn } from './chart.ts';
import { dayDigits, type Moment, secondDigits } from './moments.ts';
import { segment } from './segments.ts';
import { type StoredMessage, storedMessage } from './stored-message.ts';

export type PrescriptionOrder = Omit<Order, 'at' | 'control' | 'group'> & {
  at: string;
  moment: Moment;
  drugs: readonly DrugId[];
  days: number;
  dispensing: 'inHouse' | 'outside';
};

/** When needed: this many times, since there are no days. */
const TIMES_WHEN_NEEDED = 10;

const coded = ({ code, name }: Drug): string => `${code}^${name}^HOT9`;
const number = (amount: number): string => String(Math.round(amount * 100) / 100);

const dispensed = ({ setting, dispensing }: PrescriptionOrder): string => {
  const where = setting.kind === 'inpatient' ? 'IHP^入院処方^MR9P' : 'OHP^外来処方^MR9P';
  return `${where}~${dispensing === 'inHouse' ? 'OHI^院内処方^MR9P' : 'OHO^院外処方^MR9P'}`;
};

const item = (chart: Chart, order: PrescriptionOrder, place: { id: DrugId; group: number }): string[] => {
  const drug: Drug = DRUGS[place.id];
  const unit = `${drug.unit}^${drug.unitName}^MR9P`;
  const whenNeeded = drug.usage.perDay === 0;
  const total = drug.dose * (whenNeeded ? TIMES_WHEN_NEEDED : drug.usage.perDay * order.days);
  return [
    orc(chart, { ...order, at: secondDigits(order.moment), group: String(place.group) }),
    segment('RXE', {
      2: coded(drug),
      3: number(drug.dose),
      5: unit,
      6: drug.form,
      10: number(total),
      11: unit,
      15: order.number,
      19: whenNeeded ? undefined : `${number(drug.dose * drug.usage.perDay)}^${drug.unit}&${drug.unitName}&MR9P`,
      21: dispensed(order),
    }),
    segment('TQ1', {
      1: 1,
      3: `${drug.usage.code}&${drug.usage.text}&${drug.usage.system}`,
      6: whenNeeded ? undefined : `${order.days}^d`,
      7: `${dayDigits(order.moment.day)}00`,
      14: whenNeeded ? TIMES_WHEN_NEEDED : undefined,
    }),
    segment('RXR', { 1: drug.route }),
  ];
};

/** Drugs that are taken alike are one group (剤, the Rp number of the order). */
const groupsOf = (ids: readonly DrugId[]): { id: DrugId; group: number }[] => {
  const usages = [...new Set(ids.map((id) => DRUGS[id].usage.code))];
  return ids
    .map((id) => ({ id, group: usages.indexOf(DRUGS[id].usage.code) + 1 }))
    .sort((one, other) => one.group - other.group);
};

const head = (order: PrescriptionOrder) => ({
  day: order.moment.day,
  at: order.at,
  department: DEPARTMENTS[order.department].code,
  orderNumber: order.number,
});

/** OMP-01, a prescription as ordered. */
export const prescription = (chart: Chart, order: PrescriptionOrder): StoredMessage =>
  storedMessage(chart, { type: 'OMP-01', ...head(order) }, [
    pid(chart),
    pv1(chart, order),
    ...groupsOf(order.drugs).flatMap((place) => item(chart, order, place)),
  ]);

/** OMP-11, the same as handed out in the house. */
export const dispensing = (chart: Chart, order: PrescriptionOrder): StoredMessage =>
  storedMessage(chart, { type: 'OMP-11', ...head(order) }, [
    pid(chart),
    pv1(chart, order),
    orc(chart, { ...order, at: secondDigits(order.moment), group: '1' }),
    ...groupsOf(order.drugs).map(({ id }) => {
      const drug: Drug = DRUGS[id];
      const amount = drug.dose * (drug.usage.perDay === 0 ? TIMES_WHEN_NEEDED : drug.usage.perDay * order.days);
      const when = secondDigits(order.moment);
      return segment('RXA', {
        1: 0,
        2: 1,
        3: when,
        4: when,
        5: coded(drug),
        6: number(amount),
        7: `${drug.unit}^${drug.unitName}^MR9P`,
        10: xcn(NURSE),
        20: 'CP',
        22: when,
      });
    }),
    segment('RXR', { 1: 'PO^口^HL70162' }),
  ]);
