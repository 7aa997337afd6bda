import type { FieldError } from '../../../schemas/problems.ts';
import { ageOn, todayJst, warekiOf } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { TextField } from '../../ui/field.tsx';
import { readDay } from './reading.ts';
import { texts } from './texts.ts';
import { useWestern } from './western.ts';

type DayProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  fault?: FieldError | undefined;
  isRequired?: boolean;
  /** A birth date: says the age, too. */
  isBirth?: boolean;
  hint?: string;
};

/** A day, western or wareki; what it is taken for stands under it while it is typed. */
export const DayField = ({ label, value, onChange, fault, isRequired, isBirth, hint }: DayProps) => {
  const t = useTexts(texts);
  return (
    <div className="flex flex-col gap-1">
      <TextField
        label={label}
        value={value}
        onChange={onChange}
        fault={fault}
        isRequired={isRequired ?? false}
        hint={hint ?? t('birthHint')}
        spellCheck={false}
      />
      <p role="status" className="min-h-6 text-sm">
        <Read value={value} isBirth={isBirth ?? false} hasFault={fault !== undefined} />
      </p>
    </div>
  );
};

const Read = ({ value, isBirth, hasFault }: { value: string; isBirth: boolean; hasFault: boolean }) => {
  const t = useTexts(texts);
  const western = useWestern();
  const read = readDay(value, todayJst());
  if (read.state === 'day') {
    const { day } = read;
    return (
      <span className="font-bold text-green-900">
        {isBirth
          ? t('birthRead', { wareki: warekiOf(day), western: western(day), age: ageOn(day, todayJst()) })
          : `${warekiOf(day)} = ${western(day)}`}
      </span>
    );
  }
  // Half a date is no mistake yet: only what can no longer become one is said while somebody types.
  if (read.state === 'noDay' && read.reason !== 'format' && !hasFault)
    return <span className="text-red-900">{t(`noDay_${read.reason}`)}</span>;
  return undefined;
};
