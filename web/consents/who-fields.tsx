import type { FieldError } from '../../schemas/problems.ts';
import { useTexts } from '../text/texts.ts';
import { RadioGroup, TextField } from '../ui/field.tsx';
import { texts } from './texts.ts';
import type { ConsentTyped } from './typed.ts';

type Who = Pick<ConsentTyped, 'who' | 'relation' | 'proxyName'>;
type WhoProps = {
  label: string;
  typed: Who;
  onChange: (changes: Partial<Who>) => void;
  faultAt: (...pointers: string[]) => FieldError | undefined;
};

/** The patient, or somebody in their place, with the relation. */
export const WhoFields = ({ label, typed, onChange, faultAt }: WhoProps) => {
  const t = useTexts(texts);
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        label={label}
        value={typed.who || undefined}
        choices={[
          { value: 'patient', label: t('patient') },
          { value: 'proxy', label: t('proxy'), hint: t('proxyHint') },
        ]}
        onChange={(who) => onChange({ who })}
        fault={faultAt('', '/who')}
        isRequired
        isInline
      />
      {typed.who === 'proxy' && (
        <div className="grid grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">
          <TextField
            label={t('relation')}
            hint={t('relationHint')}
            value={typed.relation}
            onChange={(relation) => onChange({ relation })}
            fault={faultAt('/relation')}
            isRequired
          />
          <TextField
            className="justify-end"
            label={t('proxyName')}
            value={typed.proxyName}
            onChange={(proxyName) => onChange({ proxyName })}
            fault={faultAt('/name')}
          />
        </div>
      )}
    </div>
  );
};
