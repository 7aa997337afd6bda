import { type CompactDates, useCompactDates } from '../daily-contents/compact-dates.ts';
import { useTexts } from '../text/texts.ts';
import type { Regimen } from './dose-changes.ts';
import type { Done, Supply } from './supply.ts';
import { texts } from './texts.ts';

const useTell = () => useTexts(texts);
type Tell = ReturnType<typeof useTell>;

const said = (words: readonly (string | false | undefined)[]): string[] =>
  words.filter((word) => typeof word === 'string');

type Written = { value: string; unit?: string | undefined };

/** A number and its unit as written; a space where both are Latin letters. */
export const quantityText = ({ value, unit = '' }: Written): string =>
  `${value}${/^[a-z%]/i.test(unit) ? ' ' : ''}${unit}`;

const regimenOf = (t: Tell, { dose, daily, usage }: Regimen): string[] =>
  said([
    dose && t('dose', { quantity: quantityText(dose) }),
    daily && t('daily', { quantity: quantityText(daily) }),
    usage,
  ]);

const linesOf = (t: Tell, supply: Supply): string[] => {
  const { rate, route, days, times, total } = supply;
  return [
    ...regimenOf(t, supply),
    ...said([
      route,
      rate && t('rate', { quantity: quantityText(rate) }),
      days !== undefined && t('days', { count: days }),
      times !== undefined && t('times', { count: times }),
      total && t('total', { quantity: quantityText(total) }),
    ]),
  ];
};

const periodOf = (t: Tell, dates: CompactDates, { from, until, form }: Supply): string => {
  if (until === undefined) return t(form === 'injection' ? 'fromEnded' : 'from', { from: dates.day(from) });
  if (until === from) return t('on', { from: dates.day(from) });
  return t('until', { from: dates.day(from), until: dates.day(until) });
};

const givenOf = (t: Tell, done: readonly Done[]): string[] => {
  const count = (isGiven: boolean | undefined): number => done.filter(({ given }) => given === isGiven).length;
  const [given, refused, unsaid] = [count(true), count(false), count(undefined)];
  return said([
    given > 0 && (given === 1 ? t('given') : t('givenOf', { count: given })),
    refused > 0 && (refused === 1 ? t('notGiven') : t('notGivenOf', { count: refused })),
    unsaid > 0 && t('givenUnsaid'),
  ]);
};

/** What is on record of a supply: ordered, dispensed or given. Nothing is said to be done that nobody recorded as done. */
const recordsOf = (t: Tell, { order, done, form, dispensing, isOtherDone }: Supply): string[] => {
  if (done.length === 0)
    return said([t(dispensing === 'outside' ? 'outside' : 'onlyOrdered'), isOtherDone && t('otherDone')]);
  const words =
    form === 'injection' ? givenOf(t, done) : [done.length === 1 ? t('done') : t('doneOf', { count: done.length })];
  return order ? [t('ordered'), ...words] : [...words, t('onlyDone')];
};

/** Words for supplies, in the person's language; each part by itself, to be put side by side. */
export const useSupplyWords = () => {
  const t = useTell();
  const dates = useCompactDates();
  return {
    lines: (supply: Supply) => linesOf(t, supply),
    regimen: (regimens: readonly Regimen[]) => regimens.map((one) => regimenOf(t, one).join(' ')).join(' + '),
    period: (supply: Supply) => periodOf(t, dates, supply),
    records: (supply: Supply) => recordsOf(t, supply),
  };
};
