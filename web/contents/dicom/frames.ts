import { FileFault } from '../viewing/file-fault.ts';
import { frameBytes, isCompressed } from './bounds.ts';
import { announcedSize } from './codestream.ts';
import { PIXEL_DATA } from './data-set.ts';
import { framesIn, joined } from './encapsulated.ts';
import type { Picture, PixelForm } from './picture.ts';

/** The bytes of one frame (from 0) as they are written; a compressed one is a stream by itself. Throws a FileFault. */
export type Frames = (frame: number) => Uint8Array<ArrayBuffer>;

export const framesOf = ({ file, form }: Picture): Frames => {
  const { dataSet, bytes, transferSyntax } = file;
  const from = dataSet.elements[PIXEL_DATA]?.dataOffset ?? 0;
  if (!isCompressed(transferSyntax)) {
    const each = frameBytes(form);
    return (frame) => Uint8Array.from(bytes.subarray(from + frame * each, from + (frame + 1) * each));
  }
  const frames = framesIn(bytes, from, form.frames);
  return (frame) => checked(joined(bytes, frames[frame] ?? []), form);
};

/** A stream of another size than the header's is refused: its decoder would take as much memory as the stream likes. */
const checked = (stream: Uint8Array<ArrayBuffer>, { rows, columns, samples }: PixelForm): Uint8Array<ArrayBuffer> => {
  const size = announcedSize(stream);
  if (size && (size.rows !== rows || size.columns !== columns || size.components !== samples))
    throw new FileFault('broken', `a stream of ${size.columns} × ${size.rows} × ${size.components}`);
  return stream;
};
