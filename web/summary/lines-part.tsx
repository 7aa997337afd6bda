import type { TimelineFacility } from '../chart/timeline-facility.ts';
import { Table } from '../contents/table.tsx';
import { flagsOf } from '../laboratory/flags.ts';
import { resultStatus } from '../laboratory/statuses.ts';
import { StatusWord } from '../laboratory/value.tsx';
import { quantityText } from '../medication/words.ts';
import { useDates } from '../text/dates.ts';
import { useTexts } from '../text/texts.ts';
import type { DrugLine, ResultLine } from './drug-lines.ts';
import { texts } from './texts.ts';

type PartProps<L> = { lines: readonly L[]; from: string; facilities: readonly TimelineFacility[] };

const nameIn = (facilities: readonly TimelineFacility[], facilityId: string): string =>
  facilities.find((facility) => facility.facilityId === facilityId)?.name ?? facilityId;

export const DrugPart = ({ lines, from, facilities }: PartProps<DrugLine>) => {
  const t = useTexts(texts);
  const dates = useDates();
  const title = t('drugs', { from: dates.day(from) });
  return (
    <section className="flex flex-col gap-2">
      <h3 className="border-b-2 border-solid-gray-420 font-bold">{title}</h3>
      {lines.length === 0 ? (
        <p>{t('noDrugs')}</p>
      ) : (
        <Table
          isStacked
          caption={title}
          rows={lines}
          keyOf={({ key }) => key}
          columns={[
            { heading: t('drug'), cell: ({ drug }) => drug.name },
            { heading: t('dose'), cell: (line) => <Dose line={line} /> },
            { heading: t('days'), className: 'whitespace-nowrap', cell: (line) => <Length line={line} /> },
            { heading: t('start'), className: 'whitespace-nowrap', cell: ({ from: start }) => dates.day(start) },
            { heading: t('stage'), cell: (line) => <Stage line={line} /> },
            { heading: t('facility'), cell: ({ facilityId }) => nameIn(facilities, facilityId) },
          ]}
        />
      )}
    </section>
  );
};

/** Days, or how many times: ten doses are no ten days. */
const Length = ({ line: { days, times } }: { line: DrugLine }) => {
  const t = useTexts(texts);
  if (days !== undefined) return t('daysOf', { count: days });
  return times !== undefined && t('timesOf', { count: times });
};

/** As ordered; of what was only handed out, how much. Quantities stand as written. */
const Dose = ({ line: { order, dose, daily, total, usage, comments, done } }: { line: DrugLine }) => {
  const t = useTexts(texts);
  const amounts = order ? [] : done.map(({ amount }) => amount && quantityText(amount));
  return [
    dose && t('perDose', { quantity: quantityText(dose) }),
    daily && t('perDay', { quantity: quantityText(daily) }),
    total && t('inAll', { quantity: quantityText(total) }),
    ...amounts,
    usage,
    ...comments,
  ]
    .filter(Boolean)
    .join(' ');
};

const Stage = ({ line: { order, done, isOtherDone } }: { line: DrugLine }) => {
  const t = useTexts(texts);
  return [order && t('ordered'), done.length > 0 && t('handedOut'), isOtherDone && t('otherDone')]
    .filter(Boolean)
    .join('・');
};

export const ResultPart = ({ lines, from, facilities }: PartProps<ResultLine>) => {
  const t = useTexts(texts);
  const dates = useDates();
  const title = t('laboratory', { from: dates.day(from) });
  return (
    <section className="flex flex-col gap-2">
      <h3 className="border-b-2 border-solid-gray-420 font-bold">{title}</h3>
      {lines.length === 0 ? (
        <p>{t('noResults')}</p>
      ) : (
        <Table
          isStacked
          caption={title}
          rows={lines}
          keyOf={({ key }) => key}
          columns={[
            { heading: t('item'), cell: ({ result }) => result.item.name },
            {
              heading: t('value'),
              className: 'whitespace-nowrap',
              cell: ({ result: { value, unit, flag, status } }) => (
                <>
                  {[`${value?.comparator ?? ''}${value?.text ?? ''}`, unit, ...flagsOf(flag).map(({ mark }) => mark)]
                    .filter(Boolean)
                    .join(' ')}{' '}
                  <StatusWord status={resultStatus(status)} code={status} />
                </>
              ),
            },
            { heading: t('range'), cell: ({ result }) => result.referenceRange },
            { heading: t('day'), className: 'whitespace-nowrap', cell: ({ day }) => dates.day(day) },
            { heading: t('facility'), cell: ({ facilityId }) => nameIn(facilities, facilityId) },
          ]}
        />
      )}
    </section>
  );
};
