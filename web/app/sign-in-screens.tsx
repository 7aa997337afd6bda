import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ProblemError } from '../api/problem-error.ts';
import { completeSignIn, goToSignIn } from '../session/session.ts';
import { setLanguage, useLanguage, useSay, useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { navigate } from './location.ts';
import { texts } from './texts.ts';

/** Where a second tab ends up that only signed in for the first. */
const SIGNED_IN = '/sign-in#done';

const Frame = ({ children }: { children: ReactNode }) => {
  const t = useTexts(texts);
  const language = useLanguage();
  return (
    <main className="mx-auto flex min-h-screen max-w-md flex-col justify-center gap-6 p-6">
      <div className="flex items-baseline justify-between">
        <h1 className="text-3xl font-bold text-blue-900">{t('name')}</h1>
        <Button
          variant="quiet"
          size="sm"
          lang={language === 'ja' ? 'en' : 'ja'}
          onClick={() => setLanguage(language === 'ja' ? 'en' : 'ja')}
        >
          {t('language')}
        </Button>
      </div>
      {children}
    </main>
  );
};

export const SignInPage = () => {
  const t = useTexts(texts);
  const [isGoing, setGoing] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const go = (): void => {
    setGoing(true);
    setFailed(false);
    goToSignIn(location.pathname).catch(() => {
      setGoing(false);
      setFailed(true);
    });
  };
  return (
    <Frame>
      <p>{t('tagline')}</p>
      {hasFailed && (
        <Notice tone="danger" isUrgent>
          {t('unreachable')}
        </Notice>
      )}
      <Button size="lg" isBusy={isGoing} onClick={go}>
        {t('signIn')}
      </Button>
      <p className="text-sm text-solid-gray-700">{t('signInHint')}</p>
      <p className="text-sm">
        <a className="link" href="/docs">
          {t('docs')}
        </a>
      </p>
    </Frame>
  );
};

/** Back from the sign-in page with a code. */
export const Callback = () => {
  const t = useTexts(texts);
  const say = useSay();
  const [error, setError] = useState<unknown>();
  const begun = useRef(false);
  useEffect(() => {
    // A code is good for one exchange.
    if (begun.current) return;
    begun.current = true;
    completeSignIn().then(
      (back) => navigate(back, { replace: true }),
      (caught: unknown) => setError(caught ?? new Error('nothing')),
    );
  }, []);
  if (error === undefined) return <Starting />;
  return (
    <Frame>
      <Notice tone="danger" isUrgent title={t('signInFailed')}>
        {error instanceof ProblemError ? (
          <p>{say({ ja: error.problem.title, en: error.problem.titleEn })}</p>
        ) : (
          <p>{t('signInFailedBody')}</p>
        )}
      </Notice>
      <Button onClick={() => location.replace('/')}>{t('again')}</Button>
    </Frame>
  );
};

/** A tab opened by a screen whose sign-in had ended: signs in, tells the others, and is no longer needed. */
export const SignInTab = () => {
  const t = useTexts(texts);
  const isDone = location.hash === '#done';
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    if (isDone) close();
    else goToSignIn(SIGNED_IN).catch(() => setFailed(true));
  }, [isDone]);
  if (hasFailed) return <Unreachable />;
  if (!isDone) return <Starting />;
  return (
    <Frame>
      <Notice tone="success">{t('signedInTab')}</Notice>
    </Frame>
  );
};

const Waiting = ({ what }: { what: 'starting' | 'leaving' }) => {
  const t = useTexts(texts);
  return (
    <Frame>
      <p role="status">{t(what)}…</p>
    </Frame>
  );
};

export const Starting = () => <Waiting what="starting" />;
export const Leaving = () => <Waiting what="leaving" />;

export const Unreachable = () => {
  const t = useTexts(texts);
  return (
    <Frame>
      <Notice tone="danger" isUrgent>
        {t('unreachable')}
      </Notice>
      <Button onClick={() => location.reload()}>{t('reload')}</Button>
    </Frame>
  );
};
