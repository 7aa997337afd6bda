import { createRequire } from 'node:module';

/** What a codec is told of a picture. */
type FrameInfo = { width: number; height: number; bitsPerSample: number; componentCount: number; isSigned: boolean };
type Encoder = {
  getDecodedBuffer: (info: FrameInfo & { isUsingColorTransform: boolean }) => Uint8Array;
  getEncodedBuffer: () => Uint8Array;
  encode: () => void;
  setNearLossless?: (near: number) => void;
  setQuality?: (...quality: unknown[]) => void;
};
type Codec = Record<string, new () => Encoder>;

/** The decoders' own packages can write, too: they come with the picture library, and are no dependency of ours. */
const codecs = createRequire(createRequire(import.meta.url).resolve('@cornerstonejs/dicom-image-loader/package.json'));
const ENCODERS = {
  jpeg: ['@cornerstonejs/codec-libjpeg-turbo-8bit', 'JPEGEncoder'],
  jpegLs: ['@cornerstonejs/codec-charls', 'JpegLSEncoder'],
  jpeg2000: ['@cornerstonejs/codec-openjpeg', 'J2KEncoder'],
  htj2k: ['@cornerstonejs/codec-openjph', 'HTJ2KEncoder'],
} as const;

export type Raw = FrameInfo & { pixels: Buffer };

/** Compresses without loss, but for JPEG, which cannot. */
export async function encoded(form: keyof typeof ENCODERS, { pixels, ...info }: Raw): Promise<Buffer> {
  const [name, encoderName] = ENCODERS[form];
  const codec = await (codecs(name) as () => Promise<Codec>)();
  const Type = codec[encoderName];
  if (!Type) throw new Error(`${name} has no ${encoderName}`);
  const encoder = new Type();
  // HTJ2K's alone asks for the last.
  encoder.getDecodedBuffer({ ...info, isUsingColorTransform: false }).set(pixels);
  if (form === 'jpegLs') encoder.setNearLossless?.(0);
  if (form === 'jpeg2000' || form === 'htj2k') encoder.setQuality?.(true, 0);
  encoder.encode();
  return Buffer.from(encoder.getEncodedBuffer());
}

/** RLE Lossless (PS3.5, annex G) of 16-bit pixels: high bytes, then low bytes, in literal runs and repeats. */
export function runLengths(pixels: Buffer): Buffer {
  const plane = (offset: number) =>
    Buffer.from(Array.from({ length: pixels.length / 2 }, (_, at) => pixels[at * 2 + offset] ?? 0));
  const segments = [plane(1), plane(0)].map(packed);
  const header = Buffer.alloc(64);
  header.writeUInt32LE(segments.length, 0);
  let at = 64;
  for (const [index, segment] of segments.entries()) {
    header.writeUInt32LE(at, 4 + index * 4);
    at += segment.length;
  }
  return Buffer.concat([header, ...segments]);
}

const MOST_RUN = 128;

function packed(bytes: Buffer): Buffer {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let same = 1;
    while (same < MOST_RUN && at + same < bytes.length && bytes[at + same] === bytes[at]) same += 1;
    if (same > 1) out.push(257 - same, bytes[at] ?? 0);
    else out.push(0, bytes[at] ?? 0);
    at += same;
  }
  return Buffer.from(out.length % 2 === 0 ? out : [...out, 0]);
}
