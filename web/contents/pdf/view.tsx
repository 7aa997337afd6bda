import { useRef, useState } from 'react';
import { useTexts } from '../../text/texts.ts';
import { Notice } from '../../ui/notice.tsx';
import type { ContentProps } from '../content-kind.ts';
import { OpenedFile } from '../viewing/file-states.tsx';
import { PatientCheck } from '../viewing/patient-check.tsx';
import { texts as viewing } from '../viewing/texts.ts';
import { TOOLBAR, Tool, Toolbar, ToolGroup } from '../viewing/tool.tsx';
import { useFile } from '../viewing/use-file.ts';
import { Page } from './page.tsx';
import type { PdfFile } from './pdf-file.ts';
import { readPdf } from './read-pdf.ts';
import { texts } from './texts.ts';

const MOST_BYTES = 256 * 1024 * 1024;
/** Each page has a place in the list, drawn or not. */
const MOST_PAGES = 500;
const ZOOMS = [0.75, 1, 1.5, 2] as const;

const PdfView = ({ document, look }: ContentProps) => {
  const opened = useFile({ document, look, most: MOST_BYTES, read: readPdf });
  return (
    <OpenedFile opened={opened}>
      {({ file, identity }) => (
        <div className="flex flex-col gap-3">
          {identity && <PatientCheck identity={identity} localId={document.localId} />}
          <Pages file={file} />
        </div>
      )}
    </OpenedFile>
  );
};
export default PdfView;

const Pages = ({ file }: { file: PdfFile }) => {
  const t = useTexts(texts);
  const v = useTexts(viewing);
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(1);
  const [zoom, setZoom] = useState<number>();
  const [isTextOnly, setTextOnly] = useState(false);
  const count = Math.min(file.pages, MOST_PAGES);
  const goTo = (number: number) => {
    setCurrent(number);
    scroller.current?.querySelector(`[data-page="${number}"]`)?.scrollIntoView({ block: 'start' });
  };
  return (
    <>
      <Toolbar aria-label={v('tools')} className={TOOLBAR}>
        {count > 1 && (
          <ToolGroup label={t('pages')}>
            <Tool label={t('previous')} sign="▲" isDisabled={current <= 1} onPress={() => goTo(current - 1)} />
            <Tool label={t('next')} sign="▼" isDisabled={current >= count} onPress={() => goTo(current + 1)} />
          </ToolGroup>
        )}
        <span aria-live="polite" className="text-sm tabular-nums">
          {t('page', { number: current, count: file.pages })}
        </span>
        <select
          aria-label={t('size')}
          value={zoom ?? ''}
          onChange={({ target: { value } }) => setZoom(value === '' ? undefined : Number(value))}
          className="min-h-11 rounded-8 border border-solid-gray-600 bg-white px-2 text-sm sm:min-h-10"
        >
          <option value="">{t('fitWidth')}</option>
          {ZOOMS.map((each) => (
            <option key={each} value={each}>
              {t('sizeOf', { percent: each * 100 })}
            </option>
          ))}
        </select>
        <Tool label={t('textOnly')} isPressed={isTextOnly} onPress={() => setTextOnly(!isTextOnly)} />
      </Toolbar>
      {file.pages > MOST_PAGES && <Notice tone="warning">{t('tooMany', { count: MOST_PAGES })}</Notice>}
      <div
        ref={scroller}
        role="region"
        aria-label={t('region', { count: file.pages })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        tabIndex={0}
        className="max-h-[75vh] overflow-auto rounded-8 border border-solid-gray-420 bg-solid-gray-100 p-2"
      >
        <ol className="flex flex-col gap-3">
          {Array.from({ length: count }, (_, index) => (
            <Page key={index + 1} number={index + 1} {...{ file, zoom, isTextOnly, scroller }} onSeen={setCurrent} />
          ))}
        </ol>
      </div>
      <p className="text-sm text-solid-gray-800">{t('isStill')}</p>
    </>
  );
};
