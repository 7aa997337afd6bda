import { apiHandler } from '../../layers/deed/index.ts';
import { Objects } from '../../layers/objects/index.ts';
import { readDocument } from './read-document.ts';
import { readDocumentContent } from './read-document-content.ts';
import { readEmsDocument } from './read-ems-document.ts';
import { readEmsDocumentContent } from './read-ems-document-content.ts';
import { readEmsTimeline } from './read-ems-timeline.ts';
import { readTimeline } from './read-timeline.ts';

export const handler = apiHandler(
  [readTimeline, readDocument, readDocumentContent, readEmsTimeline, readEmsDocument, readEmsDocumentContent],
  { objects: (bucket) => new Objects({ bucket }) },
);
