import { decodeImageFrame } from '@cornerstonejs/dicom-image-loader';

// Decodes one frame at a time in a thread of its own. The module answers by itself; kept by name, so that it is not left out as unused.
Object.assign(self, { decodeImageFrame });
