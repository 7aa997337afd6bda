import { useId, useState } from 'react';
import type { FieldError } from '../../schemas/problems.ts';
import { useFacilities, useNames } from '../patients/facility-list.ts';
import { FaultText } from '../patients/fault-text.tsx';
import { useLanguage, useTexts } from '../text/texts.ts';
import { Checkbox, TextField } from '../ui/field.tsx';
import { Asked } from '../ui/states.tsx';
import { texts } from './texts.ts';

type PickerProps = {
  label: string;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  fault?: FieldError | undefined;
};

/** More facilities than a glance takes in get a filter. */
const FILTER_FROM = 8;

/** Facilities to tick. What was ticked stays in sight whatever the filter says. */
export const FacilityPicker = ({ label, chosen, onChange, fault }: PickerProps) => {
  const t = useTexts(texts);
  const id = useId();
  const language = useLanguage();
  const [filter, setFilter] = useState('');
  const asked = useFacilities();
  const nameOf = useNames(asked.data);
  const wanted = filter.normalize('NFKC').toLowerCase().trim();
  const toggle = (facilityId: string) => (isChosen: boolean) =>
    onChange(isChosen ? [...chosen, facilityId] : chosen.filter((other) => other !== facilityId));
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend className="pb-1 font-bold">{label}</legend>
      <Asked asked={asked} lines={3}>
        {(facilities) => {
          const offered = facilities.filter(({ kind, state }) => kind !== 'networkOffice' && state === 'active');
          const shown = offered.filter(
            ({ facilityId, name, nameEn, municipality }) =>
              chosen.includes(facilityId) ||
              `${name} ${nameEn} ${municipality}`.normalize('NFKC').toLowerCase().includes(wanted),
          );
          return (
            <>
              {offered.length > FILTER_FROM && <TextField label={t('filter')} value={filter} onChange={setFilter} />}
              <div className="grid max-h-72 grid-cols-1 gap-x-4 overflow-y-auto sm:grid-cols-2">
                {shown.map(({ facilityId, municipality }) => (
                  <Checkbox
                    key={facilityId}
                    label={
                      <>
                        {nameOf(facilityId)}
                        {language === 'ja' && <span className="ml-2 text-sm text-solid-gray-700">{municipality}</span>}
                      </>
                    }
                    isChecked={chosen.includes(facilityId)}
                    onChange={toggle(facilityId)}
                  />
                ))}
              </div>
              {shown.length === 0 && <p>{t('noFacility')}</p>}
            </>
          );
        }}
      </Asked>
      {chosen.length > 0 && <p className="text-sm text-solid-gray-700">{t('chosen', { count: chosen.length })}</p>}
      <FaultText id={`${id}-fault`} fault={fault} />
    </fieldset>
  );
};
