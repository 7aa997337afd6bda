import { useState } from 'react';
import type { TimelineEntry } from '../../../schemas/document.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { cx } from '../../ui/class-names.ts';
import { groupsOf } from '../calendar/cells.ts';
import { FacilityMark } from '../facility-mark.tsx';
import { useTypeName } from '../marks/name-of-type.ts';
import { useOpenDocument } from '../opening.ts';
import { texts } from './texts.ts';

type ListProps = {
  entries: readonly TimelineEntry[];
  withDay?: boolean;
  /** Several columns where there is room. */
  isSpread?: boolean;
};

/** Entries as a list to open from; the pictures of one series are one line. */
export const EntryList = ({ entries, withDay, isSpread }: ListProps) => (
  <ul
    className={cx(
      'grid grid-cols-1',
      isSpread ? 'gap-x-4 sm:grid-cols-2 xl:grid-cols-3' : 'divide-y divide-solid-gray-200',
    )}
  >
    {groupsOf(entries).map((group) => (
      <li key={group[0]?.documentId}>
        <Group group={group} withDay={withDay ?? false} />
      </li>
    ))}
  </ul>
);

const Group = ({ group, withDay }: { group: readonly TimelineEntry[]; withDay: boolean }) => {
  const t = useTexts(texts);
  const [isSpread, setSpread] = useState(false);
  const [first] = group;
  if (!first) return undefined;
  return (
    <>
      <div className="flex items-center gap-2">
        <Line entry={first} withDay={withDay} count={group.length} />
        {group.length > 1 && (
          <button
            type="button"
            aria-expanded={isSpread}
            onClick={() => setSpread(!isSpread)}
            className="link min-h-11 shrink-0 px-1 text-sm"
          >
            {t('eachPicture')}
          </button>
        )}
      </div>
      {isSpread && (
        <ul className="flex flex-wrap gap-1 pb-2 pl-6">
          {group.map((entry, index) => (
            <li key={entry.documentId}>
              <OneOfMany entry={entry} n={index + 1} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

const Line = ({ entry, withDay, count }: { entry: TimelineEntry; withDay: boolean; count: number }) => {
  const t = useTexts(texts);
  const dates = useDates();
  const typeName = useTypeName();
  const open = useOpenDocument();
  const { documentId, title, facilityId, contentType, stage, department, day } = entry;
  const knowsStage = contentType === 'prescription' || contentType === 'injection' || stage === 'order';
  const facts = [
    withDay && dates.day(day),
    knowsStage ? `${typeName(contentType)}（${t(stage)}）` : typeName(contentType),
    department,
    count > 1 && t('pictures', { n: count }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <button
      type="button"
      onClick={() => open({ documentId, title })}
      className="flex min-h-11 min-w-0 flex-1 cursor-pointer flex-col rounded-4 px-2 py-1.5 text-left hover:bg-blue-50"
    >
      <span className="flex min-w-0 items-baseline gap-1.5">
        <FacilityMark facilityId={facilityId} />
        <span className="min-w-0 font-bold break-words text-blue-900">{title}</span>
      </span>
      <span className="pl-5 text-sm text-solid-gray-700">{facts.join(' · ')}</span>
    </button>
  );
};

const OneOfMany = ({ entry: { documentId, title }, n }: { entry: TimelineEntry; n: number }) => {
  const t = useTexts(texts);
  const open = useOpenDocument();
  return (
    <button
      type="button"
      onClick={() => open({ documentId, title })}
      aria-label={`${title} ${t('nth', { n })}`}
      className="size-11 cursor-pointer rounded-4 border border-solid-gray-420 hover:bg-blue-50"
    >
      {n}
    </button>
  );
};
