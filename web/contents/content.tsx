import { type ComponentType, useEffect, useReducer, useState } from 'react';
import { ProblemView, Skeleton } from '../ui/states.tsx';
import type { ContentKind, ContentProps } from './content-kind.ts';

const files = import.meta.glob<{ kind: ContentKind }>('./*/kind.ts', { eager: true });
const KINDS = Object.values(files).map(({ kind }) => kind);

/** A document as what it is. `plain` fits everything, so that there always is a view. */
export const Content = ({ document, look }: ContentProps) => {
  const [best] = KINDS.map((kind) => ({ kind, fit: kind.fits(document) })).toSorted((a, b) => b.fit - a.fit);
  if (!best || best.fit <= 0) throw new Error(`No view for ${document.contentType}`);
  const { View, error, retry } = useView(best.kind);
  if (View) return <View document={document} look={look} />;
  return error === undefined ? <Skeleton lines={5} /> : <ProblemView error={error} retry={retry} />;
};

const known = new Map<ContentKind, ComponentType<ContentProps>>();

/**
 * Loads a view when it is first needed. Not by Suspense, which holds whatever comes after its fallback back until 300 ms have passed: that
 * would be a third of the time in which a picture should stand.
 */
const useView = (kind: ContentKind) => {
  const [, loaded] = useReducer((count: number) => count + 1, 0);
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further attempt loads anew
  useEffect(() => {
    let isOpen = true;
    setError(undefined);
    kind.load().then(
      ({ default: View }) => {
        known.set(kind, View);
        if (isOpen) loaded();
      },
      (caught: unknown) => isOpen && setError(caught),
    );
    return () => {
      isOpen = false;
    };
  }, [kind, attempt]);
  return { View: known.get(kind), error, retry: () => setAttempt(attempt + 1) };
};
