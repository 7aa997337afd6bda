import { readFacility } from '../../../schemas/operations/directory.ts';
import { useAsk } from '../../api/ask.ts';
import { useMe } from '../../app/me.ts';
import { useFacilities } from '../../patients/facility-list.ts';
import { useLanguage } from '../../text/texts.ts';

export type OpenFacility = { facilityId: string; name: string; municipality: string; isOwn: boolean };

/** The facilities that can be looked up: those that open to EMS, and the own one last where it opens something to its staff from outside. */
export const useOpenFacilities = () => {
  const language = useLanguage();
  const { facility: own } = useMe();
  const all = useFacilities();
  const self = useAsk(readFacility, { params: { facilityId: own.facilityId } }, { enabled: own.discloses });
  const others: OpenFacility[] | undefined = all.data
    ?.filter(({ opensToEms, state, facilityId }) => opensToEms && state === 'active' && facilityId !== own.facilityId)
    .map(({ facilityId, name, nameEn, municipality }) => ({
      facilityId,
      name: language === 'ja' ? name : nameEn,
      municipality,
      isOwn: false,
    }));
  const opensOutside = (self.data?.publication.ownStaffOutside ?? []).length > 0;
  // Until the own policy has come, nobody knows whether there is a choice.
  const mayOpenOutside = own.discloses && (!self.data || opensOutside);
  const me: OpenFacility = {
    facilityId: own.facilityId,
    name: language === 'ja' ? own.name : own.nameEn,
    municipality: own.municipality,
    isOwn: true,
  };
  return {
    facilities: others && [...others, ...(opensOutside ? [me] : [])],
    /** Where only one facility can be looked up, nobody has to choose it. */
    only: others?.length === 1 && !mayOpenOutside ? others[0]?.facilityId : undefined,
    error: all.error,
    refetch: all.refetch,
  };
};
