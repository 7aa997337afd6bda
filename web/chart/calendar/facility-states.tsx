import { jstDayOf } from '../../../layers/names/index.ts';
import { CONTENT_TYPES, type ContentType } from '../../../schemas/content-types.ts';
import { todayJst, useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { cx } from '../../ui/class-names.ts';
import { Badge } from '../../ui/notice.tsx';
import { FacilityMark, useFacilityMark } from '../facility-mark.tsx';
import { useListed } from '../marks/listed.ts';
import { useTypeName } from '../marks/name-of-type.ts';
import { isAwaited } from '../record/use-patient-record.ts';
import type { TimelineFacility } from '../timeline-facility.ts';
import { useIsWide } from '../use-size.ts';
import type { Filter } from './cells.ts';
import { texts } from './texts.ts';

type StatesProps = {
  facilities: readonly TimelineFacility[];
  filter: Filter;
  onFilter: (filter: Filter) => void;
};

/** The legend, the filter, and what each facility opens and how fresh it is: beside the calendar, so that empty is never read as none. */
export const FacilityStates = ({ facilities, filter, onFilter }: StatesProps) => {
  const t = useTexts(texts);
  const toggle = (facilityId: string): void => {
    const hidden = new Set(filter.facilities);
    if (!hidden.delete(facilityId)) hidden.add(facilityId);
    onFilter({ ...filter, facilities: hidden });
  };
  const listed = useListed();
  const isWide = useIsWide();
  const closed = facilities.filter(({ access }) => access === 'closed').map(({ name }) => name);
  const never = facilities.filter(({ access, fetchedAt }) => access === 'open' && fetchedAt === undefined);
  const states = (
    <div className="flex flex-col gap-1">
      <ul aria-label={t('facilities')} className="flex flex-wrap gap-2">
        {facilities.map((facility) => (
          <li key={facility.facilityId}>
            <FacilityState
              facility={facility}
              isHidden={filter.facilities.has(facility.facilityId)}
              onToggle={() => toggle(facility.facilityId)}
            />
          </li>
        ))}
      </ul>
      {closed.length > 0 && <p className="text-xs text-solid-gray-800">{t('closedHint', { names: listed(closed) })}</p>}
    </div>
  );
  if (isWide) return states;
  // A phone shows the sum of it, and the rest when asked.
  const counts = { n: facilities.length, closed: closed.length, never: never.length };
  return (
    <details>
      <summary className="flex min-h-11 cursor-pointer items-center text-sm font-bold text-blue-900">
        <span className="underline underline-offset-4">{t('facilitiesSum', counts)}</span>
      </summary>
      {states}
    </details>
  );
};

const JST_MS = 9 * 3_600_000;
const TYPES = Object.keys(CONTENT_TYPES) as ContentType[];

type StateProps = { facility: TimelineFacility; isHidden: boolean; onToggle: () => void };

const FacilityState = ({ facility, isHidden, onToggle }: StateProps) => {
  const t = useTexts(texts);
  const { border } = useFacilityMark(facility.facilityId);
  const { facilityId, name, access, emsMark } = facility;
  const isOpen = access === 'open';
  const mark = <FacilityMark facilityId={facilityId} withName />;
  return (
    <div
      className={cx(
        'flex h-full min-h-9 flex-wrap items-center gap-x-2 rounded-8 border border-l-4 px-2.5 text-sm max-lg:min-h-11',
        isOpen ? cx('bg-white', border) : 'border-dashed border-solid-gray-536 bg-solid-gray-50',
      )}
    >
      {isOpen ? (
        <label className="flex min-h-8 cursor-pointer items-center gap-1.5 max-lg:min-h-11">
          <input
            type="checkbox"
            checked={!isHidden}
            onChange={onToggle}
            aria-label={t('shown', { name })}
            className="size-4.5 accent-blue-900"
          />
          {mark}
        </label>
      ) : (
        mark
      )}
      {isOpen ? <Freshness facility={facility} /> : <Badge tone="warning">{t('closed')}</Badge>}
      <Undisclosed facility={facility} />
      {emsMark && <Badge tone="danger">{t('emsMark')}</Badge>}
    </div>
  );
};

/** Kinds of content that an open facility keeps to itself. */
const Undisclosed = ({ facility: { access, own, opened } }: { facility: TimelineFacility }) => {
  const t = useTexts(texts);
  const listed = useListed();
  const typeName = useTypeName();
  const not = TYPES.filter((type) => !opened.includes(type));
  if (access === 'closed' || own || not.length === 0) return undefined;
  return (
    <details className="text-xs">
      <summary className="flex min-h-8 cursor-pointer items-center text-blue-900 underline underline-offset-2 max-lg:min-h-11">
        {t('partly')}
      </summary>
      <p className="max-w-72 pb-1">{t('notOpened', { types: listed(not.map(typeName)) })}</p>
    </details>
  );
};

/** When data last came, and whether they have been asked for since. */
const Freshness = ({ facility }: { facility: TimelineFacility }) => {
  const t = useTexts(texts);
  const shortly = useShortInstant();
  const { fetchedAt, requestedAt } = facility;
  const isUnanswered = requestedAt !== undefined && (fetchedAt === undefined || fetchedAt < requestedAt);
  return (
    <span className="text-xs text-solid-gray-800">
      {fetchedAt === undefined ? t('never') : t('fetchedAt', { at: shortly(fetchedAt) })}
      {isUnanswered && (
        <span className="ml-1 font-bold text-solid-gray-900">
          {t(isAwaited(facility, Date.now()) ? 'awaited' : 'overdue', { at: shortly(requestedAt) })}
        </span>
      )}
    </span>
  );
};

/** 11/23(月) 03:28 in this year, else the whole date. */
const useShortInstant = (): ((at: string) => string) => {
  const dates = useDates();
  return (at) => {
    const day = jstDayOf(at);
    const time = new Date(Date.parse(at) + JST_MS).toISOString().slice(11, 16);
    return day.slice(0, 4) === todayJst().slice(0, 4) ? `${dates.shortDay(day)} ${time}` : dates.instant(at);
  };
};
