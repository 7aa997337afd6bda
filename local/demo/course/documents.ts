import { addDays, daysBetween } from '../../../layers/names/index.ts';
import type { DocumentKind, ExtendedDocument } from '../files/extended-document.ts';
import type { Moment } from '../hl7/moments.ts';
import { dischargeSummary, healthCheckup, referralLetter } from './letters.ts';
import { imagingReport, inpatientNote, nursingNote, outpatientNote } from './notes.ts';
import type { Course, Stay, Visit } from './plan.ts';
import type { Scribe } from './writer.ts';

/** Of a hundred visits, how many left a note that is in the storage; of a hundred patients, how many letters. */
const PERCENT = { notedVisits: 6, referred: 9, checked: 9 } as const;

type Given = { moment: Moment; kind: DocumentKind; department: ExtendedDocument['department']; bytes: Buffer };

const document = (scribe: Scribe, { moment, kind, department, bytes }: Given): ExtendedDocument => ({
  localId: scribe.chart.record.localId,
  day: moment.day,
  kind,
  orderNumber: scribe.orderNumber(moment, kind),
  at: scribe.stamp(moment, kind),
  department,
  file: { name: bytes.subarray(0, 5).toString('latin1') === '%PDF-' ? `${kind}.pdf` : `${kind}.txt`, bytes },
});

/** Letters, summaries and notes of one patient at one hospital. */
export const documentsOf = (scribe: Scribe, course: Course): ExtendedDocument[] => [
  ...course.visits.flatMap((visit) => visitDocuments(scribe, visit)),
  ...course.stays.flatMap((stay) => stayDocuments(scribe, stay)),
  ...letters(scribe, course),
];

const visitDocuments = (scribe: Scribe, visit: Visit): ExtendedDocument[] => {
  const { person, chances, chart } = scribe;
  const moment = { day: visit.day, minute: visit.minute + 15 };
  const isNoted =
    person.rich ||
    chances(`noted/${chart.hospital.facilityId}/${person.key}/${visit.minute}`).percent(PERCENT.notedVisits);
  return [
    ...(isNoted
      ? [
          document(scribe, {
            moment,
            kind: 'outpatientNote',
            department: visit.department,
            bytes: outpatientNote(scribe, visit),
          }),
        ]
      : []),
    ...visit.examinations
      .filter(({ pictured, kind }) => pictured && kind !== 'ecg')
      .map((examination, index) =>
        document(scribe, {
          moment: { day: visit.day, minute: visit.minute + 90 + index },
          kind: 'imagingReport',
          department: visit.department,
          bytes: imagingReport(scribe, examination),
        }),
      ),
  ];
};

const hasEnded = (stay: Stay): stay is Stay & { until: string } => stay.until !== undefined;

/** Days of the stay, from 1, on which somebody wrote. */
const NOTED_DAYS = [1, 3] as const;

const stayDocuments = (scribe: Scribe, stay: Stay): ExtendedDocument[] => {
  const notes = NOTED_DAYS.filter((dayOfStay) => addDays(stay.from, dayOfStay - 1) <= scribe.referenceDay).flatMap(
    (dayOfStay) => {
      const day = addDays(stay.from, dayOfStay - 1);
      const { department } = stay;
      return [
        document(scribe, {
          moment: { day, minute: 1000 },
          kind: 'inpatientNote',
          department,
          bytes: inpatientNote(stay, dayOfStay),
        }),
        document(scribe, {
          moment: { day, minute: 1010 },
          kind: 'nursingNote',
          department,
          bytes: nursingNote(dayOfStay),
        }),
      ];
    },
  );
  if (!hasEnded(stay)) return notes;
  const moment = { day: stay.until, minute: 900 };
  return [
    ...notes,
    document(scribe, {
      moment,
      kind: 'dischargeSummary',
      department: stay.department,
      bytes: dischargeSummary(scribe, stay),
    }),
  ];
};

const letters = (scribe: Scribe, course: Course): ExtendedDocument[] => {
  const { person, chances, chart, referenceDay } = scribe;
  const chance = chances(`letters/${chart.hospital.facilityId}/${person.key}`);
  const last = course.visits.at(-1);
  const checkedOn = addDays(referenceDay, -chance.between(30, 330));
  const isReferred = chance.percent(PERCENT.referred) || person.rich;
  const isChecked = chance.percent(PERCENT.checked) || person.rich;
  return [
    ...(isReferred && last !== undefined
      ? [
          document(scribe, {
            moment: { day: last.day, minute: 1020 },
            kind: 'referralLetter',
            department: last.department,
            bytes: referralLetter(scribe, last),
          }),
        ]
      : []),
    ...(isChecked
      ? [
          document(scribe, {
            moment: { day: checkedOn, minute: 700 },
            kind: 'healthCheckup',
            department: 'internal',
            bytes: healthCheckup(scribe, {
              day: checkedOn,
              daysAgo: daysBetween({ from: checkedOn, to: referenceDay }),
            }),
          }),
        ]
      : []),
  ];
};
