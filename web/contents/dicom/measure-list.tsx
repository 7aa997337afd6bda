import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import type { Spacing } from './geometry.ts';
import { measuredText } from './measured-text.ts';
import { removed } from './measuring.ts';
import { texts } from './texts.ts';
import type { MeasuringState } from './use-measuring.ts';

type ListProps = { measuring: MeasuringState; spacing: Spacing | undefined; aspect: number };

/** The same measurements in words; read out as they are made. */
export const MeasureList = ({ measuring, spacing, aspect }: ListProps) => {
  const t = useTexts(texts);
  const { done } = measuring.now;
  const hasLength = done.some(({ kind }) => kind === 'length');
  return (
    <div aria-live="polite" className={done.length === 0 ? 'sr-only' : 'flex flex-col gap-1'}>
      {done.length > 0 && (
        <ol aria-label={t('measurementList')} className="flex flex-wrap gap-x-4 gap-y-1">
          {done.map(({ id, kind, points }) => (
            <li key={id} className="flex items-center gap-1">
              <span className="font-bold">{id}:</span> {measuredText({ kind, points }, { spacing, aspect }, t)}
              <Button
                size="sm"
                variant="quiet"
                aria-label={t('removeNamed', { number: id })}
                onClick={() => measuring.change((before) => removed(before, id))}
              >
                {t('remove')}
              </Button>
            </li>
          ))}
        </ol>
      )}
      {hasLength && !spacing && <p className="text-sm">{t('inPixels')}</p>}
    </div>
  );
};
