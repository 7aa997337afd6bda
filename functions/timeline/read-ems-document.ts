import { deed } from '../../layers/deed/index.ts';
import { readEmsDocument as operation } from '../../schemas/operations/timeline.ts';
import { documentShown } from './document-shown.ts';
import { lookThroughGrant } from './look-through-grant.ts';

/** As a look through a live grant (EMS-VIEW-01, -02, -04). */
export const readEmsDocument = deed(operation, async ({ params }, desk) => {
  const look = await lookThroughGrant(desk, params, { history: true });
  await desk.record(look.verdict);
  return { body: { document: documentShown(look, look.versions) } };
});
