import { describe, expect, it } from '@jest/globals';
import { calipersAfter, measured } from '../../../../web/contents/ecg/calipers.ts';
import { LEFT_MM, paperOf } from '../../../../web/contents/ecg/layout.ts';
import type { Group } from '../../../../web/contents/ecg/waveform.ts';

const LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const groupOf = (seconds: number): Group => ({
  label: 'RHYTHM',
  samplesPerSecond: 500,
  seconds,
  channels: LEADS.map((lead) => ({ lead, values: new Float32Array(), isCalibrated: true, skew: 0, filters: {} })),
});
const USUAL = { speed: 25, gain: 10 } as const;

describe('a sheet of millimetre paper', () => {
  it('3 × 4 shows one quarter of the time after the other, and the rhythm below it', () => {
    const { strips, rows, width } = paperOf(groupOf(10), { layout: '3x4', scale: USUAL, start: 0 });
    expect(strips).toHaveLength(13);
    expect(rows).toHaveLength(4);
    expect(width).toBe(LEFT_MM + 250 + 3);
    const of = (lead: string) => strips.find(({ channel }) => LEADS[channel] === lead);
    expect(of('aVR')).toMatchObject({ x: LEFT_MM + 62.5, from: 2.5, to: 5 });
    expect(of('V6')).toMatchObject({ x: LEFT_MM + 187.5, from: 7.5, to: 10 });
    expect(strips.at(-1)).toMatchObject({ channel: 1, x: LEFT_MM, from: 0, to: 10, y: rows[3] });
  });

  it('6 × 2 has two columns, and the plain one a row for each lead', () => {
    expect(paperOf(groupOf(10), { layout: '6x2', scale: USUAL, start: 0 }).rows).toHaveLength(6);
    const rows = paperOf(groupOf(10), { layout: 'rows', scale: USUAL, start: 0 });
    expect(rows.rows).toHaveLength(12);
    expect(rows.strips.every(({ from, to }) => from === 0 && to === 10)).toBe(true);
  });

  it('twice the speed is twice as wide, twice the gain twice as high', () => {
    const usual = paperOf(groupOf(10), { layout: 'rows', scale: USUAL, start: 0 });
    const large = paperOf(groupOf(10), { layout: 'rows', scale: { speed: 50, gain: 20 }, start: 0 });
    expect(large.width - usual.width).toBe(250);
    expect((large.rows[1] ?? 0) - (large.rows[0] ?? 0)).toBe(2 * ((usual.rows[1] ?? 0) - (usual.rows[0] ?? 0)));
  });

  it('a long recording is leafed through, and its last sheet is as long as what is left', () => {
    const { strips } = paperOf(groupOf(24), { layout: 'rows', scale: USUAL, start: 20 });
    expect(strips[0]).toMatchObject({ from: 20, to: 24 });
  });
});

describe('calipers', () => {
  const legs = { from: { x: 20, y: 50 }, to: { x: 40, y: 35 } };

  it('measure at each speed and gain', () => {
    expect(measured(legs, { scale: USUAL, isCalibrated: true })).toEqual({ interval: 800, rate: 75, amplitude: 1.5 });
    expect(measured(legs, { scale: { speed: 50, gain: 20 }, isCalibrated: true })).toEqual({
      interval: 400,
      rate: 150,
      amplitude: 0.75,
    });
  });

  it('measure backwards too, no rate of less than a tenth of a second, and no millivolts without a unit', () => {
    expect(measured({ from: legs.to, to: legs.from }, { scale: USUAL, isCalibrated: true })).toMatchObject({
      interval: 800,
      amplitude: -1.5,
    });
    expect(measured({ from: { x: 0, y: 0 }, to: { x: 2, y: 0 } }, { scale: USUAL, isCalibrated: false })).toEqual({
      interval: 80,
    });
  });

  it('are moved by keys, and stay on the paper', () => {
    const paper = { width: 100, height: 60 };
    const press = (key: string, shiftKey = false) => calipersAfter(legs, { key, shiftKey }, paper);
    expect(press('ArrowRight')).toEqual({ ...legs, to: { x: 40.5, y: 35 } });
    expect(press('ArrowUp', true)).toEqual({ ...legs, to: { x: 40, y: 30 } });
    expect(press('Enter')).toEqual({ from: legs.to, to: legs.to });
    expect(press('Escape')).toBe('gone');
    expect(press('Tab')).toBeUndefined();
    expect(
      calipersAfter({ ...legs, to: { x: 99.8, y: 0 } }, { key: 'ArrowRight', shiftKey: true }, paper),
    ).toMatchObject({ to: { x: 100, y: 0 } });
  });
});
