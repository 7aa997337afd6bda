import { useEffect, useState } from 'react';
import { ProblemError } from '../api/problem-error.ts';
import { waitUntil } from '../patients/search/wait-until.ts';
import { useTexts } from '../text/texts.ts';
import { Notice } from '../ui/notice.tsx';
import { texts } from './texts.ts';

const SECOND_MS = 1000;

/** Too many look-ups or name searches in this hour: in how many seconds it goes on, and what to do if it is urgent. */
export const Exhausted = ({ error }: { error: unknown }) => {
  const t = useTexts(texts);
  const told = error instanceof ProblemError ? error.retryAfterSeconds : undefined;
  const [until] = useState(() => waitUntil(Date.now(), told));
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / SECOND_MS));
  return (
    <Notice tone="danger" isUrgent title={t('problem.exhausted')}>
      <p aria-live="off">{seconds > 0 ? t('problem.again', { seconds }) : t('problem.againNow')}</p>
      <p>{t('problem.exhaustedBody')}</p>
    </Notice>
  );
};
