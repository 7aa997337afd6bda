import type { DataSet } from 'dicom-parser';
import { FileFault } from '../viewing/file-fault.ts';

type Kind = { bytes: 1 | 2 | 4; read: (view: DataView, at: number) => number };

/** Waveform Sample Interpretation (5400,1006). Logarithmic ones (MB, AB) belong to sound. */
const KINDS: Readonly<Record<string, Kind>> = {
  SB: { bytes: 1, read: (view, at) => view.getInt8(at) },
  UB: { bytes: 1, read: (view, at) => view.getUint8(at) },
  SS: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  US: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  SL: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  UL: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
};

/** How to read one channel of samples that lie side by side, moment after moment (PS3.3, C.10.9.1.5). Throws a FileFault where they are too few. */
export const samplesOf = (
  group: DataSet,
  { channels, samples }: { channels: number; samples: number },
): ((channel: number, worth: (sample: number) => number) => Float32Array) => {
  const kind = KINDS[group.string('x54001006')?.trim() ?? ''];
  if (!kind) throw new FileFault('unsupported', group.string('x54001006') ?? 'no interpretation');
  const data = group.elements['x54001010'];
  const needed = channels * samples * kind.bytes;
  if (!data) throw new FileFault('nothing', 'no samples');
  if (data.length < needed || data.dataOffset + needed > group.byteArray.length)
    throw new FileFault('cutOff', 'samples');
  const { buffer, byteOffset } = group.byteArray;
  const view = new DataView(buffer, byteOffset + data.dataOffset, needed);
  const padding = paddingOf(group, kind);
  return (channel, worth) =>
    Float32Array.from({ length: samples }, (_, sample) => {
      const value = kind.read(view, (sample * channels + channel) * kind.bytes);
      return value === padding ? Number.NaN : worth(value);
    });
};

/** Waveform Padding Value (5400,100A): stands where nothing was recorded. */
const paddingOf = (group: DataSet, kind: Kind): number | undefined => {
  const element = group.elements['x5400100a'];
  if (!element || element.length < kind.bytes) return undefined;
  const { buffer, byteOffset } = group.byteArray;
  return kind.read(new DataView(buffer, byteOffset + element.dataOffset, kind.bytes), 0);
};
