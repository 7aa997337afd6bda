import type { FieldError } from '../../../schemas/problems.ts';
import { useTexts } from '../../text/texts.ts';
import { cx } from '../../ui/class-names.ts';
import { TextField } from '../../ui/field.tsx';
import { readKana } from './reading.ts';
import { texts } from './texts.ts';

type KanaProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  fault?: FieldError | undefined;
  hint?: string;
  isRequired?: boolean;
  className?: string;
};

/** A reading, in whatever width it is typed; under it how it is read. What is kept stays as it was typed. */
export const KanaField = ({ label, value, onChange, fault, hint, isRequired, className }: KanaProps) => {
  const t = useTexts(texts);
  const read = readKana(value);
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <TextField
        label={label}
        hint={hint ?? t('kanaHint')}
        value={value}
        onChange={onChange}
        fault={fault}
        isRequired={isRequired ?? false}
      />
      <p role="status" className="min-h-6 text-sm">
        {read?.isKana === false && <span className="text-orange-1200">{t('kanaOdd')}</span>}
        {read?.isKana && read.kana !== value && (
          <span className="text-solid-gray-800">{t('kanaRead', { kana: read.kana })}</span>
        )}
      </p>
    </div>
  );
};
