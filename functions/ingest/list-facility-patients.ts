import { deed } from '../../layers/deed/index.ts';
import { linksOfFacility } from '../../layers/store/index.ts';
import { listFacilityPatients as operation } from '../../schemas/operations/ingest.ts';

/** The facility's own system: which of its patients the network knows, or waits for (INGEST-02). */
export const listFacilityPatients = deed(operation, async ({ query }, desk) => {
  const facilityId = await desk.ownFacilityId();
  const after = desk.openCursor<string>(query.cursor, query);
  const { page } = await desk.load({
    page: linksOfFacility(desk.store, { facilityId, state: 'any', limit: query.limit, ...(after && { after }) }),
  });
  const verdict = await desk.require({ request: { count: page.items.length } });
  await desk.record(verdict);
  const items = page.items.map(({ localId, state }) => ({ localId, state }));
  return { body: { items, ...(page.last && { cursor: desk.cursor(page.last.sk, query) }) } };
});
