import type { Demographics } from '../../../schemas/person.ts';
import { romaji } from './romaji.ts';
import { uidOf } from './uids.ts';
import { dicomFile, type Element, JAPANESE_CHARACTERS, numbers, text } from './writer.ts';

/** What the objects of one study share. */
export type Study = {
  studyUid: string;
  hospitalName: string;
  localId: string;
  demographics: Demographics;
  day: string;
  /** `103000` */
  time: string;
  orderNumber: string;
};

export type Instance = {
  sopClass: string;
  modality: string;
  description: string;
  seriesNumber: number;
  instanceNumber: number;
  elements: readonly Element[];
};

const SEXES = { female: 'F', male: 'M', other: 'O', unknown: '' } as const;

/** `Noto^Hanako=能登^花子=ノト^ハナコ` (PS3.5, annex H: alphabetic, ideographic, phonetic). */
const personName = ({ name }: Demographics): string =>
  [
    `${romaji(name.familyKana)}^${romaji(name.givenKana)}`,
    `${name.family}^${name.given}`,
    `${name.familyKana}^${name.givenKana}`,
  ].join('=');

const patientAndStudy = (study: Study): Element[] => {
  const date = study.day.replaceAll('-', '');
  return [
    text('00080005', 'CS', JAPANESE_CHARACTERS),
    text('00080020', 'DA', date),
    text('00080021', 'DA', date),
    text('00080022', 'DA', date),
    text('00080023', 'DA', date),
    text('00080030', 'TM', study.time),
    text('00080031', 'TM', study.time),
    text('00080032', 'TM', study.time),
    text('00080033', 'TM', study.time),
    text('00080050', 'SH', study.orderNumber),
    text('00080070', 'LO', 'ism-link demo'),
    text('00080080', 'LO', study.hospitalName),
    text('00080090', 'PN', ''),
    text('00100010', 'PN', personName(study.demographics)),
    text('00100020', 'LO', study.localId),
    text('00100030', 'DA', study.demographics.birthDate.replaceAll('-', '')),
    text('00100040', 'CS', SEXES[study.demographics.sex]),
    text('0020000D', 'UI', study.studyUid),
    text('00200010', 'SH', study.orderNumber.slice(-8)),
  ];
};

/** One object of a study as a file; its UIDs follow from the study's. */
export const instanceFile = (study: Study, instance: Instance): { name: string; bytes: Buffer } => {
  const series = `${study.studyUid}/${instance.seriesNumber}`;
  const sopInstanceUid = uidOf(`${series}/${instance.instanceNumber}`);
  const elements = [
    ...patientAndStudy(study),
    text('00080016', 'UI', instance.sopClass),
    text('00080018', 'UI', sopInstanceUid),
    text('00080060', 'CS', instance.modality),
    text('00081030', 'LO', instance.description),
    text('0008103E', 'LO', `${instance.description} ${instance.seriesNumber}`),
    text('0020000E', 'UI', uidOf(series)),
    text('00200011', 'IS', String(instance.seriesNumber)),
    text('00200013', 'IS', String(instance.instanceNumber)),
    ...instance.elements,
  ];
  const bytes = dicomFile({
    sopClassUid: instance.sopClass,
    sopInstanceUid,
    implementationUid: uidOf('implementation'),
    elements,
  });
  return {
    name: `${instance.modality}-${instance.seriesNumber}-${String(instance.instanceNumber).padStart(4, '0')}.dcm`,
    bytes,
  };
};

/** The image pixel module of a picture whose pixels have 16 bits, of which `stored` count. */
export const greyPixels = (picture: { rows: number; columns: number; stored: number; signed: boolean }): Element[] => [
  numbers('00280002', 'US', 1),
  text('00280004', 'CS', 'MONOCHROME2'),
  numbers('00280010', 'US', picture.rows),
  numbers('00280011', 'US', picture.columns),
  numbers('00280100', 'US', 16),
  numbers('00280101', 'US', picture.stored),
  numbers('00280102', 'US', picture.stored - 1),
  numbers('00280103', 'US', picture.signed ? 1 : 0),
];
