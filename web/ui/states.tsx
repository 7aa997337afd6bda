import type { ReactNode } from 'react';
import { codeOf, ProblemError } from '../api/problem-error.ts';
import { useLanguage, useTexts } from '../text/texts.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { texts } from './texts.ts';

/** Grey bars where lines will stand; tells screen readers that something is loading. */
export const Skeleton = ({ lines = 3 }: { lines?: number }) => {
  const t = useTexts(texts);
  return (
    <div role="status" className="flex flex-col gap-3 py-2">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} aria-hidden="true" className="skeleton h-6" />
      ))}
    </div>
  );
};

/** Nothing is here, said in words; with what to do next. */
export const Empty = ({ children }: { children: ReactNode }) => (
  <div className="rounded-8 border border-dashed border-solid-gray-420 p-6 text-center text-solid-gray-800">
    {children}
  </div>
);

type SaidReason = { id?: string; ja: string; en: string };

/** What went wrong, why, and what to do: the API's own sentence, the rules' reasons, and a button to try again where that can help. */
export const ProblemView = ({ error, retry }: { error: unknown; retry?: () => unknown }) => {
  const t = useTexts(texts);
  const language = useLanguage();
  const problem = error instanceof ProblemError ? error.problem : undefined;
  const reasons = (problem?.['reasons'] ?? []) as SaidReason[];
  const seconds = error instanceof ProblemError ? error.retryAfterSeconds : undefined;
  const title = problem ? (language === 'ja' ? problem.title : problem.titleEn) : t('offlineTitle');
  const canRetry = retry && (!problem || problem.status >= 500 || problem.status === 409 || problem.status === 429);
  return (
    <Notice tone="danger" isUrgent title={title}>
      {codeOf(error) === 'OFFLINE' && <p>{t('offline')}</p>}
      {problem?.errors !== undefined && problem.errors.length > 0 && (
        <ul className="list-disc pl-5">
          {problem.errors.map((field) => (
            <li key={`${field.pointer}${field.code}`}>{language === 'ja' ? field.message : field.messageEn}</li>
          ))}
        </ul>
      )}
      {reasons.length > 0 && (
        <ul className="list-disc pl-5" aria-label={t('reasons')}>
          {reasons.map((reason) => (
            <li key={`${reason.id}${reason.ja}`}>
              {reason[language]}
              {reason.id !== undefined && <span className="ml-2 text-sm text-solid-gray-700">{reason.id}</span>}
            </li>
          ))}
        </ul>
      )}
      {problem?.because !== undefined && reasons.length === 0 && (
        <p className="text-sm">
          {t('rules')}: {problem.because.join(', ')}
        </p>
      )}
      {seconds !== undefined && <p>{t('again', { seconds })}</p>}
      {problem?.requestId !== undefined && problem.status >= 500 && (
        <p className="text-sm">
          {t('request')}: {problem.requestId}
        </p>
      )}
      {canRetry && (
        <div>
          <Button variant="secondary" size="sm" onClick={() => void retry()}>
            {t('retry')}
          </Button>
        </div>
      )}
    </Notice>
  );
};

type AskedProps<T> = {
  asked: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  lines?: number;
  children: (data: T) => ReactNode;
};

/** One question's three faces: loading, failed (with a retry), answered. What was answered before stays under a later failure's notice. */
export const Asked = <T,>({ asked: { data, error, isPending, refetch }, lines, children }: AskedProps<T>) => (
  <>
    {error ? <ProblemView error={error} retry={refetch} /> : null}
    {isPending && <Skeleton {...(lines !== undefined && { lines })} />}
    {data !== undefined && children(data)}
  </>
);

type PagedProps = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** The button under a list that goes on. */
export const More = ({ asked: { hasNextPage, isFetchingNextPage, fetchNextPage } }: { asked: PagedProps }) => {
  const t = useTexts(texts);
  if (!hasNextPage) return undefined;
  return (
    <div className="flex justify-center pt-3">
      <Button variant="secondary" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t('more')}
      </Button>
    </div>
  );
};

/** Long work: how far it is, from 0 to 1; undefined where nobody knows. */
export const ProgressBar = ({ label, done }: { label: string; done?: number | undefined }) => {
  const t = useTexts(texts);
  const percent = done === undefined ? undefined : Math.round(done * 100);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between text-sm">
        <span>{label}</span>
        {percent !== undefined && <span>{t('progress', { percent })}</span>}
      </div>
      <progress
        aria-label={label}
        max={100}
        {...(percent !== undefined && { value: percent })}
        className="h-2 w-full accent-blue-900"
      />
    </div>
  );
};
