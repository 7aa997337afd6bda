import { deed } from '../../layers/deed/index.ts';
import { endSessionWrites } from '../../layers/store/index.ts';
import { endSession as operation } from '../../schemas/operations/directory.ts';

/** The person whose session it is (SESSION-03). This sign-in never reopens. */
export const endSession = deed(operation, async (_request, desk) => {
  await desk.load({});
  const { staff, session } = desk.caller;
  const verdict = await desk.require({});
  if (!staff || !session) return desk.fail(verdict, 'SESSION_REQUIRED');
  await desk.commit(verdict, {
    writes: endSessionWrites(staff.staffId, session),
    subject: { resource: { sessionId: session.sessionId } },
  });
  return { body: { endedAt: desk.at } };
});
