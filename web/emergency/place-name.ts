import { listFacilities } from '../../schemas/operations/directory.ts';
import { useAsk } from '../api/ask.ts';
import { useLanguage } from '../text/texts.ts';

const EVERYBODY = { query: { limit: 200 } } as const;

/** A facility's name in the person's language; as the API gave it where the language is Japanese, or the list is still on its way. */
export const usePlaceName = (): ((facilityId: string, given: string) => string) => {
  const language = useLanguage();
  const { data } = useAsk(listFacilities, EVERYBODY, { enabled: language === 'en' });
  return (facilityId, given) =>
    (language === 'en' && data?.items.find((one) => one.facilityId === facilityId)?.nameEn) || given;
};
