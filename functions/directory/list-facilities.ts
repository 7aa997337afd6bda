import { deed } from '../../layers/deed/index.ts';
import { facilitiesOfNetwork } from '../../layers/store/index.ts';
import { listFacilities as operation } from '../../schemas/operations/directory.ts';
import { withWarnings } from './with-warnings.ts';

/** Any active member of the network, and its systems (DIR-02, DIR-03). */
export const listFacilities = deed(operation, async ({ query }, desk) => {
  const after = desk.openCursor<string>(query.cursor, query);
  const { page } = await desk.load({
    page: facilitiesOfNetwork(desk.store, { limit: query.limit, ...(after && { after }) }),
  });
  const verdict = await desk.require({});
  await desk.record(verdict, { request: { count: page.items.length } });
  const items = page.items.map((facility) => withWarnings(facility));
  return { body: { items, ...(page.last && { cursor: desk.cursor(page.last.sk, query) }) } };
});
