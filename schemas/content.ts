import * as z from 'zod';
import type { ContentType } from './content-types.ts';
import { Day, line, prose } from './primitives.ts';

/** A code as its source gave it: CWE of HL7 v2, CodeableConcept of FHIR. `system` is the table's name (HOT, JLAC10, MDCDX2 …). */
export const Coded = z
  .strictObject({
    code: line(64).optional(),
    name: line(300),
    system: line(64).optional(),
    localCode: line(64).optional(),
    localSystem: line(64).optional(),
  })
  .meta({ id: 'Coded' });
export type Coded = z.infer<typeof Coded>;

/** A number as written (never re-rounded) with its unit as written. */
export const Quantity = z.strictObject({ value: line(40), unit: line(40).optional() }).meta({ id: 'Quantity' });

/** A point in time as precise as the source was: `2011-07-01`, `2011-07-01T22:46` or with seconds; JST. */
export const LocalTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/)
  .meta({ id: 'LocalTime', description: 'JST, as precise as the source' });

const orderHead = {
  orderNumber: line(64).optional(),
  orderedAt: LocalTime.optional(),
  department: line(60).optional(),
  ward: line(60).optional(),
  orderedBy: line(120).optional(),
};

export const Prescription = z
  .strictObject({
    kind: z.literal('prescription'),
    ...orderHead,
    setting: z.enum(['inpatient', 'outpatient', 'unknown']),
    dispensing: z.enum(['inHouse', 'outside', 'unknown']),
    items: z
      .array(
        z.strictObject({
          group: line(64).optional(),
          drug: Coded,
          dose: Quantity.optional().meta({ description: 'at one time' }),
          daily: Quantity.optional().meta({ description: 'a day' }),
          total: Quantity.optional(),
          usage: Coded.optional(),
          days: z.int().min(0).max(3660).optional(),
          times: z.int().min(0).max(3660).optional(),
          startOn: Day.optional(),
          endOn: Day.optional(),
          comments: z.array(prose(1000)).max(20).optional(),
        }),
      )
      .max(200),
  })
  .meta({ id: 'Prescription' });

export const Injection = z
  .strictObject({
    kind: z.literal('injection'),
    ...orderHead,
    items: z
      .array(
        z.strictObject({
          group: line(64).optional(),
          drug: Coded,
          dose: Quantity.optional(),
          route: Coded.optional(),
          device: Coded.optional(),
          rate: Quantity.optional(),
          startAt: LocalTime.optional(),
          endAt: LocalTime.optional(),
          given: z.boolean().optional(),
          comments: z.array(prose(1000)).max(20).optional(),
        }),
      )
      .max(200),
  })
  .meta({ id: 'Injection' });

export const Laboratory = z
  .strictObject({
    kind: z.literal('laboratory'),
    ...orderHead,
    status: line(20).optional(),
    results: z
      .array(
        z.strictObject({
          item: Coded,
          value: z
            .strictObject({
              text: line(2000),
              numeric: z.boolean(),
              comparator: z.enum(['<', '<=', '>', '>=']).optional(),
            })
            .optional(),
          unit: line(60).optional(),
          referenceRange: line(120).optional(),
          flag: line(20).optional().meta({ description: 'as sent: H, L, HH, LL, A …' }),
          status: line(20).optional(),
          specimen: Coded.optional(),
          observedAt: LocalTime.optional(),
          comments: z.array(prose(2000)).max(20).optional(),
        }),
      )
      .max(500),
  })
  .meta({ id: 'Laboratory' });

export const Infection = z
  .strictObject({
    kind: z.literal('infection'),
    items: z
      .array(
        z.strictObject({
          item: Coded,
          result: z.enum(['positive', 'negative', 'indeterminate', 'unknown']),
          /** As measured, with comparator and unit. */
          value: line(2100).optional(),
          referenceRange: line(120).optional(),
          flag: line(20).optional().meta({ description: 'as sent: POS, NEG, H …' }),
          status: line(20).optional(),
          specimen: Coded.optional(),
          observedOn: Day.optional(),
          comments: z.array(prose(2000)).max(20).optional(),
        }),
      )
      .max(100),
  })
  .meta({ id: 'Infection' });

/** `none: true` says that the source asked and found none (登録なし); an empty list without it says nothing. */
export const Allergy = z
  .strictObject({
    kind: z.literal('allergy'),
    none: z.boolean(),
    items: z
      .array(
        z.strictObject({
          category: z.enum(['drug', 'food', 'environment', 'other']),
          substance: Coded,
          severity: z.enum(['severe', 'moderate', 'mild', 'unknown']),
          reactions: z.array(line(300)).max(20).optional(),
          identifiedOn: Day.optional(),
          /** As the source wrote it where that is no day: `199601`, `小学校低学年の頃`. */
          onset: line(200).optional(),
        }),
      )
      .max(200),
  })
  .meta({ id: 'Allergy' });

/** Drugs that must not be given (薬剤禁忌): severe drug allergies, and what the source states outright. */
export const Contraindication = z
  .strictObject({
    kind: z.literal('contraindication'),
    none: z.boolean(),
    items: z
      .array(z.strictObject({ drug: Coded, reason: line(500).optional(), identifiedOn: Day.optional() }))
      .max(200),
  })
  .meta({ id: 'Contraindication' });

export const Diagnosis = z
  .strictObject({
    kind: z.literal('diagnosis'),
    none: z.boolean(),
    items: z
      .array(
        z.strictObject({
          condition: Coded,
          startOn: Day.optional(),
          endOn: Day.optional(),
          outcome: line(60).optional(),
          status: z.enum(['active', 'suspected', 'resolved', 'unknown']),
          main: z.boolean().optional(),
          department: line(60).optional(),
        }),
      )
      .max(500),
  })
  .meta({ id: 'Diagnosis' });

export const Encounter = z
  .strictObject({
    kind: z.literal('encounter'),
    event: z.enum([
      'outpatientReception',
      'admission',
      'leave',
      'returnFromLeave',
      'transfer',
      'discharge',
      'doctorChange',
    ]),
    planned: z.boolean(),
    at: LocalTime.optional(),
    ward: line(60).optional(),
    room: line(60).optional(),
    bed: line(60).optional(),
    department: line(60).optional(),
    doctors: z.array(line(120)).max(10).optional(),
    outcome: line(120).optional(),
  })
  .meta({ id: 'Encounter' });

export const Meal = z
  .strictObject({
    kind: z.literal('meal'),
    ...orderHead,
    items: z
      .array(
        z.strictObject({
          name: line(300),
          from: LocalTime.optional(),
          to: LocalTime.optional(),
          comments: z.array(prose(1000)).max(10).optional(),
        }),
      )
      .max(50),
  })
  .meta({ id: 'Meal' });

/** An examination ordered or done (OMG-01…13): radiology, endoscopy, physiology; its pictures are documents of their own. */
export const Examination = z
  .strictObject({
    kind: z.literal('examination'),
    ...orderHead,
    modality: z.enum(['radiology', 'endoscopy', 'physiology']),
    procedures: z.array(Coded).max(50),
    performedAt: LocalTime.optional(),
    studyInstanceUids: z.array(line(64)).max(50).optional(),
    comments: z.array(prose(4000)).max(20).optional(),
  })
  .meta({ id: 'Examination' });

export const Report = z
  .strictObject({
    kind: z.literal('report'),
    ...orderHead,
    title: line(200),
    sections: z.array(z.strictObject({ heading: line(200).optional(), text: prose(20000) })).max(50),
  })
  .meta({ id: 'Report' });

/** Free text in the record: physicians' and nurses' notes, summaries, letters as text. */
export const NoteContent = z
  .strictObject({
    kind: z.literal('note'),
    title: line(200),
    author: line(120).optional(),
    writtenAt: LocalTime.optional(),
    sections: z.array(z.strictObject({ heading: line(200).optional(), text: prose(20000) })).max(50),
  })
  .meta({ id: 'NoteContent' });

export const VitalChart = z
  .strictObject({
    kind: z.literal('vitalChart'),
    observations: z
      .array(z.strictObject({ item: Coded, value: line(40), unit: line(40).optional(), observedAt: LocalTime }))
      .max(1000),
  })
  .meta({ id: 'VitalChart' });

/** What a DICOM object is, read from its own header; the pixels stay in S3. */
export const DicomContent = z
  .strictObject({
    kind: z.literal('dicom'),
    studyInstanceUid: line(64),
    seriesInstanceUid: line(64),
    sopInstanceUid: line(64),
    sopClassUid: line(64),
    transferSyntaxUid: line(64).optional(),
    modality: line(16),
    studyDescription: line(200).optional(),
    seriesDescription: line(200).optional(),
    bodyPart: line(64).optional(),
    acquiredAt: LocalTime.optional(),
    instanceNumber: z.int().optional(),
    rows: z.int().positive().optional(),
    columns: z.int().positive().optional(),
    frames: z.int().positive().optional(),
    channels: z.int().positive().optional(),
  })
  .meta({ id: 'DicomContent' });

/** An uploaded file that is just a file. */
export const FileContent = z.strictObject({ kind: z.literal('file'), fileName: line(255) }).meta({ id: 'FileContent' });

/** Typed contents of a document; which kinds a content type may hold is `KINDS_OF`. */
export const Content = z
  .discriminatedUnion('kind', [
    Prescription,
    Injection,
    Laboratory,
    Infection,
    Allergy,
    Contraindication,
    Diagnosis,
    Encounter,
    Meal,
    Examination,
    Report,
    NoteContent,
    VitalChart,
    DicomContent,
    FileContent,
  ])
  .meta({ id: 'Content' });
export type Content = z.infer<typeof Content>;
export type ContentKind = Content['kind'];

/** The kinds of typed content that a content type may hold; any of them may also be a plain file. */
export const KINDS_OF: Record<ContentType, readonly ContentKind[]> = {
  prescription: ['prescription'],
  injection: ['injection'],
  laboratory: ['laboratory'],
  infection: ['infection'],
  allergy: ['allergy'],
  contraindication: ['contraindication'],
  diagnosis: ['diagnosis'],
  referralLetter: ['note', 'file'],
  dischargeSummary: ['note', 'file'],
  healthCheckup: ['report', 'note', 'laboratory', 'file'],
  image: ['examination', 'dicom', 'file'],
  waveform: ['examination', 'dicom', 'file'],
  physicianNote: ['note', 'file'],
  nursingNote: ['note', 'file'],
  report: ['report', 'note', 'examination', 'dicom', 'file'],
  vitalChart: ['vitalChart', 'file'],
  encounter: ['encounter'],
  meal: ['meal'],
  consentForm: ['file'],
};
