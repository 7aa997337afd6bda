import { useEffect, useState } from 'react';
import { readTimeline } from '../../../schemas/operations/timeline.ts';
import type { PatientId } from '../../../schemas/primitives.ts';
import { useAsk } from '../../api/ask.ts';
import { todayJst, useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import { ProblemView, ProgressBar } from '../../ui/states.tsx';
import { useFacilities, useNames } from '../facility-list.ts';
import type { RefreshRequest } from './latest-page.tsx';
import { texts } from './texts.ts';

/**
 * Only the calendar's answer says when a facility's data came. Each question is a look and stays in the patient's access log, so it is asked
 * sparingly: one day, one entry, every 15 seconds, for five minutes, and not while the tab is hidden (the query library stops then).
 */
const EVERY_MS = 15_000;
const AT_MOST_MS = 300_000;

type ArrivalsProps = { patientId: PatientId; requests: readonly RefreshRequest[] };

/** Which facilities have sent since they were asked. */
export const Arrivals = ({ patientId, requests }: ArrivalsProps) => {
  const t = useTexts(texts);
  const dates = useDates();
  const nameOf = useNames(useFacilities().data);
  const [isOver, setOver] = useState(false);
  const [isComplete, setComplete] = useState(false);
  const today = todayJst();
  const { data, error } = useAsk(
    readTimeline,
    { params: { patientId }, query: { from: today, to: today, limit: 1 } },
    isOver || isComplete ? {} : { everyMs: EVERY_MS },
  );
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), AT_MOST_MS);
    return () => clearTimeout(timer);
  }, []);
  const lines = requests.map(({ facilityId, requestedAt }) => {
    const fetchedAt = data?.facilities.find((facility) => facility.facilityId === facilityId)?.fetchedAt;
    return { facilityId, requestedAt, fetchedAt, isThere: fetchedAt !== undefined && fetchedAt >= requestedAt };
  });
  const done = lines.filter(({ isThere }) => isThere).length;
  const isAll = done === lines.length;
  useEffect(() => setComplete(isAll), [isAll]);
  return (
    <div className="flex flex-col gap-3">
      <ProgressBar label={t('progress', { done, all: lines.length })} done={done / lines.length} />
      <ul className="flex flex-col divide-y divide-solid-gray-200">
        {lines.map(({ facilityId, requestedAt, fetchedAt, isThere }) => (
          <li key={facilityId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
            <span className="min-w-40 font-bold">{nameOf(facilityId)}</span>
            <Badge tone={isThere ? 'success' : 'info'}>{t(isThere ? 'arrived' : 'waiting')}</Badge>
            <span className="text-sm">{t('requested', { at: dates.instant(requestedAt) })}</span>
            {data && (
              <span className="text-sm">
                {fetchedAt ? t('fetched', { at: dates.instant(fetchedAt) }) : t('notFetched')}
              </span>
            )}
          </li>
        ))}
      </ul>
      {error ? (
        <ProblemView error={error} />
      ) : (
        !isAll && <p className="text-sm text-solid-gray-700">{t(isOver ? 'watchedOut' : 'watching')}</p>
      )}
    </div>
  );
};
