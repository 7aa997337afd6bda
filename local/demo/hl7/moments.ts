import { addDays } from '../../../layers/names/index.ts';

/** A point of time of the demo: the JST day, and minutes after midnight. */
export type Moment = { day: string; minute: number };

const two = (number: number): string => String(number).padStart(2, '0');

/** `20260801` */
export const dayDigits = (day: string): string => day.replaceAll('-', '');

/** `202608011030`, as HL7 writes it. */
export const minuteDigits = ({ day, minute }: Moment): string =>
  `${dayDigits(day)}${two(Math.floor(minute / 60))}${two(minute % 60)}`;

/** `20260801103000` */
export const secondDigits = (moment: Moment): string => `${minuteDigits(moment)}00`;

/** Later by minutes; midnight is crossed. */
export const later = ({ day, minute }: Moment, minutes: number): Moment => {
  const total = minute + minutes;
  return { day: addDays(day, Math.floor(total / 1440)), minute: ((total % 1440) + 1440) % 1440 };
};
