import type { DataSet } from 'dicom-parser';
import { frameNumbers, GROUPS } from './frame-values.ts';
import { textOf } from './text.ts';

/** Which values of the picture are spread from black to white: `width` of them around `center`, in the picture's own unit (CT: HU). */
export type Window = { center: number; width: number };

/** A window by name; `name` is a key of the texts, `label` the file's own word. */
export type Preset = Window & { name?: PresetName; label?: string };
export type PresetName = 'lung' | 'mediastinum' | 'bone' | 'brain' | 'abdomen';

/** Usual windows of Japanese radiology departments for CT, in Hounsfield units. */
const CT: readonly (Preset & { name: PresetName })[] = [
  { name: 'lung', center: -600, width: 1500 },
  { name: 'mediastinum', center: 40, width: 400 },
  { name: 'bone', center: 400, width: 2000 },
  { name: 'brain', center: 40, width: 80 },
  { name: 'abdomen', center: 40, width: 300 },
];

/** The windows that the object brings along (0028,1050 and 0028,1051), in its order. */
export const windowsOf = (dataSet: DataSet, frame: number): Preset[] => {
  const centers = frameNumbers(dataSet, frame, { tag: 'x00281050', group: GROUPS.window }) ?? [];
  const widths = frameNumbers(dataSet, frame, { tag: 'x00281051', group: GROUPS.window }) ?? [];
  const labels = (textOf(dataSet, 'x00281055') ?? '').split('\\');
  return centers.flatMap((center, index) => {
    const width = widths[index] ?? 0;
    const label = labels[index]?.trim();
    return width > 0 ? [{ center, width, ...(label && { label }) }] : [];
  });
};

/** CT values are the same everywhere, so that windows have names; elsewhere only the file's own are sure. */
export const presetsOf = (modality: string): readonly (Preset & { name: PresetName })[] =>
  modality === 'CT' ? CT : [];

const LEAST_WIDTH = 1;

/** Dragging right widens, down raises: a picture's whole width of dragging moves by its whole range. */
export const draggedWindow = (
  { center, width }: Window,
  { across, down, range }: { across: number; down: number; range: number },
): Window => ({
  center: center + down * range,
  width: Math.max(LEAST_WIDTH, width + across * range),
});

export const rangeOf = ({ center, width }: Window): { lower: number; upper: number } => ({
  lower: center - 0.5 - (width - 1) / 2,
  upper: center - 0.5 + (width - 1) / 2,
});
