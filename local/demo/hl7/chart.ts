import type { Facility } from '../../../schemas/directory.ts';
import { DEPARTMENTS, type DepartmentId } from '../clinical/departments.ts';
import type { DemoRecord } from '../people/person.ts';
import { segment, text } from './segments.ts';

/** Whose chart at which hospital a message is of. */
export type Chart = { hospital: Facility; record: DemoRecord };

/** A person of the hospital in XCN: `1101^城山^匠^^^^^^^L^^^^^I`. */
export const xcn = (person: { id: string; name: string }): string => {
  const [family = '', given = ''] = person.name.split(' ');
  return `${person.id}^${text(family)}^${text(given)}^^^^^^^L^^^^^I`;
};

const DOCTORS: Record<DepartmentId, { tyHospital: string; testHospital: string }> = {
  internal: { tyHospital: '城山 匠', testHospital: '灘 誠司' },
  psychiatry: { tyHospital: '静原 凪', testHospital: '穂高 和' },
  gastroenterology: { tyHospital: '胃野 直', testHospital: '消田 流' },
  cardiology: { tyHospital: '鼓 脈生', testHospital: '拍戸 律' },
  paediatrics: { tyHospital: '若葉 ひな', testHospital: '幼沢 元' },
  surgery: { tyHospital: '切通 開', testHospital: '糸川 結' },
  orthopaedics: { tyHospital: '骨川 立', testHospital: '節原 歩' },
};

/** The doctor of a department; one each is enough for a demo. */
export const doctorOf = (chart: Chart, department: DepartmentId): { id: string; name: string } => ({
  id: `1${DEPARTMENTS[department].code}1`,
  name: DOCTORS[department][chart.hospital.facilityId === 'ty-hospital' ? 'tyHospital' : 'testHospital'],
});

export const NURSE = { id: '2001', name: '看護師 夜' } as const;
export const CLERK = { id: '0581', name: '入力 係' } as const;

export const departmentField = (department: DepartmentId): string => {
  const { code, name } = DEPARTMENTS[department];
  return `${code}^${name}^99XY1`;
};

const SEXES = { female: 'F', male: 'M', other: 'O', unknown: 'U' } as const;

/** PID as this hospital keeps the person. */
export const pid = ({ record }: Chart): string => {
  const { name, birthDate, sex, postalCode = '', address = '', phone = '' } = record.demographics;
  return segment('PID', {
    1: '0001',
    3: `${record.localId}^^^^PI`,
    5: `${text(name.family)}^${text(name.given)}^^^^^L^I~${text(name.familyKana)}^${text(name.givenKana)}^^^^^L^P`,
    7: birthDate.replaceAll('-', ''),
    8: SEXES[sex],
    11: `^^^^${postalCode}^JPN^H^${text(address)}`,
    13: `^PRN^PH^^^^^^^^^${phone}`,
  });
};

export type Setting = { kind: 'outpatient' } | { kind: 'inpatient'; ward: string; room: string };

/** PV1: where the patient is, and whose patient. */
export const pv1 = (
  chart: Chart,
  visit: { setting: Setting; department: DepartmentId },
  more: Record<number, string> = {},
): string => {
  const { setting, department } = visit;
  const code = DEPARTMENTS[department].code;
  return segment('PV1', {
    1: '0001',
    2: setting.kind === 'inpatient' ? 'I' : 'O',
    3: setting.kind === 'inpatient' ? `${setting.ward}^${setting.room}^^^^N` : `${code}^^^^^C`,
    7: xcn(doctorOf(chart, department)),
    10: code,
    ...more,
  });
};

export type Order = {
  number: string;
  at: string;
  department: DepartmentId;
  setting: Setting;
  control?: string;
  group?: string;
};

/** ORC: who ordered what, when, for which department. Hospital and telephone are invented. */
export const orc = (chart: Chart, order: Order): string => {
  const { hospital } = chart;
  const doctor = xcn(doctorOf(chart, order.department));
  return segment('ORC', {
    1: order.control ?? 'NW',
    2: order.number,
    4: order.group,
    9: order.at,
    10: xcn(CLERK),
    12: doctor,
    13:
      order.setting.kind === 'inpatient'
        ? `${order.setting.ward}^${order.setting.room}^^^^N`
        : `${DEPARTMENTS[order.department].code}^^^^^C`,
    17: departmentField(order.department),
    21: text(hospital.name),
    22: `^^^^000-0100^JPN^^${text(`架空県${hospital.municipality}`)}`,
    23: '^^^^^^^^^^^000-1000-2000',
    29: order.setting.kind === 'inpatient' ? 'I^入院患者オーダ^HL70482' : 'O^外来患者オーダ^HL70482',
  });
};
