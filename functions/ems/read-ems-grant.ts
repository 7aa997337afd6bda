import { deed, obligationView } from '../../layers/deed/index.ts';
import { readEmsGrant as operation } from '../../schemas/operations/ems.ts';
import { askedGrant, permittedGrant } from './asked-grant.ts';
import { besideOf, shownGrant } from './shown-grant.ts';

/** One EMS access with what it still owes and the messages about it, for the facility that looks. */
export const readEmsGrant = deed(operation, async ({ params }, desk) => {
  const asked = await askedGrant(desk, params.grantId);
  const permitted = await permittedGrant(desk, asked, asked.facts.grantOfCaller ? 'FORBIDDEN' : 'NOT_FOUND');
  const { verdict, grant, obligations, messages } = permitted;
  await desk.record(verdict);
  const beside = besideOf(desk, permitted);
  return {
    body: {
      grant: shownGrant(grant, beside),
      obligations: obligations.map((one) => obligationView(one, { now: desk.at, discloserName: beside.otherName })),
      messages,
    },
  };
});
