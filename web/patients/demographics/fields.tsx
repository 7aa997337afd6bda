import type { FieldError } from '../../../schemas/problems.ts';
import { useTexts } from '../../text/texts.ts';
import { Checkbox, RadioGroup, TextField } from '../../ui/field.tsx';
import { DayField } from './day-field.tsx';
import { KanaField } from './kana-field.tsx';
import { texts } from './texts.ts';
import type { DemographicsTyped, Sex } from './typed.ts';

export type DemographicsProps = {
  typed: DemographicsTyped;
  onChange: (changes: Partial<DemographicsTyped>) => void;
  /** The fault at a pointer below `/demographics`. */
  faultAt: (pointer: string) => FieldError | undefined;
};

const SEXES: readonly Sex[] = ['female', 'male', 'other', 'unknown'];

/** What tells a person apart. */
export const BasicFields = ({ typed, onChange, faultAt }: DemographicsProps) => {
  const t = useTexts(texts);
  const text = (field: 'family' | 'given') => (
    <TextField
      label={t(field)}
      value={typed[field]}
      onChange={(value) => onChange({ [field]: value })}
      fault={faultAt(`/name/${field}`)}
      isRequired
    />
  );
  const kana = (field: 'familyKana' | 'givenKana') => (
    <KanaField
      label={t(field)}
      value={typed[field]}
      onChange={(value) => onChange({ [field]: value })}
      fault={faultAt(`/name/${field}`)}
      isRequired
    />
  );
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">
      {text('family')}
      {text('given')}
      {kana('familyKana')}
      {kana('givenKana')}
      <DayField
        label={t('birthDate')}
        value={typed.birthDate}
        onChange={(birthDate) => onChange({ birthDate })}
        fault={faultAt('/birthDate')}
        isRequired
        isBirth
      />
      <RadioGroup
        label={t('sex')}
        value={typed.sex || undefined}
        choices={SEXES.map((value) => ({ value, label: t(value) }))}
        onChange={(sex) => onChange({ sex })}
        fault={faultAt('/sex')}
        isRequired
        isInline
      />
    </div>
  );
};

/** Telephone, address, insurance: they tell namesakes apart. */
export const ContactFields = ({ typed, onChange, faultAt }: DemographicsProps) => {
  const t = useTexts(texts);
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">
      <TextField
        label={t('phone')}
        value={typed.phone}
        onChange={(phone) => onChange({ phone })}
        fault={faultAt('/phone')}
        inputMode="tel"
      />
      <TextField
        label={t('postalCode')}
        value={typed.postalCode}
        onChange={(postalCode) => onChange({ postalCode })}
        fault={faultAt('/postalCode')}
        inputMode="numeric"
      />
      <TextField
        className="sm:col-span-2"
        label={t('address')}
        value={typed.address}
        onChange={(address) => onChange({ address })}
        fault={faultAt('/address')}
      />
      <InsuranceFields {...{ typed, onChange, faultAt }} />
    </div>
  );
};

const InsuranceFields = ({ typed, onChange, faultAt }: DemographicsProps) => {
  const t = useTexts(texts);
  return (
    <fieldset className="sm:col-span-2">
      <legend className="pb-1 font-bold">{t('insurance')}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {(['insurer', 'symbol', 'number', 'branch'] as const).map((field) => (
          <TextField
            key={field}
            className={field === 'insurer' || field === 'branch' ? '' : 'justify-end'}
            label={t(field)}
            {...(field === 'insurer' && { hint: t('insurerHint'), inputMode: 'numeric' })}
            {...(field === 'branch' && { hint: t('branchHint'), inputMode: 'numeric' })}
            value={typed[field]}
            onChange={(value) => onChange({ [field]: value })}
            fault={faultAt(`/insurance/${field}`)}
          />
        ))}
      </div>
    </fieldset>
  );
};

/** Former name and 支援措置. */
export const FurtherFields = ({
  typed,
  onChange,
  faultAt,
  isProtectionKept,
}: DemographicsProps & { isProtectionKept?: boolean }) => {
  const t = useTexts(texts);
  return (
    <div className="flex flex-col gap-3">
      <KanaField
        className="sm:w-1/2"
        label={t('formerFamilyKana')}
        hint={t('formerHint')}
        value={typed.formerFamilyKana}
        onChange={(formerFamilyKana) => onChange({ formerFamilyKana })}
        fault={faultAt('/name/formerFamilyKana')}
      />
      <div>
        <Checkbox
          label={<span className="font-bold">{t('isProtected')}</span>}
          isChecked={typed.isProtected}
          isDisabled={isProtectionKept ?? false}
          onChange={(isProtected) => onChange({ isProtected })}
        />
        <p className="pl-7 text-sm text-solid-gray-700">{t('protectedHint')}</p>
      </div>
    </div>
  );
};
