import { useTexts } from '../../text/texts.ts';
import type { ContentProps } from '../content-kind.ts';
import { texts } from '../texts.ts';
import { AllergyTable, ContraindicationTable } from './allergy-table.tsx';

const AllergyView = ({ document: { content, title } }: ContentProps) => {
  const t = useTexts(texts);
  if (content?.kind !== 'allergy' && content?.kind !== 'contraindication') return undefined;
  // The source asked and found none; an empty list without it says nothing.
  if (content.items.length === 0) return <p>{t(content.none ? 'none' : 'nothing')}</p>;
  return content.kind === 'allergy' ? (
    <AllergyTable caption={title} items={content.items} />
  ) : (
    <ContraindicationTable caption={title} items={content.items} />
  );
};
export default AllergyView;
