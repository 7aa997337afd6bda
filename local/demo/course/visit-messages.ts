import { daysBetween } from '../../../layers/names/index.ts';
import { sexOf } from '../clinical/trends.ts';
import { reception } from '../hl7/encounters.ts';
import { EXAMINATIONS, examinationDone, examinationOrder } from '../hl7/examinations.ts';
import { laboratoryOrder, laboratoryResults } from '../hl7/laboratory.ts';
import { later, type Moment } from '../hl7/moments.ts';
import { dispensing, type PrescriptionOrder, prescription } from '../hl7/prescriptions.ts';
import type { StoredMessage } from '../hl7/stored-message.ts';
import type { Chance } from '../random.ts';
import { findingsOf } from './findings.ts';
import type { PlannedExamination, Visit } from './plan.ts';
import { studyUidOf } from './studies.ts';
import { deleted, type Scribe, superseded } from './writer.ts';

const OUTPATIENT = { kind: 'outpatient' } as const;

/** Everything that one visit left in the storage. */
export const visitMessages = (scribe: Scribe, visit: Visit): StoredMessage[] => {
  const moment = { day: visit.day, minute: visit.minute };
  const chance = scribe.chances(
    `visit/${scribe.chart.hospital.facilityId}/${scribe.person.key}/${daysBetween({ from: visit.day, to: scribe.referenceDay })}`,
  );
  return [
    reception(scribe.chart, {
      at: scribe.stamp(moment, 'reception'),
      moment,
      department: visit.department,
      orderNumber: scribe.orderNumber(moment, 'reception'),
    }),
    ...(visit.drugs.length > 0 ? prescriptionMessages({ scribe, visit, chance }) : []),
    ...(visit.panels.length > 0 ? laboratoryMessages({ scribe, visit, chance }) : []),
    ...visit.examinations.flatMap((examination) => examinationMessages({ scribe, visit, chance }, examination)),
  ];
};

type Scene = { scribe: Scribe; visit: Visit; chance: Chance };

const prescriptionMessages = ({ scribe, visit, chance }: Scene): StoredMessage[] => {
  const moment = { day: visit.day, minute: visit.minute + 25 };
  const order: PrescriptionOrder = {
    number: scribe.orderNumber(moment, 'prescription'),
    at: scribe.stamp(moment, 'prescription'),
    moment,
    department: visit.department,
    setting: OUTPATIENT,
    drugs: visit.drugs,
    days: visit.days,
    dispensing: chance.percent(30) ? 'inHouse' : 'outside',
  };
  const ordered = prescription(scribe.chart, order);
  if (visit.fate === 'deleted') return deleted(ordered);
  const handedOut =
    order.dispensing === 'inHouse'
      ? [dispensing(scribe.chart, { ...order, at: scribe.stamp(later(moment, 20), 'dispensing') })]
      : [];
  if (visit.fate === 'superseded') {
    const earlier = later(moment, -10);
    const before = prescription(scribe.chart, {
      ...order,
      at: scribe.stamp(earlier, 'prescription-before'),
      days: order.days + 7,
    });
    return [...superseded(before, ordered), ...handedOut];
  }
  return [ordered, ...handedOut];
};

const laboratoryMessages = ({ scribe, visit, chance }: Scene): StoredMessage[] => {
  const moment = { day: visit.day, minute: visit.minute - 30 };
  const order = {
    number: scribe.orderNumber(moment, 'laboratory'),
    at: scribe.stamp(moment, 'laboratory'),
    moment,
    department: visit.department,
    setting: OUTPATIENT,
    panels: visit.panels,
  };
  const daysAgo = daysBetween({ from: visit.day, to: scribe.referenceDay });
  const results = laboratoryResults({
    chart: scribe.chart,
    order: { ...order, at: scribe.stamp(later(moment, 90), 'results') },
    sex: sexOf(scribe.person),
    valueOf: (item) => scribe.trends({ item, daysAgo, draw: chance.normal(), acute: false }),
  });
  return chance.percent(25) ? [laboratoryOrder(scribe.chart, order), results] : [results];
};

const examinationMessages = (
  { scribe, visit, chance }: Scene,
  { kind, pictured }: PlannedExamination,
): StoredMessage[] => {
  const moment: Moment = { day: visit.day, minute: visit.minute + 40 };
  const order = {
    number: scribe.orderNumber(moment, EXAMINATIONS[kind].modality),
    at: scribe.stamp(moment, kind),
    moment,
    kind,
    department: visit.department,
    setting: OUTPATIENT,
    findings: findingsOf(kind, scribe.person),
    ...(pictured && {
      studyUid: studyUidOf({ person: scribe.person, facilityId: scribe.chart.hospital.facilityId, kind }),
    }),
  };
  const done = examinationDone(scribe.chart, {
    ...order,
    at: scribe.stamp(later(moment, 30), `${kind}-done`),
    heartRate: heartRateOf(scribe),
  });
  return chance.percent(60) ? [examinationOrder(scribe.chart, order), done] : [done];
};

/** Beats a minute: the same in the message and in the recording. */
export const heartRateOf = ({ person, chances }: Pick<Scribe, 'person' | 'chances'>): number =>
  chances(`heart/${person.key}`).between(58, 92);
