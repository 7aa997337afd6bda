import { useCompactDates } from '../../daily-contents/compact-dates.ts';
import { groupsOf } from '../../medication/group-items.ts';
import { GroupedTable, Lines } from '../../medication/grouped-table.tsx';
import type { PrescriptionItem } from '../../medication/supply.ts';
import { texts } from '../../medication/texts.ts';
import { quantityText } from '../../medication/words.ts';
import { useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { CodedName } from '../coded.tsx';
import type { ContentProps } from '../content-kind.ts';
import { useOrderFacts } from '../order-facts.ts';

/** One prescription: as ordered, or as handed out. Drugs of one group (剤) stay together. */
const PrescriptionView = ({ document: { content, stage, title, day = '' } }: ContentProps) => {
  const t = useTexts(texts);
  const orderFacts = useOrderFacts();
  if (content?.kind !== 'prescription') return undefined;
  const { setting, dispensing, items } = content;
  const isDone = stage === 'done';
  const kind = t(isDone ? 'view.doneRx' : 'view.order');
  const caption = t('view.caption', { title, kind, day, number: content.orderNumber ?? '' });
  return (
    <article className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Badge tone={isDone ? 'success' : 'info'}>{kind}</Badge>
        <Badge>{t(setting)}</Badge>
        {dispensing !== 'unknown' && <Badge>{t(dispensing)}</Badge>}
      </div>
      <Facts items={orderFacts(content)} />
      {items.length === 0 ? <p>{t('view.empty')}</p> : <Drugs items={items} caption={caption} isDone={isDone} />}
    </article>
  );
};
export default PrescriptionView;

type DrugsProps = { items: readonly PrescriptionItem[]; caption: string; isDone: boolean };

const Drugs = ({ items, caption, isDone }: DrugsProps) => {
  const t = useTexts(texts);
  const dates = useCompactDates();
  return (
    <GroupedTable
      caption={caption}
      groups={groupsOf(items)}
      nameOf={({ drug, comments = [] }) => (
        <>
          <CodedName coded={drug} />
          <div className="text-sm font-normal">
            <Lines of={comments} />
          </div>
        </>
      )}
      columns={[
        {
          heading: t(isDone ? 'view.amount' : 'doseColumn'),
          cell: ({ dose, daily, total, usage }) => (
            <Lines
              of={[
                dose && (isDone ? quantityText(dose) : t('dose', { quantity: quantityText(dose) })),
                daily && t('daily', { quantity: quantityText(daily) }),
                usage?.name,
                total && t('total', { quantity: quantityText(total) }),
              ]}
            />
          ),
        },
        {
          heading: t('period'),
          cell: ({ days, times, startOn, endOn }) => (
            <Lines
              of={[
                days !== undefined && t('days', { count: days }),
                times !== undefined && t('times', { count: times }),
                startOn && `${t('view.startOn')} ${dates.day(startOn)}`,
                endOn && `${t('view.endOn')} ${dates.day(endOn)}`,
              ]}
            />
          ),
        },
      ]}
    />
  );
};
