import { useTexts } from '../text/texts.ts';
import { cx } from '../ui/class-names.ts';
import { flagsOf } from './flags.ts';
import type { Result } from './result-table.ts';
import { texts } from './texts.ts';
import { FlagMarks, StatusWord, Value } from './value.tsx';

const GROUNDS = { high: 'bg-red-50', low: 'bg-blue-50', abnormal: 'bg-yellow-50' };

type Props = {
  results: readonly Result[];
  /** Where results of one item have different ranges, each says its own. */
  withRange: boolean;
  noteOf: (result: Result) => number | undefined;
};

/** What one day of one facility says of an item: one result, or several with their times. */
export const ResultCell = ({ results, withRange, noteOf }: Props) => {
  const tone = results.flatMap(({ flag }) => flagsOf(flag))[0]?.tone;
  return (
    <td className={cx('border-r border-b border-solid-gray-200 px-2 py-1 text-right align-top', tone && GROUNDS[tone])}>
      {results.map((result, index) => (
        <OneResult
          key={`${result.documentId}${index}`}
          result={result}
          withTime={results.length > 1}
          withRange={withRange}
          note={noteOf(result)}
        />
      ))}
    </td>
  );
};

type OneProps = { result: Result; withTime: boolean; withRange: boolean; note: number | undefined };

const OneResult = ({ result, withTime, withRange, note }: OneProps) => {
  const t = useTexts(texts);
  const { value, flag, statusSaid, status, clock, referenceRange } = result;
  return (
    <div className="leading-tight">
      {withTime && clock !== undefined && <span className="mr-1 text-xs text-solid-gray-700">{clock}</span>}
      <Value value={value} flag={flag} status={statusSaid} />
      {note !== undefined && (
        <sup className="ml-0.5 text-xs">
          ※{note}
          <span className="sr-only">{t('commentMark', { n: note })}</span>
        </sup>
      )}
      <div className="flex flex-wrap justify-end gap-1">
        <FlagMarks flag={flag} />
        <StatusWord status={statusSaid} code={status} />
        {withRange && referenceRange !== undefined && (
          <span className="text-xs whitespace-nowrap text-solid-gray-700">({referenceRange})</span>
        )}
      </div>
    </div>
  );
};
