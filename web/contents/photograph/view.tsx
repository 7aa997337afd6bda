import { type KeyboardEvent, useRef, useState } from 'react';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import type { ContentProps } from '../content-kind.ts';
import { OpenedFile } from '../viewing/file-states.tsx';
import { texts as viewing } from '../viewing/texts.ts';
import { TOOLBAR, Tool, Toolbar } from '../viewing/tool.tsx';
import { useFile } from '../viewing/use-file.ts';
import { useGestures } from '../viewing/use-gestures.ts';
import { fittedWidth, type Lie, moved, turnedRight, WHOLE, zoomed } from './pan-zoom.ts';
import { type Photograph, readPhotograph } from './read-photograph.ts';
import { texts } from './texts.ts';
import { useSize } from './use-size.ts';

const MOST_BYTES = 128 * 1024 * 1024;
const STEP = 1.25;
const STEP_PX = 40;
const ZOOM_PER_PX = 1.0025;

const PhotographView = ({ document, look }: ContentProps) => {
  const opened = useFile({ document, look, most: MOST_BYTES, read: readPhotograph });
  return (
    <OpenedFile opened={opened}>{(photograph) => <Viewer photograph={photograph} document={document} />}</OpenedFile>
  );
};
export default PhotographView;

const KEYS: Readonly<Record<string, (lie: Lie) => Lie>> = {
  '+': (lie) => zoomed(lie, STEP),
  ';': (lie) => zoomed(lie, STEP),
  '=': (lie) => zoomed(lie, STEP),
  '-': (lie) => zoomed(lie, 1 / STEP),
  '0': () => WHOLE,
  t: turnedRight,
  ArrowLeft: (lie) => moved(lie, STEP_PX, 0),
  ArrowRight: (lie) => moved(lie, -STEP_PX, 0),
  ArrowUp: (lie) => moved(lie, 0, STEP_PX),
  ArrowDown: (lie) => moved(lie, 0, -STEP_PX),
};

type ViewerProps = { photograph: Photograph; document: ContentProps['document'] };

const Viewer = ({ photograph, document: { title, day } }: ViewerProps) => {
  const t = useTexts(texts);
  const v = useTexts(viewing);
  const dates = useDates();
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const [lie, setLie] = useState(WHOLE);
  const about = ([x, y]: readonly [number, number]) => ({ x: x - size.width / 2, y: y - size.height / 2 });
  useGestures(box, {
    drag: ([across, down]) => setLie((now) => moved(now, across, down)),
    pinch: (factor, [across, down], place) => setLie((now) => zoomed(moved(now, across, down), factor, about(place))),
    wheel: (down, place, isZoom) => {
      if (isZoom) setLie((now) => zoomed(now, ZOOM_PER_PX ** -down, about(place)));
      return isZoom;
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const change = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!change || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    setLie(change);
  };
  const width = fittedWidth(photograph, size, lie.quarters);
  return (
    <div className="flex flex-col gap-3">
      <Toolbar aria-label={v('tools')} className={TOOLBAR}>
        <Tool label={v('zoomOut')} sign="−" shortcut="-" onPress={() => setLie(zoomed(lie, 1 / STEP))} />
        <Tool label={v('zoomIn')} sign="＋" shortcut="+" onPress={() => setLie(zoomed(lie, STEP))} />
        <Tool label={v('fit')} shortcut="0" onPress={() => setLie({ ...WHOLE, quarters: lie.quarters })} />
        <Tool label={v('turn')} sign="↻" shortcut="T" onPress={() => setLie(turnedRight(lie))} />
        <span aria-live="polite" className="text-sm tabular-nums">
          {v('zoomNow', { percent: Math.round(lie.scale * 100) })}
        </span>
      </Toolbar>
      <div
        ref={box}
        role="application"
        aria-label={t('application')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="relative h-[min(70vh,40rem)] w-full overflow-hidden rounded-8 bg-solid-gray-900 select-none"
      >
        <img
          src={photograph.address}
          alt={day === undefined ? t('altNoDay', { title }) : t('alt', { title, day: dates.day(day) })}
          draggable={false}
          className="absolute top-1/2 left-1/2 max-w-none"
          style={{
            width: `${width}px`,
            transform: `translate(-50%, -50%) translate(${lie.x}px, ${lie.y}px) rotate(${lie.quarters * 90}deg) scale(${lie.scale})`,
          }}
        />
      </div>
      <p className="no-print text-sm text-solid-gray-800">{t('help')}</p>
    </div>
  );
};
