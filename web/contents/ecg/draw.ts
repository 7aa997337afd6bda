import { LEFT_MM, type Paper, type Scale, type Strip } from './layout.ts';
import type { Channel, Group } from './waveform.ts';

const MILLIMETRE = '#f7d4d4';
const FIVE_MILLIMETRES = '#e79a9a';
const INK = '#111111';
const CURVE_MM = 0.3;
const LABEL_MM = 3.6;

/** CSS pixels in a millimetre. */
export const PX_PER_MM = 96 / 25.4;

type Sheet = { group: Group; paper: Paper; scale: Scale };

/** Draws a sheet on a canvas of `paper` × `dots` for each millimetre. */
export const drawSheet = (context: CanvasRenderingContext2D, { group, paper, scale }: Sheet, dots: number): void => {
  context.setTransform(dots, 0, 0, dots, 0, 0);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, paper.width, paper.height);
  drawGrid(context, paper);
  context.strokeStyle = INK;
  context.fillStyle = INK;
  context.lineJoin = 'round';
  for (const y of paper.rows) if (rowChannel(group, paper, y)?.isCalibrated) drawPulse(context, y, scale);
  for (const strip of paper.strips) drawStrip(context, strip, { group, paper, scale });
};

const drawGrid = (context: CanvasRenderingContext2D, { width, height }: Paper): void => {
  for (const [step, colour, line] of [
    [1, MILLIMETRE, 0.1],
    [5, FIVE_MILLIMETRES, 0.15],
  ] as const) {
    context.beginPath();
    for (let x = 0; x <= width; x += step) {
      context.moveTo(x, 0);
      context.lineTo(x, height);
    }
    for (let y = 0; y <= height; y += step) {
      context.moveTo(0, y);
      context.lineTo(width, y);
    }
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.stroke();
  }
};

const rowChannel = (group: Group, { strips }: Paper, y: number): Channel | undefined =>
  group.channels[strips.find((strip) => strip.y === y)?.channel ?? -1];

/** 1 mV for a fifth of a second, as the paper of every device begins. Without a unit there is nothing to calibrate. */
const drawPulse = (context: CanvasRenderingContext2D, y: number, { speed, gain }: Scale): void => {
  const [wide, left] = [0.2 * speed, LEFT_MM - 1.5 - 0.2 * speed];
  context.beginPath();
  context.moveTo(Math.max(0.2, left - 1), y);
  context.lineTo(left, y);
  context.lineTo(left, y - gain);
  context.lineTo(left + wide, y - gain);
  context.lineTo(left + wide, y);
  context.lineTo(left + wide + 1, y);
  context.lineWidth = CURVE_MM;
  context.stroke();
};

const drawStrip = (context: CanvasRenderingContext2D, strip: Strip, { group, paper, scale }: Sheet): void => {
  const channel = group.channels[strip.channel];
  if (!channel) return;
  const rowMm = (paper.rows[1] ?? paper.height) - (paper.rows[0] ?? 0);
  drawLabel(context, channel.lead, { x: strip.x + 1, y: strip.y - rowMm / 2 + LABEL_MM + 0.5 });
  if (strip.x > LEFT_MM) {
    context.beginPath();
    context.moveTo(strip.x, strip.y - 3);
    context.lineTo(strip.x, strip.y + 3);
    context.lineWidth = 0.2;
    context.stroke();
  }
  drawCurve(context, strip, { channel, samplesPerSecond: group.samplesPerSecond, scale });
};

/** In dots: letters of a few pixels that are then enlarged would stand apart. */
const drawLabel = (context: CanvasRenderingContext2D, label: string, { x, y }: { x: number; y: number }): void => {
  const { a: dots } = context.getTransform();
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.font = `bold ${LABEL_MM * dots}px sans-serif`;
  context.fillText(label, x * dots, y * dots);
  context.restore();
};

type CurveGiven = { channel: Channel; samplesPerSecond: number; scale: Scale };

const drawCurve = (context: CanvasRenderingContext2D, strip: Strip, given: CurveGiven): void => {
  const { channel, samplesPerSecond, scale } = given;
  const gain = channel.isCalibrated ? scale.gain : uncalibratedGain(channel);
  const [first, last] = [strip.from, strip.to].map((second) => Math.round((second - channel.skew) * samplesPerSecond));
  let isDown = false;
  context.beginPath();
  for (let index = Math.max(0, first ?? 0); index < Math.min(channel.values.length, last ?? 0); index += 1) {
    const value = channel.values[index] ?? Number.NaN;
    const x = strip.x + (index / samplesPerSecond + channel.skew - strip.from) * scale.speed;
    if (Number.isNaN(value)) isDown = false;
    else if (isDown) context.lineTo(x, strip.y - value * gain);
    else {
      context.moveTo(x, strip.y - value * gain);
      isDown = true;
    }
  }
  context.lineWidth = CURVE_MM;
  context.stroke();
};

const UNCALIBRATED_MM = 20;

/** Numbers without a unit fill their row; their height means nothing. */
const uncalibratedGain = ({ values }: Channel): number => {
  let [least, most] = [0, 0];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most === least ? 1 : UNCALIBRATED_MM / (most - least);
};
