import type { Types } from '@cornerstonejs/core';
import type { Point } from '../geometry.ts';

/** CSS pixels from the stage's upper left corner. */
export type Place = readonly [x: number, y: number];

/** How a picture lies on the stage; `zoom` is CSS pixels for each of its own, `quarters` how often it was turned right. */
export type Lie = { zoom: number; quarters: number };

/** Moves what is looked at. World units are columns of the picture, and its rows times their shape (`metadata.ts`). */
export type Camera = {
  zoom: (factor: number, about?: Place) => void;
  /** One pixel of the picture on one of the screen. */
  zoomToPixels: () => void;
  pan: (across: number, down: number) => void;
  turn: () => void;
  fit: () => void;
  /** As when it was first shown. */
  reset: () => void;
  lie: () => Lie;
  pointAt: (place: Place) => Point;
  placeOf: (point: Point) => Place;
  /** Remembers how it lies; answers how to lay it so again, if the picture then shown has the same size. */
  remember: () => () => void;
};

type World = readonly number[];

export const cameraOf = (viewport: Types.IStackViewport): Camera => {
  const image = () => viewport.getCornerstoneImage() as Types.IImage | undefined;
  const spacing = () => ({ across: image()?.columnPixelSpacing ?? 1, down: image()?.rowPixelSpacing ?? 1 });
  const size = () => `${image()?.rows} × ${image()?.columns}`;
  const moved = (change: (camera: Types.ICamera) => Types.ICamera) => {
    if (!image()) return;
    viewport.setCamera(change(viewport.getCamera()));
    viewport.render();
  };
  const shift = (by: World) =>
    moved(({ focalPoint = [0, 0, 0], position = [0, 0, 0] }) => ({
      focalPoint: sum(focalPoint, by),
      position: sum(position, by),
    }));
  const worldAt = (place: Place): World => viewport.canvasToWorld([...place]) ?? [0, 0, 0];
  const zoom: Camera['zoom'] = (factor, about) => {
    const before = about && worldAt(about);
    moved((camera) => enlarged(camera, factor));
    if (before && about) shift(difference(before, worldAt(about)));
  };
  /** The world's zero is the middle of the first pixel. */
  const placeOf: Camera['placeOf'] = ([column, row]) =>
    viewport.worldToCanvas([(column - 0.5) * spacing().across, (row - 0.5) * spacing().down, 0]);
  const lie = (): Lie => {
    if (!image()) return { zoom: 1, quarters: 0 };
    const [x1, y1] = placeOf([0, 0]);
    const [x2, y2] = placeOf([1, 0]);
    const { rotation = 0 } = viewport.getViewPresentation();
    return { zoom: Math.hypot(x2 - x1, y2 - y1), quarters: Math.round(rotation / 90) % 4 };
  };
  const turnTo = (quarters: number) => viewport.setViewPresentation({ rotation: (quarters % 4) * 90 });
  const fit = () => {
    viewport.resetCamera();
    viewport.render();
  };
  return {
    zoom,
    zoomToPixels: () => zoom(1 / (lie().zoom * window.devicePixelRatio)),
    pan: (across, down) => shift(difference(worldAt([0, 0]), worldAt([across, down]))),
    turn: () => {
      turnTo(lie().quarters + 1);
      viewport.render();
    },
    fit,
    reset: () => {
      turnTo(0);
      fit();
    },
    lie,
    pointAt: (place) => {
      const [x = 0, y = 0] = worldAt(place);
      return [x / spacing().across + 0.5, y / spacing().down + 0.5];
    },
    placeOf,
    remember: () => {
      const [before, { quarters }] = [size(), lie()];
      const camera = viewport.getCamera();
      const { focalPoint = [0, 0, 0], position = [0, 0, 0] } = camera;
      return () => {
        if (size() !== before) return;
        if (quarters !== 0) turnTo(quarters);
        viewport.setCamera({ focalPoint, position, ...enlarged(camera, 1) });
      };
    },
  };
};

/**
 * The processor's camera has a `scale` of its own, in dots of the screen. What it makes of a `parallelScale` is wrong by the number of dots to a CSS
 * pixel: on a phone each call would halve the picture.
 */
const enlarged = ({ scale, parallelScale = 1 }: Types.ICamera, factor: number): Types.ICamera =>
  typeof scale === 'number' ? { scale: scale * factor } : { parallelScale: parallelScale / factor };

const sum = (one: World, other: World): Types.Point3 => add(one, other, 1);
const difference = (one: World, other: World): Types.Point3 => add(one, other, -1);
const add = ([x = 0, y = 0, z = 0]: World, [a = 0, b = 0, c = 0]: World, times: number): Types.Point3 => [
  x + a * times,
  y + b * times,
  z + c * times,
];
