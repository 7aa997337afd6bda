import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import './paper.css';
import { useTexts } from '../../text/texts.ts';
import { cx } from '../../ui/class-names.ts';
import { CaliperLayer } from './caliper-layer.tsx';
import { type Calipers, calipersAfter, measured, type Spot } from './calipers.ts';
import { drawSheet, PX_PER_MM } from './draw.ts';
import { FIT, type Paper, type Scale } from './layout.ts';
import { texts } from './texts.ts';
import { useCaliperDrag } from './use-caliper-drag.ts';
import type { Group } from './waveform.ts';

type SheetProps = { group: Group; paper: Paper; scale: Scale; size: number; isCalipers: boolean; isEcg: boolean };

/** Dots for each CSS pixel: thin curves stay thin. */
const LEAST_DENSITY = 2;
/** No browser draws on a canvas wider than this. */
const MOST_DOTS = 16_000;

/** Millimetre paper at its true size (CSS millimetres), which scrolls sideways where the screen is narrow. */
export const Sheet = ({ group, paper, scale, size, isCalipers, isEcg }: SheetProps) => {
  const t = useTexts(texts);
  const canvas = useRef<HTMLCanvasElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  const [calipers, setCalipers] = useState<Calipers>();
  const density = Math.max(LEAST_DENSITY, window.devicePixelRatio) * Math.max(1, size / 100);
  const dots = Math.min(PX_PER_MM * density, MOST_DOTS / Math.max(paper.width, paper.height));
  useEffect(() => {
    const target = canvas.current;
    const context = target?.getContext('2d');
    if (!target || !context) return;
    target.width = Math.round(paper.width * dots);
    target.height = Math.round(paper.height * dots);
    drawSheet(context, { group, paper, scale }, dots);
  }, [group, paper, scale, dots]);
  const spotAt = (clientX: number, clientY: number): Spot => {
    const { left, top, width } = holder.current?.getBoundingClientRect() ?? { left: 0, top: 0, width: 1 };
    const mm = paper.width / width;
    return { x: (clientX - left) * mm, y: (clientY - top) * mm };
  };
  useCaliperDrag(holder, { isTouchMeasuring: isCalipers, spotAt, onChange: setCalipers });
  const onKeyDown = (event: KeyboardEvent) => {
    const middle = { x: paper.width / 2, y: paper.rows[0] ?? 0 };
    if (!calipers && event.key !== 'Enter') return;
    const next = calipers ? calipersAfter(calipers, event, paper) : { from: middle, to: middle };
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setCalipers(next === 'gone' ? undefined : next);
  };
  const leads = group.channels.map(({ lead }) => lead).join(', ');
  const seconds = Math.round(group.seconds * 10) / 10;
  const isCalibrated = group.channels.every((channel) => channel.isCalibrated);
  const result = calipers && measured(calipers, { scale, isCalibrated });
  return (
    <div className="flex flex-col gap-2">
      {isCalipers && <p className="text-sm">{t('calipersHint')}</p>}
      <p aria-live="polite" className="min-h-6 font-bold tabular-nums">
        {result && (
          <>
            {t('interval', { value: Math.round(result.interval) })}
            {result.rate !== undefined && ` · ${t('rate', { value: Math.round(result.rate) })}`}
            {result.amplitude !== undefined && ` · ${t('amplitude', { value: result.amplitude.toFixed(2) })}`}
          </>
        )}
      </p>
      <div
        role="region"
        aria-label={t('region')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and takes keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="overflow-x-auto border border-solid-gray-420 bg-white"
      >
        <div
          ref={holder}
          className={cx('ecg-paper relative', size === FIT && 'ecg-paper-fit')}
          style={paperSize(paper, size)}
        >
          <canvas
            ref={canvas}
            role="img"
            aria-label={t(isEcg ? 'sheet' : 'sheetCurves', { leads, seconds })}
            className="block size-full"
          />
          {calipers && <CaliperLayer calipers={calipers} paper={paper} />}
        </div>
      </div>
    </div>
  );
};

const paperSize = ({ width, height }: Paper, size: number): CSSProperties =>
  ({
    '--wide': `${width}mm`,
    '--high': `${height}mm`,
    '--shape': `${width} / ${height}`,
    '--size': size / 100,
  }) as CSSProperties;
