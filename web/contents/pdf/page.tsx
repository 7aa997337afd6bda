import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTexts } from '../../text/texts.ts';
import { FileProblem } from '../viewing/file-states.tsx';
import type { PdfFile, PdfPage } from './pdf-file.ts';
import { texts } from './texts.ts';

type PageProps = {
  file: PdfFile;
  number: number;
  /** Undefined: as wide as there is room. */
  zoom: number | undefined;
  isTextOnly: boolean;
  scroller: RefObject<HTMLElement | null>;
  onSeen: (number: number) => void;
};

/** CSS pixels in a point. */
const PX_PER_POINT = 96 / 72;
/** Pages begin to be drawn this far before they are seen. */
const AHEAD = '600px 0px';
const A4 = { width: 595, height: 842 };

/** One page: drawn when it comes near, and let go of when it is far. */
export const Page = ({ file, number, zoom, isTextOnly, scroller, onSeen }: PageProps) => {
  const t = useTexts(texts);
  const box = useRef<HTMLLIElement>(null);
  const isNear = useNear(box, { root: scroller, onSeen: () => onSeen(number) });
  const [page, setPage] = useState<PdfPage>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    let isOpen = true;
    if (isNear && !page)
      file.page(number).then(
        (opened) => isOpen && setPage(opened),
        (caught: unknown) => isOpen && setError(caught),
      );
    return () => {
      isOpen = false;
    };
  }, [file, number, isNear, page]);
  const { width, height } = page ?? A4;
  return (
    <li ref={box} data-page={number} className="flex flex-col items-center">
      {error !== undefined && <FileProblem error={error} />}
      {isTextOnly ? (
        <section aria-label={t('pageText', { number })} className="w-full bg-white p-4">
          <p className="mb-2 text-sm text-solid-gray-700">{t('pageText', { number })}</p>
          <p className="break-words whitespace-pre-wrap">
            {page && (page.text.trim() === '' ? t('noText') : page.text)}
          </p>
        </section>
      ) : (
        <div
          className="bg-white shadow-1"
          style={{
            aspectRatio: `${width} / ${height}`,
            width: zoom === undefined ? '100%' : `${width * PX_PER_POINT * zoom}px`,
          }}
        >
          {page && isNear && <Drawing page={page} label={t('pageLabel', { number })} zoom={zoom} onError={setError} />}
        </div>
      )}
    </li>
  );
};

type DrawingProps = { page: PdfPage; label: string; zoom: number | undefined; onError: (error: unknown) => void };

const Drawing = ({ page, label, zoom, onError }: DrawingProps) => {
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder);
  useEffect(() => {
    const target = holder.current;
    if (!target || width === 0) return;
    const stop = new AbortController();
    const scale = zoom === undefined ? width / page.width : PX_PER_POINT * zoom;
    page.draw(scale * window.devicePixelRatio, stop.signal).then(
      (canvas) => {
        if (stop.signal.aborted) return;
        canvas.setAttribute('role', 'img');
        canvas.setAttribute('aria-label', label);
        canvas.className = 'block size-full';
        target.replaceChildren(canvas);
      },
      (caught: unknown) => stop.signal.aborted || onError(caught),
    );
    return () => stop.abort();
  }, [page, label, zoom, width, onError]);
  return <div ref={holder} className="size-full" />;
};

/** Widths within a step are one: a scrollbar that comes and goes draws nothing anew. */
const WIDTH_STEP_PX = 24;

const useWidth = (target: RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!target.current) return;
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.ceil((entry?.contentRect.width ?? 0) / WIDTH_STEP_PX) * WIDTH_STEP_PX),
    );
    observer.observe(target.current);
    return () => observer.disconnect();
  }, [target]);
  return width;
};

type NearGiven = { root: RefObject<HTMLElement | null>; onSeen: () => void };

const useNear = (target: RefObject<HTMLElement | null>, { root, onSeen }: NearGiven): boolean => {
  const [isNear, setNear] = useState(false);
  const seen = useRef(onSeen);
  useEffect(() => {
    seen.current = onSeen;
  });
  useEffect(() => {
    if (!target.current) return;
    const near = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      root: root.current,
      rootMargin: AHEAD,
    });
    const middle = new IntersectionObserver(([entry]) => entry?.isIntersecting && seen.current(), {
      root: root.current,
      rootMargin: '-50% 0px -50% 0px',
    });
    near.observe(target.current);
    middle.observe(target.current);
    return () => {
      near.disconnect();
      middle.disconnect();
    };
  }, [target, root]);
  return isNear;
};
