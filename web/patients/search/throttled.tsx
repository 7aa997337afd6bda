import { useEffect, useState } from 'react';
import { ProblemError } from '../../api/problem-error.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { texts } from './texts.ts';
import { waitUntil } from './wait-until.ts';

/** Too many searches: says when the next one is possible, counts down, and then offers it. */
export const Throttled = ({ error, retry }: { error: unknown; retry?: () => unknown }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const told = error instanceof ProblemError ? error.retryAfterSeconds : undefined;
  const [until] = useState(() => waitUntil(Date.now(), told));
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  return (
    <Notice tone="warning" isUrgent title={t('throttled')}>
      {left > 0 ? (
        <p aria-live="off">
          {t('throttledUntil', {
            time: dates.instant(new Date(until).toISOString()),
            minutes: Math.floor(left / 60),
            seconds: left % 60,
          })}
        </p>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <p>{t('throttledOver')}</p>
          {retry && (
            <Button size="sm" onClick={() => void retry()}>
              {t('retry')}
            </Button>
          )}
        </div>
      )}
    </Notice>
  );
};
