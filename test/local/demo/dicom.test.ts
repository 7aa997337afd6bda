import { beforeAll, describe, expect, it } from '@jest/globals';
import dicomParser, { type DataSet } from 'dicom-parser';
import { type DicomInstance, instanceOf } from '../../../agent/dicom/instance.ts';
import { romaji } from '../../../local/demo/dicom/romaji.ts';
import { uidOf } from '../../../local/demo/dicom/uids.ts';
import { FACILITY, HOSPITALS } from '../../../local/demo/facilities.ts';
import { demoPeople } from '../../../local/demo/people.ts';
import { storageFiles } from '../../../local/demo/storage.ts';

type Object = { path: string; bytes: Buffer; dataSet: DataSet; instance: DicomInstance };
const objects: Object[] = [];
/** Only those of the story have pictures here; what is drawn by lot is of the same making. */
const people = demoPeople().filter(({ studies }) => studies.length > 0);

beforeAll(() => {
  for (const facilityId of HOSPITALS) {
    for (const { path, bytes } of storageFiles({ facilityId, referenceDay: '2026-08-01', people, parts: ['dicom'] })) {
      const dataSet = dicomParser.parseDicom(bytes);
      objects.push({ path, bytes, dataSet, instance: instanceOf(dataSet) });
    }
  }
});

const of = (modality: string): Object[] => objects.filter(({ instance }) => instance.content.modality === modality);

describe('the pictures and recordings of the demo', () => {
  it('are DICOM files in explicit VR little endian, of four kinds', () => {
    for (const { bytes, instance } of objects) {
      expect(bytes.subarray(128, 132).toString('latin1')).toBe('DICM');
      expect(instance.content.transferSyntaxUid).toBe('1.2.840.10008.1.2.1');
    }
    expect(new Set(objects.map(({ instance }) => instance.content.modality))).toEqual(
      new Set(['CT', 'CR', 'US', 'ECG']),
    );
  });

  it('have UIDs under 2.25 that are UUIDs, each object its own', () => {
    const uids = objects.map(({ instance }) => instance.content.sopInstanceUid);
    expect(new Set(uids).size).toBe(uids.length);
    for (const { instance } of objects) {
      for (const uid of [
        instance.content.sopInstanceUid,
        instance.content.studyInstanceUid,
        instance.content.seriesInstanceUid,
      ]) {
        expect(uid).toMatch(/^2\.25\.[1-9]\d{1,38}$/);
        const uuid = BigInt(uid.slice(5)).toString(16).padStart(32, '0');
        expect(uuid).toMatch(/^[0-9a-f]{12}8[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
      }
    }
  });

  it('carry the name in Latin letters, kanji and kana, and the ID as the hospital keeps it', () => {
    const hanako = objects.filter(({ path }) => path.startsWith('0000101/'));
    expect(hanako.length).toBeGreaterThan(0);
    for (const { dataSet, instance } of hanako) {
      expect(dataSet.string('x00080005')).toBe('\\ISO 2022 IR 87');
      expect(instance.patientId).toBe('0000101');
      expect(instance.patientName).toEqual({
        alphabetic: 'Noto^Hanako',
        ideographic: '能登^花子',
        phonetic: 'ノト^ハナコ',
      });
    }
  });

  it('have as many pixels as they say', () => {
    for (const { dataSet } of objects.filter(({ instance }) => instance.content.modality !== 'ECG')) {
      const [rows = 0, columns = 0, samples = 0, bits = 0] = ['x00280010', 'x00280011', 'x00280002', 'x00280100'].map(
        (tag) => dataSet.uint16(tag),
      );
      expect(dataSet.elements['x7fe00010']?.length).toBe((rows * columns * samples * bits) / 8);
    }
  });

  it('a CT series is eight slices of 256 × 256 in one series, one below the other', () => {
    const series = of('CT').filter(({ path }) => path.startsWith('0000101/'));
    expect(series).toHaveLength(8);
    expect(new Set(series.map(({ instance }) => instance.content.seriesInstanceUid)).size).toBe(1);
    expect(series.map(({ dataSet }) => Number(dataSet.string('x00201041')))).toEqual(
      [0, -10, -20, -30, -40, -50, -60, -70].map((z) => z + 0),
    );
    expect(series.every(({ instance }) => instance.content.rows === 256 && instance.content.columns === 256)).toBe(
      true,
    );
  });

  it('an ECG has twelve leads of ten seconds, with aVR + aVL + aVF = 0', () => {
    const waveform = of('ECG')[0]?.dataSet.elements['x54000100']?.items?.[0]?.dataSet;
    const data = waveform?.elements['x54001010'];
    expect(waveform?.uint16('x003a0005')).toBe(12);
    expect(data?.length).toBe(5000 * 12 * 2);
    const leadAt = (sample: number, lead: number) => waveform?.int16('x54001010', sample * 12 + lead) ?? 0;
    for (const sample of [0, 777, 1500, 4999])
      expect(Math.abs(leadAt(sample, 3) + leadAt(sample, 4) + leadAt(sample, 5))).toBeLessThanOrEqual(2);
    const highest = Math.max(...Array.from({ length: 5000 }, (_, sample) => leadAt(sample, 1)));
    expect(highest * 2.5).toBeGreaterThan(800);
  });

  it('belong to the study that the hospital says was done', () => {
    const told = new Set<string>();
    for (const { path, bytes } of storageFiles({
      facilityId: FACILITY.tyHospital,
      referenceDay: '2026-08-01',
      people,
      parts: ['standard'],
    })) {
      if (path.includes('/OMG-11/'))
        for (const [uid] of bytes.toString('latin1').matchAll(/2\.25\.\d+/g)) told.add(uid);
    }
    const studies = of('CT').map(({ instance }) => instance.content.studyInstanceUid);
    expect(studies.length).toBeGreaterThan(0);
    for (const uid of studies) expect(told).toContain(uid);
  });
});

describe('the parts they are made of', () => {
  it('a UID follows from its label alone', () => {
    expect(uidOf('one')).toBe(uidOf('one'));
    expect(uidOf('one')).not.toBe(uidOf('other'));
  });

  it.each([
    ['ノト', 'Noto'],
    ['ショウイチ', 'Shouichi'],
    ['キョウコ', 'Kyouko'],
    ['ハットリ', 'Hattori'],
    ['ジュンコ', 'Junko'],
    ['チヅル', 'Chizuru'],
  ])('%s is %s in Latin letters', (kana, latin) => {
    expect(romaji(kana)).toBe(latin);
  });
});
