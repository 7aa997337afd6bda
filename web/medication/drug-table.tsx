import type { OpenDocument } from '../daily-contents/open-document.ts';
import { useTexts } from '../text/texts.ts';
import { CourseAxis } from './course-axis.tsx';
import type { CourseProps } from './drug-bars.tsx';
import { DrugTableRow } from './drug-row.tsx';
import type { DrugRow } from './drug-rows.ts';
import { texts } from './texts.ts';

type Props = Omit<CourseProps, 'onPick'> & { rows: readonly DrugRow[]; open: OpenDocument };

const GROUPS = ['current', 'unknown', 'planned', 'injection', 'past'] as const;
type Group = (typeof GROUPS)[number];

const groupOf = ({ form, standing }: DrugRow): Group => (form === 'injection' ? 'injection' : standing);

/**
 * Drugs as rows, with what may be in use first: words at the left, bars over time at the right, on a phone under them. A table whatever its
 * layout: the roles stand in full, because a browser forgets them where the layout is none of a table.
 */
export const DrugTable = ({ rows, ...course }: Props) => {
  const t = useTexts(texts);
  const grouped = Map.groupBy(rows, groupOf);
  const { view, today } = course;
  return (
    <div className="card @container isolate min-w-0">
      <div
        role="region"
        aria-label={t('table')}
        tabIndex={0}
        className="rounded-8 @2xl:max-h-[80vh] @2xl:overflow-y-auto print:max-h-none"
      >
        <table role="table" className="block w-full border-collapse @2xl:table @2xl:table-fixed">
          <caption className="sr-only">{t('table')}</caption>
          <thead
            role="rowgroup"
            className="sr-only @2xl:not-sr-only @2xl:sticky @2xl:top-0 @2xl:z-10 @2xl:table-header-group @2xl:bg-white"
          >
            <tr role="row" className="@2xl:table-row @2xl:border-b-2 @2xl:border-solid-gray-420">
              <th role="columnheader" scope="col" className="w-[26%] px-2 py-1 text-left text-sm">
                {t('drug')}
              </th>
              <th role="columnheader" scope="col" className="w-[28%] py-1 text-left text-sm">
                {t('period')}
              </th>
              <th role="columnheader" scope="col" className="text-left text-sm">
                <span className="sr-only">{t('course')}</span>
                <CourseAxis view={view} today={today} todayLabel={t('today')} />
              </th>
            </tr>
          </thead>
          {GROUPS.map((group) => {
            const own = grouped.get(group) ?? [];
            if (own.length === 0) return undefined;
            return (
              <tbody key={group} role="rowgroup" className="block @2xl:table-row-group">
                <tr role="row" className="block @2xl:table-row">
                  <th
                    role="columnheader"
                    scope="rowgroup"
                    colSpan={3}
                    className="block bg-solid-gray-100 px-2 py-2 text-left @2xl:table-cell"
                  >
                    {t(`group.${group}`)}{' '}
                    <span className="ml-1 font-normal">{t('countOf', { count: own.length })}</span>
                    {/* On a phone the days stand over each group: there is no heading that stays in sight. */}
                    <div className="@2xl:hidden">
                      <CourseAxis view={view} today={today} todayLabel={t('today')} />
                    </div>
                  </th>
                </tr>
                {own.map((row) => (
                  <DrugTableRow key={row.key} row={row} {...course} />
                ))}
              </tbody>
            );
          })}
        </table>
      </div>
    </div>
  );
};
