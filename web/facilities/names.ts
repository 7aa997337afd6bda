import { listFacilities } from '../../schemas/operations/directory.ts';
import { useAsk } from '../api/ask.ts';
import { useLanguage } from '../text/texts.ts';

const EVERYBODY = { query: { limit: 200 } } as const;

/** A facility's name in the person's language; its id while the list is on its way, and for one that has left. */
export const useFacilityName = (): ((facilityId: string) => string) => {
  const language = useLanguage();
  const { data } = useAsk(listFacilities, EVERYBODY);
  const names = new Map<string, string>(
    data?.items.map(({ facilityId, name, nameEn }) => [facilityId, language === 'ja' ? name : nameEn]),
  );
  return (facilityId) => names.get(facilityId) ?? facilityId;
};
