import { deed } from '../../layers/deed/index.ts';
import { facilitiesById } from '../../layers/store/index.ts';
import { readEmsUse as operation } from '../../schemas/operations/ems.ts';
import { askedGrant, permittedGrant } from './asked-grant.ts';
import { shownUse } from './shown-grant.ts';

/** One EMS use of the caller's facility's records, with the messages about it. */
export const readEmsUse = deed(operation, async ({ params }, desk) => {
  const asked = await askedGrant(desk, params.grantId);
  const otherwise = asked.facts.useOfOwnRecords ? 'FORBIDDEN' : 'NOT_FOUND';
  const { verdict, grant, messages, profile, rules } = await permittedGrant(desk, asked, otherwise);
  const viewer = grant.viewerFacilityId;
  // The name changes nothing of the decision: it is read while the audit event is written.
  const [facilities] = await Promise.all([facilitiesById(desk.store, [viewer]), desk.record(verdict)]);
  const otherName = facilities.get(viewer)?.name ?? viewer;
  return { body: { use: shownUse(grant, { now: desk.at, rules, profile, otherName }), messages } };
});
