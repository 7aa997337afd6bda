import { apiHandler } from '../../layers/deed/index.ts';
import { Objects } from '../../layers/objects/index.ts';
import { readDocument } from './read-document.ts';
import { readDocumentContent } from './read-document-content.ts';
import { readTimeline } from './read-timeline.ts';

export const handler = apiHandler([readTimeline, readDocument, readDocumentContent], {
  objects: (bucket) => new Objects({ bucket }),
});
