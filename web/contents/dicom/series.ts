import type { Content } from '../../../schemas/content.ts';

export type DicomContent = Extract<Content, { kind: 'dicom' }>;

/** One object of a series, as its document's metadata tells. */
export type Instance = { documentId: string; content: DicomContent };

/** One image of a stack: an object, or one frame (from 0) of it. */
export type Slot = { documentId: string; frame: number };

/** Another series of the same study: opened as a document of its own. */
export type OtherSeries = { documentId: string; label: string; images: number };

const MOST_FRAMES = 20_000;

const inOrder = (one: Instance, other: Instance): number =>
  (one.content.instanceNumber ?? 0) - (other.content.instanceNumber ?? 0) ||
  (one.content.acquiredAt ?? '').localeCompare(other.content.acquiredAt ?? '') ||
  (one.content.sopInstanceUid < other.content.sopInstanceUid ? -1 : 1);

/** The objects of a series in the order of their numbers; what was sent twice stands once, as the document that is open where it is that. */
export const seriesOf = (own: Instance, others: readonly Instance[]): Instance[] => {
  const bySop = new Map([own, ...others].reverse().map((each) => [each.content.sopInstanceUid, each]));
  return [...bySop.values()]
    .filter(({ content }) => content.seriesInstanceUid === own.content.seriesInstanceUid)
    .sort(inOrder);
};

export const slotsOf = (instances: readonly Instance[]): Slot[] =>
  instances.flatMap(({ documentId, content }) =>
    Array.from({ length: Math.min(content.frames ?? 1, MOST_FRAMES) }, (_, frame) => ({ documentId, frame })),
  );

/** The study's other series, each by the document of its first image. */
export const otherSeries = (own: Instance, others: readonly Instance[]): OtherSeries[] => {
  const isOther = ({ content }: Instance) =>
    content.studyInstanceUid === own.content.studyInstanceUid &&
    content.seriesInstanceUid !== own.content.seriesInstanceUid;
  const bySeries = Map.groupBy(others.filter(isOther), ({ content }) => content.seriesInstanceUid);
  return [...bySeries.values()].flatMap((instances) => {
    const [first] = instances.toSorted(inOrder);
    if (!first) return [];
    const { seriesDescription, studyDescription, modality } = first.content;
    const label = seriesDescription ?? studyDescription ?? modality;
    return [{ documentId: first.documentId, label, images: slotsOf(instances).length }];
  });
};
