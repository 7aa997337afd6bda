import { type RefCallback, useCallback, useState, useSyncExternalStore } from 'react';

const useObserved = (sizeOf: (element: Element) => number): [RefCallback<Element>, number] => {
  const [size, setSize] = useState(0);
  const ref = useCallback(
    (element: Element | null) => {
      if (!element) return undefined;
      setSize(sizeOf(element));
      const observer = new ResizeObserver(() => setSize(sizeOf(element)));
      observer.observe(element);
      return () => observer.disconnect();
    },
    [sizeOf],
  );
  return [ref, size];
};

const heightOf = (element: Element): number => element.getBoundingClientRect().height;

/** An element's height in whole pixels, kept up to date. */
export const useHeight = (): [RefCallback<Element>, number] => {
  const [ref, height] = useObserved(heightOf);
  return [ref, Math.round(height)];
};

const WIDE = '(min-width: 64rem)';
const subscribe = (listener: () => void): (() => void) => {
  const media = matchMedia(WIDE);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
};

/** Room for two things beside each other (1024 px and more). */
export const useIsWide = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(WIDE).matches);
