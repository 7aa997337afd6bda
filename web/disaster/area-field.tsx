import { listFacilities } from '../../schemas/operations/directory.ts';
import type { FieldError } from '../../schemas/problems.ts';
import { useAsk } from '../api/ask.ts';
import { useLanguage, useTexts } from '../text/texts.ts';
import { Checkbox } from '../ui/field.tsx';
import { Skeleton } from '../ui/states.tsx';
import { texts } from './texts.ts';

export type Area = { facilities: string[]; municipalities: string[] };

type AreaFieldProps = { label: string; value: Area; onChange: (value: Area) => void; fault?: FieldError | undefined };

const toggled = (list: readonly string[], name: string, isIn: boolean): string[] =>
  isIn ? [...list, name] : list.filter((other) => other !== name);

/** Whole municipalities, and single facilities besides. */
export const AreaField = ({ label, value, onChange, fault }: AreaFieldProps) => {
  const t = useTexts(texts);
  const language = useLanguage();
  const { data } = useAsk(listFacilities, { query: { limit: 200 } });
  if (!data) return <Skeleton />;
  const members = data.items.filter(({ kind, state }) => kind !== 'networkOffice' && state === 'active');
  const isEmpty = value.municipalities.length + value.facilities.length === 0;
  const towns = [...new Set(members.map(({ municipality }) => municipality))].toSorted();
  return (
    <fieldset className="flex flex-col gap-2 rounded-8 border border-solid-gray-420 p-3">
      <legend className="px-1 font-bold">{label}</legend>
      <p className="text-sm font-bold">{t('municipalities')}</p>
      <div className="flex flex-wrap gap-x-4">
        {towns.map((town) => (
          <Checkbox
            key={town}
            label={town}
            isChecked={value.municipalities.includes(town)}
            onChange={(isIn) => onChange({ ...value, municipalities: toggled(value.municipalities, town, isIn) })}
          />
        ))}
      </div>
      <p className="text-sm font-bold">{t('facilities')}</p>
      <div className="flex flex-wrap gap-x-4">
        {members.map(({ facilityId, name, nameEn }) => (
          <Checkbox
            key={facilityId}
            label={language === 'ja' ? name : nameEn}
            isChecked={value.facilities.includes(facilityId)}
            onChange={(isIn) => onChange({ ...value, facilities: toggled(value.facilities, facilityId, isIn) })}
          />
        ))}
      </div>
      {fault && (
        <p role="alert" className="text-sm text-red-900">
          {isEmpty ? t('areaEmpty') : language === 'ja' ? fault.message : fault.messageEn}
        </p>
      )}
    </fieldset>
  );
};
