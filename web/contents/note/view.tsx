import { useTexts } from '../../text/texts.ts';
import { Facts } from '../../ui/page.tsx';
import type { ContentProps } from '../content-kind.ts';
import { useLocalTime } from '../local-time.ts';
import { Sections } from '../sections.tsx';
import { texts } from '../texts.ts';

/** Physicians' and nurses' notes, summaries, letters as text. */
const NoteView = ({ document: { content } }: ContentProps) => {
  const t = useTexts(texts);
  const time = useLocalTime();
  if (content?.kind !== 'note') return undefined;
  const facts = [
    [t('author'), content.author],
    [t('writtenAt'), content.writtenAt && time(content.writtenAt)],
  ] as const;
  return (
    <article className="flex flex-col gap-3">
      <Facts items={facts.filter(([, value]) => value !== undefined)} />
      <Sections sections={content.sections} />
    </article>
  );
};
export default NoteView;
