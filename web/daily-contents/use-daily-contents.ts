import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { daysBetween } from '../../layers/names/index.ts';
import type { DailyType } from '../../schemas/content-types.ts';
import { readContents, readEmsContents } from '../../schemas/operations/timeline.ts';
import { ask } from '../api/ask.ts';
import { isClosed } from '../api/problem-error.ts';
import type { Look } from '../contents/look.ts';
import type { DocumentContents } from './documents.ts';
import type { Span } from './spans.ts';

type Page = { from: string; to: string; items: DocumentContents[]; cursor?: string };
type Place = { span: number; cursor?: string };
const FIRST: Place = { span: 0 };

export type DailyContents = {
  /** What has come so far, newest first. Empty once the right to look has ended. */
  items: readonly DocumentContents[];
  /** From 0 to 1: how much of the days is read. */
  done: number;
  isComplete: boolean;
  error: unknown;
  retry: () => void;
  /** The days that the answers cover; absent before the first. */
  covered: Span | undefined;
};

type Asked = { look: Look; types: readonly DailyType[]; spans: readonly Span[] };

/** All pages of all days, one after the other, each shown as it comes. Through a grant the network chooses the days; `spans` is not asked then. */
export const useDailyContents = ({ look, types, spans }: Asked): DailyContents => {
  const operation = look.by === 'patient' ? readContents : readEmsContents;
  const asked = useInfiniteQuery({
    queryKey: [operation.id, look, types, look.by === 'patient' ? spans : [], 'all'],
    initialPageParam: FIRST,
    queryFn: ({ pageParam, signal }) => askPage({ look, types, spans }, pageParam, signal),
    getNextPageParam: ({ cursor }, _pages, { span }): Place | undefined => {
      if (cursor !== undefined) return { span, cursor };
      return look.by === 'patient' && span + 1 < spans.length ? { span: span + 1 } : undefined;
    },
  });
  const { data, error, hasNextPage, isFetching, isPending, fetchNextPage, refetch } = asked;
  useEffect(() => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);

  const hasEnded = isClosed(error);
  const pages = useMemo(() => (hasEnded ? [] : (data?.pages ?? [])), [data, hasEnded]);
  const items = useMemo(() => pages.flatMap((page) => page.items), [pages]);
  const [first, last] = [pages[0], pages.at(-1)];
  const isComplete = !isPending && !error && !hasNextPage;
  return {
    items,
    done: isComplete ? 1 : doneOf(pages, look.by === 'patient' ? spans.at(-1) : last),
    isComplete,
    error: error ?? undefined,
    retry: () => void (data && hasNextPage ? fetchNextPage() : refetch()),
    covered: first && last && { from: last.from, to: first.to },
  };
};

const askPage = async ({ look, types, spans }: Asked, { span, cursor }: Place, signal: AbortSignal): Promise<Page> => {
  const query = { types: types.join(','), ...(cursor !== undefined && { cursor }) };
  const answer =
    look.by === 'patient'
      ? await ask(
          readContents,
          { params: { patientId: look.patientId }, query: { ...query, ...spans[span] } },
          { signal },
        )
      : await ask(readEmsContents, { params: { grantId: look.grantId }, query }, { signal });
  return answer.body;
};

/** Newest day first: the last document's day says how far it is. */
const doneOf = (pages: readonly Page[], oldest: Pick<Span, 'from'> | undefined): number => {
  const [first, last] = [pages[0], pages.at(-1)];
  if (!first || !last || !oldest) return 0;
  const reached = last.items.at(-1)?.day ?? last.from;
  const all = daysBetween({ from: oldest.from, to: first.to });
  return all <= 0 ? 0 : Math.min(1, Math.max(0, daysBetween({ from: reached, to: first.to }) / all));
};
