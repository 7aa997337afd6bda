import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { readPatient } from '../../schemas/operations/registration.ts';
import { useAsk } from '../api/ask.ts';
import { codeOf } from '../api/problem-error.ts';
import { useMe } from '../app/me.ts';
import type { Look } from '../contents/look.ts';
import { useTexts } from '../text/texts.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemView } from '../ui/states.tsx';
import type { Ending } from './ending.ts';
import { forgetLook } from './look-watch.ts';
import { texts } from './texts.ts';

type ClosedProps = { look: Look; ending: Ending; onReopen: () => void };

/** In place of a chart whose right has ended: nothing of it is left in the page's memory; why, and what can be done. */
export const ClosedLook = ({ look, ending, onReopen }: ClosedProps) => {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const top = useRef<HTMLDivElement>(null);
  const [isForgotten, setForgotten] = useState(false);
  useEffect(() => {
    // What the chart had asked is gone before anything is asked anew: an answer of before must not explain what came after.
    forgetLook(queries, look);
    setForgotten(true);
    top.current?.focus();
  }, [queries, look]);
  return (
    <Page title={t('closedTitle')}>
      <div ref={top} tabIndex={-1} className="flex flex-col gap-4 outline-none">
        <Notice tone="warning" isUrgent title={t('closedBody')}>
          {look.by === 'grant' && <p>{t('closedGrant')}</p>}
          {look.by === 'patient' && isForgotten && <WhyPatient patientId={look.patientId} closed={ending.closed} />}
        </Notice>
        {isTelling(ending.error) && <ProblemView error={ending.error} />}
        <div className="flex flex-wrap gap-2">
          <Button onClick={onReopen}>{t('reopen')}</Button>
          {look.by === 'patient' ? (
            <ButtonLink variant="secondary" href={`/patients/${look.patientId}`}>
              {t('toPatient')}
            </ButtonLink>
          ) : (
            <>
              <ButtonLink variant="secondary" href="/emergency">
                {t('toEmergency')}
              </ButtonLink>
              <ButtonLink variant="secondary" href="/obligations">
                {t('toObligations')}
              </ButtonLink>
            </>
          )}
          <ButtonLink variant="quiet" href="/">
            {t('toHome')}
          </ButtonLink>
        </div>
      </div>
    </Page>
  );
};

/** "Not found" says nothing to a person who saw the thing a moment ago. */
const isTelling = (error: unknown): boolean => error !== undefined && codeOf(error) !== 'NOT_FOUND';

/** What the network still tells about the patient's consent and links, asked anew. */
const WhyPatient = ({ patientId, closed }: { patientId: string; closed: readonly string[] }) => {
  const t = useTexts(texts);
  const { facility } = useMe();
  const { data, isPending } = useAsk(readPatient, { params: { patientId } });
  if (isPending) return undefined;
  const patient = data?.patient;
  const hasOwnLink = patient?.links.some(
    (link) => link.facilityId === facility.facilityId && link.state === 'verified',
  );
  const reasons = [
    patient?.consent.state === 'withdrawn' && t('closedWithdrawn'),
    patient?.consent.state === 'none' && t('closedNoConsent'),
    patient && !hasOwnLink && t('closedNoLink'),
  ].filter((reason) => typeof reason === 'string');
  return (
    <>
      {reasons.map((reason) => (
        <p key={reason} className="font-bold">
          {reason}
        </p>
      ))}
      {closed.length > 0 && (
        <div>
          <p>{t('closedFacilities')}</p>
          <ul className="list-disc pl-5">
            {closed.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </div>
      )}
      {reasons.length === 0 && closed.length === 0 && <p>{t('closedUnsaid')}</p>}
    </>
  );
};
