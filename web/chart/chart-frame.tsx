import { type CSSProperties, type ReactNode, useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Look } from '../contents/look.ts';
import { useTexts } from '../text/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Skeleton } from '../ui/states.tsx';
import { ListsContext } from './calendar/listing.ts';
import { MarksContext, marksOf } from './facility-mark.tsx';
import { HeaderSlot } from './header-slot.tsx';
import { type Opened, OpeningContext } from './opening.ts';
import { type CardSubject, cardIdOf, cardsAfter } from './pane/cards.ts';
import { Pane } from './pane/pane.tsx';
import { useOpeners } from './pane/use-openers.ts';
import type { ChartPerson } from './person.ts';
import type { ChartRecord } from './record/chart-record.ts';
import { RecordContext } from './record/record-context.ts';
import { Refresh } from './refresh.tsx';
import { ChartTabs } from './tabs.tsx';
import { texts } from './texts.ts';
import type { TimelineFacility } from './timeline-facility.ts';
import { useHeight } from './use-size.ts';

type FrameProps = {
  look: Look;
  person: ChartPerson | undefined;
  /** Why nobody can say who the person is. */
  problem?: ReactNode;
  facilities: readonly TimelineFacility[];
  record: ChartRecord;
  summaryHref: string;
  banner?: ReactNode;
  /** What stands under the tab "calendar". */
  children: ReactNode;
};

/** The chart's ground plan: the header always in sight, tabs with the calendar first, and the pane of opened documents beside all of them. */
export const ChartFrame = ({
  look,
  person,
  problem,
  facilities,
  record,
  summaryHref,
  banner,
  children,
}: FrameProps) => {
  const t = useTexts(texts);
  const [cards, act] = useReducer(cardsAfter, []);
  const [headerRef, headerPx] = useHeight();
  const marks = useMemo(() => marksOf(facilities), [facilities]);
  const { remember, giveBack } = useOpeners();
  const title = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${t('title')} - ism-link`;
  }, [t]);
  useEffect(() => {
    if (!document.activeElement || document.activeElement === document.body)
      title.current?.focus({ preventScroll: true });
  }, []);

  const openSubject = useCallback(
    (subject: CardSubject) => {
      remember(cardIdOf(subject));
      act({ do: 'open', subject });
    },
    [remember],
  );
  const open = useCallback((opened: Opened) => openSubject({ kind: 'document', ...opened }), [openSubject]);
  // At once: a second Escape that comes before the focus is back would reach nobody.
  const close = (id: string): void => {
    flushSync(() => act({ do: 'close', id }));
    giveBack(id);
  };
  return (
    <MarksContext value={marks}>
      <OpeningContext value={open}>
        <ListsContext value={openSubject}>
          <RecordContext value={record}>
            <h1 ref={title} tabIndex={-1} className="sr-only">
              {t('title')}
            </h1>
            <div ref={headerRef} className="sticky top-0 z-20 border-b border-solid-gray-300 bg-white shadow-sm">
              {problem}
              {person ? (
                <HeaderSlot look={look} person={person} facilities={facilities} />
              ) : (
                !problem && <Skeleton lines={1} />
              )}
            </div>
            <div
              className="flex items-start"
              style={{ '--chart-top': `${headerPx}px` } as CSSProperties}
              onKeyDown={(event) => {
                const [top] = cards;
                if (event.key !== 'Escape' || event.defaultPrevented || !top) return;
                event.preventDefault();
                close(top.id);
              }}
            >
              <div className="flex min-w-0 flex-1 flex-col gap-3 px-4 py-3">
                {banner}
                <ChartTabs
                  look={look}
                  facilities={facilities}
                  actions={
                    <>
                      {look.by === 'patient' && <Refresh patientId={look.patientId} facilities={facilities} />}
                      <ButtonLink variant="secondary" size="sm" href={summaryHref}>
                        {t('summary')}
                      </ButtonLink>
                    </>
                  }
                >
                  {children}
                </ChartTabs>
              </div>
              <Pane
                look={look}
                cards={cards}
                act={act}
                topPx={headerPx}
                onClose={close}
                onCloseAll={() => {
                  flushSync(() => act({ do: 'closeAll' }));
                  giveBack(cards.at(-1)?.id);
                }}
              />
            </div>
          </RecordContext>
        </ListsContext>
      </OpeningContext>
    </MarksContext>
  );
};
