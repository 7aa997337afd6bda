import type { ContentKind } from '../content-kind.ts';

/** Encapsulated PDF Storage: a PDF in DICOM's clothes, as physiology and endoscopy send their reports. */
const ENCAPSULATED_PDF = '1.2.840.10008.5.1.4.1.1.104.1';

export const kind: ContentKind = {
  fits: ({ content, mediaType }) => {
    if (content?.kind === 'dicom') return content.sopClassUid === ENCAPSULATED_PDF ? 10 : 0;
    return mediaType === 'application/pdf' ? 5 : 0;
  },
  load: () => import('./view.tsx'),
};
