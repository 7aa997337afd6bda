import { createContext, useContext } from 'react';
import { useTexts } from '../text/texts.ts';
import { cx } from '../ui/class-names.ts';
import { type Mark, markAt, unknownMark } from './marks/marks.ts';
import { texts } from './texts.ts';
import type { TimelineFacility } from './timeline-facility.ts';

export type MarkedFacility = Mark & { name: string; isOwn: boolean };

export const MarksContext = createContext<ReadonlyMap<string, MarkedFacility>>(new Map());

/** One mark a facility, by its place in the timeline's order: the own facility first, then by id, so that it is the same on every day. */
export const marksOf = (
  facilities: readonly Pick<TimelineFacility, 'facilityId' | 'name' | 'own'>[],
): ReadonlyMap<string, MarkedFacility> =>
  new Map(
    facilities.map(({ facilityId, name, own }, index) => [facilityId, { ...markAt(index), name, isOwn: own }] as const),
  );

export const useFacilityMark = (facilityId: string): MarkedFacility =>
  useContext(MarksContext).get(facilityId) ?? { ...unknownMark, name: facilityId, isOwn: false };

export const useFacilityName = (): ((facilityId: string) => string) => {
  const marks = useContext(MarksContext);
  return (facilityId) => marks.get(facilityId)?.name ?? facilityId;
};

/** The facility's shape in its colour; its name beside it or for screen readers alone. */
export const FacilityMark = ({ facilityId, withName }: { facilityId: string; withName?: boolean }) => {
  const t = useTexts(texts);
  const { shape, text, name, isOwn } = useFacilityMark(facilityId);
  return (
    <span className="inline-flex items-baseline gap-1">
      <span aria-hidden="true" className={cx('font-bold', text)}>
        {shape}
      </span>
      <span className={withName ? undefined : 'sr-only'}>{name}</span>
      {withName && isOwn && (
        <span className="rounded-4 border border-solid-gray-536 px-1 text-xs whitespace-nowrap">{t('own')}</span>
      )}
    </span>
  );
};
