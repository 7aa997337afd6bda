import type { ReactNode } from 'react';
import { useFacilityMark } from '../chart/facility-mark.tsx';
import { useCompactDates } from '../daily-contents/compact-dates.ts';
import { useTexts } from '../text/texts.ts';
import { Badge } from '../ui/notice.tsx';
import type { View } from './bar-layout.ts';
import type { DoseChange } from './dose-changes.ts';
import type { DrugRow } from './drug-rows.ts';
import { texts } from './texts.ts';
import type { Overlap } from './time-ranges.ts';
import { useSupplyWords } from './words.ts';

type RemarkProps = { row: DrugRow; view: View; today: string };

/** What catches the eye of the days shown; each of them stands in the opened row. */
export const Remarks = ({ row: { hasNamesake, code, overlaps, changes }, view, today }: RemarkProps) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  const overlap = overlaps.findLast(({ from, until }) => from <= view.to && until >= view.from);
  return (
    <div className="flex flex-wrap items-center gap-1 pl-5 text-sm">
      {overlap && (
        <>
          <Badge tone="warning">{t('overlap')}</Badge>
          <span>
            {dates.short(overlap.from)}–{dates.short(overlap.until)}
            {overlap.from <= today && overlap.until >= today && ` (${t('overlapToday')})`}
          </span>
        </>
      )}
      {changes.some(({ on }) => on >= view.from && on <= view.to) && <Badge>▾ {t('change')}</Badge>}
      {hasNamesake && (
        <p>
          {code !== undefined && `${t('code', { code })} `}
          {t('namesake')}
        </p>
      )}
    </div>
  );
};

/** Overlaps, changes and days without a prescription within the days shown, in words. */
export const CourseWords = ({ row, view }: { row: DrugRow; view: View }) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  const isShown = ({ from, until }: { from: string; until: string }): boolean => from <= view.to && until >= view.from;
  const [overlaps, gaps] = [row.overlaps.filter(isShown), row.gaps.filter(isShown)];
  const changes = row.changes.filter(({ on }) => isShown({ from: on, until: on }));
  return (
    <div className="mb-3 flex flex-col gap-2 text-sm">
      {overlaps.length > 0 && (
        <Lines title={t('overlap')}>
          {overlaps.map((overlap) => (
            <OverlapLine key={`${overlap.from}${overlap.facilityIds.join()}`} overlap={overlap} />
          ))}
        </Lines>
      )}
      {changes.length > 0 && (
        <Lines title={t('change')}>
          {changes.map((change) => (
            <ChangeLine key={`${change.on}${change.facilityId}`} change={change} />
          ))}
        </Lines>
      )}
      {gaps.length > 0 && (
        <Lines title={t('gap')}>
          {gaps.map(({ from, until, days }) => (
            <li key={from}>{t('gapOf', { from: dates.day(from), until: dates.day(until), count: days })}</li>
          ))}
        </Lines>
      )}
    </div>
  );
};

const Lines = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <p className="font-bold">{title}</p>
    <ul className="list-disc pl-5">{children}</ul>
  </div>
);

const OverlapLine = ({ overlap: { from, until, facilityIds } }: { overlap: Overlap }) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  const [one, other] = [useFacilityMark(facilityIds[0]), useFacilityMark(facilityIds[1])];
  const facilities = `${one.name} + ${other.name}`;
  return <li>{t('overlapAt', { facilities, from: dates.day(from), until: dates.day(until) })}</li>;
};

const ChangeLine = ({ change: { on, facilityId, before, after } }: { change: DoseChange }) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  const words = useSupplyWords();
  const { name } = useFacilityMark(facilityId);
  const values = { on: dates.day(on), facility: name, before: words.regimen(before), after: words.regimen(after) };
  return <li>{t('changeOf', values)}</li>;
};
