import { queryOptions, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readContents, readEmsContents } from '../../../schemas/operations/timeline.ts';
import { ask } from '../../api/ask.ts';
import type { Look } from '../../contents/look.ts';
import { type EncounterEvent, lanesOf, type Stay, staysOf } from '../calendar/stays.ts';

type Read = { from: string; to: string; events: EncounterEvent[] };
type Page = Awaited<ReturnType<typeof askPage>>;

const askPage = async (
  look: Look,
  year: string,
  { cursor, signal }: { cursor?: string | undefined; signal: AbortSignal },
) => {
  const more = cursor === undefined ? {} : { cursor };
  if (look.by === 'grant') {
    const query = { types: 'encounter', ...more };
    return (await ask(readEmsContents, { params: { grantId: look.grantId }, query }, { signal })).body;
  }
  const query = { types: 'encounter', from: `${year}-01-01`, to: `${year}-12-31`, ...more };
  return (await ask(readContents, { params: { patientId: look.patientId }, query }, { signal })).body;
};

const eventsOf = ({ items }: Page): EncounterEvent[] =>
  items.flatMap(({ documentId, facilityId, day, content }) =>
    content?.kind === 'encounter' && content.event !== 'outpatientReception' && content.event !== 'doctorChange'
      ? [{ ...content, documentId, facilityId, day }]
      : [],
  );

/** Admissions, leaves, transfers and discharges of a year; through a grant, of its window. */
const encountersQuery = (look: Look, year: string) => {
  const id = look.by === 'grant' ? look.grantId : look.patientId;
  const operation = look.by === 'grant' ? readEmsContents : readContents;
  return queryOptions({
    queryKey: [operation.id, { params: { [look.by]: id }, query: { types: 'encounter', year } }, 'all'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Read> => {
      let page = await askPage(look, year, { signal });
      const read = { from: page.from, to: page.to, events: eventsOf(page) };
      while (page.cursor !== undefined) {
        page = await askPage(look, year, { cursor: page.cursor, signal });
        read.events.push(...eventsOf(page));
      }
      return read;
    },
  });
};

/**
 * Years whose encounters are needed to draw the stays of some months: one before and one after, since a stay may have begun or end there; a grant
 * has but its window.
 */
const yearsFor = (look: Look, months: readonly string[], today: string): string[] => {
  const [from, to] = [months[0], months.at(-1)];
  if (from === undefined || to === undefined) return [];
  if (look.by === 'grant') return ['window'];
  const yearOf = (text: string): number => Number(text.slice(0, 4));
  const first = yearOf(from) - 1;
  const last = Math.max(Math.min(yearOf(to) + 1, yearOf(today)), first);
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
};

export type Stays = {
  stays: readonly (Stay & { lane: number })[];
  /** Why none could be read: no band is then no stay that is not there. */
  error?: unknown;
};
const NONE: Stays = { stays: [] };

/** The stays in hospital around some months, each in its lane. None while they are loading, and where encounters are not disclosed. */
export const useStays = (look: Look, months: readonly string[], today: string): Stays => {
  const read = useQueries({
    queries: yearsFor(look, months, today).map((year) => encountersQuery(look, year)),
    combine: (answers) => ({
      data: answers.map(({ data }) => data),
      error: answers.find(({ error }) => error)?.error,
    }),
  });
  return useMemo(() => {
    const years = read.data.filter((year) => year !== undefined);
    const [first, last] = [years[0], years.at(-1)];
    // A year that is missing between would make one stay of two.
    if (!first || !last || years.length < read.data.length) return read.error ? { ...NONE, error: read.error } : NONE;
    const to = last.to < today ? last.to : today;
    const events = years.flatMap((year) => year.events);
    return { stays: lanesOf(staysOf(events, { from: first.from, to })) };
  }, [read, today]);
};
