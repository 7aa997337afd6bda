import { FileFault } from '../viewing/file-fault.ts';
import { imageFormOf } from './image-form.ts';

/** An address within this page (`blob:`), good until the view closes; width and height as it is to be looked at (EXIF orientation applied). */
export type Photograph = { address: string; width: number; height: number };

/** Throws a FileFault where the bytes are no picture, or do not decode. */
export const readPhotograph = async (bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Photograph> => {
  const { type } = imageFormOf(bytes);
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  signal.addEventListener('abort', () => URL.revokeObjectURL(address));
  const image = new Image();
  image.src = address;
  await image.decode().catch(() => {
    URL.revokeObjectURL(address);
    throw new FileFault('broken', type);
  });
  return { address, width: image.naturalWidth, height: image.naturalHeight };
};
