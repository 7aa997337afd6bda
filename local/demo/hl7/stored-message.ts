import type { Chart } from './chart.ts';
import { encodeMessage, header } from './segments.ts';

/** The types that the demo's storages hold, with their HL7 messages (SS-MIX2 v1.2, table of data types). */
const STRUCTURES = {
  'ADT-00': 'ADT^A08^ADT_A01',
  'ADT-12': 'ADT^A04^ADT_A01',
  'ADT-22': 'ADT^A01^ADT_A01',
  'ADT-42': 'ADT^A02^ADT_A02',
  'ADT-52': 'ADT^A03^ADT_A03',
  'ADT-61': 'ADT^A60^ADT_A60',
  'PPR-01': 'PPR^ZD1^PPR_ZD1',
  OMD: 'OMD^O03^OMD_O03',
  'OMP-01': 'RDE^O11^RDE_O11',
  'OMP-11': 'RAS^O17^RAS_O17',
  'OMP-02': 'RDE^O11^RDE_O11',
  'OMP-12': 'RAS^O17^RAS_O17',
  'OML-01': 'OML^O33^OML_O33',
  'OML-11': 'OUL^R22^OUL_R22',
  'OMG-01': 'OMG^O19^OMG_O19',
  'OMG-11': 'OMI^Z23^OMI_Z23',
  'OMG-02': 'OMG^O19^OMG_O19',
  'OMG-12': 'OMI^Z23^OMI_Z23',
  'OMG-03': 'OMG^O19^OMG_O19',
  'OMG-13': 'ORU^R01^ORU_R01',
} as const;
export type MessageType = keyof typeof STRUCTURES;
export const MESSAGE_TYPES = Object.keys(STRUCTURES) as MessageType[];

/** Basics, allergies and diagnoses are of no day; their order number is the specification's filler. */
const UNDATED: readonly MessageType[] = ['ADT-00', 'ADT-61', 'PPR-01'];
export const NO_ORDER = '999999999999999';

/** One message in a storage: its place is made of its head, its bytes of its segments. */
export type StoredMessage = {
  localId: string;
  day: string;
  type: MessageType;
  orderNumber: string;
  /** When it was written: 17 digits. */
  at: string;
  department: string;
  flag: '0' | '1' | '2';
  body: readonly string[];
  sender: string;
};

export type MessageHead = { type: MessageType; day: string; at: string; department?: string; orderNumber?: string };

export const storedMessage = (chart: Chart, head: MessageHead, body: readonly string[]): StoredMessage => ({
  localId: chart.record.localId,
  day: UNDATED.includes(head.type) ? '-' : head.day,
  type: head.type,
  orderNumber: head.orderNumber ?? NO_ORDER,
  at: head.at,
  department: head.department ?? '-',
  flag: '1',
  body,
  sender: chart.hospital.facilityId.toUpperCase(),
});

/** `000/010/0000101/20260801/OMP-01/0000101_20260801_OMP-01_…_1` */
export const pathOfMessage = ({ localId, day, type, orderNumber, at, department, flag }: StoredMessage): string => {
  const date = day.replaceAll('-', '') || '-';
  const name = [localId, date, type, orderNumber, at, department, flag].join('_');
  return [localId.slice(0, 3), localId.slice(3, 6), localId, date, type, name].join('/');
};

export const bytesOfMessage = (message: StoredMessage): Buffer =>
  encodeMessage([
    header({ structure: STRUCTURES[message.type], at: message.at, sender: message.sender }),
    ...message.body,
  ]);
