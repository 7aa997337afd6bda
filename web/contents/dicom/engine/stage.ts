import { cache, Enums, getShouldUseCPURendering, imageLoader, type Types } from '@cornerstonejs/core';
import { rangeOf, type Window } from '../windows.ts';
import { type Camera, cameraOf } from './camera.ts';
import { startEngine } from './start.ts';

/** A rectangle of the page in which one picture of a stack is drawn. */
export type Stage = Omit<Camera, 'remember'> & {
  /** Draws one of these images. Throws what keeps it from being decoded. `false`: another was asked for meanwhile. */
  show: (imageIds: readonly string[], index: number) => Promise<boolean>;
  /** Undefined where there is none: a colour picture, or nothing yet. */
  window: () => Window | undefined;
  /** Undefined: each picture's own. */
  setWindow: (window: Window | undefined) => void;
  setInvert: (isInverted: boolean) => void;
  resize: () => void;
  close: () => void;
};

let opened = 0;

/** `onDrawn` is called after each drawing: what lies over the picture moves with it. */
export const openStage = (element: HTMLDivElement, onDrawn: () => void): Stage => {
  const engine = startEngine();
  opened += 1;
  const viewportId = `stage-${opened}`;
  const defaultOptions = { background: [0, 0, 0] as Types.Point3 };
  engine.enableElement({ viewportId, element, type: Enums.ViewportType.STACK, defaultOptions });
  const viewport = engine.getViewport<Types.IStackViewport>(viewportId);
  element.addEventListener(Enums.Events.IMAGE_RENDERED, onDrawn);
  const { remember, ...camera } = cameraOf(viewport);
  const looks = looksOf(viewport);
  let ids: readonly string[] = [];
  let wanted = '';
  const show: Stage['show'] = async (imageIds, index) => {
    const imageId = imageIds[index] ?? '';
    wanted = imageId;
    await decoded(imageId);
    if (wanted !== imageId || viewport.isDisabled) return false;
    if (imageIds === ids) await viewport.setImageIdIndex(index);
    else {
      // A stack that grew begins anew; what is looked at stays where it was.
      const layAgain = ids.length === 0 ? undefined : remember();
      ids = imageIds;
      await viewport.setStack([...imageIds], index);
      layAgain?.();
    }
    looks.apply();
    return true;
  };
  return {
    ...camera,
    show,
    window: looks.window,
    setWindow: (window) => looks.apply({ window }),
    setInvert: (isInverted) => looks.apply({ isInverted }),
    resize: () => engine.resize(true, true),
    close: () => {
      element.removeEventListener(Enums.Events.IMAGE_RENDERED, onDrawn);
      engine.disableElement(viewportId);
    },
  };
};

/**
 * As the viewport will ask for it itself, from the cache: a picture that does not decode is then known to us, and not only to a listener of
 * events. On the processor colours are drawn with a fourth byte.
 */
const decoded = async (imageId: string): Promise<unknown> => {
  const known = cache.getImageLoadObject(imageId);
  if (known) return known.promise;
  const options = { useRGBA: getShouldUseCPURendering(), priority: 0, requestType: Enums.RequestType.Interaction };
  // Not `loadAndCacheImage`, which leaves the cache's own promise without anybody who listens to its failure.
  return cache.putImageLoadObject(imageId, { promise: imageLoader.loadImage(imageId, options) });
};

type Looks = { window?: Window | undefined; isInverted?: boolean };

/** Window and inversion: what was chosen, or each picture's own. Where small values are white (MONOCHROME1), inverting makes them black. */
const looksOf = (viewport: Types.IStackViewport) => {
  let chosen: Looks = {};
  const image = () => viewport.getCornerstoneImage() as Types.IImage | undefined;
  return {
    apply: (change: Looks = {}): void => {
      chosen = { ...chosen, ...change };
      const shown = image();
      if (!shown) return;
      const window = shown.color ? undefined : (chosen.window ?? ownWindow(shown));
      const invert = (chosen.isInverted ?? false) !== shown.invert;
      viewport.setProperties({ ...(window && { voiRange: rangeOf(window) }), invert });
      viewport.render();
    },
    window: (): Window | undefined => {
      const { voiRange } = viewport.getProperties();
      if (!voiRange || (image()?.color ?? true)) return undefined;
      const { lower, upper } = voiRange;
      return { center: (lower + upper) / 2 + 0.5, width: upper - lower + 1 };
    },
  };
};

const ownWindow = ({ windowCenter, windowWidth }: Types.IImage): Window => ({
  center: [windowCenter].flat()[0] ?? 0,
  width: [windowWidth].flat()[0] ?? 1,
});
