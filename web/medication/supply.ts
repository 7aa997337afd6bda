import type { Coded } from '../../schemas/content.ts';
import type { ContentOf } from '../daily-contents/documents.ts';

export type Form = 'prescription' | 'injection';
export type PrescriptionItem = ContentOf<'prescription'>['items'][number];
export type InjectionItem = ContentOf<'injection'>['items'][number];
type Quantity = NonNullable<PrescriptionItem['dose']>;

/** A record that a drug was handed out or given. `given` only where the source said so: not said is not given. */
export type Done = {
  documentId: string;
  title: string;
  on: string;
  amount?: Quantity;
  given?: boolean;
  comments: readonly string[];
};

/**
 * One drug of one order (指示), with what was done of it (実施), or what was done without an order that we know of. Drawn as one bar. Quantities
 * stand as written.
 */
export type Supply = {
  /** Stable within one reading. */
  key: string;
  form: Form;
  facilityId: string;
  drug: Coded;
  /** First day, JST. */
  from: string;
  /** Last day, included. Absent: nobody said how long it lasts. */
  until?: string;
  /** As precise as the source was. */
  startAt?: string;
  endAt?: string;
  days?: number;
  times?: number;
  dose?: Quantity;
  daily?: Quantity;
  total?: Quantity;
  rate?: Quantity;
  usage?: string;
  route?: string;
  group?: string;
  orderNumber?: string;
  department?: string;
  setting?: ContentOf<'prescription'>['setting'];
  dispensing?: ContentOf<'prescription'>['dispensing'];
  comments: readonly string[];
  order?: { documentId: string; title: string; day: string };
  done: readonly Done[];
  /** Another drug of the same order was handed out or given, and this one was not: perhaps that one took its place. */
  isOtherDone?: boolean;
};

/** Whether the record says that it was handed out or given. An injection that was refused, or of which nobody said so, was not. */
export const isOnRecord = ({ form, done }: Pick<Supply, 'form' | 'done'>): boolean =>
  form === 'injection' ? done.some(({ given }) => given === true) : done.length > 0;

/** Where a supply stands on a day, by what was written alone: nobody knows here whether the patient takes it. */
export type Standing = 'current' | 'planned' | 'unknown' | 'past';

/** A supply of unknown length (頓用, 外用) is taken to be possible for so many days, as the calendar of an emergency access does. */
const UNKNOWN_SUPPLY_DAYS = 31;
const DAY_MS = 86_400_000;
const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

export const standingOn = ({ from, until }: Pick<Supply, 'from' | 'until'>, today: string): Standing => {
  if (from > today) return 'planned';
  if (until !== undefined) return until >= today ? 'current' : 'past';
  return daysFrom(from, today) <= UNKNOWN_SUPPLY_DAYS ? 'unknown' : 'past';
};

/** Days left on a day, that day included; undefined where it is not current or its length is unknown. */
export const daysLeft = ({ from, until }: Pick<Supply, 'from' | 'until'>, today: string): number | undefined =>
  until === undefined || from > today || until < today ? undefined : daysFrom(today, until) + 1;
