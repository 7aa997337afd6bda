import { deed } from '../../layers/deed/index.ts';
import { linksOfFacility } from '../../layers/store/index.ts';
import { listLinks as operation } from '../../schemas/operations/registration.ts';

/** Staff see who is linked, or claims to be, to their own facility's IDs (LINK-07). */
export const listLinks = deed(operation, async ({ query }, desk) => {
  const facilityId = await desk.ownFacilityId();
  const after = desk.openCursor<string>(query.cursor, query);
  const { page } = await desk.load({
    page: linksOfFacility(desk.store, { facilityId, state: query.state, limit: query.limit, ...(after && { after }) }),
  });
  const verdict = await desk.require({ facts: { localIdIsOwn: true }, request: { state: query.state } });
  await desk.record(verdict, {
    request: { patients: page.items.slice(0, 10).map((link) => link.patientId), count: page.items.length },
  });
  const items = page.items.map(({ facilityId: _own, ...line }) => line);
  return { body: { items, ...(page.last && { cursor: desk.cursor(page.last.sk, query) }) } };
});
