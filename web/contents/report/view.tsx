import { Facts } from '../../ui/page.tsx';
import type { ContentProps } from '../content-kind.ts';
import { useOrderFacts } from '../order-facts.ts';
import { Sections } from '../sections.tsx';

const ReportView = ({ document: { content } }: ContentProps) => {
  const orderFacts = useOrderFacts();
  if (content?.kind !== 'report') return undefined;
  return (
    <article className="flex flex-col gap-3">
      <Facts items={orderFacts(content)} />
      <Sections sections={content.sections} />
    </article>
  );
};
export default ReportView;
