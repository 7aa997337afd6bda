import {
  Activity,
  type ComponentType,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useId,
  useRef,
  useState,
} from 'react';
import type { Look } from '../contents/look.ts';
import { useTexts } from '../text/texts.ts';
import { cx } from '../ui/class-names.ts';
import { Skeleton } from '../ui/states.tsx';
import { texts } from './texts.ts';
import type { TimelineFacility } from './timeline-facility.ts';
import { useIsWide } from './use-size.ts';

type PanelProps = { look: Look; facilities: readonly TimelineFacility[] };

const PANELS: Record<'medication' | 'laboratory' | 'diagnoses', ComponentType<PanelProps>> = {
  medication: lazy(() => import('../medication/medication-panel.tsx')),
  laboratory: lazy(() => import('../laboratory/laboratory-panel.tsx')),
  diagnoses: lazy(() => import('./header/diagnosis-panel.tsx')),
};
const TABS = ['calendar', 'medication', 'laboratory', 'diagnoses'] as const;
type Tab = (typeof TABS)[number];

/** Where an arrow key leads among the tabs; they run round. */
const tabAfter = (tab: Tab, key: string): Tab | undefined => {
  const at = TABS.indexOf(tab);
  if (key === 'ArrowRight') return TABS[(at + 1) % TABS.length];
  if (key === 'ArrowLeft') return TABS.at(at - 1);
  if (key === 'Home') return TABS[0];
  if (key === 'End') return TABS.at(-1);
  return undefined;
};

type TabsProps = PanelProps & { actions: ReactNode; children: ReactNode };

/** The calendar and what is read across many documents. A tab that was opened keeps its state while another is in front. */
export const ChartTabs = ({ actions, children, ...panel }: TabsProps) => {
  const t = useTexts(texts);
  const id = useId();
  const isWide = useIsWide();
  const [current, setCurrent] = useState<Tab>('calendar');
  const [visited, setVisited] = useState<ReadonlySet<Tab>>(new Set(['calendar']));
  const list = useRef<HTMLDivElement>(null);

  const choose = (tab: Tab): void => {
    setCurrent(tab);
    setVisited((before) => new Set([...before, tab]));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = tabAfter(current, event.key);
    if (!next) return;
    event.preventDefault();
    choose(next);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[TABS.indexOf(next)]?.focus();
  };
  return (
    <>
      <div className="no-print flex flex-wrap items-center justify-between gap-2 border-b border-solid-gray-300">
        <div ref={list} role="tablist" aria-label={t('tabs')} className="flex flex-wrap" onKeyDown={onKeyDown}>
          {TABS.map((tab) => (
            <button
              key={tab}
              type="button"
              role="tab"
              id={`${id}-${tab}-tab`}
              aria-selected={tab === current}
              aria-controls={visited.has(tab) ? `${id}-${tab}` : undefined}
              tabIndex={tab === current ? 0 : -1}
              onClick={() => choose(tab)}
              className={cx(
                '-mb-px min-h-11 cursor-pointer border-b-4 px-2 text-sm sm:px-4 sm:text-base',
                tab === current
                  ? 'border-blue-900 font-bold text-blue-900'
                  : 'border-transparent hover:bg-solid-gray-50',
              )}
            >
              {t(tab)}
            </button>
          ))}
        </div>
        {isWide && <div className="flex flex-wrap items-center gap-2 pb-2">{actions}</div>}
      </div>
      {TABS.filter((tab) => visited.has(tab)).map((tab) => (
        <Activity key={tab} mode={tab === current ? 'visible' : 'hidden'}>
          <div
            role="tabpanel"
            id={`${id}-${tab}`}
            aria-labelledby={`${id}-${tab}-tab`}
            className="flex min-w-0 flex-col gap-3"
          >
            {tab === 'calendar' ? children : <LazyPanel tab={tab} {...panel} />}
          </div>
        </Activity>
      ))}
      {!isWide && <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>}
    </>
  );
};

const LazyPanel = ({ tab, ...panel }: PanelProps & { tab: Exclude<Tab, 'calendar'> }) => {
  const Panel = PANELS[tab];
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Panel {...panel} />
    </Suspense>
  );
};
