import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';
import { fileName, type MessageParts, message, type NameParts } from './hl7-text.ts';

const made: string[] = [];
/** A folder of its own for one test, gone when the test file is through. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ism-link-agent-'));
  made.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Where the specification puts a file of that name. */
export function placeOf(root: string, name: string): string {
  const [patientId = '', date = '', type = ''] = name.split('_');
  return join(root, patientId.slice(0, 3), patientId.slice(3, 6), patientId, date, type, name);
}

export function put(path: string, bytes: Uint8Array | string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

/** Writes one message into its place in a standardized storage and answers its path. */
export function putMessage(root: string, name: NameParts, parts: Omit<MessageParts, 'patientId'>): string {
  const { patientId } = name;
  return put(placeOf(root, fileName(name)), message({ ...parts, ...(patientId !== undefined && { patientId }) }));
}

export const BASICS = 'ADT^A08^ADT_A01';
export const ORDER = 'RDE^O11^RDE_O11';

/** Demographics of a patient: ADT-00. */
export const putBasics = (root: string, patientId: string, flag: 0 | 1 | 2 = 1): string =>
  putMessage(
    root,
    { patientId, date: '-', type: 'ADT-00', department: '-', flag },
    { type: BASICS, segments: ['EVN||20240105101112', 'PV1|0001|O'] },
  );

/** A prescription of one drug. */
export const putPrescription = (root: string, name: Omit<NameParts, 'type'>, drug = 'アムロジピン錠５ｍｇ'): string =>
  putMessage(
    root,
    { ...name, type: 'OMP-01' },
    {
      type: ORDER,
      segments: [
        'PV1|0001|O|01^^^^^C',
        `ORC|NW|${name.order ?? '000000000000001'}||1|||||20240105101112|||110^医師^一郎^^^^^^^L^^^^^I|||||01^内科^99XY1||||||||||||O^外来患者オーダ^HL70482`,
        `RXE||103835401^${drug}^HOT9|1||TAB^錠^MR9P|||||14|TAB^錠^MR9P||||||||1^TAB&錠&MR9P||OHI^院内処方^MR9P`,
        'TQ1|1||1011000400000000&内服・経口・１日１回朝食後&JAMISDP01|||14^D|20240105',
        'RXR|PO^口^HL70162',
      ],
    },
  );
