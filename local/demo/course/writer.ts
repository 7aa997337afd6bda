import type { Trends } from '../clinical/trends.ts';
import type { Chart } from '../hl7/chart.ts';
import { type Moment, secondDigits } from '../hl7/moments.ts';
import type { StoredMessage } from '../hl7/stored-message.ts';
import type { DemoPerson } from '../people/person.ts';
import { type Chances, digestOf } from '../random.ts';

/** What the messages of one patient at one hospital are made with. */
export type Scribe = {
  chart: Chart;
  person: DemoPerson;
  chances: Chances;
  trends: Trends;
  referenceDay: string;
  /** 15 digits, of the order's day and what the order is: the same at every run. */
  orderNumber: (moment: Moment, what: string) => string;
  /** 17 digits: the moment, with milliseconds of its own. */
  stamp: (moment: Moment, what: string) => string;
};

const digitsOf = (text: string, count: number): string =>
  String(digestOf(text).readUInt32BE(0) % 10 ** count).padStart(count, '0');

export const createScribe = (
  given: Pick<Scribe, 'chart' | 'person' | 'chances' | 'trends' | 'referenceDay'>,
): Scribe => {
  const own = `${given.chart.hospital.facilityId}/${given.person.key}`;
  return {
    ...given,
    orderNumber: (moment, what) => `${moment.day.replaceAll('-', '')}${digitsOf(`${own}/${what}/${moment.minute}`, 7)}`,
    stamp: (moment, what) => `${secondDigits(moment)}${digitsOf(`${own}/stamp/${what}`, 3)}`,
  };
};

/** An order written anew keeps its number: the earlier file stays with flag 2 (SS-MIX2 v1.2, condition flag). */
export const superseded = (before: StoredMessage, now: StoredMessage): StoredMessage[] => [
  { ...before, flag: '2' },
  now,
];

/** A struck order stays as a file with flag 0. */
export const deleted = (message: StoredMessage): StoredMessage[] => [{ ...message, flag: '0' }];
