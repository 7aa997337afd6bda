import type { Look } from '../contents/look.ts';
import { useDates } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { Notice } from '../ui/notice.tsx';
import { ProblemView, ProgressBar, Skeleton } from '../ui/states.tsx';
import { texts } from './texts.ts';
import type { DailyContents } from './use-daily-contents.ts';

/** How far the reading is, or why it stopped. Says of a part that it is a part. */
export const Reading = ({ contents, look }: { contents: DailyContents; look: Look }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const { items, done, isComplete, error, retry, covered } = contents;
  if (error !== undefined)
    return (
      <>
        <ProblemView error={error} retry={retry} />
        {items.length > 0 && (
          <Notice tone="warning" isUrgent>
            {t('incomplete')}
          </Notice>
        )}
      </>
    );
  if (!isComplete)
    return (
      <>
        <ProgressBar label={t('reading')} done={done} />
        {items.length === 0 && <Skeleton lines={5} />}
      </>
    );
  if (look.by === 'patient' || !covered) return undefined;
  return (
    <p className="text-sm text-solid-gray-800">
      {t('window', { from: dates.day(covered.from), to: dates.day(covered.to) })}
    </p>
  );
};
