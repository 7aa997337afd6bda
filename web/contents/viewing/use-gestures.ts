import { type RefObject, useEffect, useRef } from 'react';
import { type Gestures, listenToGestures } from './gestures.ts';

/** Gestures on an element; what they do may change with every drawing. */
export const useGestures = (target: RefObject<HTMLElement | null>, gestures: Gestures): void => {
  const latest = useRef(gestures);
  useEffect(() => {
    latest.current = gestures;
  });
  useEffect(() => (target.current ? listenToGestures(target.current, () => latest.current) : undefined), [target]);
};
