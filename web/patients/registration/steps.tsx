import { useTexts } from '../../text/texts.ts';
import { cx } from '../../ui/class-names.ts';
import { texts } from './texts.ts';

const FLOWS = {
  register: ['step1', 'step2', 'step3'],
  add: ['addStep1', 'addStep2', 'step3'],
} as const;

/** Where in the three steps one is: of a first registration, or of a facility that is added to it (施設追加). */
export const Steps = ({ flow, at }: { flow: keyof typeof FLOWS; at: 1 | 2 | 3 }) => {
  const t = useTexts(texts);
  return (
    <nav aria-label={t('steps')}>
      <ol className="grid grid-cols-3 gap-2">
        {FLOWS[flow].map((step, index) => {
          const isHere = index + 1 === at;
          const isDone = index + 1 < at;
          return (
            <li
              key={step}
              aria-current={isHere ? 'step' : undefined}
              className={cx(
                'flex flex-col gap-1 border-t-4 pt-2 sm:flex-row sm:items-center sm:gap-2',
                isHere || isDone ? 'border-blue-900' : 'border-solid-gray-300',
              )}
            >
              <span
                aria-hidden="true"
                className={cx(
                  'inline-flex size-8 shrink-0 items-center justify-center rounded-full text-sm font-bold',
                  isHere && 'bg-blue-900 text-white',
                  isDone && 'border-2 border-blue-900 text-blue-900',
                  !isHere && !isDone && 'border-2 border-solid-gray-420 text-solid-gray-700',
                )}
              >
                {isDone ? '✓' : index + 1}
              </span>
              <span className={cx('text-sm sm:text-base', isHere && 'font-bold', !isHere && 'text-solid-gray-800')}>
                {t(step)}
                {isDone && <span className="sr-only"> {t('stepDone')}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
};
