import type { DataSet } from 'dicom-parser';
import { type DicomFile, reading } from '../dicom/data-set.ts';
import { type Identity, identityOf } from '../dicom/identity.ts';
import { itemOf, numberOf } from '../dicom/numbers.ts';
import { textOf } from '../dicom/text.ts';
import { FileFault } from '../viewing/file-fault.ts';
import { leadOf } from './leads.ts';
import { type Remark, remarksOf } from './remarks.ts';
import { samplesOf } from './samples.ts';

export type Filters = { low?: number; high?: number; notch?: number };

export type Channel = {
  lead: string;
  /** Millivolts where `isCalibrated`, else the file's own numbers. NaN: nothing was recorded. */
  values: Float32Array;
  /** The file says what its numbers are worth. */
  isCalibrated: boolean;
  /** Seconds by which it begins later than the group. */
  skew: number;
  filters: Filters;
};

/** Channels that were recorded together (multiplex group; PS3.3, C.10.9). */
export type Group = { label: string; samplesPerSecond: number; seconds: number; channels: Channel[] };

export type Waveform = { groups: Group[]; remarks: Remark[]; identity: Identity; isTwelveLead: boolean };

const SEQUENCE = 'x54000100';
const TWELVE_LEAD = '1.2.840.10008.5.1.4.1.1.9.1.1';
const MOST_GROUPS = 16;
const MOST_CHANNELS = 64;
/** Of all channels of a group together: each becomes a number of four bytes. A day of three leads at 500 Hz would be more. */
const MOST_SAMPLES = 32_000_000;
const MOST_RATE = 100_000;

/** Reads and checks all curves. Throws a FileFault where there are none, or where the header contradicts itself or the file's length. */
export const waveformOf = (file: DicomFile): Waveform => reading(() => checkedWaveform(file));

const checkedWaveform = ({ dataSet }: DicomFile): Waveform => {
  const items = dataSet.elements[SEQUENCE]?.items ?? [];
  const groups = items.slice(0, MOST_GROUPS).flatMap((item) => (item.dataSet ? [groupOf(item.dataSet)] : []));
  if (groups.length === 0) throw new FileFault('nothing', 'no waveform');
  return {
    groups,
    remarks: remarksOf(dataSet),
    identity: identityOf(dataSet),
    isTwelveLead: dataSet.string('x00080016') === TWELVE_LEAD,
  };
};

const groupOf = (group: DataSet): Group => {
  const channels = group.uint16('x003a0005') ?? 0;
  const samples = group.uint32('x003a0010') ?? 0;
  const samplesPerSecond = numberOf(group, 'x003a001a') ?? 0;
  if (channels < 1 || samples < 1) throw new FileFault('nothing', 'an empty group');
  if (channels > MOST_CHANNELS || channels * samples > MOST_SAMPLES)
    throw new FileFault('tooLarge', `${channels} × ${samples}`);
  if (!(samplesPerSecond > 0 && samplesPerSecond <= MOST_RATE)) throw new FileFault('broken', `${samplesPerSecond} Hz`);
  const read = samplesOf(group, { channels, samples });
  return {
    label: textOf(group, 'x003a0020') ?? '',
    samplesPerSecond,
    seconds: samples / samplesPerSecond,
    channels: Array.from({ length: channels }, (_, index) => channelOf(itemOf(group, 'x003a0200', index), index, read)),
  };
};

const channelOf = (
  channel: DataSet | undefined,
  index: number,
  read: (channel: number, worth: (sample: number) => number) => Float32Array,
): Channel => {
  const worth = channel && worthOf(channel);
  return {
    lead: channel ? leadOf(channel, index) : `ch ${index + 1}`,
    values: read(index, worth ?? ((sample) => sample)),
    isCalibrated: worth !== undefined,
    skew: (channel && numberOf(channel, 'x003a0214')) ?? 0,
    filters: channel ? filtersOf(channel) : {},
  };
};

/** Millivolts in one of the unit (UCUM). */
const UNITS: Readonly<Record<string, number>> = { uV: 0.001, mV: 1, V: 1000 };

/** Sample → millivolts (PS3.3, C.10.9.1.4.2 and following): sensitivity, its correction, and the baseline. Undefined where the file does not say. */
const worthOf = (channel: DataSet): ((sample: number) => number) | undefined => {
  const sensitivity = numberOf(channel, 'x003a0210');
  const unit = UNITS[itemOf(channel, 'x003a0211')?.string('x00080100')?.trim() ?? ''];
  if (sensitivity === undefined || sensitivity === 0 || unit === undefined) return undefined;
  const factor = sensitivity * (numberOf(channel, 'x003a0212') ?? 1) * unit;
  const baseline = (numberOf(channel, 'x003a0213') ?? 0) * unit;
  return (sample) => sample * factor + baseline;
};

const filtersOf = (channel: DataSet): Filters => {
  const [low, high, notch] = ['x003a0220', 'x003a0221', 'x003a0222'].map((tag) => numberOf(channel, tag));
  return { ...(low && { low }), ...(high && { high }), ...(notch && { notch }) };
};
