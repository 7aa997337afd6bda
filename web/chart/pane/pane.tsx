import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Look } from '../../contents/look.ts';
import { useSession } from '../../session/session.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/class-names.ts';
import { useIsWide } from '../use-size.ts';
import type { Cards, CardsAction } from './cards.ts';
import { DocumentCard } from './document-card.tsx';
import { ListCard } from './list-card.tsx';
import { Separator } from './separator.tsx';
import { texts } from './texts.ts';

type PaneProps = {
  look: Look;
  cards: Cards;
  act: (action: CardsAction) => void;
  /** What of the window's top is taken by the header. */
  topPx: number;
  onClose: (id: string) => void;
  onCloseAll: () => void;
};

const NARROW_PX = 480;
/** Two columns fit from here on. */
const TWO_COLUMNS_PX = 800;
const widest = (): number => innerWidth - 360;

/** What was opened, beside the calendar; over it on a phone. Newest on top. */
export const Pane = ({ cards, topPx, ...rest }: PaneProps) => {
  const isWide = useIsWide();
  const [widthPx, setWidthPx] = useState(NARROW_PX);
  if (cards.length === 0) return undefined;
  if (!isWide) {
    return (
      <Sheet onEscape={() => cards[0] && rest.onClose(cards[0].id)}>
        <Stack {...rest} cards={cards} isTwo={false} />
      </Sheet>
    );
  }
  const width = Math.min(widthPx, widest());
  const isTwo = width >= TWO_COLUMNS_PX;
  return (
    <Aside width={width} topPx={topPx} onResize={setWidthPx}>
      <Stack
        {...rest}
        cards={cards}
        isTwo={isTwo && cards.length > 1}
        widen={
          <Button variant="secondary" size="sm" onClick={() => setWidthPx(isTwo ? NARROW_PX : widest())}>
            {isTwo ? <Said what="narrow" /> : <Said what="widen" />}
          </Button>
        }
      />
    </Aside>
  );
};

const Said = ({ what }: { what: 'narrow' | 'widen' }) => <>{useTexts(texts)(what)}</>;

type AsideProps = { width: number; topPx: number; onResize: (px: number) => void; children: ReactNode };

const Aside = ({ width, topPx, onResize, children }: AsideProps) => {
  const t = useTexts(texts);
  return (
    <aside
      aria-label={t('pane')}
      className="no-print sticky flex shrink-0 border-l border-solid-gray-300 bg-solid-gray-50"
      style={{ width, top: topPx, height: `calc(100dvh - ${topPx}px)` }}
    >
      <Separator width={width} narrowest={360} widest={widest()} onResize={onResize} />
      <div className="min-w-0 flex-1 overflow-y-auto p-3">{children}</div>
    </aside>
  );
};

/** The whole of a phone's screen; the browser keeps the focus within and what lies below inert. */
const Sheet = ({ onEscape, children }: { onEscape: () => void; children: ReactNode }) => {
  const t = useTexts(texts);
  const dialog = useRef<HTMLDialogElement>(null);
  const isCovered = useSession().state !== 'signedIn';
  useEffect(() => {
    // Behind the curtain a modal dialog is not drawn, and would still keep every touch from the curtain's own buttons.
    if (isCovered) return undefined;
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, [isCovered]);
  return (
    <dialog
      ref={dialog}
      aria-label={t('pane')}
      onCancel={(event) => {
        // One card at a time, as everywhere in the chart.
        event.preventDefault();
        onEscape();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onEscape();
      }}
      className="m-0 h-dvh max-h-none w-screen max-w-none overflow-y-auto bg-solid-gray-50 p-3"
    >
      {children}
    </dialog>
  );
};

type StackProps = Omit<PaneProps, 'topPx'> & { isTwo: boolean; widen?: ReactNode };

const Stack = ({ look, cards, act, isTwo, widen, onClose, onCloseAll }: StackProps) => {
  const t = useTexts(texts);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-bold">{t('count', { n: cards.length })}</h2>
        <div className="flex flex-wrap gap-2">
          {widen}
          <Button variant="secondary" size="sm" onClick={onCloseAll}>
            {t('closeAll')}
          </Button>
        </div>
      </div>
      <div className={cx('grid items-start gap-3', isTwo ? 'grid-cols-2' : 'grid-cols-1')}>
        {cards.map(({ id, subject, isFolded, stamp }) => {
          const frame = {
            stamp,
            isFolded,
            onFold: (folded: boolean) => act({ do: 'fold', id, isFolded: folded }),
            onClose: () => onClose(id),
          };
          return subject.kind === 'document' ? (
            <DocumentCard
              key={id}
              look={look}
              documentId={subject.documentId}
              title={subject.title}
              onExchange={(documentId) => act({ do: 'exchange', id, documentId })}
              {...frame}
            />
          ) : (
            <ListCard key={id} look={look} day={subject.day} row={subject.row} {...frame} />
          );
        })}
      </div>
    </div>
  );
};
