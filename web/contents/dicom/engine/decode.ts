import { getWebWorkerManager } from '@cornerstonejs/core';
import { createImage } from '@cornerstonejs/dicom-image-loader';
import { FileFault } from '../../viewing/file-fault.ts';
import { EXPLICIT_LITTLE_ENDIAN } from '../deflated.ts';
import { framesOf } from '../frames.ts';
import type { Picture } from '../picture.ts';
import type { Decoded } from './metadata.ts';

const WORKERS = 'dicomImageLoader';
const MOST_WORKERS = 4;
/** A stream that keeps its decoder busy for ever is broken; its worker goes. */
const LONGEST_MS = 60_000;
const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';

/** Starts the threads that decode: they load while the file comes. */
export const startWorkers = (): void =>
  getWebWorkerManager().registerWorker(
    WORKERS,
    () => new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' }),
    { maxWorkerInstances: Math.max(1, Math.min(MOST_WORKERS, Math.floor(navigator.hardwareConcurrency / 2))) },
  );

type Wanted = { imageId: string; picture: Picture; frame: number; options: object };

/** A frame as an image of the drawing library. Throws a FileFault where its bytes do not decode. */
export const decode = async (
  { imageId, picture, frame, options }: Wanted,
  note: (decoded: Decoded) => void,
): Promise<unknown> => {
  const bytes = framesOf(picture)(frame);
  const isColourJpeg = picture.file.transferSyntax === JPEG_BASELINE && picture.form.samples > 1;
  if (isColourJpeg) note({ photometric: 'RGB', planar: 0 });
  const pixels = isColourJpeg ? await colourJpeg(bytes) : bytes;
  const syntax = isColourJpeg ? EXPLICIT_LITTLE_ENDIAN : picture.file.transferSyntax;
  return withinTime(createImage(imageId, pixels, syntax, options));
};

/** The browser's own decoder; the library would hand it a `data:` address, which our content security policy forbids. */
const colourJpeg = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' })).catch(() => {
    throw new FileFault('broken', 'JPEG');
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new FileFault('tooLarge', 'canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return withoutAlpha(data);
};

const withoutAlpha = (rgba: Uint8ClampedArray): Uint8Array => {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let pixel = 0; pixel * 4 < rgba.length; pixel += 1) {
    rgb[pixel * 3] = rgba[pixel * 4] ?? 0;
    rgb[pixel * 3 + 1] = rgba[pixel * 4 + 1] ?? 0;
    rgb[pixel * 3 + 2] = rgba[pixel * 4 + 2] ?? 0;
  }
  return rgb;
};

/** A decoder that failed may have left its memory in disorder, and one that does not end never frees its thread: the next begins afresh. */
const withinTime = async <T>(decoding: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FileFault('broken', 'the decoder does not end')), LONGEST_MS);
  });
  try {
    return await Promise.race([decoding, late]);
  } catch (error) {
    getWebWorkerManager().terminate(WORKERS);
    throw error instanceof FileFault ? error : new FileFault('broken', String(error));
  } finally {
    clearTimeout(timer);
  }
};
