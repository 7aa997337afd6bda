import { DEPARTMENTS } from '../clinical/departments.ts';
import { INFUSIONS, type Infusion, type InfusionId } from '../clinical/drugs.ts';
import { type Chart, NURSE, type Order, orc, pid, pv1, xcn } from './chart.ts';
import { later, type Moment, minuteDigits, secondDigits } from './moments.ts';
import { segment } from './segments.ts';
import { type StoredMessage, storedMessage } from './stored-message.ts';

export type InjectionOrder = Omit<Order, 'control' | 'group'> & { moment: Moment; infusion: InfusionId };

const ROUTE = 'IV^静脈内^HL70162';

const head = (order: InjectionOrder) => ({
  day: order.moment.day,
  at: order.at,
  department: DEPARTMENTS[order.department].code,
  orderNumber: order.number,
});

const orderLine = (chart: Chart, order: InjectionOrder): string =>
  orc(chart, { ...order, at: secondDigits(later(order.moment, -120)), group: `${order.number}_01_001` });

/** OMP-02, an infusion as ordered: its base (B) and what is added to it (A). */
export const injection = (chart: Chart, order: InjectionOrder): StoredMessage => {
  const { volumeMl, hours, parts, title }: Infusion = INFUSIONS[order.infusion];
  const rate = Math.round(volumeMl / hours);
  return storedMessage(chart, { type: 'OMP-02', ...head(order) }, [
    pid(chart),
    pv1(chart, order),
    orderLine(chart, order),
    segment('RXE', {
      2: '00^一般^99I02',
      3: volumeMl,
      5: 'ML^ミリリットル^MR9P',
      6: 'INJ^注射剤^MR9P',
      7: `^${title}、${hours}時間で^99IC6`,
      15: `${order.number}-001`,
      21: 'IHP^入院処方^MR9P~FTP^定時処方^99I01',
      22: 'H1',
      23: rate,
      24: 'ml/hr^ミリリッター／時間^ISO+',
    }),
    segment('TQ1', { 1: 1, 7: minuteDigits(order.moment), 8: minuteDigits(later(order.moment, hours * 60)) }),
    segment('RXR', { 1: ROUTE, 3: 'IVP^点滴ポンプ^HL70164' }),
    ...parts.map((part) =>
      segment('RXC', {
        1: part.role,
        2: `${part.code}^${part.name}^HOT9`,
        3: part.amount,
        4: `${part.unit}^${part.unitName}^MR9P`,
      }),
    ),
  ]);
};

/** OMP-12, the same as given. */
export const administration = (chart: Chart, order: InjectionOrder): StoredMessage => {
  const { hours, parts }: Infusion = INFUSIONS[order.infusion];
  const [from, until] = [secondDigits(order.moment), secondDigits(later(order.moment, hours * 60))];
  return storedMessage(chart, { type: 'OMP-12', ...head(order) }, [
    pid(chart),
    pv1(chart, order),
    orderLine(chart, order),
    ...parts.map((part) =>
      segment('RXA', {
        1: 0,
        2: 1,
        3: from,
        4: until,
        5: `${part.code}^${part.name}^HOT9`,
        6: part.amount,
        7: `${part.unit}^${part.unitName}^MR9P`,
        10: xcn(NURSE),
        20: 'CP',
        22: until,
      }),
    ),
    segment('RXR', { 1: ROUTE }),
  ]);
};
