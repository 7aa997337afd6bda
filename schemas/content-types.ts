import * as z from 'zod';
import type { Sentence } from './primitives.ts';

/**
 * What a document is (診療情報の種類). Publication policies speak of these. The number is part of a document's id and is never reused;
 * new kinds are added at the end.
 */
export const CONTENT_TYPES = {
  prescription: { code: 1, label: { ja: '処方', en: 'Prescription' } },
  injection: { code: 2, label: { ja: '注射', en: 'Injection' } },
  laboratory: { code: 3, label: { ja: '検査結果', en: 'Laboratory' } },
  infection: { code: 4, label: { ja: '感染症', en: 'Infection' } },
  allergy: { code: 5, label: { ja: 'アレルギー', en: 'Allergy' } },
  contraindication: { code: 6, label: { ja: '薬剤禁忌', en: 'Drug contraindication' } },
  diagnosis: { code: 7, label: { ja: '傷病名', en: 'Diagnosis' } },
  referralLetter: { code: 8, label: { ja: '診療情報提供書', en: 'Referral letter' } },
  dischargeSummary: { code: 9, label: { ja: '退院サマリ', en: 'Discharge summary' } },
  healthCheckup: { code: 10, label: { ja: '特定健診', en: 'Health check-up' } },
  image: { code: 11, label: { ja: '画像', en: 'Image' } },
  waveform: { code: 12, label: { ja: '波形', en: 'Waveform' } },
  physicianNote: { code: 13, label: { ja: '医師記録', en: "Physician's note" } },
  nursingNote: { code: 14, label: { ja: '看護記録', en: 'Nursing note' } },
  report: { code: 15, label: { ja: '各種レポート', en: 'Report' } },
  vitalChart: { code: 16, label: { ja: 'バイタルチャート', en: 'Vital chart' } },
  encounter: { code: 17, label: { ja: '受診・入退院', en: 'Encounter' } },
  meal: { code: 18, label: { ja: '食事', en: 'Meal' } },
  consentForm: { code: 19, label: { ja: '同意書', en: 'Consent form' } },
} as const satisfies Record<string, { code: number; label: Sentence }>;

const names = Object.keys(CONTENT_TYPES) as [ContentType, ...ContentType[]];
export const ContentType = z.enum(names).meta({ id: 'ContentType' });
export type ContentType = keyof typeof CONTENT_TYPES;

/** 指示 (ordered), 実施 (done); contents that know no such distinction are `done`. */
export const Stage = z.enum(['order', 'done']).meta({ id: 'Stage' });
export type Stage = z.infer<typeof Stage>;

/** The calendar's rows, top to bottom, and two of ours: vital charts under laboratory, encounters as bands. */
export const CALENDAR_ROWS = {
  encounter: { ja: '受診・入退院', en: 'Encounters' },
  prescriptionOrder: { ja: '処方（指示）', en: 'Prescription (ordered)' },
  prescriptionDone: { ja: '処方（実施）', en: 'Prescription (dispensed)' },
  injectionOrder: { ja: '注射（指示）', en: 'Injection (ordered)' },
  injectionDone: { ja: '注射（実施）', en: 'Injection (given)' },
  laboratory: { ja: '検査', en: 'Laboratory' },
  vitalChart: { ja: 'バイタル', en: 'Vital signs' },
  image: { ja: '画像', en: 'Images' },
  report: { ja: 'レポート', en: 'Reports' },
  file: { ja: 'ファイル', en: 'Files' },
  healthCheckup: { ja: '健診', en: 'Check-ups' },
  noteRecord: { ja: 'ノート（記録）', en: 'Notes (records)' },
  noteContact: { ja: 'ノート（連絡）', en: 'Notes (messages)' },
} as const satisfies Record<string, Sentence>;
export type CalendarRow = keyof typeof CALENDAR_ROWS;
export const CalendarRow = z
  .enum(Object.keys(CALENDAR_ROWS) as [CalendarRow, ...CalendarRow[]])
  .meta({ id: 'CalendarRow' });

const ROWS: Record<ContentType, CalendarRow | { order: CalendarRow; done: CalendarRow } | undefined> = {
  prescription: { order: 'prescriptionOrder', done: 'prescriptionDone' },
  injection: { order: 'injectionOrder', done: 'injectionDone' },
  laboratory: 'laboratory',
  infection: 'laboratory',
  allergy: undefined,
  contraindication: undefined,
  diagnosis: undefined,
  referralLetter: 'file',
  dischargeSummary: 'file',
  healthCheckup: 'healthCheckup',
  image: 'image',
  waveform: 'image',
  physicianNote: 'noteRecord',
  nursingNote: 'noteRecord',
  report: 'report',
  vitalChart: 'vitalChart',
  encounter: 'encounter',
  meal: 'encounter',
  consentForm: undefined,
};

/** The row a content stands in; undefined for what has no day: header and lists. */
export const calendarRowOf = (type: ContentType, stage: Stage): CalendarRow | undefined => {
  const row = ROWS[type];
  return typeof row === 'object' ? row[stage] : row;
};

/** Contents that stand in the patient's header or own lists, whatever their day. */
export const HEADER_TYPES = ['allergy', 'contraindication', 'infection', 'diagnosis'] as const satisfies ContentType[];
export type HeaderType = (typeof HEADER_TYPES)[number];

/**
 * Contents that are read many at a time, over days: tables, trends, bars, bands. The store keeps them by type and day. What has no day
 * (allergies, diagnoses) is in the header.
 */
export const DAILY_TYPES = [
  'prescription',
  'injection',
  'laboratory',
  'infection',
  'vitalChart',
  'encounter',
] as const satisfies ContentType[];
export const DailyType = z.enum(DAILY_TYPES).meta({ id: 'DailyType' });
export type DailyType = z.infer<typeof DailyType>;
