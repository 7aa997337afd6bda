import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import { type SectionName, type SectionState, stateOf, type TimelineFacility } from './sections.ts';
import { texts } from './texts.ts';

const TONES: Record<SectionState, 'neutral' | 'info' | 'success' | 'warning'> = {
  listed: 'info',
  none: 'success',
  notDisclosed: 'warning',
  closed: 'warning',
  notFetched: 'warning',
  delayed: 'warning',
};

/** Per facility: listed, none, not disclosed, not fetched (since when) or delayed, so that empty never reads as none. */
export const SectionStates = ({ facilities, name }: { facilities: readonly TimelineFacility[]; name: SectionName }) => {
  const t = useTexts(texts);
  const dates = useDates();
  return (
    <ul className="flex flex-col gap-1" aria-label={t('detail')}>
      {facilities.map((facility) => {
        const state = stateOf(facility, name);
        const section = facility.header?.[name];
        return (
          <li key={facility.facilityId} className="flex flex-wrap items-center gap-2 text-sm">
            <span className="min-w-32">{facility.name}</span>
            <Badge tone={TONES[state]}>
              {t(state)}
              {state === 'listed' && ` ${t('counted', { count: section?.items.length ?? 0 })}`}
            </Badge>
            {section?.complete === false && (state === 'listed' || state === 'none') && (
              <Badge tone="warning">{t('incomplete')}</Badge>
            )}
            {section?.asOf !== undefined && <span>{t('asOf', { at: dates.instant(section.asOf) })}</span>}
            {state === 'notFetched' && (
              <span>
                {facility.fetchedAt === undefined
                  ? t('never')
                  : t('fetched', { at: dates.instant(facility.fetchedAt) })}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
};
