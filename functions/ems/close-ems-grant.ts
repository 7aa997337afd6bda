import { cancelledObligations, deed } from '../../layers/deed/index.ts';
import { grantStanding } from '../../layers/rules/index.ts';
import { emsGrantWrites, emsMarkWrite, obligationWrites } from '../../layers/store/index.ts';
import type { ClosureReason, EmsGrant, GrantStanding } from '../../schemas/ems.ts';
import { closeEmsGrant as operation } from '../../schemas/operations/ems.ts';
import { askedGrant, forbiddenOrHidden, permittedGrant } from './asked-grant.ts';
import { besideOf, shownGrant } from './shown-grant.ts';

/**
 * Ends an access. What it owes stays owed; but when it was another person (患者取り違え) the duties towards that person are cancelled, the EMS mark goes,
 * and the look is flagged. That is said late, too: of an access that has run out or was closed.
 */
export const closeEmsGrant = deed(operation, async ({ params, body: { reason } }, desk) => {
  const asked = await askedGrant(desk, params.grantId);
  const permitted = await permittedGrant(desk, asked, forbiddenOrHidden(asked.facts));
  const { verdict, grant, obligations, profile, rules, by } = permitted;
  const shown = (one: EmsGrant) => ({ body: { grant: shownGrant(one, besideOf(desk, permitted)) } });
  if (desk.prior) {
    await desk.record(verdict, { request: { repeated: true } });
    return shown(grant);
  }
  const { standing, effectiveUntil } = grantStanding(grant, { now: desk.at, rules });
  if (!canEnd(grant, { reason, standing })) return desk.fail(verdict, 'EMS_GRANT_OVER');

  const wrong = reason === 'wrongPatient';
  const cancelled = wrong ? cancelledObligations(obligations, desk.at) : [];
  const ended: EmsGrant = {
    ...grant,
    state: wrong ? 'wrongPatient' : 'closed',
    // What was over already ended then, not now.
    endedAt: standing === 'live' ? desk.at : effectiveUntil,
    endedBy: by,
    closure: reason,
    openObligations: wrong ? 0 : grant.openObligations,
    version: grant.version + 1,
  };
  await desk.commit(verdict, {
    writes: [
      ...emsGrantWrites(desk.store, ended),
      ...cancelled.flatMap(({ next, before }) => obligationWrites(desk.store, next, before)),
      ...(cancelled.length > 0 && profile ? [emsMarkWrite(profile, { by: -1 })] : []),
    ],
    result: { grantId: grant.grantId },
    subject: { request: { reason, ...(wrong && { flagged: true, cancelled: cancelled.length }) } },
  });
  return shown(ended);
});

/** An access that rests on a disaster rule may hold again while that rule's end is not reached: it can be ended for good meanwhile. */
const canEnd = ({ state }: EmsGrant, as: { reason: ClosureReason; standing: GrantStanding }): boolean =>
  as.reason === 'wrongPatient'
    ? state === 'live' || state === 'closed'
    : as.standing === 'live' || as.standing === 'ruleEnded';
