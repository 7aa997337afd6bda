import { useTexts } from '../text/texts.ts';
import { RadioGroup } from '../ui/field.tsx';
import type { Months } from './spans.ts';
import { texts } from './texts.ts';

type Props = { value: Months; choices: readonly Months[]; onChange: (months: Months) => void };

/** How far back: months, and from one year on years. */
export const PeriodChoice = ({ value, choices, onChange }: Props) => {
  const t = useTexts(texts);
  const labelOf = (months: Months): string => {
    const count = Number(months);
    if (count === 1) return t('month');
    if (count < 12) return t('months', { count });
    return count === 12 ? t('year') : t('years', { count: count / 12 });
  };
  return (
    <RadioGroup
      label={t('period')}
      isInline
      value={value}
      choices={choices.map((months) => ({ value: months, label: labelOf(months) }))}
      onChange={onChange}
      className="no-print"
    />
  );
};
