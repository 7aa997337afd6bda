import { type FormEvent, useState } from 'react';
import { parseJapaneseDate } from '../../../layers/names/index.ts';
import type { FieldError } from '../../../schemas/problems.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup, Select, TextField } from '../../ui/field.tsx';
import { useOpenFacilities } from '../look-up/open-facilities.ts';
import { texts as emergency } from '../texts.ts';
import { EMPTY, type PdqForm } from './query.ts';
import { texts } from './texts.ts';

type FormProps = { faults: Record<string, FieldError>; isBusy: boolean; onSearch: (form: PdqForm) => void };
type PartProps = {
  form: PdqForm;
  faults: FormProps['faults'];
  set: (change: Partial<PdqForm>) => void;
};

/** The fields in the order in which a person without a card can answer. */
export const SearchForm = ({ faults, isBusy, onSearch }: FormProps) => {
  const t = useTexts(texts);
  const [form, setForm] = useState(EMPTY);
  const set = (change: Partial<PdqForm>): void => setForm({ ...form, ...change });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSearch(form);
  };
  return (
    <form onSubmit={submit} className="card flex flex-col gap-4 p-4">
      <p>{t('lead')}</p>
      <div className="grid items-end gap-4 sm:grid-cols-3">
        <TextField
          label={t('family')}
          value={form.family}
          fault={faults['/family']}
          onChange={(family) => set({ family })}
        />
        <TextField
          label={t('given')}
          value={form.given}
          fault={faults['/given']}
          onChange={(given) => set({ given })}
        />
        <BirthDateField form={form} faults={faults} set={set} />
      </div>
      <details>
        <summary className="min-h-11 cursor-pointer content-center font-bold">{t('more')}</summary>
        <Narrowing form={form} faults={faults} set={set} />
      </details>
      <div>
        <Button type="submit" size="lg" className="w-full sm:w-auto" isBusy={isBusy}>
          {t('search')}
        </Button>
      </div>
    </form>
  );
};

const BirthDateField = ({ form, faults, set }: PartProps) => {
  const t = useTexts(texts);
  const dates = useDates();
  const read = parseJapaneseDate(form.birthDate);
  return (
    <TextField
      label={t('birthDate')}
      hint={read.ok ? t('birthRead', { birth: dates.birth(read.date) }) : t('birthHint')}
      value={form.birthDate}
      fault={faults['/birthDate']}
      onChange={(birthDate) => set({ birthDate })}
    />
  );
};

const Narrowing = ({ form, faults, set }: PartProps) => {
  const t = useTexts(texts);
  const say = useTexts(emergency);
  const { facilities = [] } = useOpenFacilities();
  return (
    <div className="grid gap-4 pt-2 sm:grid-cols-2">
      <RadioGroup
        label={t('sex')}
        isInline
        value={form.sex}
        onChange={(sex) => set({ sex })}
        choices={[
          { value: 'any', label: t('sex.any') },
          { value: 'male', label: say('sex.male') },
          { value: 'female', label: say('sex.female') },
        ]}
      />
      <Select
        label={t('facility')}
        value={form.facilityId}
        onChange={(facilityId) => set({ facilityId })}
        choices={[
          { value: 'any', label: t('facility.any') },
          ...facilities
            .filter(({ isOwn }) => !isOwn)
            .map(({ facilityId, name }) => ({ value: facilityId, label: name })),
        ]}
      />
      <TextField
        label={t('phone')}
        type="tel"
        value={form.phone}
        fault={faults['/phone']}
        onChange={(phone) => set({ phone })}
      />
      <TextField
        label={t('address')}
        value={form.address}
        fault={faults['/address']}
        onChange={(address) => set({ address })}
      />
    </div>
  );
};
