import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { cx } from '../../ui/class-names.ts';
import { useFacilityMark, useFacilityName } from '../facility-mark.tsx';
import { useListed } from '../marks/listed.ts';
import type { Stays } from '../record/use-stays.ts';
import type { Columns } from './period.ts';
import type { Stay } from './stays.ts';
import { texts } from './texts.ts';
import type { Strip } from './use-strip.ts';

export const BAND_PX = 20;

type BandsProps = { stays: Stays; columns: Columns; strip: Strip; today: string };

/** Stays in hospital as bands across the days, over the encounters. Clicks go to the day below. */
export const StayBands = ({ stays, columns, strip, today }: BandsProps) => {
  const from = columns.keyAt(Math.max(strip.first - 1, 0));
  const to = columns.keyAt(Math.min(strip.last + 1, columns.count - 1));
  return stays.stays
    .filter((stay) => stay.from <= to && stay.to >= from)
    .map((stay) => <Band key={`${stay.facilityId} ${stay.from}`} stay={stay} {...{ columns, strip, today }} />);
};

type BandProps = Omit<BandsProps, 'stays'> & { stay: Stay & { lane: number } };

/** So many bands lie over one another in the days in view. */
export const lanesInView = ({ stays }: Stays, { from, to }: { from: string; to: string }): number =>
  stays.reduce((most, stay) => (stay.from <= to && stay.to >= from ? Math.max(most, stay.lane + 1) : most), 0);

/** In words: who, from when until when, and whether it goes on. */
export const useStayText = (): ((stay: Stay, today: string) => string) => {
  const t = useTexts(texts);
  const dates = useDates();
  const nameOf = useFacilityName();
  return (stay, today) => {
    const [from, to, name] = [dates.shortDay(stay.from), dates.shortDay(stay.to), nameOf(stay.facilityId)];
    if (stay.goesOn && stay.to >= today) return t('stayOn', { name, from });
    return stay.beganBefore ? t('stayFromBefore', { name, to }) : t('stayOf', { name, from, to });
  };
};

/** The stays of a day in words; undefined where there is none. */
export const useStaysOn = ({ stays }: Stays, today: string): ((day: string) => string | undefined) => {
  const say = useStayText();
  const listed = useListed();
  return (day) => {
    const on = stays.filter(({ from, to }) => from <= day && day <= to);
    return on.length === 0 ? undefined : listed(on.map((stay) => say(stay, today)));
  };
};

const Band = ({ stay, columns, strip, today }: BandProps) => {
  const t = useTexts(texts);
  const say = useStayText();
  const { shape, text, tint, border } = useFacilityMark(stay.facilityId);
  const leftOf = (day: string): number => strip.labelPx + columns.indexOfDay(day) * strip.columnPx;
  const left = leftOf(stay.from);
  const width = leftOf(stay.to) + strip.columnPx - left;
  return (
    <div
      aria-hidden="true"
      title={say(stay, today)}
      className={cx(
        'pointer-events-none absolute z-[3] border-2',
        tint,
        border,
        !stay.beganBefore && 'rounded-l-8',
        stay.goesOn ? 'border-r-0 border-dashed' : 'rounded-r-8',
      )}
      style={{ left: left + 2, width: width - 4, top: stay.lane * BAND_PX + 2, height: BAND_PX - 2 }}
    >
      {stay.away.map(({ from, to }) => (
        <span
          key={from}
          title={t('stayAway')}
          className="absolute inset-y-0 border-x border-dashed border-current bg-white"
          style={{ left: leftOf(from) - left, width: leftOf(to) + strip.columnPx - leftOf(from) }}
        />
      ))}
      <span
        className={cx('sticky block w-max max-w-full truncate px-1 text-xs leading-[14px] font-bold', text)}
        style={{ left: strip.labelPx }}
      >
        {shape} {t('stay')} {stay.ward !== undefined && t('ward', { ward: stay.ward })}
      </span>
    </div>
  );
};
