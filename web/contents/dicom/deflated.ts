import { FileFault } from '../viewing/file-fault.ts';

export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const DEFLATED = '1.2.840.10008.1.2.1.99';
/** Deflate can make a thousand of one: what comes out is counted while it comes. */
const MOST_INFLATED = 512 * 1024 * 1024;

export const isDeflated = (transferSyntax: string): boolean => transferSyntax === DEFLATED;

/** A deflated object (PS3.5, A.5) as the plain one it stands for: all after the meta information inflated, the meta information saying so. */
export const inflated = async (
  bytes: Uint8Array<ArrayBuffer>,
  from: number,
  most = MOST_INFLATED,
): Promise<Uint8Array<ArrayBuffer>> => {
  const parts = [plainMeta(bytes.slice(0, from))];
  let length = from;
  const stream = new Blob([bytes.subarray(from)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  try {
    for await (const part of stream as unknown as AsyncIterable<Uint8Array<ArrayBuffer>>) {
      length += part.length;
      if (length > most) throw new FileFault('tooLarge', 'inflates without end');
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof FileFault ? error : new FileFault('cutOff', 'the deflated part does not end');
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
};

/** The UID is replaced in its place and padded with NUL, so that no length changes. */
const plainMeta = (meta: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const at = indexOf(meta, new TextEncoder().encode(DEFLATED));
  const plain = new Uint8Array(DEFLATED.length);
  plain.set(new TextEncoder().encode(EXPLICIT_LITTLE_ENDIAN));
  meta.set(plain, at);
  return meta;
};

const indexOf = (bytes: Uint8Array, wanted: Uint8Array): number =>
  bytes.findIndex((_, at) => wanted.every((byte, index) => bytes[at + index] === byte));
