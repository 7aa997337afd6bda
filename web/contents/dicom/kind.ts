import type { ContentKind } from '../content-kind.ts';

/** Waveforms are curves (`ecg`); structured reports and documents in DICOM's clothes have no picture. */
const OTHERS = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(9|88|104)\./;

export const kind: ContentKind = {
  fits: ({ content, contentType, mediaType }) => {
    if (content?.kind !== 'dicom') return mediaType === 'application/dicom' && contentType === 'image' ? 5 : 0;
    return OTHERS.test(content.sopClassUid) || contentType === 'waveform' ? 0 : 10;
  },
  load: () => import('./view.tsx'),
};
