import { type RefObject, useEffect, useRef } from 'react';
import type { Calipers, Spot } from './calipers.ts';

type Given = {
  /** A finger measures instead of scrolling. The mouse always measures: it has a wheel to scroll with. */
  isTouchMeasuring: boolean;
  spotAt: (clientX: number, clientY: number) => Spot;
  onChange: (calipers: Calipers) => void;
};

/** Drags calipers open from one place to another. */
export const useCaliperDrag = (target: RefObject<HTMLElement | null>, given: Given): void => {
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
    if (target.current) target.current.style.touchAction = given.isTouchMeasuring ? 'none' : 'pan-x pan-y';
  });
  useEffect(() => {
    const element = target.current;
    if (!element) return;
    let from: Spot | undefined;
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || (event.pointerType !== 'mouse' && !latest.current.isTouchMeasuring)) return;
      from = latest.current.spotAt(event.clientX, event.clientY);
      element.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent) => {
      if (from) latest.current.onChange({ from, to: latest.current.spotAt(event.clientX, event.clientY) });
    };
    const up = () => {
      from = undefined;
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
    };
  }, [target]);
};
