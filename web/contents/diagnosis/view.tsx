import { useTexts } from '../../text/texts.ts';
import type { ContentProps } from '../content-kind.ts';
import { texts } from '../texts.ts';
import { DiagnosisTable } from './diagnosis-table.tsx';

const DiagnosisView = ({ document: { content, title } }: ContentProps) => {
  const t = useTexts(texts);
  if (content?.kind !== 'diagnosis') return undefined;
  if (content.items.length === 0) return <p>{t(content.none ? 'none' : 'nothing')}</p>;
  return <DiagnosisTable caption={title} items={content.items} />;
};
export default DiagnosisView;
