import { addDays } from '../../../layers/names/index.ts';

/** What the calendar needs of an encounter's content. */
export type EncounterEvent = {
  documentId: string;
  facilityId: string;
  day: string;
  event: 'outpatientReception' | 'admission' | 'leave' | 'returnFromLeave' | 'transfer' | 'discharge' | 'doctorChange';
  at?: string | undefined;
  ward?: string | undefined;
  department?: string | undefined;
};

/** A stay in hospital, whole days, both included. */
export type Stay = {
  facilityId: string;
  from: string;
  to: string;
  /** The admission is not among what was read: it began on `from` or before. */
  beganBefore: boolean;
  /** No discharge was read: it goes on, as far as anybody knows. */
  goesOn: boolean;
  ward?: string;
  department?: string;
  /** Days and nights away from the ward (外泊), whole days. */
  away: readonly { from: string; to: string }[];
  documents: readonly string[];
};

type Open = { -readonly [K in keyof Stay]: Stay[K] } & {
  away: { from: string; to: string }[];
  documents: string[];
  leftOn?: string | undefined;
};

const INSIDE: ReadonlySet<EncounterEvent['event']> = new Set(['leave', 'returnFromLeave', 'transfer', 'discharge']);

/**
 * Stays from admissions, leaves, transfers and discharges, of each facility for itself, oldest first. `known`: the days that were read; a stay
 * without an admission begins with it, one without a discharge ends with it.
 */
export const staysOf = (events: readonly EncounterEvent[], known: { from: string; to: string }): Stay[] => {
  const inOrder = events.toSorted((a, b) => compare(a.day, b.day) || compare(a.at ?? a.day, b.at ?? b.day));
  const open = new Map<string, Open>();
  const closed: Open[] = [];
  const end = (stay: Open): void => {
    open.delete(stay.facilityId);
    closed.push(stay);
  };
  for (const event of inOrder) {
    const current = open.get(event.facilityId);
    if (event.event === 'admission') {
      // An admission during a stay: its discharge was never sent. It ended by then.
      if (current) end({ ...current, to: event.day });
      open.set(event.facilityId, begun(event, { from: event.day, beganBefore: false, to: known.to }));
    } else if (INSIDE.has(event.event)) {
      const stay = current ?? begun(event, { from: known.from, beganBefore: true, to: known.to });
      open.set(event.facilityId, stay);
      follow(stay, event);
      if (event.event === 'discharge') end({ ...stay, to: event.day, goesOn: false });
    }
  }
  return [...closed, ...open.values()]
    .map(({ leftOn, ...stay }) => (leftOn === undefined ? stay : withLeave(stay, { leftOn, backOn: stay.to })))
    .toSorted((a, b) => compare(a.from, b.from) || compare(a.facilityId, b.facilityId));
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const begun = (event: EncounterEvent, span: Pick<Stay, 'from' | 'to' | 'beganBefore'>): Open => ({
  ...span,
  facilityId: event.facilityId,
  goesOn: true,
  away: [],
  documents: span.beganBefore ? [] : [event.documentId],
  ...(event.ward !== undefined && { ward: event.ward }),
  ...(event.department !== undefined && { department: event.department }),
});

const withLeave = <S extends Pick<Stay, 'away'>>(
  stay: S,
  { leftOn, backOn }: { leftOn: string; backOn: string },
): S => {
  // The day of leaving and the day of coming back were spent on the ward in part.
  const away = { from: addDays(leftOn, 1), to: addDays(backOn, -1) };
  return away.from > away.to ? stay : { ...stay, away: [...stay.away, away] };
};

const follow = (stay: Open, event: EncounterEvent): void => {
  stay.documents.push(event.documentId);
  if (event.event === 'transfer' && event.ward !== undefined) stay.ward = event.ward;
  if (event.event === 'leave') stay.leftOn = event.day;
  else if (event.event !== 'transfer' && stay.leftOn !== undefined) {
    stay.away = [...withLeave(stay, { leftOn: stay.leftOn, backOn: event.day }).away];
    stay.leftOn = undefined;
  }
};

/** Stays that overlap lie in different lanes, the earliest free one each; a day that ends one stay may begin the next in another lane. */
export const lanesOf = (stays: readonly Stay[]): (Stay & { lane: number })[] => {
  const busyUntil: string[] = [];
  return stays.map((stay) => {
    const free = busyUntil.findIndex((until) => until < stay.from);
    const lane = free === -1 ? busyUntil.length : free;
    busyUntil[lane] = stay.to;
    return { ...stay, lane };
  });
};
