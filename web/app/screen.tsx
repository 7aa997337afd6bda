import { type ComponentType, useEffect, useReducer, useState } from 'react';
import { useTexts } from '../text/texts.ts';
import { Page } from '../ui/page.tsx';
import { ProblemView, Skeleton } from '../ui/states.tsx';
import type { Route } from './route.ts';
import { texts } from './texts.ts';

type ScreenProps = { params: Record<string, string> };

const known = new Map<Route, ComponentType<ScreenProps>>();

/** A browser remembers that a module could not be loaded for as long as the page lives: once the network answers, the page is read anew, at this address. */
const readAnew = (): void =>
  void fetch('/config.json', { cache: 'no-store' }).then(
    () => location.reload(),
    () => undefined,
  );

/** A screen, loaded when it is first opened; the network may be gone, or the screen's file replaced by a newer one. */
export const Screen = ({ route, params }: ScreenProps & { route: Route }) => {
  const t = useTexts(texts);
  const [, loaded] = useReducer((count: number) => count + 1, 0);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let isOpen = true;
    setError(undefined);
    if (known.has(route)) return;
    route.load().then(
      ({ default: View }) => {
        known.set(route, View);
        if (isOpen) loaded();
      },
      (caught: unknown) => isOpen && setError(caught),
    );
    return () => {
      isOpen = false;
    };
  }, [route]);
  const View = known.get(route);
  if (View) return <View params={params} />;
  return (
    <Page title={error === undefined ? ' ' : t('notOpened')}>
      {error === undefined ? <Skeleton lines={6} /> : <ProblemView error={error} retry={readAnew} />}
    </Page>
  );
};
