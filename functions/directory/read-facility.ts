import { deed } from '../../layers/deed/index.ts';
import { facilitySummaryOf } from '../../layers/store/index.ts';
import { readFacility as operation } from '../../schemas/operations/directory.ts';
import { withWarnings } from './with-warnings.ts';

/** Any active member of the network, and its systems (DIR-02, DIR-03). Where reminders go, entrustment and exclusions are the facility's own affair. */
export const readFacility = deed(operation, async ({ params }, desk) => {
  await desk.load({}, [params.facilityId]);
  const facility = desk.caller.facilities.get(params.facilityId);
  const verdict = await desk.require({ resource: { facilityId: params.facilityId } });
  if (!facility) return desk.fail(verdict, 'NOT_FOUND');
  await desk.record(verdict);
  const own = desk.caller.facilityId === facility.facilityId;
  return {
    version: facility.version,
    body: {
      facility: withWarnings(facilitySummaryOf(facility)),
      publication: facility.publication,
      ...(facility.openingHours && { openingHours: facility.openingHours }),
      ...(facility.emsContact && { emsContact: facility.emsContact }),
      ...(own && facility.reminderEmail && { reminderEmail: facility.reminderEmail }),
      ...(own && facility.entrustment && { entrustment: facility.entrustment }),
      ...(own && { excludedLocalIds: facility.excludedLocalIds }),
    },
  };
});
