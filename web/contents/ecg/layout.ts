import type { Group } from './waveform.ts';

export type LayoutName = '3x4' | '6x2' | 'rows';

/** Millimetres of paper for a second, and for a millivolt. */
export type Scale = { speed: 25 | 50; gain: 5 | 10 | 20 };

/** A size on the screen: as wide as there is room, not larger than true, nor so small that nothing can be read. Others are per cent. */
export const FIT = 0;

/** One stretch of one channel on the paper, in millimetres; `y` is its zero line. */
export type Strip = { channel: number; x: number; y: number; from: number; to: number };

export type Paper = { width: number; height: number; strips: Strip[]; rows: number[] };

/** Where a strip begins: the calibration pulse stands left of it. */
export const LEFT_MM = 12;
const RIGHT_MM = 3;
const TOP_MM = 3;
/** 2 mV at 10 mm/mV above and below a zero line: the complexes of a usual ECG do not reach the next. */
const ROW_MM = 25;
/** Paper of one screen: longer recordings are leafed through. */
export const MOST_SECONDS = 10;

const COLUMNS: Record<Exclude<LayoutName, 'rows'>, readonly (readonly string[])[]> = {
  '3x4': [
    ['I', 'II', 'III'],
    ['aVR', 'aVL', 'aVF'],
    ['V1', 'V2', 'V3'],
    ['V4', 'V5', 'V6'],
  ],
  '6x2': [
    ['I', 'II', 'III', 'aVR', 'aVL', 'aVF'],
    ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'],
  ],
};
const RHYTHM_LEAD = 'II';

/** A layout by name needs all twelve leads, and some seconds; curves of another kind stand one below the other. */
export const layoutsFor = ({ channels, seconds }: Group): LayoutName[] => {
  const leads = new Set(channels.map(({ lead }) => lead));
  const hasAll = COLUMNS['3x4'].flat().every((lead) => leads.has(lead));
  return hasAll && seconds >= 4 ? ['3x4', '6x2', 'rows'] : ['rows'];
};

/** Lays out the seconds from `start`: columns of a standard sheet show one stretch of time after the other. */
export const paperOf = (
  group: Group,
  { layout, scale, start }: { layout: LayoutName; scale: Scale; start: number },
): Paper => {
  const seconds = Math.min(MOST_SECONDS, group.seconds - start);
  const rowMm = ROW_MM * Math.max(1, scale.gain / 10);
  const yOf = (row: number) => TOP_MM + (row + 0.5) * rowMm;
  const width = LEFT_MM + seconds * scale.speed + RIGHT_MM;
  const whole = (channel: number, row: number): Strip => ({
    channel,
    x: LEFT_MM,
    y: yOf(row),
    from: start,
    to: start + seconds,
  });
  const strips =
    layout === 'rows'
      ? group.channels.map((_, channel) => whole(channel, channel))
      : inColumns(group, { columns: COLUMNS[layout], start, seconds, speed: scale.speed, yOf });
  const indexOf = (lead: string) => group.channels.findIndex((channel) => channel.lead === lead);
  if (layout === '3x4') strips.push(whole(indexOf(RHYTHM_LEAD), 3));
  const rows = [...new Set(strips.map(({ y }) => y))];
  return { width, height: yOf(rows.length - 1) + rowMm / 2 + TOP_MM, strips, rows };
};

type ColumnsGiven = {
  columns: readonly (readonly string[])[];
  start: number;
  seconds: number;
  speed: number;
  yOf: (row: number) => number;
};

const inColumns = (group: Group, { columns, start, seconds, speed, yOf }: ColumnsGiven): Strip[] => {
  const each = seconds / columns.length;
  return columns.flatMap((leads, column) =>
    leads.map((lead, row) => ({
      channel: group.channels.findIndex((channel) => channel.lead === lead),
      x: LEFT_MM + column * each * speed,
      y: yOf(row),
      from: start + column * each,
      to: start + (column + 1) * each,
    })),
  );
};
