import { deed } from '../../layers/deed/index.ts';
import { facilitySummaryOf } from '../../layers/store/index.ts';
import { readMe as operation } from '../../schemas/operations/directory.ts';

/** Any active member of staff, about themselves (DIR-01). */
export const readMe = deed(operation, async (_request, desk) => {
  await desk.load({});
  const { staff, session, facility } = desk.caller;
  const verdict = await desk.require({});
  if (!staff || !session || !facility) return desk.fail(verdict, 'SESSION_REQUIRED');
  await desk.record(verdict);
  const { sub: _sub, version: _version, ...me } = staff;
  const { sessionId, signedInAt, openedAt } = session;
  return { body: { staff: me, facility: facilitySummaryOf(facility), session: { sessionId, signedInAt, openedAt } } };
});
