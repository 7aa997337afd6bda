import { useState } from 'react';
import type { Look } from '../../contents/look.ts';
import { todayJst } from '../../text/dates.ts';
import { Skeleton } from '../../ui/states.tsx';
import type { ChartRecord } from '../record/chart-record.ts';
import { type Filter, NO_FILTER } from './cells.ts';
import { FacilityStates } from './facility-states.tsx';
import { OpenCalendar } from './open-calendar.tsx';
import { useOpeningDay } from './use-opening-day.ts';

type CalendarProps = { look: Look; record: ChartRecord };

/** Days across, contents down, all facilities: opens at the last day with contents. */
export const Calendar = ({ look, record }: CalendarProps) => {
  const [today] = useState(todayJst);
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [opening, setOpening] = useState<string>();
  const found = useOpeningDay(record, today);
  // Where it opened is where it stays: what comes later does not carry the reader away.
  if (opening === undefined && found !== undefined) setOpening(found);
  const day = opening ?? found;
  return (
    <>
      <FacilityStates facilities={record.facilities} filter={filter} onFilter={setFilter} />
      {day === undefined ? (
        <Skeleton lines={8} />
      ) : (
        <OpenCalendar look={look} record={record} today={today} openingDay={day} filter={filter} onFilter={setFilter} />
      )}
    </>
  );
};
