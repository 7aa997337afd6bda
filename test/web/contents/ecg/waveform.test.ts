import { describe, expect, it } from '@jest/globals';
import { electrocardiogram } from '../../../../local/demo/dicom/ecg.ts';
import type { Study } from '../../../../local/demo/dicom/study.ts';
import { createChances } from '../../../../local/demo/random.ts';
import { Demographics } from '../../../../schemas/person.ts';
import { openDicom } from '../../../../web/contents/dicom/data-set.ts';
import { layoutsFor } from '../../../../web/contents/ecg/layout.ts';
import { waveformOf } from '../../../../web/contents/ecg/waveform.ts';
import { FileFault } from '../../../../web/contents/viewing/file-fault.ts';
import { dicomObject, element, type Line, owned, sequence } from '../dicom/objects.ts';

const UNIT = (unit: string): Line => sequence('003A0211', [['00080100', 'SH', unit]]);
const SOURCE = (code: string, meaning = ''): Line =>
  sequence('003A0208', [
    ['00080100', 'SH', code],
    ['00080104', 'LO', meaning],
  ]);

type Given = {
  channels?: readonly (readonly Line[])[];
  samples?: readonly number[];
  count?: number;
  rate?: string;
  interpretation?: string;
  padding?: number;
  more?: readonly Line[];
};

/** One multiplex group; by default one channel of four samples of 16 bits. */
const objectOf = ({
  channels = [[]],
  samples = [0, 1, 2, 3],
  count,
  rate = '500',
  interpretation = 'SS',
  padding,
  more = [],
}: Given) => {
  const long = Buffer.alloc(4);
  long.writeUInt32LE(count ?? samples.length / channels.length, 0);
  const bytes = Buffer.from(Int16Array.from(samples).buffer);
  const group: Line[] = [
    ['003A0005', 'US', channels.length],
    ['003A0010', 'UL', long],
    ['003A001A', 'DS', rate],
    ['003A0020', 'SH', 'RHYTHM'],
    ['003A0200', 'SQ', Buffer.concat(channels.map((lines) => Buffer.from(sequence('003A0200', lines)[2] as Buffer)))],
    ['54001004', 'US', 16],
    ['54001006', 'CS', interpretation],
    ...(padding === undefined
      ? []
      : ([['5400100A', 'OW', Buffer.from(Int16Array.of(padding).buffer)]] satisfies Line[])),
    ['54001010', 'OW', bytes],
  ];
  return dicomObject({ lines: [['00100020', 'LO', '0000101'], sequence('54000100', group), ...more] });
};
const read = async (bytes: Buffer) => waveformOf(await openDicom(owned(bytes)));
const only = async (given: Given) => {
  const [group] = (await read(objectOf(given))).groups;
  if (!group) throw new Error('no group');
  return group;
};

describe('the demo’s ECG', () => {
  it('is read as twelve leads of ten seconds in millivolts', async () => {
    const [file] = electrocardiogram(STUDY, {
      rhythm: { rate: 72, fibrillating: false },
      chance: createChances('ecg')('ecg'),
    });
    const { groups, identity, isTwelveLead } = await read(Buffer.from(file?.bytes ?? []));
    expect(identity.patientId).toBe('0000101');
    expect(isTwelveLead).toBe(true);
    const [group] = groups;
    expect(group).toMatchObject({ samplesPerSecond: 500, seconds: 10, label: 'RHYTHM' });
    expect(group?.channels.map(({ lead }) => lead)).toEqual([
      'I',
      'II',
      'III',
      'aVR',
      'aVL',
      'aVF',
      'V1',
      'V2',
      'V3',
      'V4',
      'V5',
      'V6',
    ]);
    const most = Math.max(...(group?.channels[1]?.values ?? []));
    expect(most).toBeGreaterThan(0.5);
    expect(most).toBeLessThan(3);
    // Einthoven: II = I + III, sample by sample.
    const [one, two, three] = group?.channels.map(({ values }) => values[700] ?? Number.NaN) ?? [];
    expect(two).toBeCloseTo((one ?? 0) + (three ?? 0), 1);
    if (group) expect(layoutsFor(group)).toEqual(['3x4', '6x2', 'rows']);
  });
});

const STUDY: Study = {
  studyUid: '2.25.1',
  hospitalName: 'TYテスト病院',
  localId: '0000101',
  demographics: Demographics.parse({
    name: { family: '能登', given: '花子', familyKana: 'ノト', givenKana: 'ハナコ' },
    birthDate: '1947-05-12',
    sex: 'female',
  }),
  day: '2026-11-17',
  time: '095300',
  orderNumber: '1',
};

describe('what samples are worth', () => {
  const channel = (...lines: Line[]) => only({ channels: [lines], samples: [0, 100, -100, 7] });

  it.each([
    ['uV', '2.5', '1', '0', 0.25],
    ['mV', '0.01', '1', '0', 1],
    ['uV', '2.5', '2', '50', 0.55],
    ['V', '0.00001', '1', '0', 1],
  ])('%s × %s × %s + %s', async (unit, sensitivity, correction, baseline, millivolts) => {
    const { channels } = await channel(
      UNIT(unit),
      ['003A0210', 'DS', sensitivity],
      ['003A0212', 'DS', correction],
      ['003A0213', 'DS', baseline],
    );
    expect(channels[0]?.isCalibrated).toBe(true);
    expect(channels[0]?.values[1]).toBeCloseTo(millivolts, 5);
  });

  it.each([
    ['no sensitivity', [UNIT('uV')]],
    ['no unit', [['003A0210', 'DS', '2.5'] satisfies Line]],
    ['a unit that is no voltage', [UNIT('mm[Hg]'), ['003A0210', 'DS', '1'] satisfies Line]],
    ['a sensitivity of nothing', [UNIT('uV'), ['003A0210', 'DS', '0'] satisfies Line]],
  ])('%s: the numbers stand as they are, and nothing is measured in millivolts', async (_, lines) => {
    const { channels } = await channel(...lines);
    expect(channels[0]).toMatchObject({ isCalibrated: false });
    expect([...(channels[0]?.values ?? [])]).toEqual([0, 100, -100, 7]);
  });

  it('channels lie side by side, and padding is a gap', async () => {
    const group = await only({ channels: [[], []], samples: [1, 10, 2, 20, -32768, 30], padding: -32768 });
    expect([...(group.channels[0]?.values ?? [])]).toEqual([1, 2, Number.NaN]);
    expect([...(group.channels[1]?.values ?? [])]).toEqual([10, 20, 30]);
    expect(group.seconds).toBeCloseTo(0.006);
  });
});

describe('leads', () => {
  it.each([
    ['2:61', '', 'III'],
    ['5.6.3-9-62', 'Lead aVR', 'aVR'],
    ['X1', 'Lead V4 (precordial)', 'V4'],
    ['X1', 'lead avf', 'aVF'],
    ['X1', 'CM5', 'CM5'],
    ['X1', '', 'ch 1'],
  ])('%s %s is %s', async (code, meaning, lead) => {
    const { channels } = await only({ channels: [[SOURCE(code, meaning)]] });
    expect(channels[0]?.lead).toBe(lead);
  });

  it('without a description a channel is its number, and stands on a row of its own', async () => {
    const group = await only({ channels: [[], []] });
    expect(group.channels.map(({ lead }) => lead)).toEqual(['ch 1', 'ch 2']);
    expect(layoutsFor(group)).toEqual(['rows']);
  });
});

it('words and values that stand beside the curves are taken over as they are', async () => {
  const remarks = sequence(
    '0040B020',
    [['00700006', 'ST', 'SINUS RHYTHM']],
    [
      sequence('0040A043', [['00080104', 'LO', 'QT Interval']]),
      sequence('004008EA', [['00080100', 'SH', 'ms']]),
      ['0040A30A', 'DS', '368'],
    ],
    [['0040A130', 'CS', 'POINT']],
  );
  expect((await read(objectOf({ more: [remarks] }))).remarks).toEqual([
    { text: 'SINUS RHYTHM' },
    { name: 'QT Interval', value: 368, unit: 'ms' },
  ]);
});

describe('what cannot be drawn is refused', () => {
  it.each([
    ['more samples than there are', { count: 1_000 }, 'cutOff'],
    ['more than can be held', { count: 4_000_000_000 }, 'tooLarge'],
    ['no samples', { samples: [], count: 0 }, 'nothing'],
    ['no sampling frequency', { rate: '0' }, 'broken'],
    ['a frequency that is none', { rate: 'fast' }, 'broken'],
    ['sound', { interpretation: 'MB' }, 'unsupported'],
  ] as [string, Given, string][])('%s', async (_, given, code) => {
    await expect(read(objectOf(given))).rejects.toMatchObject({ code });
  });

  it('an object without curves', async () => {
    await expect(read(dicomObject({ lines: [['00080060', 'CS', 'ECG']] }))).rejects.toMatchObject({ code: 'nothing' });
  });

  it('noise never throws anything else', async () => {
    const whole = objectOf({ channels: [[UNIT('uV'), ['003A0210', 'DS', '2.5'], SOURCE('2:1')]] });
    for (let at = 132; at < whole.length; at += 2) {
      const changed = Buffer.from(whole);
      changed.writeUInt8((changed.readUInt8(at) + 97) % 256, at);
      await read(changed).catch((error: unknown) => expect(error).toBeInstanceOf(FileFault));
    }
    expect(element(['00100020', 'LO', 'x']).length).toBe(10);
  });
});
