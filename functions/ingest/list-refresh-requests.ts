import { deed } from '../../layers/deed/index.ts';
import { refreshRequestsOf } from '../../layers/store/index.ts';
import { listRefreshRequests as operation } from '../../schemas/operations/ingest.ts';

/** The facility's own system fetches who is waiting for news (INGEST-02): nothing may listen inside a hospital. */
export const listRefreshRequests = deed(operation, async ({ query }, desk) => {
  const facilityId = await desk.ownFacilityId();
  const after = desk.openCursor<string>(query.cursor, query);
  const { page } = await desk.load({
    page: refreshRequestsOf(desk.store, facilityId, { limit: query.limit, ...(after && { after }) }),
  });
  const verdict = await desk.require({ request: { count: page.items.length } });
  await desk.record(verdict);
  const items = page.items.map(({ requestId, localId, requestedAt }) => ({ requestId, localId, requestedAt }));
  return { body: { items, ...(page.last && { cursor: desk.cursor(page.last.sk, query) }) } };
});
