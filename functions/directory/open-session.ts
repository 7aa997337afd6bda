import { deed } from '../../layers/deed/index.ts';
import { signInFacts } from '../../layers/rules/index.ts';
import { openSessionWrites, signInOf } from '../../layers/store/index.ts';
import type { Session } from '../../schemas/directory.ts';
import { openSession as operation } from '../../schemas/operations/directory.ts';
import { staffClaims } from './staff-claims.ts';

/** Any active member of staff, for a sign-in that has not ended (SESSION-02). The newest sign-in takes the place of the one before. */
export const openSession = deed(operation, async (_request, desk) => {
  const { staffId, originJti, sub, scopes, signedInAt } = staffClaims(desk);
  const { signIn } = await desk.load({ signIn: signInOf(desk.store, staffId, originJti) });
  const { session: current } = desk.caller;
  const claims = { sub, originJti, scopes, clientId: '', username: staffId };
  const verdict = await desk.require({
    facts: signInFacts({ claims, signIn, session: current }),
    otherwise: 'SESSION_REQUIRED',
  });
  if (current?.state === 'current' && current.originJti === originJti) {
    await desk.record(verdict, { resource: { sessionId: current.sessionId } });
    return { status: 200, body: { sessionId: current.sessionId, staffId, openedAt: current.openedAt } };
  }
  // An older sign-in whose token was never used must not push out the newer one.
  if (current && current.signedInAt > signedInAt) return desk.fail(verdict, 'SESSION_REQUIRED');
  const session: Session = {
    sessionId: `ses_${desk.store.newId()}`,
    originJti,
    deviceId: 'none',
    signedInAt,
    openedAt: desk.at,
    state: 'current',
  };
  await desk.commit(verdict, {
    writes: openSessionWrites(staffId, session, current),
    subject: { resource: { sessionId: session.sessionId } },
  });
  return { body: { sessionId: session.sessionId, staffId, openedAt: session.openedAt } };
});
