import { deed } from '../../layers/deed/index.ts';
import { versionsOf } from '../../layers/store/index.ts';
import { readDocument as operation } from '../../schemas/operations/documents.ts';
import { documentShown } from './document-shown.ts';
import { lookAtDocument } from './look-at-document.ts';

/** As a look (LOOK-01 to -03). */
export const readDocument = deed(operation, async ({ params }, desk) => {
  const look = await lookAtDocument(desk, params);
  const versions = await versionsOf(desk.store, look.version.name);
  await desk.record(look.verdict);
  return { body: { document: documentShown(look, versions) } };
});
