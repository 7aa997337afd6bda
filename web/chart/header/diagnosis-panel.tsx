import { useState } from 'react';
import { DiagnosisTable } from '../../contents/diagnosis/diagnosis-table.tsx';
import { useTexts } from '../../text/texts.ts';
import { Checkbox } from '../../ui/field.tsx';
import { Empty } from '../../ui/states.tsx';
import { SectionStates } from './section-states.tsx';
import { itemsOf, type TimelineFacility } from './sections.ts';
import { texts } from './texts.ts';

const ORDER = { active: 0, suspected: 1, unknown: 2, resolved: 3 };

/** 傷病名 of every facility, the present ones first; where each facility stands below. */
const DiagnosisPanel = ({ facilities }: { facilities: readonly TimelineFacility[] }) => {
  const t = useTexts(texts);
  const [withResolved, setWithResolved] = useState(false);
  const all = itemsOf(facilities, 'diagnoses');
  const shown = all
    .filter(({ item }) => withResolved || item.status !== 'resolved')
    .toSorted(
      (a, b) =>
        ORDER[a.item.status] - ORDER[b.item.status] || (b.item.startOn ?? '').localeCompare(a.item.startOn ?? ''),
    )
    .map(({ facility, item }) => ({ ...item, facilityName: facility.name }));
  return (
    <div className="flex flex-col gap-4">
      <Checkbox label={t('showResolved')} isChecked={withResolved} onChange={setWithResolved} />
      {shown.length === 0 ? (
        <Empty>{all.length > 0 ? t('diagnosesResolved', { count: all.length }) : t('diagnosesEmpty')}</Empty>
      ) : (
        <DiagnosisTable
          caption={t('diagnoses')}
          items={shown}
          more={[{ heading: t('facility'), cell: ({ facilityName }) => facilityName }]}
        />
      )}
      <SectionStates facilities={facilities} name="diagnoses" />
    </div>
  );
};
export default DiagnosisPanel;
