import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Route as Matched, Switch } from 'wouter';
import { readMe } from '../../schemas/operations/directory.ts';
import { useAsk } from '../api/ask.ts';
import { useSession } from '../session/session.ts';
import { useTexts } from '../text/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemView, Skeleton } from '../ui/states.tsx';
import { Banner } from './banner.tsx';
import { Crash } from './crash.tsx';
import { setLeavePrompt } from './location.ts';
import { MeContext } from './me.ts';
import { Bar, Header } from './menu.tsx';
import { ROUTES } from './routes.ts';
import { Screen } from './screen.tsx';
import { texts } from './texts.ts';

const loadCurtain = () => import('./curtain.tsx');
const loadLeavePrompt = () => import('./leave-prompt.tsx');
const Curtain = lazy(loadCurtain);
const LeavePrompt = lazy(loadLeavePrompt);

/** Fetched before it is needed: the network may be gone by then, and with a screen that cannot be drawn goes what was typed. */
const fetchAhead = (load: () => Promise<unknown>): void => void load().catch(() => undefined);

/** The frame around every screen. Whoever I am is asked first: no screen opens before the network knows the person. */
export const Shell = () => {
  const { state } = useSession();
  const me = useAsk(readMe, {}, { everyMs: 60_000, enabled: state === 'signedIn' });
  const isCovered = state !== 'signedIn';
  useEffect(() => fetchAhead(loadCurtain), []);
  useAskedAnew(isCovered);
  return (
    <>
      {/* Hidden, not taken away: what was typed is there again after the sign-in. */}
      <div hidden={isCovered} className="flex min-h-screen flex-col pb-16 md:pb-0">
        {me.data === undefined ? (
          <main className="p-6">
            {me.error ? <ProblemView error={me.error} retry={me.refetch} /> : <Skeleton lines={6} />}
          </main>
        ) : (
          <MeContext value={me.data}>
            <Framed />
          </MeContext>
        )}
      </div>
      {isCovered && (
        <Suspense>
          <Curtain />
        </Suspense>
      )}
    </>
  );
};

/** What was refused or got no answer behind the curtain is asked again once the person is back. */
const useAskedAnew = (isCovered: boolean): void => {
  const queries = useQueryClient();
  const wasCovered = useRef(isCovered);
  useEffect(() => {
    const isBack = wasCovered.current && !isCovered;
    wasCovered.current = isCovered;
    if (isBack) void queries.refetchQueries({ type: 'active', predicate: ({ state: { error } }) => error !== null });
  }, [isCovered, queries]);
};

const Framed = () => (
  <>
    <Header />
    <Banner />
    <Offline />
    <main id="main" tabIndex={-1} className="flex-1 outline-none">
      <Leaving>
        <Switch>
          {ROUTES.map((route) => (
            <Matched key={route.path} path={route.path}>
              {(params) => (
                <Crash key={location.pathname}>
                  <Suspense fallback={<Skeleton lines={6} />}>
                    <Screen route={route} params={params as Record<string, string>} />
                  </Suspense>
                </Crash>
              )}
            </Matched>
          ))}
          <Matched>
            <NotFound />
          </Matched>
        </Switch>
      </Leaving>
      <PrintHint />
    </main>
    <Bar />
  </>
);

const PrintHint = () => <p className="print-hint">{useTexts(texts)('printHint')}</p>;

const NotFound = () => {
  const t = useTexts(texts);
  return (
    <Page title={t('notFound')}>
      <div>
        <ButtonLink href="/">{t('toHome')}</ButtonLink>
      </div>
    </Page>
  );
};

/** Asks before unsaved changes are left. */
const Leaving = ({ children }: { children: ReactNode }) => {
  const [go, setGo] = useState<() => void>();
  useEffect(() => {
    const typed = () => fetchAhead(loadLeavePrompt);
    setLeavePrompt((next) => setGo(() => next));
    addEventListener('input', typed, { once: true });
    return () => {
      setLeavePrompt(undefined);
      removeEventListener('input', typed);
    };
  }, []);
  return (
    <>
      {children}
      {go && (
        <Suspense>
          <LeavePrompt
            onStay={() => setGo(undefined)}
            onLeave={() => {
              setGo(undefined);
              go();
            }}
          />
        </Suspense>
      )}
    </>
  );
};

const subscribeToLine = (listener: () => void): (() => void) => {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
};

const Offline = () => {
  const t = useTexts(texts);
  const isOnline = useSyncExternalStore(subscribeToLine, () => navigator.onLine);
  if (isOnline) return undefined;
  return (
    <div className="px-4 pt-4">
      <Notice tone="warning" isUrgent>
        {t('offline')}
      </Notice>
    </div>
  );
};
