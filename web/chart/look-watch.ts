import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { readEmsTimeline, readTimeline } from '../../schemas/operations/timeline.ts';
import { ask } from '../api/ask.ts';
import { codeOf, isClosed } from '../api/problem-error.ts';
import type { Look } from '../contents/look.ts';
import type { Ending } from './ending.ts';
import { type Access, accessOf, narrowed } from './record/access.ts';
import { namesPatient } from './record/timeline-queries.ts';
import type { TimelineFacility } from './timeline-facility.ts';

export const idOf = (look: Look): string => (look.by === 'patient' ? look.patientId : look.grantId);

const isTimeline = ({ queryKey }: Query): boolean =>
  queryKey[0] === readTimeline.id || queryKey[0] === readEmsTimeline.id;

/** What stands about the facilities in whatever answer of a timeline that was not asked for some of them only. */
const facilitiesIn = ({ queryKey, state }: Query): readonly TimelineFacility[] | undefined => {
  const input = queryKey[1] as { query?: { facilities?: string } } | undefined;
  if (input?.query?.facilities !== undefined) return undefined;
  const data = state.data as { facilities?: TimelineFacility[]; facility?: TimelineFacility } | undefined;
  return data?.facilities ?? (data?.facility && [data.facility]);
};

const askTimeline = async (look: Look): Promise<readonly TimelineFacility[]> => {
  if (look.by === 'patient') {
    const input = { params: { patientId: look.patientId }, query: { limit: 1 } };
    return (await ask(readTimeline, input)).body.facilities;
  }
  return [(await ask(readEmsTimeline, { params: { grantId: look.grantId }, query: { limit: 1 } })).body.facility];
};

/** Forgets everything that was asked by a look. */
export const forgetLook = (queries: QueryClient, look: Look): void => {
  const predicate = ({ queryKey }: Query): boolean => namesPatient(queryKey, idOf(look));
  void queries.cancelQueries({ predicate });
  queries.removeQueries({ predicate });
};

type Watch = {
  /** A refusal is being looked into: nothing of the record is shown meanwhile. */
  isChecking: boolean;
  report: (error: unknown) => void;
};

/**
 * Whether the right to look is still there, told by every answer that comes: a timeline that is refused ends the look, and so does one that opens
 * less than one before. A refusal of something smaller (a document that is gone, a deed that is not this person's) ends nothing by itself: a fresh
 * timeline says whether the right has gone with it.
 */
export const useLookWatch = (look: Look, onEnd: (ending: Ending) => void): Watch => {
  const queries = useQueryClient();
  const access = useRef<Access | undefined>(undefined);
  const [isChecking, setChecking] = useState(false);
  const end = useRef(onEnd);
  end.current = onEnd;

  const take = useCallback((facilities: readonly TimelineFacility[]): string[] => {
    const next = accessOf(facilities);
    const closed = access.current ? narrowed(access.current, next) : [];
    access.current = next;
    return closed;
  }, []);

  const check = useCallback(
    async (error: unknown) => {
      setChecking(true);
      try {
        const closed = take(await askTimeline(look));
        if (closed.length > 0) end.current({ error, closed });
      } catch (second) {
        // Whoever cannot be asked cannot say that the right still stands.
        end.current({ error: second, closed: [] });
      } finally {
        setChecking(false);
      }
    },
    [look, take],
  );

  const report = useCallback(
    (error: unknown) => {
      if (isClosed(error)) void check(error);
    },
    [check],
  );

  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || !namesPatient(event.query.queryKey, idOf(look))) return;
        if (event.action.type === 'error' && isClosed(event.action.error)) {
          const { error } = event.action;
          if (isTimeline(event.query) || codeOf(error) === 'EMS_GRANT_OVER') end.current({ error, closed: [] });
          else void check(error);
        }
        const said = event.action.type === 'success' && isTimeline(event.query) ? facilitiesIn(event.query) : undefined;
        const closed = said ? take(said) : [];
        if (closed.length > 0) end.current({ closed });
      }),
    [queries, look, take, check],
  );
  return useMemo(() => ({ isChecking, report }), [isChecking, report]);
};
