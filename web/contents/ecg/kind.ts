import type { ContentKind } from '../content-kind.ts';

/** Waveform storage (PS3.4, B.5): 12-lead, general, ambulatory ECG and other curves. */
const WAVEFORMS = '1.2.840.10008.5.1.4.1.1.9.';

export const kind: ContentKind = {
  fits: ({ content, contentType, mediaType }) => {
    if (content?.kind === 'dicom')
      return content.sopClassUid.startsWith(WAVEFORMS) || contentType === 'waveform' ? 10 : 0;
    return mediaType === 'application/dicom' && contentType === 'waveform' ? 5 : 0;
  },
  load: () => import('./view.tsx'),
};
