import { useMemo, useState } from 'react';
import { jstStartOfDay } from '../../layers/names/index.ts';
import { FacilityMark, MarksContext, marksOf } from '../chart/facility-mark.tsx';
import type { TimelineFacility } from '../chart/timeline-facility.ts';
import type { Look } from '../contents/look.ts';
import { untold } from '../daily-contents/documents.ts';
import { MissingRecords } from '../daily-contents/missing-records.tsx';
import { type OpenDocument, useOpening } from '../daily-contents/open-document.ts';
import { PeriodChoice } from '../daily-contents/period-choice.tsx';
import { Reading } from '../daily-contents/reading.tsx';
import { type Months, PERIOD_DAYS, type Span, spansOf } from '../daily-contents/spans.ts';
import { UntoldDocuments } from '../daily-contents/untold-documents.tsx';
import { useDailyContents } from '../daily-contents/use-daily-contents.ts';
import { todayJst } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import { Empty } from '../ui/states.tsx';
import { Awaited } from './awaited.tsx';
import { type ResultTable, resultTable } from './result-table.ts';
import { ResultsView } from './results-view.tsx';
import { texts } from './texts.ts';

const TYPES = ['laboratory'] as const;
const CHOICES = ['1', '3', '6', '12', '36'] as const satisfies readonly Months[];
const DAY_SECONDS = 86_400;

type PanelProps = { look: Look; facilities: readonly TimelineFacility[]; onOpen?: OpenDocument };

/** Laboratory results of all facilities as items × days, and chosen ones as charts. `onOpen`: else the chart's pane. */
const LaboratoryPanel = ({ look, facilities, onOpen }: PanelProps) => {
  const t = useTexts(texts);
  const [months, setMonths] = useState<Months>('6');
  const today = todayJst();
  const open = useOpening(onOpen);
  const spans = spansOf({ to: today, days: PERIOD_DAYS[months] });
  const contents = useDailyContents({ look, types: TYPES, spans });
  const table = useMemo(() => resultTable(contents.items), [contents.items]);
  const asked = look.by === 'patient' ? { from: spans.at(-1)?.from ?? today, to: today } : contents.covered;
  const { from, to } = daysShown(table, asked ?? { from: today, to: today });
  const range = useMemo(() => ({ from: secondsOf(from), to: secondsOf(to) + DAY_SECONDS }), [from, to]);
  const marks = useMemo(() => marksOf(facilities), [facilities]);
  const isEmpty = table.rows.length === 0 && (contents.isComplete || contents.error !== undefined);
  return (
    <MarksContext value={marks}>
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-wrap items-end justify-between gap-4">
          {look.by === 'patient' && <PeriodChoice value={months} choices={CHOICES} onChange={setMonths} />}
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {facilities.map(({ facilityId }) => (
              <li key={facilityId}>
                <FacilityMark facilityId={facilityId} withName />
              </li>
            ))}
          </ul>
        </div>
        <MissingRecords facilities={facilities} types={TYPES} />
        <p className="text-sm text-solid-gray-800">{t('joining')}</p>
        <Reading contents={contents} look={look} />
        {/* Stays while another period is read: what was searched and chosen is not lost. */}
        {isEmpty ? (
          contents.isComplete && <Empty>{t('none')}</Empty>
        ) : (
          <ResultsView table={table} range={range} open={open} />
        )}
        {contents.isComplete && <Awaited documents={table.awaited} open={open} />}
        <UntoldDocuments documents={untold(contents.items)} open={open} />
      </div>
    </MarksContext>
  );
};
export default LaboratoryPanel;

const secondsOf = (day: string): number => Date.parse(jstStartOfDay(day)) / 1000;

/** The days asked for, and further back where something older came with them (the latest set of an emergency access). */
const daysShown = ({ columns }: ResultTable, { from, to }: Span): Span => {
  const oldest = columns.at(-1)?.day ?? from;
  const newest = columns[0]?.day ?? to;
  return { from: oldest < from ? oldest : from, to: newest > to ? newest : to };
};
