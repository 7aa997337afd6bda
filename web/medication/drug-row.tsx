import { useId, useState } from 'react';
import { FacilityMark } from '../chart/facility-mark.tsx';
import type { OpenDocument } from '../daily-contents/open-document.ts';
import { useTexts } from '../text/texts.ts';
import { CourseWords, Remarks } from './course-words.tsx';
import { documentsOf } from './documents-of.ts';
import { type CourseProps, DrugBars } from './drug-bars.tsx';
import type { DrugRow } from './drug-rows.ts';
import { daysLeft, type Supply } from './supply.ts';
import { SupplyTable } from './supply-table.tsx';
import { texts } from './texts.ts';
import { useSupplyWords } from './words.ts';

/** So many documents of one bar are opened at once; of more, the row's table is shown to choose from. */
const OPENED_AT_ONCE = 2;
/** So many supplies stand in a row before it is opened. */
const SUPPLIES_IN_ROW = 3;

type RowProps = Omit<CourseProps, 'onPick'> & { row: DrugRow; open: OpenDocument };

export const DrugTableRow = ({ row, open, view, today, order }: RowProps) => {
  const t = useTexts(texts);
  const [isOpen, setOpen] = useState(false);
  const details = useId();
  const pick = (supply: Supply): void => {
    const documents = documentsOf(supply);
    if (documents.length > OPENED_AT_ONCE) setOpen(true);
    else for (const documentId of documents) open(documentId, supply.facilityId);
  };
  const shown = (row.standing === 'past' ? row.standingSupplies.slice(0, 1) : row.standingSupplies).slice(
    0,
    SUPPLIES_IN_ROW,
  );
  const more = row.supplies.length - shown.length;
  return (
    <>
      <tr role="row" className="block border-t border-solid-gray-200 px-2 pt-2 align-top @2xl:table-row">
        <th
          role="rowheader"
          scope="row"
          className="block text-left font-normal @2xl:table-cell @2xl:py-2 @2xl:pr-3 @2xl:pl-2"
        >
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={details}
            className="flex min-h-11 w-full cursor-pointer scroll-mt-72 items-start gap-1 rounded-4 py-2 text-left font-bold hover:bg-blue-50 @2xl:py-0"
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true" className="w-4 shrink-0 text-blue-900">
              {isOpen ? '▾' : '▸'}
            </span>
            <span className="min-w-0 break-words">{row.name}</span>
          </button>
          <Remarks row={row} view={view} today={today} />
        </th>
        <td role="cell" className="block @2xl:table-cell @2xl:py-2 @2xl:pr-3">
          <ul className="flex flex-col gap-2">
            {shown.map((supply) => (
              <SupplyLines key={supply.key} supply={supply} today={today} />
            ))}
            {more > 0 && <li className="text-sm text-solid-gray-700">{t('more', { count: more })}</li>}
          </ul>
        </td>
        <td role="cell" className="block py-2 @2xl:table-cell @2xl:p-0">
          <DrugBars row={row} view={view} today={today} order={order} onPick={pick} />
        </td>
      </tr>
      <tr role="row" id={details} hidden={!isOpen} className={isOpen ? 'block @2xl:table-row' : undefined}>
        <td role="cell" colSpan={3} className="block bg-solid-gray-50 p-3 @2xl:table-cell">
          {isOpen && (
            <>
              <CourseWords row={row} view={view} />
              <SupplyTable row={row} open={open} />
            </>
          )}
        </td>
      </tr>
    </>
  );
};

const SupplyLines = ({ supply, today }: { supply: Supply; today: string }) => {
  const t = useTexts(texts);
  const words = useSupplyWords();
  const left = supply.form === 'prescription' ? daysLeft(supply, today) : undefined;
  return (
    <li className="text-sm">
      <p className="flex flex-wrap gap-x-3">
        <FacilityMark facilityId={supply.facilityId} withName />
        <span className="text-solid-gray-700">{words.records(supply).join(' · ')}</span>
      </p>
      <p>{words.lines(supply).join(' · ')}</p>
      <p>
        {words.period(supply)}
        {left !== undefined && <span className="ml-2 font-bold whitespace-nowrap">{t('left', { count: left })}</span>}
      </p>
    </li>
  );
};
