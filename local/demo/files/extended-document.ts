import { DEPARTMENTS, type DepartmentId } from '../clinical/departments.ts';

/** Kinds of documents in the extended storage: local code, name and table, then LOINC (SS-MIX2, 拡張ストレージ). */
export const DOCUMENT_KINDS = {
  dischargeSummary: 'L-DS^退院時サマリー^99ZL01^18842-5^Discharge summary^LN',
  referralLetter: 'L-RL^診療情報提供書^99ZL01^57133-1^Referral note^LN',
  outpatientNote: 'L-ON^外来診療記録^99ZL01^34108-1^Outpatient Note^LN',
  inpatientNote: 'L-IN^入院診療記録^99ZL01^34112-3^Inpatient Note^LN',
  nursingNote: 'L-NN^看護記録^99ZL01^34746-8^Nurse Note^LN',
  imagingReport: 'L-IR^画像診断報告書^99ZL01^18748-4^Diagnostic imaging study^LN',
  healthCheckup: 'L-HC^特定健診結果^99ZL01^53576-5^Personal health monitoring report^LN',
} as const;
export type DocumentKind = keyof typeof DOCUMENT_KINDS;

/** A document of the extended storage, with its one file. */
export type ExtendedDocument = {
  localId: string;
  day: string;
  kind: DocumentKind;
  orderNumber: string;
  /** 17 digits. */
  at: string;
  department: DepartmentId;
  file: { name: string; bytes: Buffer };
};

/** `000/010/0000101/20260801/<kind>/0000101_20260801_<kind>_…_1/summary.pdf` */
export const pathOfDocument = ({ localId, day, kind, orderNumber, at, department, file }: ExtendedDocument): string => {
  const date = day.replaceAll('-', '');
  const type = DOCUMENT_KINDS[kind];
  const folder = [localId, date, type, orderNumber, at, DEPARTMENTS[department].code, '1'].join('_');
  return [localId.slice(0, 3), localId.slice(3, 6), localId, date, type, folder, file.name].join('/');
};
