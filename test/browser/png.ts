import { inflateSync } from 'node:zlib';

/** Samples of a picture, row by row, one byte each. */
export type Picture = { width: number; height: number; channels: number; samples: Buffer };

const SIGNATURE_BYTES = 8;
/** Colour types of PNG (ISO/IEC 15948, 11.2.1) that browsers write, and how many samples a pixel has. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** Decodes a PNG of 8 bits a sample, not interlaced, without a palette: what a browser's screenshots are. Throws for others. */
export function decodePng(png: Buffer): Picture {
  const chunks = [...chunksOf(png)];
  const header = chunks.find(({ type }) => type === 'IHDR')?.bytes;
  if (!header) throw new Error('Not a PNG');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colour, , , interlace] = header.subarray(8);
  const channels = CHANNELS[colour ?? -1];
  if (depth !== 8 || channels === undefined || interlace !== 0) throw new Error('A PNG of another kind');
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ bytes }) => bytes)));
  return { width, height, channels, samples: unfiltered(data, { width, height, channels }) };
}

function* chunksOf(png: Buffer): Generator<{ type: string; bytes: Buffer }> {
  for (let at = SIGNATURE_BYTES; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString('latin1', at + 4, at + 8), bytes: png.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

/** Each row begins with the filter that it was written with (ISO/IEC 15948, 9). */
function unfiltered(data: Buffer, { width, height, channels }: Omit<Picture, 'samples'>): Buffer {
  const stride = width * channels;
  const samples = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = data[row * (stride + 1)] ?? 0;
    const at = row * stride;
    for (let column = 0; column < stride; column += 1) {
      const left = column < channels ? 0 : (samples[at + column - channels] ?? 0);
      const above = row === 0 ? 0 : (samples[at + column - stride] ?? 0);
      const corner = row === 0 || column < channels ? 0 : (samples[at + column - stride - channels] ?? 0);
      const raw = data[row * (stride + 1) + 1 + column] ?? 0;
      samples[at + column] = raw + predicted(filter, { left, above, corner });
    }
  }
  return samples;
}

function predicted(filter: number, { left, above, corner }: { left: number; above: number; corner: number }): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - above), Math.abs(estimate - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
