import { useState } from 'react';
import { FacilityMark } from '../chart/facility-mark.tsx';
import { Table } from '../contents/table.tsx';
import { useCompactDates } from '../daily-contents/compact-dates.ts';
import type { OpenDocument } from '../daily-contents/open-document.ts';
import { useTexts } from '../text/texts.ts';
import { Button } from '../ui/button.tsx';
import { documentsOf } from './documents-of.ts';
import type { DrugRow } from './drug-rows.ts';
import type { Supply } from './supply.ts';
import { texts } from './texts.ts';
import { useSupplyWords } from './words.ts';

const AT_ONCE = 20;

/** Every supply of one drug in words, newest first, with its documents. */
export const SupplyTable = ({ row, open }: { row: DrugRow; open: OpenDocument }) => {
  const t = useTexts(texts);
  const [shown, setShown] = useState(AT_ONCE);
  const left = row.supplies.length - shown;
  return (
    <div className="flex flex-col gap-2">
      <Table
        caption={t('detailsTable', { name: row.name, code: row.code ?? '' })}
        rows={row.supplies.slice(0, shown)}
        keyOf={({ key }) => key}
        columns={[
          { heading: t('period'), cell: (supply) => <Where supply={supply} />, className: 'min-w-28 text-sm' },
          { heading: t('doseColumn'), cell: (supply) => <What supply={supply} />, className: 'min-w-32 text-sm' },
          {
            heading: t('documentColumn'),
            cell: (supply) => <Documents supply={supply} open={open} />,
            className: 'text-sm',
          },
        ]}
      />
      {left > 0 && (
        <div>
          <Button variant="secondary" size="sm" onClick={() => setShown(shown + AT_ONCE)}>
            {t('showMore', { count: Math.min(left, AT_ONCE) })}
          </Button>
        </div>
      )}
    </div>
  );
};

const Where = ({ supply }: { supply: Supply }) => {
  const words = useSupplyWords();
  return (
    <>
      {words.period(supply)}
      <div className="font-normal">
        <FacilityMark facilityId={supply.facilityId} withName />
        <p>{words.records(supply).join(' · ')}</p>
      </div>
    </>
  );
};

const What = ({ supply }: { supply: Supply }) => {
  const words = useSupplyWords();
  const comments = new Set([...supply.comments, ...supply.done.flatMap((each) => each.comments)]);
  return (
    <>
      {words.lines(supply).join(' · ')}
      {[...comments].map((comment) => (
        <p key={comment} className="break-words whitespace-pre-wrap text-solid-gray-800">
          {comment}
        </p>
      ))}
    </>
  );
};

const Documents = ({ supply, open }: { supply: Supply; open: OpenDocument }) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  return (
    <ul className="flex flex-col">
      {documentsOf(supply).map((documentId) => {
        const done = supply.done.find((each) => each.documentId === documentId);
        return (
          <li key={documentId}>
            <button
              type="button"
              className="link min-h-11 scroll-mt-72 text-left md:min-h-6"
              onClick={() => open(documentId, supply.facilityId)}
            >
              {done ? t('openDone', { on: dates.short(done.on) }) : t('openOrder')}
            </button>
          </li>
        );
      })}
    </ul>
  );
};
