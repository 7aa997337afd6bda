import { facilitySummaryOf } from '../../layers/store/index.ts';
import type { Facility, PublicationPolicy } from '../../schemas/directory.ts';

export type Audience = keyof PublicationPolicy;

/**
 * A facility's policy as far as it reaches an audience at all: nobody outside sees anything of one that does not disclose, nor by EMS of one that
 * has not opted in with its opening hours. undefined: nothing is published to it.
 */
export const policyTowards = (facility: Facility, audience: Audience): PublicationPolicy | undefined =>
  reaches(facility, audience) ? facility.publication : undefined;

const reaches = (facility: Facility, audience: Audience): boolean => {
  switch (audience) {
    case 'ownStaff':
    case 'ownStaffOutside':
      return true;
    case 'linked':
      return facility.discloses;
    case 'ems':
      return facilitySummaryOf(facility).opensToEms === true;
  }
};
