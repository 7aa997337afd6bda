import { deed } from '../../layers/deed/index.ts';
import { readEmsDocumentContent as operation } from '../../schemas/operations/timeline.ts';
import { contentShown } from './content-shown.ts';
import { lookThroughGrant } from './look-through-grant.ts';

/** As a look through a live grant (EMS-VIEW-01, -02, -04). */
export const readEmsDocumentContent = deed(operation, async ({ params, query }, desk) => {
  const look = await lookThroughGrant(desk, params, { history: false });
  return { body: await contentShown(desk, look, query.form) };
});
