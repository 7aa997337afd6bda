import { isRealDay } from '../../layers/names/index.ts';
import type { ContentType } from '../../schemas/content-types.ts';
import { departmentNameOf } from '../normalise/department.ts';
import { lineOf } from '../normalise/text.ts';
import { Rejection } from '../rejection.ts';
import type { Flag } from '../ssmix2/file-name.ts';

/** What the last folder of the extended storage says of the document inside. */
export type ExtendedFolderName = {
  patientId: string;
  day: string;
  contentType: ContentType;
  title: string;
  department?: string;
  sourceKey: string;
  version: string;
  flag: Flag;
};

/** PID_date_code^name^system^LOINC^name^LN_orderNo_timestamp_department_flag (SS-MIX2 拡張ストレージ仕様書). */
const PATTERN = /^([^_]+)_(\d{8}|-)_(.+)_([^_]*)_(\d{14,17})_([^_]*)_([012])$/;
const FLAGS: Record<string, Flag> = { '0': 'deleted', '1': 'current', '2': 'superseded' };
const VERSION_DIGITS = 17;
const LONGEST_KEY = 180;
const LONGEST_TITLE = 60;
const REPLACEMENT_CHARACTER = '\ufffd';

/** LOINC → content type; what is not listed is a report. Nursing records and check-ups: LOINC's own classes. */
const BY_LOINC: Readonly<Record<string, ContentType>> = {
  '18842-5': 'dischargeSummary',
  '57133-1': 'referralLetter',
  '11506-3': 'physicianNote',
  '34108-1': 'physicianNote',
  '34112-3': 'physicianNote',
  '34746-8': 'nursingNote',
  '28651-8': 'nursingNote',
  '53576-5': 'healthCheckup',
};

/** Throws a Rejection where the name is none. */
export function parseFolderName(folderName: string): ExtendedFolderName {
  if (folderName.includes(REPLACEMENT_CHARACTER)) throw new Rejection('NAME_PATTERN', 'not UTF-8');
  const match = PATTERN.exec(folderName.normalize('NFC'));
  if (match === null) throw new Rejection('NAME_PATTERN');
  const [, patientId = '', date = '', kind = '', orderNumber = '', timestamp = '', department = '', flag = ''] = match;
  const [code = '', name = '', , loinc = '', loincName = ''] = kind.split('^');
  const sourceKey = `extended_${date}_${code}_${orderNumber}`;
  if (sourceKey.length > LONGEST_KEY) throw new Rejection('NAME_PATTERN');
  const departmentName = departmentNameOf(department);
  return {
    patientId,
    day: dayOf(date === '-' ? timestamp.slice(0, 8) : date),
    contentType: BY_LOINC[loinc] ?? (loinc === '' ? BY_LOINC[code] : undefined) ?? 'report',
    title: (lineOf(name) ?? lineOf(loincName) ?? lineOf(code) ?? '文書').slice(0, LONGEST_TITLE),
    ...(departmentName !== undefined && { department: departmentName.slice(0, LONGEST_TITLE) }),
    sourceKey,
    version: timestamp.padEnd(VERSION_DIGITS, '0'),
    flag: FLAGS[flag] ?? 'current',
  };
}

function dayOf(date: string): string {
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  if (!isRealDay(day)) throw new Rejection('IMPOSSIBLE_DAY');
  return day;
}
