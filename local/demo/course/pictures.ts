import { ctSeries } from '../dicom/ct.ts';
import { electrocardiogram } from '../dicom/ecg.ts';
import { radiograph } from '../dicom/radiograph.ts';
import type { Study } from '../dicom/study.ts';
import { ultrasound } from '../dicom/ultrasound.ts';
import { EXAMINATIONS } from '../hl7/examinations.ts';
import { secondDigits } from '../hl7/moments.ts';
import type { Course, Visit } from './plan.ts';
import { studyUidOf } from './studies.ts';
import { heartRateOf } from './visit-messages.ts';
import type { Scribe } from './writer.ts';

/** A file of the hospital's picture archive; `path` below the folder of the archive. */
export type Picture = { path: string; bytes: Buffer };

/** The pictures and recordings of one patient at one hospital, one study after another (they are large). */
export function* picturesOf(scribe: Scribe, course: Course): Generator<Picture> {
  for (const visit of course.visits) {
    for (const { kind } of visit.examinations.filter(({ pictured }) => pictured)) {
      if (kind === 'endoscopy') continue;
      for (const { name, bytes } of drawn(scribe, { visit, kind })) {
        yield { path: `${scribe.chart.record.localId}/${visit.day.replaceAll('-', '')}/${name}`, bytes };
      }
    }
  }
}

type Asked = { visit: Visit; kind: 'ct' | 'radiograph' | 'ultrasound' | 'ecg' };

const studyOf = (scribe: Scribe, { visit, kind }: Asked): Study => {
  const moment = { day: visit.day, minute: visit.minute + 40 };
  return {
    studyUid: studyUidOf({ person: scribe.person, facilityId: scribe.chart.hospital.facilityId, kind }),
    hospitalName: scribe.chart.hospital.name,
    localId: scribe.chart.record.localId,
    demographics: scribe.chart.record.demographics,
    day: visit.day,
    time: secondDigits(moment).slice(8),
    orderNumber: scribe.orderNumber(moment, EXAMINATIONS[kind].modality),
  };
};

const drawn = (scribe: Scribe, asked: Asked): { name: string; bytes: Buffer }[] => {
  const study = studyOf(scribe, asked);
  const chance = scribe.chances(`pixels/${study.studyUid}`);
  switch (asked.kind) {
    case 'ct':
      return ctSeries(study, chance);
    case 'radiograph':
      return radiograph(study, chance);
    case 'ultrasound':
      return ultrasound(study, chance);
    case 'ecg':
      return electrocardiogram(study, {
        rhythm: { rate: heartRateOf(scribe), fibrillating: scribe.person.conditions.includes('fibrillation') },
        chance,
      });
  }
};
