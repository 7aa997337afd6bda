import { FacilityMark } from '../chart/facility-mark.tsx';
import { useTexts } from '../text/texts.ts';
import type { ResultRow } from './result-table.ts';
import { texts } from './texts.ts';

type Props = { row: ResultRow; isChosen: boolean; onChoose: (key: string, isChosen: boolean) => void };

/** An item with its unit and range, and the box that puts it into the charts. */
export const ItemHeading = ({ row, isChosen, onChoose }: Props) => {
  const t = useTexts(texts);
  const { key, name, unit, ranges } = row;
  return (
    <th
      scope="row"
      className="sticky left-0 z-[5] max-w-44 border-r-2 border-b border-solid-gray-420 border-b-solid-gray-200 bg-white px-2 text-left align-top text-sm font-normal sm:max-w-72"
    >
      <label className="flex min-h-11 cursor-pointer items-start gap-2 py-1 hover:bg-blue-50 md:min-h-8">
        <input
          type="checkbox"
          checked={isChosen}
          aria-label={t('toTrend', { name })}
          onChange={(event) => onChoose(key, event.target.checked)}
          className="mt-0.5 size-5 shrink-0 scroll-mt-72 accent-blue-900"
        />
        <span className="min-w-0">
          <span className="font-bold break-words">{name}</span>{' '}
          {unit !== undefined && <span className="whitespace-nowrap">{unit}</span>}
          <span className="block text-xs text-solid-gray-700">
            {ranges.map(({ text, facilityIds }) => (
              <span key={text} className="mr-2 inline-flex gap-1 whitespace-nowrap">
                {ranges.length > 1 && facilityIds.map((id) => <FacilityMark key={id} facilityId={id} />)}
                {text}
              </span>
            ))}
          </span>
        </span>
      </label>
      {row.hasNamesake && <Namesake row={row} />}
    </th>
  );
};

/** What tells a row from another one of the same name. */
const Namesake = ({ row: { code, specimen, group, results } }: { row: ResultRow }) => {
  const t = useTexts(texts);
  const [facilityId] = new Set(results.map((result) => result.facilityId));
  return (
    <p className="pb-1 pl-7 text-xs break-words text-solid-gray-800">
      {[code, specimen].filter(Boolean).join(' · ')}{' '}
      {group === 'own' && facilityId !== undefined && <FacilityMark facilityId={facilityId} withName />}
      <span className="sr-only">{t('namesake')}</span>
    </p>
  );
};
