import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Router } from 'wouter';
import { queryClient } from '../api/query-client.ts';
import { useIdle } from '../session/idle.ts';
import { beginSession, setUnreachable, useSession } from '../session/session.ts';
import { useLanguage } from '../text/texts.ts';
import { Crash } from './crash.tsx';
import { useGuardedLocation } from './location.ts';
import { Shell } from './shell.tsx';
import { Callback, Leaving, SignInPage, SignInTab, Starting, Unreachable } from './sign-in-screens.tsx';

/** Addresses of the sign-in itself; they begin nothing by themselves. */
const OWN_WAYS = ['/callback', '/sign-in'];

export const App = () => {
  useEffect(() => {
    if (!OWN_WAYS.includes(location.pathname)) void beginSession().catch(setUnreachable);
  }, []);
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <Crash>
      <QueryClientProvider client={queryClient}>
        <Router hook={useGuardedLocation}>
          <Stage />
        </Router>
      </QueryClientProvider>
    </Crash>
  );
};

const Stage = () => {
  useIdle();
  const { state } = useSession();
  const [path] = useGuardedLocation();
  if (path === '/callback') return <Callback />;
  if (path === '/sign-in') return <SignInTab />;
  if (state === 'leaving') return <Leaving />;
  if (state === 'unreachable') return <Unreachable />;
  if (state === 'starting') return <Starting />;
  if (state === 'signedOut') return <SignInPage />;
  return <Shell />;
};
