import { deed } from '../../layers/deed/index.ts';
import { readDocumentContent as operation } from '../../schemas/operations/documents.ts';
import { contentShown } from './content-shown.ts';
import { lookAtDocument } from './look-at-document.ts';

/** As a look (LOOK-01 to -03). */
export const readDocumentContent = deed(operation, async ({ params, query }, desk) => {
  const look = await lookAtDocument(desk, params);
  return { body: await contentShown(desk, look, query.form) };
});
