import { addDays, daysBetween } from '../../../layers/names/index.ts';
import { CONDITIONS } from '../clinical/conditions.ts';
import { sexOf } from '../clinical/trends.ts';
import type { Setting } from '../hl7/chart.ts';
import { admission, discharge, meal, transfer } from '../hl7/encounters.ts';
import { administration, injection } from '../hl7/injections.ts';
import { infectionScreening, laboratoryResults } from '../hl7/laboratory.ts';
import { later, type Moment } from '../hl7/moments.ts';
import { dispensing, prescription } from '../hl7/prescriptions.ts';
import type { StoredMessage } from '../hl7/stored-message.ts';
import type { Stay } from './plan.ts';
import type { Scribe } from './writer.ts';

const WARD: Setting = { kind: 'inpatient', ward: '32', room: '302' };
const NEXT_ROOM: Setting = { kind: 'inpatient', ward: '32', room: '305' };
/** Infusions are given on these first days. */
const DAYS_OF_INFUSION = 3;

/** Everything that a stay in hospital left in the storage: up to the reference day while it lasts. */
export const stayMessages = (scribe: Scribe, stay: Stay): StoredMessage[] => [
  ...frame(scribe, stay),
  ...infusions(scribe, stay),
  ...laboratory(scribe, stay),
  ...drugsOfTheStay(scribe, stay),
];

const at = (day: string, hour: number): Moment => ({ day, minute: hour * 60 });

const visitOf = (scribe: Scribe, stay: Stay, event: { moment: Moment; what: string }) => ({
  at: scribe.stamp(event.moment, event.what),
  moment: event.moment,
  department: stay.department,
  orderNumber: scribe.orderNumber(event.moment, event.what),
});

const frame = (scribe: Scribe, stay: Stay): StoredMessage[] => {
  const movedOn = addDays(stay.from, 2);
  const room = stay.moved ? NEXT_ROOM : WARD;
  return [
    admission(scribe.chart, {
      ...visitOf(scribe, stay, { moment: at(stay.from, 14), what: 'admission' }),
      setting: WARD,
    }),
    meal(scribe.chart, {
      ...visitOf(scribe, stay, { moment: at(stay.from, 16), what: 'meal' }),
      setting: WARD,
      diet: '塩分控えめ',
    }),
    ...(stay.moved && movedOn <= scribe.referenceDay
      ? [
          transfer(scribe.chart, {
            ...visitOf(scribe, stay, { moment: at(movedOn, 11), what: 'transfer' }),
            setting: NEXT_ROOM,
            from: WARD,
          }),
        ]
      : []),
    ...(stay.until === undefined
      ? []
      : [
          discharge(scribe.chart, {
            ...visitOf(scribe, stay, { moment: at(stay.until, 10), what: 'discharge' }),
            setting: room,
            outcome: '01',
          }),
        ]),
  ];
};

/** Days of the stay on which it was so far possible to do something. */
const daysOf = (scribe: Scribe, stay: Stay, offsets: readonly number[]): string[] =>
  offsets
    .map((offset) => addDays(stay.from, offset))
    .filter((day) => day <= (stay.until ?? scribe.referenceDay) && day <= scribe.referenceDay);

const infusions = (scribe: Scribe, stay: Stay): StoredMessage[] =>
  daysOf(
    scribe,
    stay,
    Array.from({ length: DAYS_OF_INFUSION }, (_, index) => index),
  ).flatMap((day) => {
    const moment = at(day, 17);
    const order = { ...visitOf(scribe, stay, { moment, what: 'infusion' }), setting: WARD, infusion: stay.infusion };
    const numbered = { ...order, number: order.orderNumber };
    return [
      injection(scribe.chart, numbered),
      administration(scribe.chart, { ...numbered, at: scribe.stamp(later(moment, 60), 'infusion-done') }),
    ];
  });

const laboratory = (scribe: Scribe, stay: Stay): StoredMessage[] => {
  const results = daysOf(scribe, stay, [0, 1, 3, 6]).map((day, index) => {
    const moment = at(day, index === 0 ? 15 : 7);
    const visit = visitOf(scribe, stay, { moment, what: 'ward-laboratory' });
    const chance = scribe.chances(`ward/${scribe.chart.hospital.facilityId}/${scribe.person.key}/${index}`);
    return laboratoryResults({
      chart: scribe.chart,
      order: { ...visit, number: visit.orderNumber, setting: WARD, panels: ['bloodCount', 'chemistry'] },
      sex: sexOf(scribe.person),
      valueOf: (item) =>
        scribe.trends({
          item,
          daysAgo: daysBetween({ from: day, to: scribe.referenceDay }),
          draw: chance.normal(),
          acute: index < 2,
        }),
    });
  });
  const screening = visitOf(scribe, stay, { moment: at(stay.from, 15), what: 'screening' });
  return [
    ...results,
    infectionScreening(
      scribe.chart,
      { ...screening, number: screening.orderNumber, setting: WARD, panels: [] },
      scribe.person.infections,
    ),
  ];
};

const drugsOfTheStay = (scribe: Scribe, stay: Stay): StoredMessage[] => {
  const { drugs } = CONDITIONS[stay.cause];
  const moment = at(stay.from, 18);
  const visit = visitOf(scribe, stay, { moment, what: 'ward-prescription' });
  const order = { ...visit, number: visit.orderNumber, setting: WARD, drugs, days: 7, dispensing: 'inHouse' as const };
  return [
    prescription(scribe.chart, order),
    dispensing(scribe.chart, { ...order, at: scribe.stamp(later(moment, 60), 'ward-dispensing') }),
  ];
};
