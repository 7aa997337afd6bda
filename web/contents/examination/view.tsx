import { useTexts } from '../../text/texts.ts';
import { Facts } from '../../ui/page.tsx';
import { CodedName } from '../coded.tsx';
import type { ContentProps } from '../content-kind.ts';
import { useLocalTime } from '../local-time.ts';
import { useOrderFacts } from '../order-facts.ts';
import { Sections } from '../sections.tsx';
import { texts } from '../texts.ts';

/** An examination ordered or done; its pictures are documents of their own. */
const ExaminationView = ({ document: { content } }: ContentProps) => {
  const t = useTexts(texts);
  const time = useLocalTime();
  const orderFacts = useOrderFacts();
  if (content?.kind !== 'examination') return undefined;
  const { modality, performedAt, procedures, comments = [], studyInstanceUids = [] } = content;
  return (
    <article className="flex flex-col gap-3">
      <Facts
        items={[
          [t('modality'), t(modality)],
          ...(performedAt === undefined ? [] : [[t('performedAt'), time(performedAt)] as const]),
          ...orderFacts(content),
        ]}
      />
      <section className="flex flex-col gap-1">
        <h4 className="font-bold">{t('procedures')}</h4>
        <ul className="list-disc pl-5">
          {procedures.map((procedure, index) => (
            <li key={`${index}${procedure.name}`}>
              <CodedName coded={procedure} />
            </li>
          ))}
        </ul>
      </section>
      {comments.length > 0 && <Sections sections={[{ heading: t('comments'), text: comments.join('\n') }]} />}
      {studyInstanceUids.length > 0 && <p className="text-sm text-solid-gray-700">{t('images')}</p>}
    </article>
  );
};
export default ExaminationView;
