import { groupsOf } from '../../medication/group-items.ts';
import { GroupedTable, Lines } from '../../medication/grouped-table.tsx';
import type { InjectionItem } from '../../medication/supply.ts';
import { texts } from '../../medication/texts.ts';
import { quantityText } from '../../medication/words.ts';
import { useTexts } from '../../text/texts.ts';
import { Badge } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { CodedName } from '../coded.tsx';
import type { ContentProps } from '../content-kind.ts';
import { useLocalTime } from '../local-time.ts';
import { useOrderFacts } from '../order-facts.ts';

/** One injection: as ordered, or as recorded when it was to be given. */
const InjectionView = ({ document: { content, stage, title, day = '' } }: ContentProps) => {
  const t = useTexts(texts);
  const orderFacts = useOrderFacts();
  if (content?.kind !== 'injection') return undefined;
  const isDone = stage === 'done';
  const kind = t(isDone ? 'view.doneInjection' : 'view.order');
  const caption = t('view.caption', { title, kind, day, number: content.orderNumber ?? '' });
  return (
    <article className="flex flex-col gap-3">
      <div>
        <Badge tone={isDone ? 'success' : 'info'}>{kind}</Badge>
      </div>
      <Facts items={orderFacts(content)} />
      {content.items.length === 0 ? (
        <p>{t('view.empty')}</p>
      ) : (
        <Drugs items={content.items} caption={caption} isDone={isDone} />
      )}
    </article>
  );
};
export default InjectionView;

type DrugsProps = { items: readonly InjectionItem[]; caption: string; isDone: boolean };

const Drugs = ({ items, caption, isDone }: DrugsProps) => {
  const t = useTexts(texts);
  const time = useLocalTime();
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
        { heading: t('view.amount'), cell: ({ dose }) => dose && quantityText(dose) },
        {
          heading: t('view.route'),
          cell: ({ route, device, rate }) => (
            <Lines of={[route?.name, device?.name, rate && t('rate', { quantity: quantityText(rate) })]} />
          ),
        },
        {
          heading: t('period'),
          cell: ({ startAt, endAt }) => (
            <Lines
              of={[startAt && `${t('view.startOn')} ${time(startAt)}`, endAt && `${t('view.endOn')} ${time(endAt)}`]}
            />
          ),
        },
        ...(isDone ? [{ heading: t('view.state'), cell: ({ given }: InjectionItem) => <Given given={given} /> }] : []),
      ]}
    />
  );
};

/** Given, not given, or not said: what is not said is never shown as given. */
const Given = ({ given }: Pick<InjectionItem, 'given'>) => {
  const t = useTexts(texts);
  if (given === undefined) return <Badge tone="warning">{t('givenUnsaid')}</Badge>;
  return given ? <Badge tone="success">✓ {t('given')}</Badge> : <Badge tone="danger">× {t('notGiven')}</Badge>;
};
