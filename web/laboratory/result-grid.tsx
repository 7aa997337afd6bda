import { useMemo } from 'react';
import { FacilityMark, useFacilityMark } from '../chart/facility-mark.tsx';
import { useCompactDates } from '../daily-contents/compact-dates.ts';
import type { OpenDocument } from '../daily-contents/open-document.ts';
import { useTexts } from '../text/texts.ts';
import { GROUP_ORDER } from './item-groups.ts';
import { ItemHeading } from './item-heading.tsx';
import { ResultCell } from './result-cell.tsx';
import type { Result, ResultColumn, ResultRow } from './result-table.ts';
import { texts } from './texts.ts';

type Props = {
  rows: readonly ResultRow[];
  /** In the order they are shown. */
  columns: readonly ResultColumn[];
  chosen: ReadonlySet<string>;
  onChoose: (key: string, isChosen: boolean) => void;
  open: OpenDocument;
};

/**
 * Items down, days across; the items and the days stay in sight. Scrolls within its own region. What takes the focus keeps clear of what sticks: the
 * headings here, and the patient's header above the page.
 */
export const ResultGrid = ({ rows, columns, chosen, onChoose, open }: Props) => {
  const t = useTexts(texts);
  const grouped = Map.groupBy(rows, ({ group }) => group);
  const notes = useNotes(rows, columns);
  return (
    <>
      <div
        role="region"
        aria-label={t('table')}
        tabIndex={0}
        className="isolate max-h-[80vh] w-fit max-w-full overflow-auto rounded-8 border border-solid-gray-420 bg-white print:max-h-none"
      >
        <table className="border-separate border-spacing-0">
          <caption className="sr-only">{t('table')}</caption>
          <thead>
            <tr>
              <th
                scope="col"
                className="sticky top-0 left-0 z-20 min-w-36 border-r-2 border-b-2 border-solid-gray-420 bg-white px-2 py-1 text-left align-bottom text-sm sm:min-w-56"
              >
                {t('itemHeading')}
              </th>
              {columns.map((column) => (
                <DayHeading key={column.key} column={column} open={open} />
              ))}
            </tr>
          </thead>
          {GROUP_ORDER.map((group) => {
            const own = grouped.get(group) ?? [];
            if (own.length === 0) return undefined;
            return (
              <tbody key={group}>
                <tr>
                  <th scope="rowgroup" colSpan={columns.length + 1} className="bg-solid-gray-100 p-0 text-left text-sm">
                    <span className="sticky left-0 inline-block px-2 py-1">{t(`group.${group}`)}</span>
                  </th>
                </tr>
                {own.map((row) => (
                  <tr key={row.key}>
                    <ItemHeading row={row} isChosen={chosen.has(row.key)} onChoose={onChoose} />
                    {columns.map(({ key }) => (
                      <ResultCell
                        key={key}
                        results={row.cells.get(key) ?? NONE}
                        withRange={row.ranges.length > 1}
                        noteOf={notes.numberOf}
                      />
                    ))}
                  </tr>
                ))}
              </tbody>
            );
          })}
        </table>
      </div>
      <Notes results={notes.results} />
    </>
  );
};

const NONE: readonly Result[] = [];

const useNotes = (rows: readonly ResultRow[], columns: readonly ResultColumn[]) =>
  useMemo(() => {
    const results = rows.flatMap(({ cells }) =>
      columns.flatMap(({ key }) => (cells.get(key) ?? NONE).filter(({ comments = [] }) => comments.length > 0)),
    );
    const numbers = new Map(results.map((result, index) => [result, index + 1] as const));
    return { results, numberOf: (result: Result) => numbers.get(result) };
  }, [rows, columns]);

/** Comments under the table, by number: they are read on paper and on a phone, too. */
const Notes = ({ results }: { results: readonly Result[] }) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  if (results.length === 0) return undefined;
  return (
    <div className="text-sm">
      <p className="font-bold">{t('noteTitle')}</p>
      <ol>
        {results.map(({ item, day, facilityId, comments = [] }, index) => (
          <li key={`${index}${item.name}`}>
            ※{index + 1} {dates.day(day)} <FacilityMark facilityId={facilityId} withName /> {item.name}:{' '}
            <span className="break-words whitespace-pre-wrap">{comments.join('\n')}</span>
          </li>
        ))}
      </ol>
    </div>
  );
};

const DayHeading = ({
  column: { day, facilityId, clocks, documents },
  open,
}: {
  column: ResultColumn;
  open: OpenDocument;
}) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  const { name } = useFacilityMark(facilityId);
  return (
    <th
      scope="col"
      className="sticky top-0 z-10 min-w-24 border-r border-b-2 border-solid-gray-420 bg-white px-2 py-1 text-left align-bottom text-sm font-normal"
    >
      <button
        type="button"
        className="link min-h-11 scroll-mt-72 scroll-ml-60 text-left font-bold md:min-h-6"
        onClick={() => {
          for (const { documentId } of documents) open(documentId, facilityId);
        }}
      >
        <span className="block text-xs font-normal">{day.slice(0, 4)}</span>
        <span className="whitespace-nowrap">{dates.short(day)}</span>
        <span className="sr-only"> {t('openDay', { facility: name })}</span>
      </button>
      <span className="block text-xs">
        <FacilityMark facilityId={facilityId} withName />
      </span>
      {clocks.length === 1 && <span className="block text-xs text-solid-gray-700">{clocks[0]}</span>}
    </th>
  );
};
