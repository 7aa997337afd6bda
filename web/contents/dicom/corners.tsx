import type { ReactNode } from 'react';
import { useTexts } from '../../text/texts.ts';
import { cx } from '../../ui/class-names.ts';
import { useLocalTime } from '../local-time.ts';
import type { Edges } from './geometry.ts';
import type { Picture } from './picture.ts';
import type { DicomContent } from './series.ts';
import { texts } from './texts.ts';
import type { Window } from './windows.ts';

export type CornerFacts = {
  picture: Picture;
  content: DicomContent | undefined;
  index: number;
  of: number;
  window: Window | undefined;
  zoom: number;
  slice: { thickness?: number; location?: number };
  edges: Edges | undefined;
};

const TEXT = 'absolute text-xs leading-4 text-white [text-shadow:0_0_2px_black,0_0_3px_black]';

/** What stands at the corners and edges of every radiologist's screen. The patient's name does not: it is in the chart's header. */
export const Corners = ({ picture: { facts }, content, index, of, window, zoom, slice, edges }: CornerFacts) => {
  const t = useTexts(texts);
  const localTime = useLocalTime();
  const side =
    facts.laterality && ['R', 'L', 'B'].includes(facts.laterality) ? (facts.laterality as 'R' | 'L' | 'B') : undefined;
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 overflow-hidden">
      <Lines
        className="top-1.5 left-2 max-w-[60%]"
        lines={[[facts.modality, facts.study].filter(Boolean).join(' '), facts.series, facts.bodyPart]}
      />
      <Lines
        className="top-1.5 right-2 text-right"
        lines={[
          of > 1 ? t('position', { index: index + 1, of }) : undefined,
          side && t('laterality', { side: t(`side${side}`) }),
        ]}
      />
      <Lines
        className="bottom-1.5 left-2"
        lines={[
          window && t('windowNow', { center: Math.round(window.center), width: Math.round(window.width) }),
          t('magnification', { percent: Math.round(zoom * 100) }),
        ]}
      />
      <Lines
        className="right-2 bottom-1.5 text-right"
        lines={[
          slice.thickness === undefined ? undefined : t('slice', { thickness: slice.thickness }),
          slice.location === undefined ? undefined : t('location', { location: Math.round(slice.location * 10) / 10 }),
          content?.acquiredAt && localTime(content.acquiredAt),
        ]}
      />
      {edges && (
        <>
          <Mark className="top-1 left-1/2 -translate-x-1/2">{edges.top}</Mark>
          <Mark className="bottom-1 left-1/2 -translate-x-1/2">{edges.bottom}</Mark>
          <Mark className="top-1/2 left-1.5 -translate-y-1/2">{edges.left}</Mark>
          <Mark className="top-1/2 right-1.5 -translate-y-1/2">{edges.right}</Mark>
        </>
      )}
    </div>
  );
};

const Lines = ({ className, lines }: { className: string; lines: readonly (string | undefined | false)[] }) => (
  <div className={cx(TEXT, className)}>
    {lines.filter(Boolean).map((line, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the lines have their places
      <div key={at} className="truncate">
        {line}
      </div>
    ))}
  </div>
);

const Mark = ({ className, children }: { className: string; children: ReactNode }) => (
  <span className={cx(TEXT, 'text-sm font-bold', className)}>{children}</span>
);
