import { deed, disasterInForce, disasterNotice } from '../../layers/deed/index.ts';
import { facilitySummaryOf, obligationsOf } from '../../layers/store/index.ts';
import { readMe as operation } from '../../schemas/operations/directory.ts';
import { staffClaims } from './staff-claims.ts';

/** Obligations that are counted; whoever has more reads at least this many. */
const COUNTED = 50;

/**
 * Any active member of staff, about themselves (DIR-01): also which disaster rules and drills concern their facility at this moment, and what they
 * still owe. The screen asks again whenever it is opened, so that nobody works under a rule unknowingly.
 */
export const readMe = deed(operation, async (_request, desk) => {
  const owner = { staffId: staffClaims(desk).staffId };
  const { disasters, owed } = await desk.load({
    disasters: disasterInForce(desk),
    owed: obligationsOf(desk.store, { owner, state: 'open', limit: COUNTED }),
  });
  const { staff, session, facility } = desk.caller;
  const verdict = await desk.require({});
  if (!staff || !session || !facility) return desk.fail(verdict, 'SESSION_REQUIRED');
  await desk.record(verdict);
  const { sub: _sub, version: _version, ...me } = staff;
  const { sessionId, signedInAt, openedAt } = session;
  return {
    body: {
      staff: me,
      facility: facilitySummaryOf(facility),
      session: { sessionId, signedInAt, openedAt },
      disasters: [...disasters.real, ...disasters.drills].flatMap((rule) => disasterNotice(rule, facility) ?? []),
      obligations: {
        open: owed.items.length,
        overdue: owed.items.filter(({ dueAt }) => dueAt < desk.at).length,
      },
    },
  };
});
