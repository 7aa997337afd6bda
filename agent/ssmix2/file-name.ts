import { isRealDay } from '../../layers/names/index.ts';
import { Rejection } from '../rejection.ts';
import { isStorageType, type StorageType } from './types.ts';

/** Condition flag (コンディションフラグ): 1 current, 2 superseded, 0 deleted. */
export type Flag = 'current' | 'superseded' | 'deleted';
const FLAGS: Record<string, Flag> = { '0': 'deleted', '1': 'current', '2': 'superseded' };

/** What a file's name says. `sourceKey` names the thing in all its versions, `version` (17 digits) orders them. */
export type StorageFileName = {
  fileName: string;
  /** As the storage writes it, not normalised. */
  patientId: string;
  /** YYYY-MM-DD; absent for what has no day (`-`). */
  day?: string;
  type: StorageType;
  orderNumber: string;
  version: string;
  /** Code, absent where the name has `-`. */
  departmentCode?: string;
  flag: Flag;
  sourceKey: string;
};

/** PID_date_type_orderNo_timestamp_department_flag; lenient in the length of the timestamp, as storages are. */
const PATTERN = /^([^_]+)_(\d{8}|-)_([^_]+)_([^_]+)_(\d{14,17})_([^_]+)_([012])$/;
const VERSION_DIGITS = 17;
/** `schemas/document.ts`: a key of at most 200 characters, with room for a suffix. */
const LONGEST_KEY = 180;

/** Reads the name of a file of the standardized storage. Throws a Rejection where it is none. */
export function parseFileName(fileName: string): StorageFileName {
  const match = PATTERN.exec(fileName);
  if (match === null) throw new Rejection('NAME_PATTERN');
  const [, patientId = '', date = '', type = '', orderNumber = '', timestamp = '', department = '', flag = ''] = match;
  if (!isStorageType(type)) throw new Rejection('UNKNOWN_TYPE', type.slice(0, 20));
  const sourceKey = `${date}_${type}_${orderNumber}`;
  if (sourceKey.length > LONGEST_KEY) throw new Rejection('NAME_PATTERN');
  return {
    fileName,
    patientId,
    ...(date !== '-' && { day: dayOf(date) }),
    type,
    orderNumber,
    version: timestamp.padEnd(VERSION_DIGITS, '0'),
    ...(department !== '-' && { departmentCode: department }),
    flag: FLAGS[flag] ?? 'current',
    sourceKey,
  };
}

function dayOf(date: string): string {
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  if (!isRealDay(day)) throw new Rejection('IMPOSSIBLE_DAY');
  return day;
}

/** A name that says another patient, day or type than the folders it lies in may belong to somebody else: refused. */
export function checkFolder(name: StorageFileName, folder: { patientId: string; date: string; type: string }): void {
  const date = name.day?.replaceAll('-', '') ?? '-';
  const differs = [
    name.patientId !== folder.patientId && 'patient',
    date !== folder.date && 'date',
    name.type !== folder.type && 'type',
  ].filter((difference) => difference !== false);
  if (differs.length > 0) throw new Rejection('MISFILED_NAME', differs.join(', '));
}
