import type * as z from 'zod';
import type { Allergy, Contraindication } from '../../../schemas/content.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import { CodedName } from '../coded.tsx';
import { type Column, Table } from '../table.tsx';
import { texts } from '../texts.ts';

export type AllergyItem = z.infer<typeof Allergy>['items'][number];
export type ContraindicationItem = z.infer<typeof Contraindication>['items'][number];

type Props<T> = { caption: string; items: readonly T[]; more?: readonly Column<T>[] };

export const AllergyTable = <T extends AllergyItem>({ caption, items, more = [] }: Props<T>) => {
  const t = useTexts(texts);
  const dates = useDates();
  return (
    <Table
      isStacked
      caption={caption}
      rows={items}
      columns={[
        { heading: t('substance'), cell: ({ substance }) => <CodedName coded={substance} /> },
        { heading: t('category'), className: 'whitespace-nowrap', cell: ({ category }) => t(category) },
        {
          heading: t('severity'),
          cell: ({ severity }) => <Badge tone={severity === 'severe' ? 'danger' : 'neutral'}>{t(severity)}</Badge>,
        },
        { heading: t('reactions'), cell: ({ reactions = [] }) => reactions.join(', ') },
        {
          heading: t('identifiedOn'),
          className: 'whitespace-nowrap',
          cell: ({ identifiedOn, onset }) => (identifiedOn === undefined ? onset : dates.day(identifiedOn)),
        },
        ...more,
      ]}
    />
  );
};

export const ContraindicationTable = <T extends ContraindicationItem>({ caption, items, more = [] }: Props<T>) => {
  const t = useTexts(texts);
  const dates = useDates();
  return (
    <Table
      isStacked
      caption={caption}
      rows={items}
      columns={[
        { heading: t('drug'), cell: ({ drug }) => <CodedName coded={drug} /> },
        { heading: t('reason'), cell: ({ reason }) => reason },
        {
          heading: t('identifiedOn'),
          className: 'whitespace-nowrap',
          cell: ({ identifiedOn }) => identifiedOn && dates.day(identifiedOn),
        },
        ...more,
      ]}
    />
  );
};
