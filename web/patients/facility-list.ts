import { useEffect } from 'react';
import type { FacilitySummary } from '../../schemas/directory.ts';
import { listFacilities } from '../../schemas/operations/directory.ts';
import { useAskPages } from '../api/ask.ts';
import { useLanguage } from '../text/texts.ts';

type Facilities = {
  data: readonly FacilitySummary[] | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
};

/** Every facility, those that have left included (they stand in histories); a region has more than one page of them. */
export const useFacilities = (): Facilities => {
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useAskPages(
    listFacilities,
    { query: { limit: 200 } },
  );
  useEffect(() => {
    // What failed is asked again by the person, not for ever by itself.
    if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, error, fetchNextPage]);
  const items = data?.flatMap((page) => page.items);
  const isOnItsWay = hasNextPage && !error;
  return { data: isOnItsWay ? undefined : items, error, isPending: isPending || isOnItsWay, refetch };
};

/** A facility's name in the person's language; its id while the list is on its way, and for one that has left. */
export const useNames = (facilities: readonly FacilitySummary[] | undefined): ((facilityId: string) => string) => {
  const language = useLanguage();
  const names = new Map<string, string>(
    facilities?.map(({ facilityId, name, nameEn }) => [facilityId, language === 'ja' ? name : nameEn]),
  );
  return (facilityId) => names.get(facilityId) ?? facilityId;
};
