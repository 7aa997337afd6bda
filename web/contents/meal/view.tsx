import { useTexts } from '../../text/texts.ts';
import { Facts } from '../../ui/page.tsx';
import type { ContentProps } from '../content-kind.ts';
import { useLocalTime } from '../local-time.ts';
import { useOrderFacts } from '../order-facts.ts';
import { texts } from '../texts.ts';

const MealView = ({ document: { content } }: ContentProps) => {
  const t = useTexts(texts);
  const time = useLocalTime();
  const orderFacts = useOrderFacts();
  if (content?.kind !== 'meal') return undefined;
  return (
    <article className="flex flex-col gap-3">
      <Facts items={orderFacts(content)} />
      <ul className="flex flex-col gap-2">
        {content.items.map(({ name, from, to, comments = [] }, index) => (
          <li key={`${index}${name}`}>
            <span className="font-bold">{name}</span> {from !== undefined && `${t('from')}: ${time(from)} `}
            {to !== undefined && `${t('to')}: ${time(to)}`}
            {comments.map((comment) => (
              <p key={comment} className="text-sm whitespace-pre-wrap">
                {comment}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </article>
  );
};
export default MealView;
