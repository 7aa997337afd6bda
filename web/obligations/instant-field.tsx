import { useId } from 'react';
import type { FieldError } from '../../schemas/problems.ts';
import { useLanguage, useTexts } from '../text/texts.ts';
import { type JstMoment, jstMomentOf } from './jst-instant.ts';
import { texts } from './texts.ts';

type InstantProps = {
  label: string;
  value: JstMoment;
  fault?: FieldError | undefined;
  onChange: (value: JstMoment) => void;
};

const CONTROL =
  'min-h-11 rounded-8 border border-solid-gray-600 bg-white px-3 py-2 text-base aria-[invalid=true]:border-2 aria-[invalid=true]:border-red-900';

/** Day and time of day in Japan, whatever the terminal's zone; the calendar offers no day that has not come. */
export const InstantField = ({ label, value, fault, onChange }: InstantProps) => {
  const t = useTexts(texts);
  const language = useLanguage();
  const id = useId();
  const part = (name: 'date' | 'time', max?: string) => (
    <input
      type={name}
      aria-label={t('at', { label, part: t(name) })}
      aria-describedby={fault ? id : undefined}
      aria-invalid={fault ? true : undefined}
      value={value[name]}
      max={max}
      onChange={({ target }) => onChange({ ...value, [name]: target.value })}
      className={CONTROL}
    />
  );
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="font-bold">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {part('date', jstMomentOf(new Date().toISOString()).date)}
        {part('time')}
      </div>
      {fault && (
        <p id={id} role="alert" className="text-sm text-red-900">
          {language === 'ja' ? fault.message : fault.messageEn}
        </p>
      )}
    </fieldset>
  );
};
