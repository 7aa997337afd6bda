import { useTexts } from '../text/texts.ts';
import { cx } from '../ui/class-names.ts';
import { type Flag, flagsOf } from './flags.ts';
import type { LabResult } from './result-key.ts';
import type { Status } from './statuses.ts';
import { isTakenBack } from './statuses.ts';
import { texts } from './texts.ts';

/** A result as written, its comparator before it. */
export const valueText = (value: LabResult['value']): string | undefined =>
  value && `${value.comparator ?? ''}${value.text}`;

const TONES: Record<Flag['tone'], string> = {
  high: 'text-red-1000',
  low: 'text-blue-1000',
  abnormal: 'text-orange-1200',
};

/** A mark, a word and a colour for each flag. */
export const FlagMarks = ({ flag }: { flag: string | undefined }) => {
  const t = useTexts(texts);
  return flagsOf(flag).map(({ word, mark, tone }) => (
    <span key={mark} className={cx('text-xs font-bold whitespace-nowrap', TONES[tone])}>
      <span aria-hidden={word === 'other' ? undefined : true}>{mark}</span> {t(`flag.${word}`)}
    </span>
  ));
};

/** Preliminary, corrected and the like, in words; nothing for what is final. */
export const StatusWord = ({ status, code }: { status: Status | undefined; code?: string | undefined }) => {
  const t = useTexts(texts);
  if (status === undefined) return undefined;
  return (
    <span className="rounded-4 border border-orange-1000 bg-yellow-50 px-1 text-xs font-bold whitespace-nowrap text-orange-1200">
      {t(`status.${status}`, { code: code ?? '' })}
    </span>
  );
};

type ValueProps = { value: LabResult['value']; flag: string | undefined; status: Status | undefined };

/** The value itself; struck through where its source took it back. */
export const Value = ({ value, flag, status }: ValueProps) => {
  const t = useTexts(texts);
  const text = valueText(value);
  const tone = flagsOf(flag)[0]?.tone;
  if (text === undefined) return <span className="text-sm text-solid-gray-700">{t('noValue')}</span>;
  const looks = cx('tabular-nums break-words', tone && `font-bold ${TONES[tone]}`);
  return isTakenBack(status) ? <s className={looks}>{text}</s> : <span className={looks}>{text}</span>;
};
