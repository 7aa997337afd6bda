import { describe, expect, it } from '@jest/globals';
import dicomParser, { type DataSet } from 'dicom-parser';
import {
  angleOf,
  aspectOf,
  edgesOf,
  lengthOf,
  sliceOf,
  spacingOf,
  turned,
} from '../../../../web/contents/dicom/geometry.ts';
import { presetsOf, rangeOf, windowsOf } from '../../../../web/contents/dicom/windows.ts';
import { dicomObject, type Line, owned, sequence } from './objects.ts';

const dataSetOf = (...lines: Line[]): DataSet =>
  dicomParser.parseDicom(owned(dicomObject({ lines: [['00080060', 'CS', 'OT'], ...lines] })));
const HEAD_FIRST: Line = ['00200037', 'DS', '1\\0\\0\\0\\1\\0'];

describe('what is known of the picture’s plane', () => {
  it('lengths are in millimetres where the spacing within the patient is known, else in pixels', () => {
    const line = [
      [0, 0],
      [30, 40],
    ] as const;
    expect(lengthOf(line, spacingOf(dataSetOf(['00280030', 'DS', '0.5\\0.5']), 0))).toBe(25);
    expect(lengthOf(line, spacingOf(dataSetOf(['00280030', 'DS', '1\\2']), 0))).toBeCloseTo(Math.hypot(60, 40));
    expect(lengthOf(line, spacingOf(dataSetOf(), 0))).toBe(50);
  });

  it.each([['0\\0'], ['-1\\-1'], ['abc\\1'], ['1']])('a spacing of %s is none', (written) => {
    expect(spacingOf(dataSetOf(['00280030', 'DS', written]), 0)).toBeUndefined();
  });

  it('the spacing of the detector is no measure of the patient, but gives the shape of a pixel', () => {
    const dataSet = dataSetOf(['00181164', 'DS', '0.2\\0.1']);
    expect(spacingOf(dataSet, 0)).toBeUndefined();
    expect(aspectOf(dataSet, 0)).toBe(2);
    expect(aspectOf(dataSetOf(['00280034', 'IS', '1\\0']), 0)).toBe(1);
  });

  it('frames of one object may differ: of the frame itself, else of all frames', () => {
    const measures = (spacing: string): Line => sequence('00289110', [['00280030', 'DS', spacing]]);
    const dataSet = dataSetOf(
      sequence('52009229', [measures('3\\3')]),
      sequence('52009230', [measures('1\\1')], [['00180050', 'DS', '5']]),
    );
    expect([spacingOf(dataSet, 0), spacingOf(dataSet, 1)]).toEqual([
      { row: 1, column: 1 },
      { row: 3, column: 3 },
    ]);
    expect(sliceOf(dataSetOf(['00180050', 'DS', '5 '], ['00201041', 'DS', '-12.5']), 0)).toEqual({
      thickness: 5,
      location: -12.5,
    });
  });

  it.each([
    ['axial', '1\\0\\0\\0\\1\\0', { top: 'A', right: 'L', bottom: 'P', left: 'R' }],
    ['sagittal', '0\\1\\0\\0\\0\\-1', { top: 'H', right: 'P', bottom: 'F', left: 'A' }],
    ['coronal', '1\\0\\0\\0\\0\\-1', { top: 'H', right: 'L', bottom: 'F', left: 'R' }],
    ['oblique', '0.8\\0.6\\0\\0\\0\\-1', { top: 'H', right: 'LP', bottom: 'F', left: 'RA' }],
  ])('letters at the edges of an %s plane', (_, cosines, edges) => {
    expect(edgesOf(dataSetOf(['00200037', 'DS', cosines]), 0)).toEqual(edges);
  });

  it('a radiograph says them itself; without either there are none', () => {
    expect(edgesOf(dataSetOf(['00200020', 'CS', 'L\\F ']), 0)).toEqual({
      top: 'H',
      right: 'L',
      bottom: 'F',
      left: 'R',
    });
    expect(edgesOf(dataSetOf(['00200020', 'CS', 'X\\<b>']), 0)).toBeUndefined();
    expect(edgesOf(dataSetOf(), 0)).toBeUndefined();
  });

  it('letters go with the picture when it is turned', () => {
    const edges = edgesOf(dataSetOf(HEAD_FIRST), 0);
    if (!edges) throw new Error('no edges');
    expect(turned(edges, 1)).toEqual({ top: 'R', right: 'A', bottom: 'L', left: 'P' });
    expect(turned(turned(edges, 3), 1)).toEqual(edges);
  });

  it('angles heed the shape of a pixel', () => {
    expect(
      angleOf(
        [
          [0, 0],
          [0, 10],
          [10, 10],
        ],
        1,
      ),
    ).toBeCloseTo(90);
    expect(
      angleOf(
        [
          [10, 0],
          [0, 0],
          [10, 5],
        ],
        2,
      ),
    ).toBeCloseTo(45);
    expect(
      angleOf(
        [
          [1, 1],
          [1, 1],
          [2, 2],
        ],
        1,
      ),
    ).toBe(0);
  });
});

describe('windows', () => {
  it('are those of the file, in its order and with its words; a width of nothing is none', () => {
    const dataSet = dataSetOf(
      ['00281050', 'DS', '40\\-600\\0'],
      ['00281051', 'DS', '400\\1500\\0'],
      ['00281055', 'LO', 'MEDIASTINUM\\LUNG'],
    );
    expect(windowsOf(dataSet, 0)).toEqual([
      { center: 40, width: 400, label: 'MEDIASTINUM' },
      { center: -600, width: 1500, label: 'LUNG' },
    ]);
  });

  it('have names for CT alone, whose values are the same everywhere', () => {
    expect(presetsOf('CT').map(({ name }) => name)).toEqual(['lung', 'mediastinum', 'bone', 'brain', 'abdomen']);
    expect(presetsOf('MR')).toEqual([]);
  });

  it('spread as PS3.3, C.11.2.1.2 says', () => {
    expect(rangeOf({ center: 40, width: 400 })).toEqual({ lower: -160, upper: 239 });
  });
});
