import type { Demographics, DemographicsInput } from '../../schemas/person.ts';
import { faultAt, ProblemError } from '../edge/index.ts';
import { parseJapaneseDate } from '../names/index.ts';

const WHY = {
  format: {
    ja: '日付として読めません（例: 1937-03-04、昭和12年3月4日、S12.3.4）。',
    en: 'Not readable as a date (e.g. 1937-03-04, S12.3.4).',
  },
  impossible: { ja: '存在しない日付です。', en: 'No such date exists.' },
  era: { ja: '元号の期間外の日付です。', en: 'The date lies outside the era.' },
} as const;

/** A day as a person types it, western or wareki, in any width. Throws IMPOSSIBLE_DATE at `pointer`. */
export const typedDay = (text: string, pointer: string): string => {
  const parsed = parseJapaneseDate(text);
  if (parsed.ok) return parsed.date;
  throw new ProblemError('IMPOSSIBLE_DATE', { errors: [faultAt(pointer, parsed.reason, WHY[parsed.reason])] });
};

/** A birth date: no later than today. */
export const typedBirthDate = (text: string, at: { pointer: string; today: string }): string => {
  const day = typedDay(text, at.pointer);
  if (day <= at.today) return day;
  const says = { ja: '生年月日が未来の日付です。', en: 'The birth date lies in the future.' };
  throw new ProblemError('IMPOSSIBLE_DATE', { errors: [faultAt(at.pointer, 'future', says)] });
};

/** Demographics as they will be kept: names as entered, the birth date as a day. */
export const typedDemographics = (input: DemographicsInput, today: string): Demographics => ({
  ...input,
  birthDate: typedBirthDate(input.birthDate, { pointer: '/body/demographics/birthDate', today }),
});
