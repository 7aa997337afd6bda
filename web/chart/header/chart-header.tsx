import { useId, useState } from 'react';
import type { Look } from '../../contents/look.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import type { ChartPerson } from '../person.ts';
import { SectionStates } from './section-states.tsx';
import { isNone, itemsOf, type SectionName, stateOf, type TimelineFacility, warningsOf } from './sections.ts';
import { texts } from './texts.ts';

export type ChartHeaderProps = { look: Look; person: ChartPerson; facilities: readonly TimelineFacility[] };

/** Who the patient is, and what must be known before anything is given: always in sight. */
const ChartHeader = ({ person, facilities }: ChartHeaderProps) => {
  const t = useTexts(texts);
  return (
    <div className="flex flex-col gap-1 bg-white px-4 py-2">
      <Identity person={person} isMarked={facilities.some(({ emsMark }) => emsMark)} />
      <div className="flex flex-wrap items-start gap-x-6 gap-y-1">
        <Warnings name="contraindications" facilities={facilities} />
        <Warnings name="allergies" facilities={facilities} />
        <Infections facilities={facilities} label={t('infections')} />
      </div>
    </div>
  );
};
export default ChartHeader;

const Identity = ({ person: { name, birthDate, sex }, isMarked }: { person: ChartPerson; isMarked: boolean }) => {
  const t = useTexts(texts);
  const dates = useDates();
  return (
    <div className="flex flex-wrap items-baseline gap-x-4">
      <h2 className="text-xl font-bold" lang="ja">
        <ruby>
          {name.family} {name.given}
          <rp>（</rp>
          <rt className="text-xs font-normal">
            {name.familyKana} {name.givenKana}
          </rt>
          <rp>）</rp>
        </ruby>
      </h2>
      <p>{dates.birth(birthDate)}</p>
      <p>{t(sex)}</p>
      {isMarked && (
        <span title={t('emsMarkHint')}>
          <Badge tone="danger">{t('emsMark')}</Badge>
        </span>
      )}
    </div>
  );
};

type ToggleProps = { isOpen: boolean; onOpen: (isOpen: boolean) => void; controls: string; section: string };

/** A section's name opens what stands behind it: with a button beside the name, a phone would need two lines for each. */
const Toggle = ({ isOpen, onOpen, controls, section }: ToggleProps) => (
  <h3>
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={controls}
      aria-label={useTexts(texts)('detailsOf', { section })}
      onClick={() => onOpen(!isOpen)}
      className="flex min-h-9 cursor-pointer items-center gap-1 text-sm font-bold text-blue-900 max-lg:min-h-11"
    >
      <span className="underline underline-offset-4">{section}</span>
      <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
    </button>
  </h3>
);

type WarningProps = { name: 'allergies' | 'contraindications'; facilities: readonly TimelineFacility[] };

/** The names themselves, not a count; what is not known stands beside them. */
const Warnings = ({ name, facilities }: WarningProps) => {
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const named = warningsOf(facilities, name);
  return (
    <section aria-label={t(name)} className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 max-sm:gap-1">
        <Toggle isOpen={isOpen} onOpen={setOpen} controls={id} section={t(name)} />
        {named.map(({ text, isSevere }) => (
          <Badge key={text} tone={isSevere ? 'danger' : 'warning'}>
            {isSevere && <span aria-hidden="true">⚠ </span>}
            {text}
          </Badge>
        ))}
        <Unknown name={name} facilities={facilities} hasItems={named.length > 0} />
      </div>
      <div id={id} hidden={!isOpen}>
        <SectionStates facilities={facilities} name={name} />
      </div>
    </section>
  );
};

/** In one word how much of a section is known: none only where everybody said so; otherwise each other state once. */
const Unknown = ({
  name,
  facilities,
  hasItems,
}: {
  name: SectionName;
  facilities: readonly TimelineFacility[];
  hasItems: boolean;
}) => {
  const t = useTexts(texts);
  if (isNone(facilities, name)) return <Badge tone="success">{t('none')}</Badge>;
  const states = new Set(facilities.map((facility) => stateOf(facility, name)));
  const open = [...states].filter((state) => state !== 'listed' && state !== 'none' && state !== 'closed');
  if (states.has('closed')) open.push('notDisclosed');
  const isPartial = facilities.some((facility) => facility.header?.[name].complete === false);
  const said = [...new Set(open)].map((state) => t(state));
  if (isPartial && !open.includes('notDisclosed')) said.push(t('incomplete'));
  if (facilities.length === 0) return <Badge tone="warning">{t('nothingKnown')}</Badge>;
  if (said.length === 0) return undefined;
  // Beside an item, the bare word would read as if it were said of the item.
  return <Badge tone="warning">{hasItems ? t('besides', { states: said.join('・') }) : said.join('・')}</Badge>;
};

/** A marker only; opened by those whose occupation the facilities disclose it to. What it says is not on the screen for whoever passes by. */
const Infections = ({ facilities, label }: { facilities: readonly TimelineFacility[]; label: string }) => {
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const found = itemsOf(facilities, 'infections');
  return (
    <section aria-label={label} className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 max-sm:gap-1">
        <Toggle isOpen={isOpen} onOpen={setOpen} controls={id} section={label} />
        {found.length > 0 && <Badge tone="warning">{t('infectionMarker')}</Badge>}
        <Unknown name="infections" facilities={facilities} hasItems={found.length > 0} />
      </div>
      <div id={id} hidden={!isOpen} className="flex flex-col gap-2">
        {isOpen && (
          <>
            <ul className="flex flex-col gap-1">
              {found.map(({ facility, item }, index) => (
                <li key={`${index}${facility.facilityId}`} className="text-sm">
                  {item.item.name}{' '}
                  <Badge tone={item.result === 'positive' ? 'danger' : 'neutral'}>{t(item.result)}</Badge> {item.value}{' '}
                  <span className="text-solid-gray-700">
                    {facility.name} {item.observedOn}
                  </span>
                </li>
              ))}
            </ul>
            <SectionStates facilities={facilities} name="infections" />
          </>
        )}
      </div>
    </section>
  );
};
