import type * as z from 'zod';
import type { Diagnosis } from '../../../schemas/content.ts';
import { useDates } from '../../text/dates.ts';
import { useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import { CodedName } from '../coded.tsx';
import { type Column, Table } from '../table.tsx';
import { texts } from '../texts.ts';

export type DiagnosisItem = z.infer<typeof Diagnosis>['items'][number];

const TONES = { active: 'info', suspected: 'warning', resolved: 'neutral', unknown: 'neutral' } as const;

type Props<T> = { caption: string; items: readonly T[]; more?: readonly Column<T>[] };

export const DiagnosisTable = <T extends DiagnosisItem>({ caption, items, more = [] }: Props<T>) => {
  const t = useTexts(texts);
  const dates = useDates();
  return (
    <Table
      isStacked
      caption={caption}
      rows={items}
      columns={[
        {
          heading: t('condition'),
          cell: ({ condition, main }) => (
            <>
              <CodedName coded={condition} /> {main && <Badge>{t('main')}</Badge>}
            </>
          ),
        },
        { heading: t('status'), cell: ({ status }) => <Badge tone={TONES[status]}>{t(status)}</Badge> },
        ...more,
        { heading: t('startOn'), className: 'whitespace-nowrap', cell: ({ startOn }) => startOn && dates.day(startOn) },
        { heading: t('endOn'), className: 'whitespace-nowrap', cell: ({ endOn }) => endOn && dates.day(endOn) },
        { heading: t('outcome'), className: 'whitespace-nowrap', cell: ({ outcome }) => outcome },
        { heading: t('department'), className: 'whitespace-nowrap', cell: ({ department }) => department },
      ]}
    />
  );
};
