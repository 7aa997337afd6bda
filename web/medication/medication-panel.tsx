import { useMemo, useState } from 'react';
import { addDays } from '../../layers/names/index.ts';
import { FacilityMark, MarksContext, marksOf } from '../chart/facility-mark.tsx';
import type { TimelineFacility } from '../chart/timeline-facility.ts';
import type { Look } from '../contents/look.ts';
import { untold } from '../daily-contents/documents.ts';
import { MissingRecords } from '../daily-contents/missing-records.tsx';
import { type OpenDocument, useOpening } from '../daily-contents/open-document.ts';
import { PeriodChoice } from '../daily-contents/period-choice.tsx';
import { Reading } from '../daily-contents/reading.tsx';
import { type Months, PERIOD_DAYS, spansOf } from '../daily-contents/spans.ts';
import { UntoldDocuments } from '../daily-contents/untold-documents.tsx';
import { useDailyContents } from '../daily-contents/use-daily-contents.ts';
import { todayJst } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { Empty } from '../ui/states.tsx';
import { drugRows, rowsWithin } from './drug-rows.ts';
import { DrugTable } from './drug-table.tsx';
import { Legend } from './legend.tsx';
import { suppliesOf } from './supplies.ts';
import { texts } from './texts.ts';

const TYPES = ['prescription', 'injection'] as const;
const CHOICES = ['1', '3', '6', '12'] as const satisfies readonly Months[];

/**
 * A year whatever is shown, and a fortnight ahead: what was prescribed long ago for many days must not be missing among what may be in use, and
 * orders stand on the day they are meant for.
 */
const AHEAD_DAYS = 14;
const READ_DAYS = PERIOD_DAYS['12'] + AHEAD_DAYS;

export type PanelProps = { look: Look; facilities: readonly TimelineFacility[]; onOpen?: OpenDocument };

/** All prescriptions and injections as bars over time, what may be in use first. `onOpen`: else the chart's pane. */
const MedicationPanel = ({ look, facilities, onOpen }: PanelProps) => {
  const t = useTexts(texts);
  const [months, setMonths] = useState<Months>('3');
  const today = todayJst();
  const open = useOpening(onOpen);
  const spans = spansOf({ to: addDays(today, AHEAD_DAYS), days: READ_DAYS });
  const contents = useDailyContents({ look, types: TYPES, spans });
  const rows = useMemo(() => drugRows(suppliesOf(contents.items), today), [contents.items, today]);
  const days = PERIOD_DAYS[months];
  const view = { from: addDays(today, 1 - days), to: addDays(today, Math.max(7, Math.round(days / 8))) };
  const shown = rowsWithin(rows, view.from);
  const marks = useMemo(() => marksOf(facilities), [facilities]);
  return (
    <MarksContext value={marks}>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-end justify-between gap-4">
          <PeriodChoice value={months} choices={CHOICES} onChange={setMonths} />
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {facilities.map(({ facilityId }) => (
              <li key={facilityId}>
                <FacilityMark facilityId={facilityId} withName />
              </li>
            ))}
          </ul>
        </div>
        <MissingRecords facilities={facilities} types={TYPES} />
        <div className="text-sm text-solid-gray-800">
          <p className="font-bold">{t('caution')}</p>
          <p>{t('joining')}</p>
          {look.by === 'patient' && <p>{t('lookback')}</p>}
        </div>
        <Reading contents={contents} look={look} />
        {shown.length > 0 && (
          <>
            <Legend />
            <DrugTable
              rows={shown}
              view={view}
              today={today}
              order={facilities.map(({ facilityId }) => facilityId)}
              open={open}
            />
          </>
        )}
        {contents.isComplete && shown.length === 0 && <Empty>{t('none')}</Empty>}
        <UntoldDocuments documents={untold(contents.items)} open={open} />
      </div>
    </MarksContext>
  );
};
export default MedicationPanel;
