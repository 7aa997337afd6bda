import dicomParser, { type DataSet } from 'dicom-parser';
import { FileFault } from '../viewing/file-fault.ts';
import { EXPLICIT_LITTLE_ENDIAN, inflated, isDeflated } from './deflated.ts';

const PREAMBLE = 128;
const MAGIC = 'DICM';
export const PIXEL_DATA = 'x7fe00010';
/** A header beyond this is none: every element of it becomes an object. Headers of enhanced objects with thousands of frames stay far below. */
export const MOST_HEADER = 64 * 1024 * 1024;

/** The elements before the pixels, and all bytes (those of a deflated object inflated). */
export type DicomFile = { dataSet: DataSet; bytes: Uint8Array; transferSyntax: string };

/** Throws a FileFault for what is no DICOM file (PS3.10: preamble, `DICM`, meta information) or ends within its header. */
export const openDicom = async (given: Uint8Array<ArrayBuffer>): Promise<DicomFile> => {
  const magic = String.fromCharCode(...given.subarray(PREAMBLE, PREAMBLE + MAGIC.length));
  if (magic !== MAGIC) throw new FileFault('notThisKind', 'no DICM prefix');
  const bytes = isDeflated(syntaxOf(given)) ? await inflated(given, parsed(() => metaOf(given)).position) : given;
  const dataSet = parsed(() =>
    // Waveforms and documents have no pixels to stop at; they end with the file.
    dicomParser.parseDicom(bytes.subarray(0, MOST_HEADER), { untilTag: PIXEL_DATA }),
  );
  if (!isWhole(dataSet)) throw new FileFault('cutOff', 'an element does not end');
  return { dataSet, bytes, transferSyntax: dataSet.string('x00020010') ?? EXPLICIT_LITTLE_ENDIAN };
};

const syntaxOf = (bytes: Uint8Array): string => parsed(() => metaOf(bytes).string('x00020010') ?? '');

/** The parser checks no lengths but of what it reads; whoever reads an element afterwards would read past the end. */
const isWhole = ({ elements, byteArray }: DataSet): boolean =>
  Object.values(elements).every(
    ({ tag, dataOffset, length, items = [], hadUndefinedLength }) =>
      tag === PIXEL_DATA ||
      ((hadUndefinedLength || dataOffset + length <= byteArray.length) &&
        items.every((item) => !item.dataSet || isWhole(item.dataSet))),
  );

/** Reads from a data set; what contradicts itself so that it cannot be read is broken. */
export const reading = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof FileFault ? error : new FileFault('broken', String(error));
  }
};

type Meta = DataSet & { position: number };

const metaOf = (bytes: Uint8Array): Meta => dicomParser.readPart10Header(bytes.subarray(0, MOST_HEADER)) as Meta;

/** The parser throws strings, objects and range errors; whatever it says, the bytes did not hold a whole header. */
const parsed = <T>(read: () => T): T => {
  try {
    return read();
  } catch {
    throw new FileFault('cutOff', 'the header does not end');
  }
};
