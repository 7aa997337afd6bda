export type Place = readonly [x: number, y: number];

export type Gestures = {
  /** One finger or the left button; by how much since the last call, and where it is. */
  drag?: (by: Place, at: Place) => void;
  begin?: (at: Place) => void;
  /** Let go; `isTap` where it hardly moved. */
  end?: (at: Place, isTap: boolean) => void;
  /** The right button. */
  zoomDrag?: (down: number) => void;
  /** Two fingers, or the middle button with a factor of 1. */
  pinch?: (factor: number, by: Place, about: Place) => void;
  /** Answers whether the wheel was used: what is not used scrolls the page. */
  wheel?: (down: number, at: Place, isZoom: boolean) => boolean;
};

const TAP_PX = 4;
const RIGHT = 2;
const MIDDLE = 1;

/** From two fingers' places before and after: how much further apart, how far their middle went, and where it is. */
export const pinchOf = (
  before: readonly [Place, Place],
  after: readonly [Place, Place],
): { factor: number; by: Place; about: Place } => {
  const [from, to] = [middleOf(before), middleOf(after)];
  const factor = distanceOf(after) / Math.max(1, distanceOf(before));
  return { factor, by: [to[0] - from[0], to[1] - from[1]], about: to };
};

const middleOf = ([a, b]: readonly [Place, Place]): Place => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const distanceOf = ([a, b]: readonly [Place, Place]): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Listens on an element, whose own scrolling and zooming by fingers it takes over. Answers how to stop. */
export const listenToGestures = (element: HTMLElement, now: () => Gestures): (() => void) => {
  const fingers = new Map<number, Place>();
  let button = 0;
  let travelled = 0;
  const placeOf = ({ clientX, clientY }: MouseEvent): Place => {
    const { left, top } = element.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };
  const down = (event: PointerEvent) => {
    if ((event.target as Element).closest('button, input')) return;
    fingers.set(event.pointerId, placeOf(event));
    element.setPointerCapture(event.pointerId);
    if (fingers.size > 1) return;
    button = event.button;
    travelled = 0;
    if (button === 0) now().begin?.(placeOf(event));
  };
  const move = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const at = placeOf(event);
    const by: Place = [at[0] - before[0], at[1] - before[1]];
    const [first, second] = fingers.values();
    fingers.set(event.pointerId, at);
    travelled += Math.hypot(...by);
    const [firstNow, secondNow] = fingers.values();
    if (first && second && firstNow && secondNow) {
      const { factor, by: moved, about } = pinchOf([first, second], [firstNow, secondNow]);
      now().pinch?.(factor, moved, about);
    } else if (button === MIDDLE) now().pinch?.(1, by, at);
    else if (button === RIGHT) now().zoomDrag?.(by[1]);
    else now().drag?.(by, at);
  };
  const up = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId) || fingers.size > 0) return;
    if (button === 0) now().end?.(placeOf(event), travelled < TAP_PX);
  };
  const wheel = (event: WheelEvent) => {
    if (now().wheel?.(event.deltaY, placeOf(event), event.ctrlKey || event.metaKey)) event.preventDefault();
  };
  const menu = (event: Event) => event.preventDefault();
  element.style.touchAction = 'none';
  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('wheel', wheel, { passive: false });
  element.addEventListener('contextmenu', menu);
  return () => {
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
    element.removeEventListener('wheel', wheel);
    element.removeEventListener('contextmenu', menu);
  };
};
