import { open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import dicomParser, { type DataSet } from 'dicom-parser';
import { Rejection } from '../rejection.ts';

const PREAMBLE = 128;
const MAGIC = 'DICM';
const FIRST_READ = 1024 * 1024;
const GROWTH = 8;
/** Beyond this a header is no header. Waveforms and structured reports, which have no pixels to stop at, are read wholly up to here. */
const MOST_READ = 512 * 1024 * 1024;
const PIXEL_DATA = 'x7fe00010';
const UNDEFINED_LENGTH = 0xffffffff;
const DEFLATED = '1.2.840.10008.1.2.1.99';

/** The elements before the pixels. Throws a Rejection for a file that is no DICOM file (PS3.10: preamble, `DICM`, meta information). */
export async function readDataSet(path: string): Promise<DataSet> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) throw new Rejection('EMPTY_FILE');
    for (let length = FIRST_READ; ; length *= GROWTH) {
      const bytes = Buffer.alloc(Math.min(length, size));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      const dataSet = parse(bytes.subarray(0, bytesRead));
      if (dataSet !== undefined) return withWholePixels(dataSet, size);
      if (length >= size || length >= MOST_READ) throw new Rejection('NOT_DICOM', 'unreadable elements');
    }
  } finally {
    await file.close();
  }
}

/** A copy that was cut off keeps its header: the pixels must be there too. Deflated and encapsulated ones do not say how long they are. */
function withWholePixels(dataSet: DataSet, size: number): DataSet {
  const pixels = dataSet.elements[PIXEL_DATA];
  const isPlain =
    dataSet.string('x00020010') !== DEFLATED && pixels !== undefined && pixels.length !== UNDEFINED_LENGTH;
  if (isPlain && pixels.dataOffset + pixels.length > size) throw new Rejection('NOT_DICOM', 'cut off');
  return dataSet;
}

/** Undefined when the bytes end before the elements do. */
function parse(bytes: Buffer): DataSet | undefined {
  if (bytes.length < PREAMBLE + MAGIC.length || bytes.toString('latin1', PREAMBLE, PREAMBLE + MAGIC.length) !== MAGIC) {
    throw new Rejection('NOT_DICOM', 'no DICM prefix');
  }
  try {
    return dicomParser.parseDicom(bytes, { untilTag: PIXEL_DATA, inflater });
  } catch {
    // The parser throws strings and objects; whatever it says, the bytes did not hold a whole header.
    return undefined;
  }
}

/** Deflated Explicit VR Little Endian: everything after the meta information is deflated. */
function inflater(bytes: Uint8Array, position: number): Uint8Array {
  const meta = bytes.subarray(0, position);
  return Buffer.concat([meta, inflateRawSync(bytes.subarray(position), { maxOutputLength: MOST_READ })]);
}
