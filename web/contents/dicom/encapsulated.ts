import { FileFault } from '../viewing/file-fault.ts';

const ITEM = 0xfffee000;
const END = 0xfffee0dd;
const HEAD = 8;
/** Each becomes an object. */
const MOST_FRAGMENTS = 100_000;

type Fragment = { at: number; from: number; to: number };

/** Where each frame's fragments lie in encapsulated pixel data (PS3.5, A.4) that begins at `from`. */
export const framesIn = (bytes: Uint8Array, from: number, frames: number): Fragment[][] => {
  const [table, ...fragments] = itemsOf(bytes, from);
  if (!table || fragments.length === 0) throw new FileFault('broken', 'no fragments');
  if (frames === 1) return [fragments];
  if (fragments.length === frames) return fragments.map((fragment) => [fragment]);
  const starts = startsOf(bytes, table) ?? fragments.filter((each) => isStart(bytes, each)).map(({ at }) => at);
  const found = starts.map((start, index) =>
    fragments.filter(({ at }) => at >= start && at < (starts[index + 1] ?? Number.POSITIVE_INFINITY)),
  );
  if (found.length !== frames || found.some((each) => each.length === 0))
    throw new FileFault('broken', `${found.length} of ${frames} frames`);
  return found;
};

/** A frame's own bytes, its fragments put together. */
export const joined = (bytes: Uint8Array, fragments: readonly Fragment[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(fragments.reduce((length, { from, to }) => length + to - from, 0));
  let at = 0;
  for (const { from, to } of fragments) {
    whole.set(bytes.subarray(from, to), at);
    at += to - from;
  }
  return whole;
};

/** `at` counts from the first fragment's head, as the basic offset table does. */
const itemsOf = (bytes: Uint8Array, from: number): Fragment[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const items: Fragment[] = [];
  let first = from;
  for (let position = from; ; ) {
    if (position + HEAD > bytes.length) throw new FileFault('cutOff', 'the pixels do not end');
    const tag = view.getUint16(position, true) * 0x10000 + view.getUint16(position + 2, true);
    const length = view.getUint32(position + 4, true);
    if (tag === END) return items;
    if (tag !== ITEM) throw new FileFault('broken', 'no item among the pixels');
    const data = position + HEAD;
    if (data + length > bytes.length) throw new FileFault('cutOff', 'the pixels do not end');
    if (items.length > MOST_FRAGMENTS) throw new FileFault('tooLarge', 'fragments');
    items.push({ at: position - first, from: data, to: data + length });
    position = data + length;
    if (items.length === 1) first = position;
  }
};

/** The basic offset table, where it is filled. */
const startsOf = (bytes: Uint8Array, { from, to }: Fragment): number[] | undefined => {
  if (to - from < 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, to - from);
  return Array.from({ length: Math.floor((to - from) / 4) }, (_, index) => view.getUint32(index * 4, true));
};

/** A JPEG (FFD8) or JPEG 2000 (FF4F) stream begins here. */
const isStart = (bytes: Uint8Array, { from }: Fragment): boolean =>
  bytes[from] === 0xff && (bytes[from + 1] === 0xd8 || bytes[from + 1] === 0x4f);
