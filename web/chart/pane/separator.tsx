import type { KeyboardEvent, PointerEvent } from 'react';
import { useTexts } from '../../text/texts.ts';
import { texts } from './texts.ts';

type SeparatorProps = { width: number; narrowest: number; widest: number; onResize: (px: number) => void };

const STEP_PX = 40;

/** The pane's left edge, to be dragged or moved by arrow keys (WAI-ARIA "window splitter"). */
export const Separator = ({ width, narrowest, widest, onResize }: SeparatorProps) => {
  const t = useTexts(texts);
  const to = (px: number): void => onResize(Math.round(Math.min(Math.max(px, narrowest), widest)));
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = { ArrowLeft: width + STEP_PX, ArrowRight: width - STEP_PX, Home: narrowest, End: widest }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    to(next);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId))
      to(document.documentElement.clientWidth - event.clientX);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a focusable separator is a widget
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('resize')}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      className="group flex w-3 shrink-0 cursor-col-resize touch-none items-center justify-center hover:bg-blue-100"
    >
      <span aria-hidden="true" className="h-10 w-1 rounded-full bg-solid-gray-420 group-hover:bg-blue-900" />
    </div>
  );
};
