import { type Desk, disasterInForce } from '../../layers/deed/index.ts';
import { emsGrantsOf, facilitiesById, facilityPatientsByName } from '../../layers/store/index.ts';
import type { EmsGrant } from '../../schemas/ems.ts';
import type { ShownBeside } from './shown-grant.ts';

type Shown = { grant: EmsGrant; beside: ShownBeside };

/**
 * One page of the caller's facility's accesses (`viewer`), or of others' to its records (`discloser`), newest first, each with what it is shown with.
 * Two steps: the page; then names, the patients' records and the audit event side by side.
 */
export const grantPage = async (
  desk: Desk,
  query: { limit: number; cursor?: string | undefined },
  side: 'viewer' | 'discloser',
): Promise<{ shown: Shown[]; cursor?: string }> => {
  const after = desk.openCursor<string>(query.cursor, query);
  const facilityId = await desk.ownFacilityId();
  const { page, inForce } = await desk.load({
    page: emsGrantsOf(desk.store, { side, facilityId, limit: query.limit, ...(after && { after }) }),
    inForce: disasterInForce(desk),
  });
  const verdict = await desk.require({ ...(side === 'discloser' && { facts: { useOfOwnRecords: true } }) });
  const otherOf = (grant: EmsGrant) => (side === 'viewer' ? grant.facilityId : grant.viewerFacilityId);
  const [facilities, profiles] = await Promise.all([
    facilitiesById(desk.store, page.items.map(otherOf)),
    facilityPatientsByName(desk.store, page.items),
    desk.record(verdict, { request: { count: page.items.length } }),
  ]);
  const shown = page.items.map((grant) => ({
    grant,
    beside: {
      now: desk.at,
      rules: inForce.real,
      profile: profiles.find((one) => one.facilityId === grant.facilityId && one.localId === grant.localId),
      otherName: facilities.get(otherOf(grant))?.name ?? otherOf(grant),
    },
  }));
  return { shown, ...(page.last && { cursor: desk.cursor(page.last.sk, query) }) };
};
