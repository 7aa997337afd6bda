import { apiHandler } from '../../layers/deed/index.ts';
import { Objects } from '../../layers/objects/index.ts';
import { announceDocument } from './announce-document.ts';
import { completeDocument } from './complete-document.ts';
import { markDocumentInError } from './mark-document-in-error.ts';

export const handler = apiHandler([announceDocument, completeDocument, markDocumentInError], {
  objects: (bucket) => new Objects({ bucket }),
});
