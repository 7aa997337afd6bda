import { type RefObject, useEffect } from 'react';
import { useTexts } from '../../text/texts.ts';
import { FileProblem } from '../viewing/file-states.tsx';
import { useGestures } from '../viewing/use-gestures.ts';
import { Corners } from './corners.tsx';
import { placeOf } from './engine/image-id.ts';
import { edgesOf, type Point, sliceOf, turned } from './geometry.ts';
import { commandOf, isMeasuring, type Mode } from './keys.ts';
import { MeasureLayer } from './measure-layer.tsx';
import { begun, dragged, ended } from './measuring.ts';
import type { Picture } from './picture.ts';
import type { DicomContent } from './series.ts';
import { texts } from './texts.ts';
import type { View } from './use-commands.ts';
import type { MeasuringState } from './use-measuring.ts';
import type { Shown } from './use-stage.ts';

type BoxProps = {
  host: RefObject<HTMLDivElement | null>;
  shown: Shown;
  picture: Picture;
  content: DicomContent | undefined;
  view: View;
  mode: Mode;
  measuring: MeasuringState;
  index: number;
  of: number;
};

const SCROLL_PX = 12;
const NEAR_PX = 14;
const ZOOM_PER_PX = 1.01;

/** The picture in its black box: fingers, mouse and keys, and what lies over it. */
export const PictureBox = ({ host, shown, picture, content, view, mode, measuring, index, of }: BoxProps) => {
  const t = useTexts(texts);
  const { stage } = shown;
  const { facts, file } = picture;
  const frame = shown.imageId === undefined ? 0 : (placeOf(shown.imageId)?.frame ?? 0);
  const edges = edgesOf(file.dataSet, frame);
  const what = [facts.modality, facts.study ?? facts.series].filter(Boolean).join(' ');
  const label = of > 1 ? t('picture', { what, index: index + 1, of }) : t('pictureOnly', { what });
  useEffect(() => {
    const canvas = host.current?.querySelector('canvas');
    canvas?.setAttribute('role', 'img');
    canvas?.setAttribute('aria-label', label);
  });
  useBoxGestures({ host, shown, view, mode, measuring, index, of });
  return (
    <div
      role="application"
      aria-label={t('application')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes keys
      tabIndex={0}
      onKeyDown={(event) => {
        const command = commandOf(event, mode);
        if (!command) return;
        event.preventDefault();
        event.stopPropagation();
        view.run(command);
      }}
      className="relative aspect-square max-h-[70vh] min-h-64 w-full overflow-hidden bg-black select-none"
    >
      <div ref={host} className="absolute inset-0" />
      {stage && shown.imageId !== undefined && (
        <>
          <MeasureLayer measuring={measuring.now} placeOf={stage.placeOf} spacing={view.spacing} aspect={view.aspect} />
          <Corners
            {...{ picture, content, index, of, zoom: view.zoom, window: view.window }}
            slice={sliceOf(file.dataSet, frame)}
            edges={edges && turned(edges, view.quarters)}
          />
        </>
      )}
      {shown.isWaiting && shown.imageId !== undefined && (
        <p role="status" className="absolute inset-x-0 bottom-8 text-center text-sm text-white">
          {t('imageLoading')}
        </p>
      )}
      {shown.error !== undefined && (
        // Opaque: the image before must not be taken for this one.
        <div className="absolute inset-0 flex items-center justify-center overflow-auto bg-black p-4">
          <FileProblem error={shown.error} />
        </div>
      )}
    </div>
  );
};

type GestureGiven = Pick<BoxProps, 'host' | 'shown' | 'view' | 'mode' | 'measuring' | 'index' | 'of'>;

const useBoxGestures = ({ host, shown: { stage }, view, mode, measuring, of }: GestureGiven) => {
  const size = () => host.current?.clientWidth ?? 1;
  const pointAt = (place: readonly [number, number]): Point => stage?.pointAt(place) ?? [0, 0];
  const scrolled = { now: 0 };
  useGestures(host, {
    begin: (at) => {
      scrolled.now = 0;
      if (isMeasuring(mode))
        measuring.change((before) => begun(before, { point: pointAt(at), near: NEAR_PX / (stage?.lie().zoom ?? 1) }));
    },
    drag: (by, at) => {
      if (mode === 'window') view.run({ do: 'window', across: by[0] / size(), down: by[1] / size() });
      else if (mode === 'pan') stage?.pan(by[0], by[1]);
      else if (mode === 'zoom') stage?.zoom(ZOOM_PER_PX ** -by[1]);
      else if (mode === 'scroll')
        scrolled.now = stepped(scrolled.now + by[1], (steps) => view.run({ do: 'step', by: steps }));
      else
        measuring.change((before) =>
          dragged(before, mode, { from: pointAt([at[0] - by[0], at[1] - by[1]]), to: pointAt(at) }),
        );
    },
    end: (at, isTap) => {
      if (isMeasuring(mode)) measuring.change((before) => ended(before, mode, { point: pointAt(at), isTap }));
    },
    zoomDrag: (down) => stage?.zoom(ZOOM_PER_PX ** -down),
    pinch: (factor, by, about) => {
      stage?.pan(by[0], by[1]);
      if (factor !== 1) stage?.zoom(factor, about);
    },
    wheel: (down, at, isZoom) => {
      if (isZoom) stage?.zoom(ZOOM_PER_PX ** (-down / 4), at);
      else if (of > 1) view.run({ do: 'step', by: Math.sign(down) });
      return isZoom || of > 1;
    },
  });
};

/** So many pixels of dragging are a step; what is left over counts for the next. */
const stepped = (travelled: number, step: (steps: number) => void): number => {
  const steps = Math.trunc(travelled / SCROLL_PX);
  if (steps !== 0) step(steps);
  return travelled - steps * SCROLL_PX;
};
