import { type ComponentProps, type ReactNode, useId } from 'react';
import type { FieldError } from '../../schemas/problems.ts';
import { useLanguage, useTexts } from '../text/texts.ts';
import { cx } from './class-names.ts';
import { texts } from './texts.ts';

type Labelled = {
  label: string;
  hint?: ReactNode;
  fault?: FieldError | undefined;
  isRequired?: boolean;
  className?: string;
};

type Wired = { id: string; describedBy: string | undefined };

/** Label, hint and fault around a control, joined for screen readers. The fault is in the person's language. */
const Labelled = ({
  label,
  hint,
  fault,
  isRequired,
  className,
  children,
}: Labelled & { children: (wired: Wired) => ReactNode }) => {
  const id = useId();
  const language = useLanguage();
  const t = useTexts(texts);
  const described = [hint !== undefined && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="font-bold">
        {label}
        {isRequired && <span className="ml-2 text-sm font-normal text-red-900">{t('required')}</span>}
      </label>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="text-sm text-solid-gray-700">
          {hint}
        </div>
      )}
      {children({ id, describedBy: described === '' ? undefined : described })}
      {fault && (
        <p id={`${id}-fault`} role="alert" className="text-sm text-red-900">
          {language === 'ja' ? fault.message : fault.messageEn}
        </p>
      )}
    </div>
  );
};

const CONTROL =
  'min-h-11 w-full rounded-8 border border-solid-gray-600 bg-white px-3 py-2 text-base aria-[invalid=true]:border-2 aria-[invalid=true]:border-red-900 disabled:bg-solid-gray-50';

type TextProps = Labelled &
  Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'className'> & {
    value: string;
    onChange: (value: string) => void;
  };

export const TextField = ({ label, hint, fault, isRequired, className, onChange, ...rest }: TextProps) => (
  <Labelled {...{ label, hint, fault, isRequired: isRequired ?? false, className: className ?? '' }}>
    {({ id, describedBy }) => (
      <input
        type="text"
        autoComplete="off"
        {...rest}
        id={id}
        aria-describedby={describedBy}
        aria-invalid={fault ? true : undefined}
        aria-required={isRequired || undefined}
        className={CONTROL}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Labelled>
);

type AreaProps = Labelled &
  Omit<ComponentProps<'textarea'>, 'onChange' | 'value' | 'className'> & {
    value: string;
    onChange: (value: string) => void;
  };

export const TextArea = ({ label, hint, fault, isRequired, className, onChange, ...rest }: AreaProps) => (
  <Labelled {...{ label, hint, fault, isRequired: isRequired ?? false, className: className ?? '' }}>
    {({ id, describedBy }) => (
      <textarea
        rows={3}
        {...rest}
        id={id}
        aria-describedby={describedBy}
        aria-invalid={fault ? true : undefined}
        aria-required={isRequired || undefined}
        className={CONTROL}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Labelled>
);

export type Choice<V extends string> = { value: V; label: string; hint?: string; isDisabled?: boolean };

type SelectProps<V extends string> = Labelled & {
  value: V | '';
  choices: readonly Choice<V>[];
  onChange: (value: V) => void;
  /** Shown while nothing is chosen; without it the first choice stands. */
  placeholder?: string;
};

/** The browser's own list: known on every phone and to every screen reader. */
export const Select = <V extends string>({ value, choices, onChange, placeholder, ...labelled }: SelectProps<V>) => (
  <Labelled {...labelled}>
    {({ id, describedBy }) => (
      <select
        id={id}
        value={value}
        aria-describedby={describedBy}
        aria-invalid={labelled.fault ? true : undefined}
        className={CONTROL}
        onChange={(event) => onChange(event.target.value as V)}
      >
        {placeholder !== undefined && (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.isDisabled}>
            {choice.label}
          </option>
        ))}
      </select>
    )}
  </Labelled>
);

type RadioProps<V extends string> = Labelled & {
  value: V | undefined;
  choices: readonly Choice<V>[];
  onChange: (value: V) => void;
  isInline?: boolean;
};

export const RadioGroup = <V extends string>({
  label,
  hint,
  fault,
  isRequired,
  value,
  choices,
  onChange,
  isInline,
  className,
}: RadioProps<V>) => {
  const name = useId();
  const language = useLanguage();
  const t = useTexts(texts);
  return (
    <fieldset className={cx('flex flex-col gap-1', className)} aria-describedby={fault ? `${name}-fault` : undefined}>
      <legend className="font-bold">
        {label}
        {isRequired && <span className="ml-2 text-sm font-normal text-red-900">{t('required')}</span>}
      </legend>
      {hint !== undefined && <div className="text-sm text-solid-gray-700">{hint}</div>}
      <div className={cx('flex gap-2', isInline ? 'flex-row flex-wrap' : 'flex-col')}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex min-h-11 cursor-pointer items-center gap-2 rounded-8 border border-solid-gray-420 bg-white px-3 py-1 has-checked:border-blue-900 has-checked:bg-blue-50"
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              disabled={choice.isDisabled}
              onChange={() => onChange(choice.value)}
              className="size-5 accent-blue-900"
            />
            <span>
              {choice.label}
              {choice.hint !== undefined && <span className="block text-sm text-solid-gray-700">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {fault && (
        <p id={`${name}-fault`} role="alert" className="text-sm text-red-900">
          {language === 'ja' ? fault.message : fault.messageEn}
        </p>
      )}
    </fieldset>
  );
};

type CheckboxProps = {
  label: ReactNode;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  isDisabled?: boolean;
  className?: string;
};

export const Checkbox = ({ label, isChecked, onChange, isDisabled, className }: CheckboxProps) => (
  <label className={cx('flex min-h-11 cursor-pointer items-center gap-2', className)}>
    <input
      type="checkbox"
      checked={isChecked}
      disabled={isDisabled}
      onChange={(event) => onChange(event.target.checked)}
      className="size-5 shrink-0 accent-blue-900"
    />
    <span>{label}</span>
  </label>
);
