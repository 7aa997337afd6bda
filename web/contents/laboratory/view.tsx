import { useCompactDates } from '../../daily-contents/compact-dates.ts';
import type { LabResult } from '../../laboratory/result-key.ts';
import { reportStatus, resultStatus, type Status } from '../../laboratory/statuses.ts';
import { texts } from '../../laboratory/texts.ts';
import { FlagMarks, StatusWord, Value } from '../../laboratory/value.tsx';
import { useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import type { ContentProps } from '../content-kind.ts';
import { useLocalTime } from '../local-time.ts';
import { useOrderFacts } from '../order-facts.ts';
import { type Column, Table } from '../table.tsx';

/** One set of laboratory results, or the order for one. What is the same for all of them stands once above the table. */
const LaboratoryView = ({ document: { content, stage, title, day } }: ContentProps) => {
  const t = useTexts(texts);
  const time = useLocalTime();
  const orderFacts = useOrderFacts();
  if (content?.kind !== 'laboratory') return undefined;
  const { results, status } = content;
  const sameTime = same(results.map(({ observedAt }) => observedAt));
  const sameSpecimen = same(results.map(({ specimen }) => specimen?.name));
  const report = reportStatus(status);
  return (
    <article className="flex flex-col gap-3">
      <div>
        <Badge tone={stage === 'done' ? 'success' : 'info'}>{t(`stage.${stage}`)}</Badge>
      </div>
      <Facts
        items={[
          ...orderFacts(content),
          ...(stage === 'done' && status !== undefined
            ? ([[t('report'), <Report key="report" status={report} code={status} />]] as const)
            : []),
          ...(sameTime === undefined ? [] : ([[t('time'), time(sameTime)]] as const)),
          ...(sameSpecimen === undefined ? [] : ([[t('specimen'), sameSpecimen]] as const)),
        ]}
      />
      {results.length === 0 ? (
        <p>{t('nothing')}</p>
      ) : (
        <Results
          results={results}
          caption={[title, day, content.orderNumber].filter(Boolean).join(' ')}
          isOrder={stage === 'order'}
          withTime={sameTime === undefined}
          withSpecimen={sameSpecimen === undefined}
        />
      )}
    </article>
  );
};
export default LaboratoryView;

/** What all of them say alike; undefined where they differ or say nothing. */
const same = (texts: readonly (string | undefined)[]): string | undefined => {
  const [first, ...others] = new Set(texts);
  return others.length === 0 ? first : undefined;
};

const Report = ({ status, code }: { status: Status | undefined; code: string }) => {
  const t = useTexts(texts);
  return status === undefined ? t('status.final') : <StatusWord status={status} code={code} />;
};

type ResultsProps = {
  results: readonly LabResult[];
  caption: string;
  isOrder: boolean;
  withTime: boolean;
  withSpecimen: boolean;
};

const Results = ({ results, caption, isOrder, withTime, withSpecimen }: ResultsProps) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  const has = (read: (result: LabResult) => unknown): boolean => results.some((result) => read(result) !== undefined);
  const noteOf = ({ specimen, observedAt, comments = [] }: LabResult): string[] =>
    [
      withSpecimen && specimen?.name,
      withTime && observedAt !== undefined && [dates.day(observedAt.slice(0, 10)), observedAt.slice(11)].join(' '),
      ...comments,
    ].filter((line) => typeof line === 'string');
  const columns: (Column<LabResult> | false)[] = [
    { heading: t('item'), cell: ({ item }) => <Item item={item} />, className: 'min-w-28' },
    !isOrder && { heading: t('result'), cell: (result) => <ResultValue result={result} />, className: 'min-w-24' },
    has((result) => noteOf(result)[0]) && {
      heading: t('note'),
      cell: (result) => <p className="text-sm wrap-anywhere whitespace-pre-wrap">{noteOf(result).join('\n')}</p>,
      className: 'min-w-20',
    },
  ];
  return <Table caption={caption} rows={results} columns={columns.filter((column) => column !== false)} />;
};

/** The name, and under it the code: JLAC10 has seventeen letters. */
const Item = ({ item: { name, code, localCode, system, localSystem } }: Pick<LabResult, 'item'>) => (
  <>
    {name}
    <span className="block text-xs font-normal break-all text-solid-gray-700">
      {[code ?? localCode, code === undefined ? localSystem : system].filter(Boolean).join(' ')}
    </span>
  </>
);

const ResultValue = ({ result: { value, unit, flag, status, referenceRange } }: { result: LabResult }) => {
  const t = useTexts(texts);
  const said = resultStatus(status);
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <span>
        <Value value={value} flag={flag} status={said} /> {value && unit}
      </span>
      <FlagMarks flag={flag} />
      <StatusWord status={said} code={status} />
      {referenceRange !== undefined && (
        <span className="w-full text-sm text-solid-gray-700">{t('rangeOf', { text: referenceRange })}</span>
      )}
    </span>
  );
};
