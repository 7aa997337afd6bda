import type { Chance } from '../random.ts';
import { drawPhantom, type Ellipse } from './phantom.ts';
import { greyPixels, instanceFile, type Study } from './study.ts';
import { uidOf } from './uids.ts';
import { bytes, text } from './writer.ts';

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';
const SLICES = 8;
const SIZE = 256;
const THICKNESS_MM = 10;
/** Hounsfield units are kept 1024 higher, so that air is not negative. */
const INTERCEPT = -1024;
const hounsfield = (units: number): number => units - INTERCEPT;

/** A chest at a height from 0 (top) to 1: body, ribs' ring, lungs, heart, vessels, spine. */
const chest = (height: number): Ellipse[] => {
  const lungs = 0.2 + 0.14 * Math.sin(Math.PI * (0.15 + 0.8 * height));
  const heart = height > 0.35 ? 0.16 + 0.1 * height : 0.08;
  return [
    { x: 0, y: 0.02, across: 0.86, down: 0.62, value: hounsfield(-90) },
    { x: 0, y: 0.02, across: 0.78, down: 0.55, value: hounsfield(45) },
    { x: -0.36, y: 0.02, across: lungs + 0.06, down: 0.42, value: hounsfield(-820) },
    { x: 0.36, y: 0.02, across: lungs + 0.06, down: 0.42, value: hounsfield(-820) },
    { x: 0.06, y: -0.08, across: heart, down: heart * 0.9, value: hounsfield(55) },
    { x: -0.08, y: 0.16, across: 0.05, down: 0.05, value: hounsfield(160) },
    { x: 0, y: 0.36, across: 0.12, down: 0.11, value: hounsfield(420) },
    { x: 0, y: 0.47, across: 0.04, down: 0.08, value: hounsfield(300) },
    { x: -0.3, y: -0.1 + height * 0.2, across: 0.025, down: 0.025, value: hounsfield(30) },
  ];
};

/** A CT series of a chest phantom: eight slices of 256 × 256. */
export const ctSeries = (study: Study, chance: Chance): { name: string; bytes: Buffer }[] =>
  Array.from({ length: SLICES }, (_, index) => {
    const z = -index * THICKNESS_MM;
    const pixels = drawPhantom(
      { rows: SIZE, columns: SIZE },
      { ellipses: chest(index / (SLICES - 1)), background: hounsfield(-1000), noise: 28, most: 4095, chance },
    );
    return instanceFile(study, {
      sopClass: CT_IMAGE,
      modality: 'CT',
      description: '胸部CT（模型）',
      seriesNumber: 1,
      instanceNumber: index + 1,
      elements: [
        text('00080008', 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'),
        text('00180015', 'CS', 'CHEST'),
        text('00180050', 'DS', String(THICKNESS_MM)),
        text('00180060', 'DS', '120'),
        text('00185100', 'CS', 'HFS'),
        text('00200032', 'DS', `-180\\-180\\${z}`),
        text('00200037', 'DS', '1\\0\\0\\0\\1\\0'),
        text('00200052', 'UI', uidOf(`${study.studyUid}/frame`)),
        text('00201041', 'DS', String(z)),
        text('00280030', 'DS', '1.40625\\1.40625'),
        ...greyPixels({ rows: SIZE, columns: SIZE, stored: 16, signed: false }),
        text('00281050', 'DS', '40\\-600'),
        text('00281051', 'DS', '400\\1500'),
        text('00281052', 'DS', String(INTERCEPT)),
        text('00281053', 'DS', '1'),
        bytes('7FE00010', 'OW', pixels),
      ],
    });
  });
