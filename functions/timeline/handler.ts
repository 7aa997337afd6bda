import { apiHandler } from '../../layers/deed/index.ts';
import { Objects } from '../../layers/objects/index.ts';
import { printEmsSummary } from './print-ems-summary.ts';
import { printSummary } from './print-summary.ts';
import { readContents } from './read-contents.ts';
import { readDocument } from './read-document.ts';
import { readDocumentContent } from './read-document-content.ts';
import { readEmsContents } from './read-ems-contents.ts';
import { readEmsDocument } from './read-ems-document.ts';
import { readEmsDocumentContent } from './read-ems-document-content.ts';
import { readEmsTimeline } from './read-ems-timeline.ts';
import { readTimeline } from './read-timeline.ts';

export const handler = apiHandler(
  [
    readTimeline,
    readContents,
    readDocument,
    readDocumentContent,
    readEmsTimeline,
    readEmsContents,
    readEmsDocument,
    readEmsDocumentContent,
    printSummary,
    printEmsSummary,
  ],
  { objects: (bucket) => new Objects({ bucket }) },
);
