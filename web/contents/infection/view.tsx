import { useCompactDates } from '../../daily-contents/compact-dates.ts';
import type { ContentOf } from '../../daily-contents/documents.ts';
import { resultStatus } from '../../laboratory/statuses.ts';
import { texts } from '../../laboratory/texts.ts';
import { StatusWord } from '../../laboratory/value.tsx';
import { useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import { CodedName } from '../coded.tsx';
import type { ContentProps } from '../content-kind.ts';
import { type Column, Table } from '../table.tsx';

type Item = ContentOf<'infection'>['items'][number];

const LOOKS = {
  positive: { mark: '＋', tone: 'danger' },
  negative: { mark: '－', tone: 'neutral' },
  indeterminate: { mark: '±', tone: 'warning' },
  unknown: { mark: '?', tone: 'warning' },
} as const;

/** Results that tell of infections: judged in words, by a mark and a colour, with what was measured. */
const InfectionView = ({ document: { content, day = '' } }: ContentProps) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  if (content?.kind !== 'infection') return undefined;
  const { items } = content;
  if (items.length === 0) return <p>{t('nothing')}</p>;
  const has = (read: (item: Item) => unknown): boolean => items.some((item) => read(item) !== undefined);
  const columns: (Column<Item> | false)[] = [
    { heading: t('item'), cell: ({ item }) => <CodedName coded={item} />, className: 'min-w-32' },
    { heading: t('judgement'), cell: (item) => <Judgement item={item} /> },
    { heading: t('result'), cell: ({ value }) => value },
    has(({ referenceRange }) => referenceRange) && {
      heading: t('range'),
      cell: ({ referenceRange }) => referenceRange,
    },
    has(({ specimen }) => specimen) && { heading: t('specimen'), cell: ({ specimen }) => specimen?.name },
    has(({ observedOn }) => observedOn) && {
      heading: t('observedOn'),
      cell: ({ observedOn }) => observedOn && dates.day(observedOn),
    },
    has(({ comments }) => comments) && {
      heading: t('comments'),
      cell: ({ comments = [] }) => <p className="whitespace-pre-wrap">{comments.join('\n')}</p>,
    },
  ];
  return (
    <Table caption={t('infectionTable', { day })} rows={items} columns={columns.filter((column) => column !== false)} />
  );
};
export default InfectionView;

const Judgement = ({ item: { result, status } }: { item: Item }) => {
  const t = useTexts(texts);
  const { mark, tone } = LOOKS[result];
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge tone={tone}>
        <span aria-hidden="true">{mark}</span> {t(result)}
      </Badge>
      <StatusWord status={resultStatus(status)} code={status} />
    </span>
  );
};
