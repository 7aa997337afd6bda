import type { Occasion } from '../../../schemas/ems.ts';
import { useTexts } from '../../text/texts.ts';
import { RadioGroup } from '../../ui/field.tsx';
import { texts } from '../texts.ts';
import { type Evacuees, occasionsOffered } from './occasions.ts';

export type OccasionProps = { value: Occasion; evacuees: Evacuees; onChange: (occasion: Occasion) => void };

/** The text of an occasion; what a drill rehearses says so. */
export const labelOf = ({ value, evacuees }: Pick<OccasionProps, 'value' | 'evacuees'>) =>
  value === 'evacuee' && evacuees === 'drill' ? 'occasion.drill' : (`occasion.${value}` as const);

/** 利用場面: preset, visible, changed by one touch. */
export const OccasionChoice = ({ value, evacuees, onChange }: OccasionProps) => {
  const t = useTexts(texts);
  return (
    <RadioGroup
      label={t('occasion')}
      isInline
      value={value}
      onChange={onChange}
      choices={occasionsOffered(evacuees).map((occasion) => ({
        value: occasion,
        label: t(labelOf({ value: occasion, evacuees })),
      }))}
    />
  );
};
