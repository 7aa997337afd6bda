import type * as z from 'zod';
import type { Desk } from '../../layers/deed/index.ts';
import type { TimelineFacility } from '../../schemas/operations/timeline.ts';
import type { FacilityPatient } from '../../schemas/patient.ts';
import { type HeaderRead, headerOf } from './header.ts';
import type { Viewed } from './viewing.ts';

/** One facility in the answer. Where nothing is open, its name and local ID alone; without `header`, a later page. */
export const facilityShown = (
  desk: Desk,
  viewed: Viewed,
  read: { profile: FacilityPatient | undefined; header: HeaderRead | undefined },
): z.input<typeof TimelineFacility> => {
  const { name, facility, opened } = viewed;
  const { profile, header } = read;
  const open = opened.size > 0;
  const own = name.facilityId === desk.caller.facilityId;
  return {
    facilityId: name.facilityId,
    name: facility?.name ?? name.facilityId,
    localId: name.localId,
    own,
    access: open ? 'open' : 'closed',
    opened: [...opened],
    ...(open && profile?.fetchedAt && { fetchedAt: profile.fetchedAt }),
    ...(open && profile?.requestedAt && { requestedAt: profile.requestedAt }),
    // Whose record it is sees that somebody used EMS and still owes something; whoever looked has it in the list of accesses.
    ...(own && (profile?.emsOpen ?? 0) > 0 && { emsMark: true as const }),
    ...(open && header && { header: headerOf(desk, { viewed, profile, ...header }) }),
  };
};
