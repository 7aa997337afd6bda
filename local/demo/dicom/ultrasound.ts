import type { Chance } from '../random.ts';
import { instanceFile, type Study } from './study.ts';
import { bytes, numbers, text } from './writer.ts';

const US_IMAGE = '1.2.840.10008.5.1.4.1.1.6.1';
const ROWS = 240;
const COLUMNS = 320;

/** Half the opening of the probe's sector, in radians. */
const OPENING = 0.72;

type Rgb = readonly [number, number, number];
const BLACK: Rgb = [0, 0, 0];

/** Speckle inside the sector, a dark vessel, and its flow in colour, as a Doppler box shows it. */
const pixel = (place: { row: number; column: number }, chance: Chance): Rgb => {
  const [x, y] = [place.column - COLUMNS / 2, place.row + 30];
  const depth = Math.hypot(x, y);
  const speckle = chance.next() * chance.next();
  if (Math.abs(Math.atan2(x, y)) > OPENING || depth < 34 || depth > 258) return BLACK;
  const vessel = ((x - 30) / 34) ** 2 + ((y - 130) / 13) ** 2;
  if (vessel < 0.55)
    return x < 30 ? [Math.round(150 + 90 * speckle), 20, 20] : [20, 30, Math.round(150 + 90 * speckle)];
  const grey = vessel < 1 ? 12 : Math.round(Math.min(235, 60 + 190 * speckle) * (1 - depth / 520));
  return [grey, grey, grey];
};

/** One frame of an abdominal ultrasound in RGB, 320 × 240. */
export const ultrasound = (study: Study, chance: Chance): { name: string; bytes: Buffer }[] => {
  const pixels = Buffer.alloc(ROWS * COLUMNS * 3);
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      pixels.set(pixel({ row, column }, chance), (row * COLUMNS + column) * 3);
    }
  }
  return [
    instanceFile(study, {
      sopClass: US_IMAGE,
      modality: 'US',
      description: '腹部超音波（模型）',
      seriesNumber: 1,
      instanceNumber: 1,
      elements: [
        text('00080008', 'CS', 'ORIGINAL\\PRIMARY\\ABDOMINAL'),
        text('00180015', 'CS', 'ABDOMEN'),
        numbers('00280002', 'US', 3),
        text('00280004', 'CS', 'RGB'),
        numbers('00280006', 'US', 0),
        numbers('00280010', 'US', ROWS),
        numbers('00280011', 'US', COLUMNS),
        numbers('00280100', 'US', 8),
        numbers('00280101', 'US', 8),
        numbers('00280102', 'US', 7),
        numbers('00280103', 'US', 0),
        bytes('7FE00010', 'OB', pixels),
      ],
    }),
  ];
};
