import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutputOf } from '../../schemas/operation.ts';
import { refreshPatient } from '../../schemas/operations/registration.ts';
import { readTimeline } from '../../schemas/operations/timeline.ts';
import { useAct } from '../api/act.ts';
import { useDates } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemView } from '../ui/states.tsx';
import { useLookFailure } from './ending.ts';
import { namesPatient } from './record/timeline-queries.ts';
import { texts } from './texts.ts';
import type { TimelineFacility } from './timeline-facility.ts';

type RefreshProps = { patientId: string; facilities: readonly TimelineFacility[] };

/** Asks the facilities for their latest data, and says whom and when. What comes is shown by itself. */
export const Refresh = ({ patientId, facilities }: RefreshProps) => {
  const t = useTexts(texts);
  const dates = useDates();
  const queries = useQueryClient();
  const reportFailure = useLookFailure();
  const [asked, setAsked] = useState<OutputOf<typeof refreshPatient>['requests']>();
  const act = useAct(refreshPatient, {
    onDone: async ({ requests }) => {
      setAsked(requests);
      // The counts say when each facility was asked and has answered; the entries are read anew when something has come.
      await queries.invalidateQueries({
        predicate: ({ queryKey }) =>
          queryKey[0] === readTimeline.id && queryKey.at(-1) !== 'all' && namesPatient(queryKey, patientId),
      });
    },
  });
  const nameOf = (id: string): string => facilities.find(({ facilityId }) => facilityId === id)?.name ?? id;
  return (
    <>
      <Button
        variant="secondary"
        size="sm"
        isBusy={act.isPending}
        onClick={() => act.mutate({ params: { patientId }, body: {} }, { onError: reportFailure })}
      >
        {t('refresh')}
      </Button>
      <div role="status" className="empty:hidden basis-full">
        {act.error ? <ProblemView error={act.error} /> : undefined}
        {asked && (
          <Notice
            tone={asked.length > 0 ? 'success' : 'warning'}
            title={t(asked.length > 0 ? 'refreshed' : 'refreshedNobody')}
          >
            {asked.length > 0 && (
              <ul className="flex flex-wrap gap-x-4">
                {asked.map(({ requestId, facilityId, requestedAt }) => (
                  <li key={requestId}>
                    {t('refreshedAt', { name: nameOf(facilityId), at: dates.instant(requestedAt) })}
                  </li>
                ))}
              </ul>
            )}
          </Notice>
        )}
      </div>
    </>
  );
};
