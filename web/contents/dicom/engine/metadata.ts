import { frameNumbers, GROUPS } from '../frame-values.ts';
import { aspectOf } from '../geometry.ts';
import type { Picture, PixelForm } from '../picture.ts';
import { windowsOf } from '../windows.ts';

/** What a decoder turned the pixels into, where that is not what the file says. */
export type Decoded = Partial<Pick<PixelForm, 'photometric' | 'planar'>>;

/**
 * What the drawing library asks of a picture (its module names). Geometry is the picture's own plane with square units of one column: where it
 * lay in the patient is our business (`geometry.ts`), so that images of different planes stand in one stack.
 */
export const moduleOf = (
  name: string,
  { picture, frame, decoded }: { picture: Picture; frame: number; decoded: Decoded },
): unknown => {
  const form = { ...picture.form, ...decoded };
  const { dataSet } = picture.file;
  switch (name) {
    case 'imagePixelModule':
      return pixelModule(form);
    case 'imagePlaneModule':
      return planeModule(form, aspectOf(dataSet, frame));
    case 'voiLutModule': {
      const windows = windowsOf(dataSet, frame);
      const [first] = windows;
      return first ? { windowCenter: [first.center], windowWidth: [first.width] } : {};
    }
    case 'modalityLutModule':
      return rescaleOf(picture, frame);
    case 'generalSeriesModule':
      return { modality: picture.facts.modality };
    case 'sopCommonModule':
      return { sopClassUID: dataSet.string('x00080016') };
    case 'transferSyntax':
      return { transferSyntaxUID: picture.file.transferSyntax };
    default:
      return undefined;
  }
};

const pixelModule = (form: PixelForm) => {
  const { palette } = form;
  const descriptor = palette && [palette.red.length, palette.first, 8];
  return {
    rows: form.rows,
    columns: form.columns,
    samplesPerPixel: form.samples,
    bitsAllocated: form.bitsAllocated,
    bitsStored: form.bitsStored,
    highBit: form.bitsStored - 1,
    pixelRepresentation: form.isSigned ? 1 : 0,
    photometricInterpretation: form.photometric,
    planarConfiguration: form.planar,
    ...(palette && {
      redPaletteColorLookupTableDescriptor: descriptor,
      greenPaletteColorLookupTableDescriptor: descriptor,
      bluePaletteColorLookupTableDescriptor: descriptor,
      redPaletteColorLookupTableData: palette.red,
      greenPaletteColorLookupTableData: palette.green,
      bluePaletteColorLookupTableData: palette.blue,
    }),
  };
};

const planeModule = ({ rows, columns }: PixelForm, aspect: number) => ({
  rows,
  columns,
  rowCosines: [1, 0, 0],
  columnCosines: [0, 1, 0],
  imageOrientationPatient: [1, 0, 0, 0, 1, 0],
  imagePositionPatient: [0, 0, 0],
  pixelSpacing: [aspect, 1],
  rowPixelSpacing: aspect,
  columnPixelSpacing: 1,
  usingDefaultValues: true,
});

const rescaleOf = ({ file: { dataSet } }: Picture, frame: number) => {
  const [rescaleIntercept] = frameNumbers(dataSet, frame, { tag: 'x00281052', group: GROUPS.rescale }) ?? [];
  const [rescaleSlope] = frameNumbers(dataSet, frame, { tag: 'x00281053', group: GROUPS.rescale }) ?? [];
  return rescaleSlope === undefined || rescaleIntercept === undefined ? {} : { rescaleSlope, rescaleIntercept };
};
