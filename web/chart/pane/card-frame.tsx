import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '../../text/texts.ts';
import { texts } from './texts.ts';

export type CardFrameProps = {
  /** Changes when the card is opened, also when it was open. */
  stamp: number;
  isFolded: boolean;
  onFold: (isFolded: boolean) => void;
  onClose: () => void;
};

type Props = CardFrameProps & { title: string; mark?: ReactNode; about?: ReactNode; children: ReactNode };

const ICON =
  'flex size-11 shrink-0 cursor-pointer items-center justify-center rounded-8 text-lg hover:bg-solid-gray-100 lg:size-9';

/** One thing that is open: its title takes the focus when it opens; folded, only the title is left. */
export const CardFrame = ({ title, mark, about, stamp, isFolded, onFold, onClose, children }: Props) => {
  const t = useTexts(texts);
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (stamp === 0) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [stamp]);
  return (
    <article aria-labelledby={id} className="card flex min-w-0 flex-col">
      <header className="flex items-start gap-1 py-1 pr-1 pl-4">
        <h3 ref={heading} id={id} tabIndex={-1} className="min-w-0 flex-1 self-center py-1 font-bold break-words">
          {mark} {title}
        </h3>
        <button
          type="button"
          aria-expanded={!isFolded}
          aria-label={isFolded ? t('unfold') : t('fold')}
          onClick={() => onFold(!isFolded)}
          className={ICON}
        >
          <span aria-hidden="true">{isFolded ? '＋' : '−'}</span>
        </button>
        <button type="button" aria-label={t('closeOf', { title })} onClick={onClose} className={ICON}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      {!isFolded && (
        <div className="flex min-w-0 flex-col gap-3 border-t border-solid-gray-200 p-4">
          {about}
          {children}
        </div>
      )}
    </article>
  );
};
