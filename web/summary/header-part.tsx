import type { ReactNode } from 'react';
import { SectionStates } from '../chart/header/section-states.tsx';
import { itemsOf, type SectionName } from '../chart/header/sections.ts';
import type { ChartPerson } from '../chart/person.ts';
import type { TimelineFacility } from '../chart/timeline-facility.ts';
import { AllergyTable, ContraindicationTable } from '../contents/allergy/allergy-table.tsx';
import { DiagnosisTable } from '../contents/diagnosis/diagnosis-table.tsx';
import { Table } from '../contents/table.tsx';
import { useDates } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { texts } from './texts.ts';

type PartProps = { facilities: readonly TimelineFacility[] };

const withFacility = <N extends SectionName>(facilities: readonly TimelineFacility[], name: N) =>
  itemsOf(facilities, name).map(({ facility, item }) => ({ ...item, facilityName: facility.name }));

/** Who it is, and what stands above every day: each list with where each facility stands, so that empty never reads as none. */
export const HeaderPart = ({ person, facilities }: PartProps & { person: ChartPerson }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const { name, birthDate, sex } = person;
  const more = [{ heading: t('facility'), cell: ({ facilityName }: { facilityName: string }) => facilityName }];
  return (
    <>
      <div>
        <p className="text-lg font-bold" lang="ja">
          {name.family} {name.given}（{name.familyKana} {name.givenKana}）
        </p>
        <p>
          {dates.birth(birthDate)} {t(sex)}
        </p>
        <p className="text-sm">
          {t('ids')}: {facilities.map(({ name: facility, localId }) => `${facility} ${localId}`).join(' / ')}
        </p>
        {person.grant && <p className="text-sm">{t('through')}</p>}
      </div>
      <Part name="contraindications" facilities={facilities}>
        {(caption) => (
          <ContraindicationTable caption={caption} items={withFacility(facilities, 'contraindications')} more={more} />
        )}
      </Part>
      <Part name="allergies" facilities={facilities}>
        {(caption) => <AllergyTable caption={caption} items={withFacility(facilities, 'allergies')} more={more} />}
      </Part>
      <Part name="infections" facilities={facilities}>
        {(caption) => <InfectionTable caption={caption} facilities={facilities} />}
      </Part>
      <Part name="diagnoses" facilities={facilities}>
        {(caption) => <DiagnosisTable caption={caption} items={withFacility(facilities, 'diagnoses')} more={more} />}
      </Part>
    </>
  );
};

const Part = ({
  name,
  facilities,
  children,
}: PartProps & { name: SectionName; children: (caption: string) => ReactNode }) => {
  const t = useTexts(texts);
  return (
    <section className="flex flex-col gap-2">
      <h3 className="border-b-2 border-solid-gray-420 font-bold">{t(name)}</h3>
      {itemsOf(facilities, name).length > 0 && children(t(name))}
      <SectionStates facilities={facilities} name={name} />
    </section>
  );
};

const InfectionTable = ({ caption, facilities }: PartProps & { caption: string }) => {
  const t = useTexts(texts);
  const dates = useDates();
  return (
    <Table
      isStacked
      caption={caption}
      rows={itemsOf(facilities, 'infections')}
      columns={[
        { heading: t('item'), cell: ({ item }) => item.item.name },
        { heading: t('result'), cell: ({ item }) => t(item.result) },
        { heading: t('value'), cell: ({ item }) => item.value },
        { heading: t('day'), cell: ({ item }) => item.observedOn && dates.day(item.observedOn) },
        { heading: t('facility'), cell: ({ facility }) => facility.name },
      ]}
    />
  );
};
