import { useDates } from '../text/dates.ts';

/** A source's time, as precise as it was: a day, or a day with the time of day (JST). */
export const useLocalTime = (): ((time: string) => string) => {
  const dates = useDates();
  return (time) => {
    const [day = '', clock] = time.split('T');
    return clock === undefined ? dates.day(day) : `${dates.day(day)} ${clock}`;
  };
};
