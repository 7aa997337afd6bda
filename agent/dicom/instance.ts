import type { DataSet } from 'dicom-parser';
import { type Content, DicomContent } from '../../schemas/content.ts';
import { lineOf, present } from '../normalise/text.ts';
import { localTimeOf } from '../normalise/time.ts';
import { Rejection } from '../rejection.ts';
import { type DicomName, decodeText, nameGroups } from './text.ts';

/** What an instance is and whose: from its header alone. */
export type DicomInstance = {
  /** As written, not normalised. */
  patientId: string;
  patientName: DicomName;
  day: string;
  contentType: 'image' | 'waveform' | 'report';
  title: string;
  content: Extract<Content, { kind: 'dicom' }>;
};

const WAVEFORMS = '1.2.840.10008.5.1.4.1.1.9.';
/** Structured reports and encapsulated documents: read as reports, not looked at as pictures. */
const DOCUMENTS = ['1.2.840.10008.5.1.4.1.1.88.', '1.2.840.10008.5.1.4.1.1.104.'];
const ECG_12_LEAD = '1.2.840.10008.5.1.4.1.1.9.1.1';
const WAVEFORM_SEQUENCE = 'x54000100';
/** Float, double and integer pixel data. Objects without any (presentation states, plans) show nothing by themselves. */
const PIXELS = ['x7fe00008', 'x7fe00009', 'x7fe00010'];
const UID = /^[0-9.]{1,64}$/;
/** StudyDate, SeriesDate, AcquisitionDate, ContentDate, and when the instance was made: the first that is there, with its time. */
const DATES = [
  ['x00080020', 'x00080030'],
  ['x00080021', 'x00080031'],
  ['x00080022', 'x00080032'],
  ['x00080023', 'x00080033'],
  ['x00080012', 'x00080013'],
] as const;

/** Throws a Rejection where a required element (UIDs, patient ID, modality, a date) is missing or wrong. */
export function instanceOf(dataSet: DataSet): DicomInstance {
  const text = textReader(dataSet);
  const uids = {
    studyInstanceUid: requiredUid(dataSet, 'x0020000d'),
    seriesInstanceUid: requiredUid(dataSet, 'x0020000e'),
    sopInstanceUid: requiredUid(dataSet, 'x00080018'),
    sopClassUid: requiredUid(dataSet, 'x00080016'),
  };
  const patientId = text('x00100020');
  const modality = lineOf(dataSet.string('x00080060') ?? '');
  if (patientId === undefined) throw new Rejection('INCOMPLETE_DICOM', '(0010,0020)');
  if (modality === undefined) throw new Rejection('INCOMPLETE_DICOM', '(0008,0060)');
  const content = present({
    kind: 'dicom' as const,
    ...uids,
    transferSyntaxUid: lineOf(dataSet.string('x00020010') ?? ''),
    modality,
    studyDescription: text('x00081030'),
    seriesDescription: text('x0008103e'),
    bodyPart: lineOf(dataSet.string('x00180015') ?? ''),
    acquiredAt: acquiredAt(dataSet),
    instanceNumber: whole(dataSet.intString('x00200013')),
    ...dimensionsOf(dataSet),
  });
  const parsed = DicomContent.safeParse(content);
  if (!parsed.success) {
    throw new Rejection(
      'DOES_NOT_FIT',
      parsed.error.issues
        .map(({ path, code }) => `${path.join('.')} ${code}`)
        .slice(0, 5)
        .join(', '),
    );
  }
  return {
    patientId,
    patientName: nameGroups(text('x00100010') ?? ''),
    day: studyDay(dataSet),
    contentType: contentTypeOf(dataSet, uids.sopClassUid),
    title: titleOf(parsed.data),
    content: parsed.data,
  };
}

/** Reads text in the data set's own character set. */
function textReader(dataSet: DataSet): (tag: string) => string | undefined {
  const declared = dataSet.string('x00080005') ?? '';
  const characterSets = declared.split('\\');
  return (tag) => {
    const element = dataSet.elements[tag];
    if (element === undefined || element.length <= 0) return undefined;
    const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
    return lineOf(decodeText(bytes, characterSets));
  };
}

function requiredUid(dataSet: DataSet, tag: string): string {
  const uid = dataSet.string(tag)?.trim() ?? '';
  if (!UID.test(uid)) throw new Rejection('INCOMPLETE_DICOM', `(${tag.slice(1, 5)},${tag.slice(5)})`);
  return uid;
}

function studyDay(dataSet: DataSet): string {
  const day = DATES.map(([date, time]) => pointInTime(dataSet, date, time)?.slice(0, 10)).find(
    (found) => found !== undefined,
  );
  if (day === undefined) throw new Rejection('INCOMPLETE_DICOM', '(0008,0020)');
  return day;
}

/** AcquisitionDateTime, else acquisition, content, study and instance creation date with its time. */
function acquiredAt(dataSet: DataSet): string | undefined {
  const whole = dataSet.string('x0008002a') ?? '';
  const order = [DATES[2], DATES[3], DATES[0], DATES[4]];
  return [
    localTimeOf(whole.slice(0, 8), whole.slice(8)),
    ...order.map(([date, time]) => pointInTime(dataSet, date, time)),
  ].find((found) => found !== undefined);
}

/** DA and TM are local to where the picture was made; (0008,0201) says how far that is from UTC, which we turn into JST. */
function pointInTime(dataSet: DataSet, date: string, time: string): string | undefined {
  const offset = /^[+-]\d{4}$/.exec(dataSet.string('x00080201') ?? '')?.[0] ?? '';
  const written = (dataSet.string(date) ?? '').replaceAll('.', '');
  return localTimeOf(written, dataSet.string(time) ?? '', offset);
}

function contentTypeOf(dataSet: DataSet, sopClassUid: string): DicomInstance['contentType'] {
  if (dataSet.elements[WAVEFORM_SEQUENCE] !== undefined) return 'waveform';
  if (sopClassUid.startsWith(WAVEFORMS)) throw new Rejection('INCOMPLETE_DICOM', '(5400,0100)');
  if (DOCUMENTS.some((prefix) => sopClassUid.startsWith(prefix))) return 'report';
  if (PIXELS.some((tag) => dataSet.elements[tag] !== undefined)) return 'image';
  throw new Rejection('INCOMPLETE_DICOM', '(7fe0,0010)');
}

function dimensionsOf(dataSet: DataSet) {
  const waveform = dataSet.elements[WAVEFORM_SEQUENCE]?.items?.[0]?.dataSet;
  return {
    rows: positive(dataSet.uint16('x00280010')),
    columns: positive(dataSet.uint16('x00280011')),
    frames: positive(dataSet.intString('x00280008')),
    channels: positive(waveform?.uint16('x003a0005')),
  };
}

const whole = (value: number | undefined): number | undefined => (Number.isInteger(value) ? value : undefined);
const positive = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isInteger(value) && value > 0 ? value : undefined;

const TITLE_LENGTH = 60;

/** `CT 胸部`, `12誘導心電図`: what it is, short; never the patient's name. */
function titleOf({
  modality,
  sopClassUid,
  studyDescription,
  seriesDescription,
  bodyPart,
}: DicomInstance['content']): string {
  const what = sopClassUid === ECG_12_LEAD ? '12誘導心電図' : modality;
  const about = studyDescription ?? seriesDescription ?? bodyPart;
  return [what, about]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
    .slice(0, TITLE_LENGTH);
}
