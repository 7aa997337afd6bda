import { deed, obligationView } from '../../layers/deed/index.ts';
import { facilitiesById, obligationsOf } from '../../layers/store/index.ts';
import { listObligations as operation } from '../../schemas/operations/obligations.ts';

/** What the caller's facility, or the caller, still owes or has settled (OBLIGATION-01). */
export const listObligations = deed(operation, async ({ query }, desk) => {
  const { of, state, limit } = query;
  const facilityId = await desk.ownFacilityId();
  const after = desk.openCursor<string>(query.cursor, query);
  const owner = of === 'me' && desk.claims.kind === 'staff' ? { staffId: desk.claims.staffId } : { facilityId };
  const { page } = await desk.load({
    page: obligationsOf(desk.store, { owner, state, limit, ...(after && { after }) }),
  });
  const verdict = await desk.require({ request: { of, state } });
  const disclosers = page.items.map(({ discloserFacilityId }) => discloserFacilityId);
  const facilities = await facilitiesById(desk.store, disclosers);
  await desk.record(verdict, { request: { count: page.items.length } });
  const items = page.items.map((obligation) => {
    const { discloserFacilityId: discloser } = obligation;
    return obligationView(obligation, { now: desk.at, discloserName: facilities.get(discloser)?.name ?? discloser });
  });
  return { body: { items, ...(page.last && { cursor: desk.cursor(page.last.sk, query) }) } };
});
