import { openDicom } from '../dicom/data-set.ts';
import { type Identity, identityOf } from '../dicom/identity.ts';
import { FileFault } from '../viewing/file-fault.ts';
import type { PdfFile } from './pdf-file.ts';

export type ReadPdf = { file: PdfFile; identity?: Identity };

const DOCUMENT = 'x00420011';
const MAGIC = '%PDF-';
/** Readers of PDF have always looked for its first words within the first kilobyte. */
const FIRST_BYTES = 1024;

const isDicom = (bytes: Uint8Array): boolean => String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM';

/** Reads a PDF, or the PDF in a DICOM object. Throws a FileFault for anything else, whatever it is called. */
export const readPdf = async (bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<ReadPdf> => {
  if (!isDicom(bytes)) return { file: await open(bytes, signal) };
  const { dataSet, bytes: whole } = await openDicom(bytes);
  const element = dataSet.elements[DOCUMENT];
  if (!element) throw new FileFault('nothing', 'no document');
  const inner = Uint8Array.from(whole.subarray(element.dataOffset, element.dataOffset + element.length));
  return { file: await open(inner, signal), identity: identityOf(dataSet) };
};

const open = async (bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<PdfFile> => {
  const start = String.fromCharCode(...bytes.subarray(0, FIRST_BYTES));
  if (!start.includes(MAGIC)) throw new FileFault('notThisKind', 'no PDF');
  const { openPdf } = await import('./pdf-file.ts');
  return openPdf(bytes, signal);
};
