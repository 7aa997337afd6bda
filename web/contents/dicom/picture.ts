import type { DataSet } from 'dicom-parser';
import { FileFault } from '../viewing/file-fault.ts';
import { checkForm, checkSize } from './bounds.ts';
import { type DicomFile, PIXEL_DATA, reading } from './data-set.ts';
import { type Identity, identityOf } from './identity.ts';
import { numberOf } from './numbers.ts';
import { type Palette, paletteOf } from './palette.ts';
import { textOf } from './text.ts';

/** How the pixels of all frames are written (PS3.3, C.7.6.3). */
export type PixelForm = {
  rows: number;
  columns: number;
  frames: number;
  samples: number;
  bitsAllocated: number;
  bitsStored: number;
  isSigned: boolean;
  photometric: string;
  planar: number;
  palette?: Palette;
};

/** What stands beside the picture. */
export type PictureFacts = {
  modality: string;
  study?: string;
  series?: string;
  bodyPart?: string;
  seriesNumber?: number;
  instanceNumber?: number;
  /** `R`, `L`, `B`: which side of a paired part (0020,0062 or 0020,0060). */
  laterality?: string;
  isLossy: boolean;
  identity: Identity;
};

export type Picture = { file: DicomFile; form: PixelForm; facts: PictureFacts };

/** Reads and checks before anything is decoded. Throws a FileFault where there is no picture, or one that cannot be held. */
export const pictureOf = (file: DicomFile): Picture => reading(() => checkedPicture(file));

const checkedPicture = (file: DicomFile): Picture => {
  const { dataSet } = file;
  if (dataSet.elements['x7fe00008'] || dataSet.elements['x7fe00009'])
    throw new FileFault('unsupported', 'floating point');
  if (!dataSet.elements[PIXEL_DATA]) throw new FileFault('nothing', 'no pixel data');
  checkForm(file.transferSyntax);
  const form = formOf(dataSet);
  checkSize(form, file);
  return { file, form, facts: factsOf(dataSet) };
};

const formOf = (dataSet: DataSet): PixelForm => {
  const photometric = (dataSet.string('x00280004') ?? '').trim();
  const palette = photometric === 'PALETTE COLOR' ? paletteOf(dataSet) : undefined;
  const bitsAllocated = dataSet.uint16('x00280100') ?? 0;
  return {
    rows: dataSet.uint16('x00280010') ?? 0,
    columns: dataSet.uint16('x00280011') ?? 0,
    frames: numberOf(dataSet, 'x00280008') ?? 1,
    samples: dataSet.uint16('x00280002') ?? 1,
    bitsAllocated,
    bitsStored: dataSet.uint16('x00280101') ?? bitsAllocated,
    isSigned: dataSet.uint16('x00280103') === 1,
    photometric,
    planar: dataSet.uint16('x00280006') ?? 0,
    ...(palette && { palette }),
  };
};

const factsOf = (dataSet: DataSet): PictureFacts => {
  const optional = {
    study: textOf(dataSet, 'x00081030'),
    series: textOf(dataSet, 'x0008103e'),
    bodyPart: textOf(dataSet, 'x00180015'),
    seriesNumber: numberOf(dataSet, 'x00200011'),
    instanceNumber: numberOf(dataSet, 'x00200013'),
    laterality: dataSet.string('x00200062') || dataSet.string('x00200060') || undefined,
  };
  return {
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as typeof optional extends infer O ? { [K in keyof O]?: NonNullable<O[K]> } : never),
    modality: dataSet.string('x00080060') ?? '',
    isLossy: dataSet.string('x00282110') === '01',
    identity: identityOf(dataSet),
  };
};
