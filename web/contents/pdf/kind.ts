import type { ContentKind } from '../content-kind.ts';

/** Encapsulated PDF Storage: a PDF in DICOM's clothes, as physiology and endoscopy send their reports. */
const ENCAPSULATED_PDF = '1.2.840.10008.5.1.4.1.1.104.1';

export const kind: ContentKind = {
  fits: ({ content, contentType, mediaType }) => {
    if (content?.kind === 'dicom') return content.sopClassUid === ENCAPSULATED_PDF ? 10 : 0;
    // A report that came as a bare DICOM file: the reader finds the PDF in it, or says that there is none.
    if (mediaType === 'application/dicom') return contentType === 'report' ? 5 : 0;
    return mediaType === 'application/pdf' ? 5 : 0;
  },
  load: () => import('./view.tsx'),
};
