import { useState } from 'react';
import { CONTENT_TYPES, type ContentType } from '../../schemas/content-types.ts';
import type { FieldError } from '../../schemas/problems.ts';
import { DayField } from '../patients/demographics/day-field.tsx';
import { useSay, useTexts } from '../text/texts.ts';
import { Checkbox, RadioGroup } from '../ui/field.tsx';
import { FacilityPicker } from './facility-picker.tsx';
import { texts } from './texts.ts';
import type { ConsentTyped } from './typed.ts';
import { WhoFields } from './who-fields.tsx';

type ConsentProps = {
  typed: ConsentTyped;
  onChange: (changes: Partial<ConsentTyped>) => void;
  /** The fault at a pointer below the consent. */
  faultAt: (...pointers: string[]) => FieldError | undefined;
  /** A registration may go without. */
  mayFollow?: boolean;
};

/** The scope, who consented, how and from when. */
export const ConsentFields = ({ typed, onChange, faultAt, mayFollow }: ConsentProps) => {
  const t = useTexts(texts);
  const kinds = ['comprehensive', 'individual', ...(mayFollow ? (['later'] as const) : [])] as const;
  const isChosen = typed.kind === 'comprehensive' || typed.kind === 'individual';
  // The rest stands on the screen once a scope is chosen: until then its faults are the scope's.
  if (!isChosen) faultAt('/consentedBy', '/method');
  return (
    <div className="flex flex-col gap-5">
      <RadioGroup
        label={t('scope')}
        value={typed.kind || undefined}
        choices={kinds.map((value) => ({ value, label: t(value), hint: t(`${value}Hint`) }))}
        onChange={(kind) => onChange({ kind })}
        fault={faultAt('/scope', '/scope/kind')}
        isRequired
      />
      {isChosen && (
        <>
          <Scope {...{ typed, onChange, faultAt }} />
          <WhoFields
            label={t('who')}
            typed={typed}
            onChange={onChange}
            faultAt={(...pointers) => faultAt(...pointers.map((pointer) => `/consentedBy${pointer}`))}
          />
          <RadioGroup
            label={t('method')}
            value={typed.method || undefined}
            choices={(['written', 'oral', 'app'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={(method) => onChange({ method })}
            fault={faultAt('/method')}
            isRequired
            isInline
          />
          <div className="sm:w-1/2">
            <DayField
              label={t('effectiveOn')}
              hint={t('effectiveHint')}
              value={typed.effectiveOn}
              onChange={(effectiveOn) => onChange({ effectiveOn })}
              fault={faultAt('/effectiveOn')}
            />
          </div>
        </>
      )}
    </div>
  );
};

const Scope = ({ typed, onChange, faultAt }: ConsentProps) => {
  const t = useTexts(texts);
  const isOpen = typed.excludedFacilities.length > 0 || typed.excludedContents.length > 0;
  const [wasOpen] = useState(isOpen);
  return (
    <>
      {typed.kind === 'individual' && (
        <FacilityPicker
          label={t('facilities')}
          chosen={typed.facilities}
          onChange={(facilities) => onChange({ facilities })}
          fault={faultAt('/scope/facilities')}
        />
      )}
      <details open={wasOpen} className="rounded-8 border border-solid-gray-200 p-3">
        <summary className="min-h-9 cursor-pointer py-1 font-bold">{t('exclude')}</summary>
        <div className="flex flex-col gap-4 pt-2">
          <p className="text-sm text-solid-gray-700">{t('excludeHint')}</p>
          {typed.kind === 'comprehensive' && (
            <FacilityPicker
              label={t('excludedFacilities')}
              chosen={typed.excludedFacilities}
              onChange={(excludedFacilities) => onChange({ excludedFacilities })}
              fault={faultAt('/scope/excludedFacilities')}
            />
          )}
          <Contents chosen={typed.excludedContents} onChange={(excludedContents) => onChange({ excludedContents })} />
        </div>
      </details>
    </>
  );
};

type ContentsProps = { chosen: readonly string[]; onChange: (chosen: string[]) => void };

const Contents = ({ chosen, onChange }: ContentsProps) => {
  const t = useTexts(texts);
  const say = useSay();
  const types = (Object.keys(CONTENT_TYPES) as ContentType[]).filter((type) => type !== 'consentForm');
  return (
    <fieldset>
      <legend className="pb-1 font-bold">{t('excludedContents')}</legend>
      <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-3">
        {types.map((type) => (
          <Checkbox
            key={type}
            label={say(CONTENT_TYPES[type].label)}
            isChecked={chosen.includes(type)}
            onChange={(isChosen) => onChange(isChosen ? [...chosen, type] : chosen.filter((other) => other !== type))}
          />
        ))}
      </div>
    </fieldset>
  );
};
