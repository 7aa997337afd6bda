import type { Chance } from '../random.ts';
import { drawPhantom, type Ellipse } from './phantom.ts';
import { greyPixels, instanceFile, type Study } from './study.ts';
import { bytes, text } from './writer.ts';

const CR_IMAGE = '1.2.840.10008.5.1.4.1.1.1';
const SIZE = 512;
const MOST = 4095;

const RIBS = 7;

/** A chest from the front: bright is dense. Ribs are arcs of two ellipses, the inner one as dark as the lung. */
const chest = (): Ellipse[] => {
  const lung = (side: number): Ellipse => ({ x: side * 0.36, y: -0.05, across: 0.27, down: 0.62, value: 900 });
  const ribs = Array.from({ length: RIBS }, (_, index) => -0.5 + index * 0.15).flatMap((y) =>
    [-1, 1].flatMap((side): Ellipse[] => [
      { x: side * 0.36, y, across: 0.25, down: 0.035, value: 1350 },
      { x: side * 0.36, y: y + 0.018, across: 0.24, down: 0.032, value: 930 },
    ]),
  );
  return [
    { x: 0, y: 0.25, across: 0.85, down: 1.25, value: 2300 },
    lung(-1),
    lung(1),
    ...ribs,
    { x: 0, y: 0, across: 0.07, down: 1.1, value: 3000 },
    { x: 0.12, y: 0.2, across: 0.26, down: 0.3, value: 2900 },
    { x: -0.36, y: 0.62, across: 0.36, down: 0.2, value: 2800 },
    { x: 0.36, y: 0.68, across: 0.36, down: 0.2, value: 2700 },
  ];
};

/** A chest radiograph of a phantom, 512 × 512, twelve bits. */
export const radiograph = (study: Study, chance: Chance): { name: string; bytes: Buffer }[] => {
  const pixels = drawPhantom(
    { rows: SIZE, columns: SIZE },
    { ellipses: chest(), background: 120, noise: 90, most: MOST, chance },
  );
  return [
    instanceFile(study, {
      sopClass: CR_IMAGE,
      modality: 'CR',
      description: '胸部正面（模型）',
      seriesNumber: 1,
      instanceNumber: 1,
      elements: [
        text('00080008', 'CS', 'ORIGINAL\\PRIMARY'),
        text('00180015', 'CS', 'CHEST'),
        text('00181164', 'DS', '0.7\\0.7'),
        text('00185101', 'CS', 'PA'),
        text('00200020', 'CS', 'L\\F'),
        ...greyPixels({ rows: SIZE, columns: SIZE, stored: 12, signed: false }),
        text('00281050', 'DS', '1900'),
        text('00281051', 'DS', '3400'),
        bytes('7FE00010', 'OW', pixels),
      ],
    }),
  ];
};
